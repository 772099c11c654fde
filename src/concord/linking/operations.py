"""Which incidents are parts of one operation: attacks at several places on a day, by one hand.

Each place stays an incident of its own; what they share is ``part_of``, the id of the first of
them. They are joined where a document that tells of two or more of them on one day says, beside
them, that they were coordinated (the words are in the packs: lexicon ``linking``), and nothing
speaks against one hand. "Separate attacks" on one day are never joined.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace
from functools import lru_cache
from itertools import combinations
from typing import TYPE_CHECKING, TypeVar

from concord.linking.reconcile import first_part

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from concord.codebook.book import Codebook
    from concord.model import Document, Event, Incident

Name = TypeVar("Name", int, str)
# How far before the first and after the last of the events the word may stand, in characters.
REACH = 240


def join_operations(
    incidents: Sequence[Incident],
    events: Mapping[str, Event],
    documents: Mapping[str, Document],
    book: Codebook,
) -> tuple[Incident, ...]:
    """Return the incidents in their order, those of one operation with its id as ``part_of``.

    What an event says itself, or a person entered, stands. ``events`` are those of the incidents.
    """
    home = {event: number for number, each in enumerate(incidents) for event in each.event_ids}
    first = first_of_operations(told_together(home, events, documents, book))
    shared = {number: incidents[begin].id for number, begin in first.items()}
    return tuple(with_part(each, shared.get(n), events) for n, each in enumerate(incidents))


def first_of_operations(pairs: Iterable[tuple[int, int]]) -> Mapping[int, int]:
    """Return for each incident that shares an operation (by number) the first one of it."""
    first: dict[int, int] = {}
    for pair in pairs:
        a, b = (_root(first, first.setdefault(each, each)) for each in pair)
        first[max(a, b)] = min(a, b)
    return {number: _root(first, number) for number in sorted(first)}


def told_together(
    home: Mapping[str, Name],
    events: Mapping[str, Event],
    documents: Mapping[str, Document],
    book: Codebook,
) -> Iterator[tuple[Name, Name]]:
    """Yield the pairs of incidents that a document tells as parts of one operation.

    ``home`` are the numbers or ids of the incidents by event.
    """
    told: defaultdict[tuple[str, date], list[Event]] = defaultdict(list)
    for name in home:
        event = events[name]
        if (day := day_of(event)) is not None:
            told[event.document_id, day].append(event)
    for (document, _), group in sorted(told.items()):
        text = documents[document].text if document in documents else ""
        if len({home[event.id] for event in group}) > 1 and says_so(group, text, book):
            for a, b in combinations(sorted(group, key=lambda event: event.start), 2):
                if home[a.id] != home[b.id] and one_hand(a, b):
                    yield home[a.id], home[b.id]


def day_of(event: Event) -> date | None:
    """Return the one day on which a document says that it happened."""
    when = event.happened[0] if event.happened else None
    return when.first if when is not None and when.precision == "day" else None


def says_so(group: Iterable[Event], text: str, book: Codebook) -> bool:
    """Return whether the text says around the events that they were coordinated."""
    spans = [(event.start, event.end) for event in group]
    begin = max(0, min(start for start, _ in spans) - REACH)
    around = text[begin : max(end for _, end in spans) + REACH]
    apart = tuple(book.lexicon("linking").get("separate", ()))
    return bool(words_of_operations(book).search(around)) and not _any_of(apart).search(around)


def one_hand(one: Event, other: Event) -> bool:
    """Return whether the same may have done both: no two named perpetrators that differ."""
    named = [{p.actor_id or p.name for p in event.perpetrators} - {None} for event in (one, other)]
    return not all(named) or bool(named[0] & named[1])


def words_of_operations(book: Codebook) -> re.Pattern[str]:
    """Return what a text must hold to tell of an operation."""
    return _any_of(tuple(book.lexicon("linking").get("coordinated", ())))


@lru_cache(maxsize=16)
def _any_of(words: tuple[str, ...]) -> re.Pattern[str]:
    if not words:
        return re.compile(r"(?!)")
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, words))})\b", re.IGNORECASE)


def with_part(incident: Incident, found: str | None, events: Mapping[str, Event]) -> Incident:
    """Return the incident as part of what its events say, or else of the operation found."""
    told = first_part(events[name] for name in incident.event_ids)
    part = told or found
    if part == incident.facts.part_of:
        return incident
    return replace(incident, facts=replace(incident.facts, part_of=part))


def _root(first: dict[int, int], number: int) -> int:
    while first[number] != number:
        first[number] = first[first[number]]
        number = first[number]
    return number
