"""Acronyms: which name the capitals stand for, as the text introduces or first uses them.

"BLF" is the group that a text has written in full with those initials, whatever group a codebook
knows by them.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from concord.regexes import lazy_regex

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from concord.codebook.book import Codebook
    from concord.coding.actors import ActorMention

_INTRODUCED = lazy_regex(
    r"[\s,]*[(\[]\s*(?:the\s+)?(?:or\s+)?[\"'\u201c\u2018]?([A-Z][A-Za-z-]{1,9})[\"'\u201d\u2019]?\s*[)\]]"
)
_BRACKET = lazy_regex(r"\s*[(\[]\s*")
_SHORTEST, _LONGEST = 3, 6  # capitals of an acronym
_ALIKE = 4  # letters at the beginning of two words that are spellings of one
_SMALL = frozenset({"of", "the", "for", "and", "de", "la", "e", "i", "ul", "al", "du", "des", "y"})


def settle(text: str, named: Sequence[ActorMention], book: Codebook) -> list[ActorMention]:
    """Return the names of a text with acronyms and the names beside them made one actor.

    A name that the codebook lacks is the actor whose known acronym follows it in brackets, if the
    two have a word in common; else the acronym is the name's, here and wherever it stands.
    """
    found = list(named)
    for at, (actor, short) in enumerate(pairwise(named)):
        beside = actor.actor_id is None and short.actor_id
        if not beside or not _BRACKET.fullmatch(text, actor.end, short.start):
            continue
        if _shares_a_word(actor.text, short.actor_id or "", book):
            found[at] = replace(
                actor, actor_id=short.actor_id, name=short.name, nature=short.nature
            )
    return _by_initials(found)


def _shares_a_word(name: str, actor_id: str, book: Codebook) -> bool:
    actor = book.actors[actor_id]
    listed = {
        w[:_ALIKE].lower() for n in (actor.name, *actor.aliases) for w in re.findall(r"\w+", n)
    }
    return any(
        len(word) >= _ALIKE and word[:_ALIKE].lower() in listed for word in re.findall(r"\w+", name)
    )


def _by_initials(named: Sequence[ActorMention]) -> list[ActorMention]:
    """Return acronyms as the unknown name with their initials, where the known one is not told."""
    new = [a for a in named if a.actor_id is None and a.name]
    full = {a.actor_id for a in named if a.actor_id and not _is_acronym(a.text)}
    found = []
    for actor in named:
        meant = actor
        if _is_acronym(actor.text) and actor.actor_id is not None and actor.actor_id not in full:
            own = next((a for a in new if actor.text in initials(a.text)), None)
            if own is not None:
                meant = replace(actor, actor_id=None, name=own.name, nature=own.nature)
        found.append(meant)
    return found


def _is_acronym(words: str) -> bool:
    return words.isupper() and words.isalpha() and _SHORTEST <= len(words) <= _LONGEST


def initials(name: str) -> tuple[str, ...]:
    """Return the initials of a name in capitals, with its small words and without."""
    words = re.findall(r"\w+", name)
    large = [word for word in words if word.lower() not in _SMALL]
    return tuple("".join(word[0] for word in some).upper() for some in (large, words) if some)


def uses(text: str, named: Sequence[ActorMention]) -> Iterable[ActorMention]:
    """Yield every use of an acronym that the text introduces after a name."""
    for actor in named:
        match = _INTRODUCED.match(text, actor.end)
        if match is None or not any(letter.isupper() for letter in match[1][1:]):
            continue
        for use in re.finditer(rf"(?<![\w-]){re.escape(match[1])}(?![\w])", text):
            yield replace(actor, start=use.start(), end=use.end(), text=use.group())
