"""Triggers: the words of a text that tell or name a happening, by the lexicon of the packs."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from concord.coding.forms import compile_forms
from concord.coding.wordpatterns import WordPattern
from concord.regexes import lazy_regex

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from concord.codebook.book import Codebook

_GAP = lazy_regex(r"\n[ \t\ufffc]*\n")  # between paragraphs, over which no phrase goes on

# Labels of triggers that name no type of their own.
UNTYPED = {"generic": "attack", "death": "harm"}

# Types in which nobody is attacked: they never join a violent happening.
PEACEFUL = frozenset({"arrest", "surrender", "seizure", "release", "threat", "protest", "other"})


@dataclass(frozen=True, slots=True)
class Trigger:
    """A trigger found: its span, type label, kind (telling, noun, generic, death) and weight.

    ``engine`` is who found it.
    """

    start: int
    end: int
    label: str
    kind: str
    weight: float
    engine: str = "rules"


@dataclass(frozen=True, slots=True)
class _Entry:
    label: str
    kind: str
    weight: float
    pattern: WordPattern


@lru_cache(maxsize=8)
def _entries(book: Codebook) -> tuple[_Entry, ...]:
    listed: Sequence[Mapping[str, Any]] = book.lexicon("triggers").get("triggers", ())
    return tuple(
        _Entry(
            UNTYPED.get(item["kind"], item["type"]),
            item["kind"],
            float(item["weight"]),
            compile_forms(item["forms"]),
        )
        for item in listed
    )


@lru_cache(maxsize=256)  # asked for at every clause
def pattern(book: Codebook, lexicon: str, key: str) -> WordPattern:
    """Return the pattern of one list of forms of a lexicon; it matches nothing if there is none."""
    return compile_forms(book.lexicon(lexicon).get(key, ()))


def find(text: str, book: Codebook) -> tuple[Trigger, ...]:
    """Return the triggers of a text: in order, disjoint, none inside a blocked phrase."""
    blocked = [m.span() for m in pattern(book, "triggers", "blocked").finditer(text)]
    found = [
        (
            (-e.weight, match.start() - match.end()),
            rank,
            Trigger(*match.span(), e.label, e.kind, e.weight),
        )
        for rank, e in enumerate(_entries(book))
        for match in e.pattern.finditer(text)
        if match.end() > match.start() and _GAP.search(text, match.start(), match.end()) is None
    ]
    found.sort(key=lambda item: (item[0], item[1], item[2].start))
    return _disjoint((trigger for _, _, trigger in found), blocked)


def _disjoint(found: Iterable[Trigger], blocked: Sequence[tuple[int, int]]) -> tuple[Trigger, ...]:
    taken: list[tuple[int, int]] = list(blocked)
    kept: list[Trigger] = []
    for trigger in found:
        if all(trigger.end <= start or end <= trigger.start for start, end in taken):
            taken.append((trigger.start, trigger.end))
            kept.append(trigger)
    return tuple(sorted(kept, key=lambda trigger: trigger.start))
