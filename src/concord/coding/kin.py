"""Kin of armed groups: splinters and allies, by the wording between two names."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from concord.coding.speakers.sources import ARMED
from concord.regexes import lazy_regex

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from concord.coding.relation_words import RelationWords
    from concord.coding.speakers import Cast, Source
    from concord.model import Span

Kin = tuple["Source", str, "Source"]  # a group, what it is, of which other
_KIN_REACH = 40  # characters between two groups and the words that tie them
_OFFSHOOT = lazy_regex(
    r"(?:['\u2019]s)?\s+(?:and\s+its\s+)?(?:\w+\s+)?(?:splinter|breakaway|offshoot|faction|dissident)"
    r"(?:\s+(?:groups?|factions?|wing))?\b"
)


def find_kin(text: str, sentence: Span, cast: Cast, words: RelationWords) -> Iterator[Kin]:
    """Yield splinters and allies: the group before the wording and the one after it."""
    named = [s for s in cast.within(sentence.start, sentence.end) if s.group in ARMED and s.name]
    if not named[1:]:
        return
    for relation, name in (("splinter_of", "splinters"), ("ally_of", "allies")):
        for match in words.lists[name].finditer(text, sentence.start, sentence.end):
            before = [s for s in named if s.end <= match.start() + 1]
            after = [s for s in named if 0 <= s.start - match.end() + 1 < _KIN_REACH]
            if before and after and before[-1].key != after[0].key:
                yield before[-1], relation, after[0]
    yield from _offshoots(text, named)
    yield from _called(text, named)


# "X, a powerful Y faction": described as one of another group's.
_FACTION = lazy_regex(
    r"\b(?:splinter|breakaway|offshoot|faction|dissident)(?:\s+(?:groups?|factions?|wing))?$"
)
_APPOSED = lazy_regex(r"\s*,\s*(?:an?\s+|the\s+|its\s+)?(?:[a-z-]+\s+){0,2}")
# "Y, its splinters such as X"
_SUCH = lazy_regex(
    r"\s*,?\s*(?:and\s+)?its\s+(?:\w+\s+)?(?:splinters?|offshoots?|breakaways?|factions?|splinter\s+groups?)"
    r"\s*,?\s+(?:such\s+as|like|including|notably)\s+(?:the\s+)?"
)


def _called(text: str, named: Sequence[Source]) -> Iterator[Kin]:
    """Yield the group before "a Y faction", and the one after "Y, its splinters such as"."""
    for one, other in pairwise(named):
        gap = text[one.end : other.start]
        if one.key == other.key:
            continue
        if _FACTION.search(other.text) and _APPOSED.fullmatch(gap):
            yield one, "splinter_of", other
        elif _SUCH.fullmatch(gap):
            yield other, "splinter_of", one


def _offshoots(text: str, named: Sequence[Source]) -> Iterator[Kin]:
    """Yield "X, a Y splinter" and "the Y faction X"."""
    for parent in named:
        tail = _OFFSHOOT.match(text, parent.end)
        if tail is None:
            continue
        before = [s for s in named if s.end <= parent.start and s.key != parent.key]
        after = [s for s in named if 0 <= s.start - tail.end() <= len(", the ")]
        child = next(iter(after), None)
        if child is None and before and parent.start - before[-1].end <= _KIN_REACH:
            child = before[-1]
        if child is not None and child.key != parent.key:
            yield child, "splinter_of", parent
