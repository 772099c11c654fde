"""Names of persons and bodies that no pack lists, and the descriptions that stand beside them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from concord.coding.speakers.descriptions import NAME, RANKS
from concord.coding.speakers.making import former, strip_determiner
from concord.coding.speakers.sources import Source
from concord.regexes import lazy_regex

if TYPE_CHECKING:
    from collections.abc import Iterator

    from concord.coding.speakers.setting import Setting

# A month before a number, as in a dateline: "Peshawar, Jan 5 (AP)". Alone, Jan may be a person.
_DAY = r"(?!(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.?\s+\d)"
_BODIES = (
    r"(?:Community|Union|League|Organi[sz]ation|Association|Council|Congress|Front|Party|Movement|"
    r"Brotherhood|Alliance|Federation|Committee|Society|Resistance|Command|Charter|Volunteers)"
)
_FULL_NAME = lazy_regex(
    r"(?<![\w.])(?=[A-ZÀ-ÞŠŽa])(?:"
    # "the Community of Western States", "the Equality and Justice Bloc": one name
    rf"(?:{NAME}\s+)*{_BODIES}\s+of\s+(?:the\s+)?{NAME}(?:\s+{NAME})*"
    rf"|{NAME}\s+and\s+{NAME}\s+(?:Party|Bloc|Movement|Alliance|Front|League|Council)\b"
    rf"|{_DAY}(?:{NAME}\s+(?:(?:[A-Z]\.|al|bin|ul|ur|de|da|van|von|dan)\s+)?){{1,4}}{NAME}"
    rf"|{_DAY}[A-ZÀ-Þ][\w\u2019'-]{{2,}})"
)
_POSSESSIVE = lazy_regex(r"['\u2019]s?$")
ORGANISATION = lazy_regex(
    r"\b(?:Party|Movement|Front|League|Alliance|Union|Congress|Council|Army|Brigade|Brigades|Group|"
    r"Forces?|Committee|Commission|Organi[sz]ation|Association|Watch|Institute|Centre|Center|Forum|"
    r"Network|Foundation|Agency|Authority|Bureau|Assembly|Parliament|Court|Ministry|Conference|"
    r"Observatory|Federation|Society|Tehreek\S*|Tehrik\S*|Jamaat\S*|Jamiat\S*|Jirga|Volunteers|News|"
    r"Coalition|Bloc|Nations|Community|Brotherhood|Resistance|Initiative|Company|University|Lashkar\S*|Jaish\S*|Shura)\b"
)
_TRANSLITERATED = lazy_regex(r"\b[A-Z]\w+-(?:e|i|ul|ur|us|al)-[A-Z]|\b[Aa]l-[A-Z]")
_ARMED = lazy_regex(
    r"\b(?:[A-Z]\w+-(?:e|i|ul|ur|us|al)-[A-Z]\w+|[Aa]l-[A-Z]\w+|Army|Brigade|Brigades|Front|Lashkar\S*|"
    r"Jaish\S*|Volunteers|Brotherhood)\b"
)
_PARTY = lazy_regex(
    r"\b(?:Party|League|Congress|Movement|Alliance|Bloc|Tehreek\S*|Jamaat\S*|Jamiat\S*)\b"
)
_SITE = lazy_regex(
    r"\b(?:Park|Chowk|Town|Bazaar|Bazar|Hospital|School|College|Mosque|Masjid|Shrine|Airport|Road|Colony|"
    r"Square|Market|Station|Hotel|Street|Camp|Village|Valley|District|Line|Lines)\b"
)
# Capitalised words that begin a sentence or name a day, and no actor.
_NOT_NAMES = frozenset(
    """
    Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April
    May June July August September October November December The A An In On At But And He
    She It They We You I His Her Their Its This That These Those Last After Before Earlier
    Later Speaking Both Two Three One According Meanwhile However If When While No Not For
    From With Under Over By As To Of What Who Which Since Islam Muslim Christian English
    Operation Accord Agreement Constitution Act Our My There Rs PKR Yes Ramadan Eid Today
    Yesterday Tomorrow Only Furthermore Moreover Nonetheless Therefore Instead Finally
    Similarly Although Though Despite Until Even Separately Still Nevertheless Thus Hence
    Indeed Hours Days Weeks Months Years Yet Elsewhere Then Now Here Unless Between Among
    Across During Following Asked Because Some Many Most All Any Each Every Such Nobody
    Nothing Talks Militants Terrorists
    """.split()  # noqa: SIM905 - a list of words reads best as words
)
_LINE_START = lazy_regex(r"(?:^|\n)\s*$")
# Such as: KHAR, then a colon; MOGADISHU, an agency in brackets and a dash; Quetta, a day, a dash.
_DATELINE = lazy_regex(
    r"\s*(?:,\s*(?:[A-Z][\w.]+\s+\d{1,2}|[A-Z]\w+))?\s*(?:\([^)\n]{1,40}\)\s*)?(?:[:\u2014\u2013]|--?\s)"
)
_LONGEST_HEAD = 60
_BEFORE_AGENCY = lazy_regex(
    r"(?:^|\n)\s*(?:[A-Z][A-Z.'/ -]{2,30}(?:,\s*[\w. ]{2,24})?"
    r"|[A-Z][\w.'/ -]{2,40},\s*(?:[A-Z][a-z]{2,8}\.?\s+\d{1,2}|\d{1,2}\s+[A-Z][a-z]{2,8}\.?))\s*\($"
)
_OPENING = lazy_regex(r"(?:^|[\n.!?:;\"\u201c\u201d])\s*$")
# "Meetings with elders", "Schools in the valley": a noun with what belongs to it, and no name.
_GOVERNING = lazy_regex(r"\s+(?:with|of|between|about|against|for|from|in|on|at|to|by|and)\s")
_PARTICIPLE = lazy_regex(r"[A-Z][a-z]{3,}ing$")
_APPOSED = lazy_regex(
    r"\s*,\s*(?:who\s+(?:is|was|heads|leads|spoke\s+for|speaks\s+for)\s+)?(?:the|a|an|its|his|her)?\s*"
)
_LINKED = lazy_regex(
    r"\s*,?\s*(?:also\s+|a\s+|the\s+)?(?:\w+\s+){0,3}(?:of|for|from|heads|leads)\s+(?:the\s+)?"
)
_PLACED = lazy_regex(r"\b(?:in|at|from|near|across|around|to|of|and|inside|outside|with|told)\s+$")
_THEIRS = lazy_regex(r"(?:its|his|her|their)\s", re.IGNORECASE)
_BESIDE = lazy_regex(r"\s+|\s*,\s+")
_TITLES = frozenset(
    ["president", "chairman", "chief", "leader", "secretary general", "general secretary", "head"]
)
_UNAFFILIATED = frozenset({None, "civil_society", "name", "analyst", "tribal_religious_leaders"})
_SHORTEST = 3


@dataclass(frozen=True, slots=True)
class NameWords:
    """Words that look like names: honorifics, names that are no actors' however they look.

    All are in lower case; ``barred`` are the beginnings of such names, ``adjectives`` name nobody
    when they stand alone.
    """

    titles: frozenset[str]
    barred: frozenset[str] = frozenset()
    adjectives: frozenset[str] = frozenset()


@dataclass(slots=True)
class People:
    """The persons and bodies met so far, by full name, surname or first word, in lower case."""

    listed: NameWords
    known: dict[str, Source] = field(default_factory=dict)

    def words(self, name: str) -> list[str]:
        """Return the words of a name without honorifics."""
        return [w for w in name.split() if w.rstrip(".").casefold() not in self.listed.titles]

    def find(self, name: str) -> Source | None:
        """Return who bears a name, by the whole of it or by the surname."""
        words = self.words(name)
        if not words:
            return None
        known = self.known.get(" ".join(words).casefold())
        if known is not None:
            return known
        namesake = self.known.get(words[-1].casefold())
        return namesake if namesake and self._may_be(words, namesake) else None

    def _may_be(self, words: list[str], known: Source) -> bool:
        """Return whether a full name may be the known person's, and not only share the surname."""
        full = self.words(known.person or known.name or known.text)
        given = {w.rstrip(".").casefold() for w in words[:-1]}
        theirs = {w.rstrip(".").casefold() for w in full[:-1]}
        if not given or not theirs or is_organisation(known.text):
            return True
        return any(a.startswith(b) or b.startswith(a) for a in given for b in theirs)

    def remember(self, name: str, source: Source) -> None:
        """Remember who bears a name; the first bearer of a surname keeps it."""
        words = self.words(name)
        for key in (" ".join(words), words[-1] if words else ""):
            if len(key) >= _SHORTEST:
                self.known.setdefault(key.casefold(), source)


