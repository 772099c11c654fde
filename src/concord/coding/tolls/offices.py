"""Offices: single persons by what they are, where no list has the word ("the vice-chancellor").

Nothing but people is shot dead, wounded or kidnapped, so beside such words "a", "an" or "the" with
a word that may name somebody by trade or office is one person.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from concord.coding.tolls.heads import STOPS
from concord.coding.tolls.measured import UNITS
from concord.coding.tolls.people import Group
from concord.coding.tolls.tokens import word_set

if TYPE_CHECKING:
    from concord.coding.tolls.groups import Reader
    from concord.coding.tolls.tokens import Effect

_ARTICLES = word_set("a an the")
_OPENERS = word_set(", and when while as that after before because : ;")
_ENDINGS = (
    "er", "or", "ist", "ian", "ant", "man", "woman", "eer", "ster", "lord", "herd", "smith",
    "-command", "-president", "-chancellor", "-chief", "-chairman", "-mayor", "-minister",
    "-governor", "-leader", "-head", "-secretary", "-general",
)  # fmt: skip
_WORDS = word_set(
    "head chief president chancellor vice-chancellor provost registrar boss deputy clerk agent "
    "dean heir secretary treasurer paymaster muezzin warden patriarch matriarch king prince "
    "chieftain sultan emir nazim patwari lambardar headmistress chairperson matron "
    "dignitary celebrity sibling sarpanch mukhtar mullah seminarian apprentice novice acolyte"
)
_NOBODY = word_set(
    "matter number order offer power water border cover summer winter center centre river corner "
    "paper letter quarter chapter member minister's error terror horror door floor motor sector "
    "tractor reactor factor tenor harbor harbour labor computer cancer disaster encounter laughter "
    "slaughter murder tower tanker trailer container helicopter chopper bulldozer fighter war "
    "winner other another either neither former latter peer over under after rather whether "
    "plan plant elephant restaurant giant grant warrant remnant covenant"
)
_FAR = 5  # tokens from an article to the end of its noun phrase
_HARMS = frozenset({"killed", "injured", "abducted"})


def read(reader: Reader, at: int) -> Group | None:
    """Return the person whose article stands at a token, or None."""
    tokens = reader.tokens
    if at >= len(tokens) or tokens[at].lower not in _ARTICLES:
        return None
    last = at
    while last + 1 < min(at + 1 + _FAR, len(tokens)) and not _ends(reader, last + 1):
        last += 1
    if last == at or not _is_person(reader, last):
        return None
    definite = tokens[at].lower == "the"
    return Group(
        first=at, last=last, low=1, best=1, high=1,
        victim_class="unknown", head="one", named=True, definite=definite,
    )  # fmt: skip


def after(reader: Reader, effect: Effect) -> Group | None:
    """Return the person right after a word for what befell people."""
    return read(reader, effect.last + 1) if effect.effect in _HARMS else None


def opens(reader: Reader, position: int, start: int) -> bool:
    """Return whether a clause, or an item of a list, may begin with an article at a token."""
    tokens = reader.tokens
    if tokens[position].lower not in _ARTICLES:
        return False
    return position in {0, start} or tokens[position - 1].lower in _OPENERS


def _ends(reader: Reader, position: int) -> bool:
    token = reader.tokens[position]
    return position in reader.taken or token.lower in STOPS | {"of"} or not token.wordlike


def _is_person(reader: Reader, at: int) -> bool:
    word = reader.tokens[at].lower
    things = reader.lexicon.not_people | UNITS | _NOBODY
    if word in things or f"{word}s" in things or (word,) in reader.lexicon.bodies:
        return False
    return word in _WORDS or word.endswith(_ENDINGS)