class Name(NamedTuple):
    """Capitalised words that may name somebody."""

    start: int
    end: int
    text: str
    placed: bool


def find_names(text: str) -> Iterator[Name]:
    """Yield the capitalised names of a text, without the words that only begin a sentence."""
    for m in _FULL_NAME.finditer(text):
        words = _own_words(m.group())
        while words and words[0] in _NOT_NAMES:
            words = words[1:]
        while words and words[-1] in _NOT_NAMES:
            words = words[:-1]
        name = " ".join(words)
        start = text.find(words[0], m.start()) if words else -1
        if start >= 0 and _only_opens(text, start, start + len(name)):
            continue
        if len(name) > 1 and start >= 0 and text.startswith(name, start):
            yield Name(start, start + len(name), name, is_placed(text, start))


def _own_words(name: str) -> list[str]:
    """Return the words of a name: a possessor is no part of it ("Kaduna's Nasir El-Rufai")."""
    if "'" not in name and "\u2019" not in name:
        return name.split()
    words = _POSSESSIVE.sub("", name).split()
    owned = [at for at, word in enumerate(words[:-1]) if word.endswith(("'s", "\u2019s"))]
    return words[owned[-1] + 1 :] if owned else words


def is_dateline(text: str, start: int, end: int) -> bool:
    """Return whether words open a line as the place and agency that a report is from."""
    opens = _LINE_START.search(text[max(0, start - 4) : start]) is not None
    return opens and _DATELINE.match(text, end) is not None


def is_agency(text: str, start: int, end: int) -> bool:
    """Return whether a name is the agency of a dateline: "Peshawar, Jan 5 (PTI)" is no party."""
    lead = text[max(0, start - _LONGEST_HEAD) : start]
    return text.startswith(")", end) and _BEFORE_AGENCY.search(lead) is not None


def _only_opens(text: str, start: int, end: int) -> bool:
    """Return whether capitalised words are a dateline, or a word that only opens a sentence."""
    if is_dateline(text, start, end):
        return True
    if " " in text[start:end] or not _OPENING.search(text[max(0, start - 4) : start]):
        return False
    word = text[start:end]
    if _GOVERNING.match(text, end) and not re.search(rf"[a-z,]\s{re.escape(word)}\b", text):
        return True
    adverb = word.endswith("ly") and text.startswith(",", end)
    return adverb or _PARTICIPLE.match(word) is not None


def is_placed(text: str, start: int) -> bool:
    """Return whether a name stands after "in", "near" and the like."""
    return _PLACED.search(text[max(0, start - 12) : start]) is not None


def read_name(found: Name, people: People) -> Source | None:
    """Return the source for a name: somebody met before, a body, or a new person."""
    start, end, name, placed = found
    lower = name.casefold()
    if name in _NOT_NAMES or name.rstrip("s") in _NOT_NAMES:
        return None
    if lower in people.listed.adjectives or not people.words(name):  # a rank or a title alone
        return None
    if len(lower.rstrip("-")) > _SHORTEST and lower.rstrip("-") in people.listed.barred:
        return None
    known = people.find(name)
    if known:
        return replace(known, start=start, end=end, text=name, kind="person")
    if not is_organisation(name):
        weak = " " not in name
        return Source(
            start=start, end=end, text=name, kind="name", name=name, weak=weak, placed=placed
        )
    armed = _ARMED.search(name) is not None and not _SITE.search(name)
    group = "armed_group" if armed else "party" if _PARTY.search(name) else "name"
    made = Source(
        start=start, end=end, text=name, kind="name", name=name, group=group,
        side="armed_group" if armed else None, placed=placed,
    )  # fmt: skip
    people.known.setdefault(re.split(r"[\s-]", name)[0].casefold(), made)
    return made


@lru_cache(maxsize=4096)
def is_organisation(name: str) -> bool:
    """Return whether a name is one of a body and not of a person."""
    return bool(ORGANISATION.search(name) or _TRANSLITERATED.search(name))


def join(setting: Setting, before: list[Source], source: Source, people: People) -> Source:
    """Join a person's name with the description beside it, and remember the person by name.

    ``before`` are the sources so far; the one that is joined is taken from it.
    """
    last = before[-1] if before else None
    if last is None or source.kind == "pronoun":
        return source
    gap = setting.text[last.end : source.start]
    phrase = _one_phrase(setting, last, source, gap)
    if phrase is not None:
        before.pop()
        return phrase
    made = _with_title(setting, last, source, gap) or _with_apposition(last, source, gap)
    if made is not None:
        before.pop()
        people.remember(made.text, made)
        bare = " ".join(people.words(made.person)) if made.person else ""
        return replace(made, person=bare or made.person)
    if source.kind == "person" and source.name:
        people.remember(source.text, source)
    return source


def _one_phrase(setting: Setting, last: Source, source: Source, gap: str) -> Source | None:
    """Return the source of two neighbours that are one noun phrase, or None if they are not."""
    if _is_compound(setting, last, source, gap):
        whole = setting.text[last.start : source.end]
        return replace(source, start=last.start, text=whole, name=strip_determiner(whole))
    if _is_agency(setting, last, source, gap):
        return replace(last, end=source.end)
    if source.kind == "actor" and not source.metonym and not gap.strip() and _heads(last, source):
        return replace(source, start=last.start)
    if source.kind == "actor" and source.key == last.key and gap.strip() == "(":
        return replace(last, end=source.end + 1)  # "the National Party (NP)": said again
    return None


def _is_agency(setting: Setting, last: Source, source: Source, gap: str) -> bool:
    """Return whether a description is part of a body named ("the Union" "rights office")."""
    described = source.kind == "description" and source.actor_id is None and gap == " "
    return described and _names_body(last) and setting.text[source.start].islower()


def _names_body(source: Source) -> bool:
    return source.kind == "actor" and not source.metonym


def _is_compound(setting: Setting, last: Source, source: Source, gap: str) -> bool:
    """Return whether two descriptions are one noun phrase ("the opposition" "coalition")."""
    both = last.kind == source.kind == "description" and gap == " "
    loose = source.actor_id is None and last.actor_id is None and last.person is None
    return both and loose and setting.text[source.start].islower()


def _heads(last: Source, source: Source) -> bool:
    """Return whether a description is the head of the name after it ("its splinter group X")."""
    both = last.kind == "description" and last.group == source.group == "armed_group"
    return _is_label(last) or both or _is_leader(last, source)


def _is_leader(last: Source, source: Source) -> bool:
    """Return whether a bare title stands before the body that it is held in ("President X")."""
    titled = last.kind == "description" and last.text.lower() in _TITLES
    return titled and source.group in {"party", "movement", "armed_group"}


def _is_label(source: Source) -> bool:
    """Return whether a description says what something is and not whose ("the think tank")."""
    loose = source.actor_id is None and source.group in _UNAFFILIATED | {"opposition"}
    return source.kind == "description" and loose and source.office is None


def _with_title(setting: Setting, last: Source, source: Source, gap: str) -> Source | None:
    named = source.kind in {"name", "person"}
    described = last.kind == "description" or (last.office is not None and last.person is None)
    beside = named and described and _BESIDE.fullmatch(gap)
    if not beside or is_organisation(source.text):
        return None
    past = former(setting.text[max(0, last.start - 12) : last.end])
    if past and (source.group is not None or last.group == "government"):
        return source  # who was minister once speaks for no government
    ranked = last.text.lower().split()[-1] in RANKS  # a rank says less than who the person is
    known = source.actor_id is not None and (source.group == last.group or ranked)
    loose = last.actor_id is None and last.group in _UNAFFILIATED | {"opposition"}
    guessed = _THEIRS.match(last.text) is not None and source.actor_id is not None
    better = guessed or (known and source.office) or (loose and source.actor_id is not None)
    chosen = source if better else last
    alone = chosen.actor_id is None and chosen.group in _UNAFFILIATED
    return replace(
        chosen, start=last.start, end=source.end, text=source.text, kind="person", weak=False,
        name=source.text if alone else chosen.name, person=source.person or source.text,
    )  # fmt: skip


def _with_apposition(last: Source, source: Source, gap: str) -> Source | None:
    named = last.kind == "name" and not last.placed and len(last.text.split()) > 1
    if not (named and source.kind in {"description", "actor"}) or source.metonym:
        return None
    if is_organisation(last.text):
        return None
    if _APPOSED.fullmatch(gap) and (source.kind == "description" or "who" in gap):
        return _renamed(last, source)
    body = (
        source.kind == "actor" and source.group != "government"
    ) or source.group == "armed_group"
    return _renamed(last, source) if body and _LINKED.fullmatch(gap) else None


def _renamed(person: Source, body: Source) -> Source:
    return replace(body, start=person.start, text=person.text, kind="person", person=person.text)
