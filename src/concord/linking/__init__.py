"""Many reports, one incident: pure functions from events and decisions to incidents.

    profiles -> columns -> candidates -> scores -> clusters -> copies -> facts -> operations

The same events, documents, decisions and codebook give the same incidents, byte for byte, in
whatever order they arrive.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from concord.identity import incident_id
from concord.linking.assertions import assertions_of, lone_speaker, origins_of
from concord.linking.clusters import cluster
from concord.linking.columns import fill
from concord.linking.copies import group_copies
from concord.linking.disputes import disputed_fields
from concord.linking.neighbours import Neighbourhood, find_neighbourhood
from concord.linking.operations import join_operations
from concord.linking.profiles import order, profile
from concord.linking.reconcile import Reports, reconcile
from concord.linking.rulings import Rulings, read_rulings
from concord.model import Incident

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from concord.codebook.book import Codebook
    from concord.linking.profiles import Order
    from concord.model import Decision, Document, Event, Review

__all__ = ["VERSION", "Relinked", "link", "linkable", "make_incident", "relink", "wanted_events"]

SUMMARY = "summary"
# Raised with every change of what is made of the same events: a record then links from scratch.
VERSION = "3"
# Marks the id of an event as it was before it changed.
BEFORE = "~before"


def link(
    events: Sequence[Event],
    documents: Mapping[str, Document],
    decisions: Sequence[Decision],
    book: Codebook,
) -> tuple[Incident, ...]:
    """Return the incidents that the events tell of, ordered by their first reports.

    Only violent types make incidents, whatever their status or background; rows that sum several
    happenings make none. ``documents`` maps ids to the texts the events stand in.
    """
    rulings = read_rulings(decisions, {event.id for event in events})
    wanted = wanted_events(events, rulings, book)
    found = _incidents(wanted, documents, rulings, book)
    return join_operations(found, wanted, documents, book)


@dataclass(frozen=True, slots=True, kw_only=True)
class Relinked:
    """All incidents after a change, and the events that were linked anew or looked at for it."""

    incidents: tuple[Incident, ...]
    neighbourhood: Neighbourhood


def relink(
    known: Sequence[Incident],
    events: Sequence[Event],
    documents: Mapping[str, Document],
    decisions: Sequence[Decision],
    book: Codebook,
    *,
    before: Iterable[Event] = (),
) -> Relinked:
    """Return what ``link`` would, by linking anew only the neighbourhood of what changed.

    ``known`` are the incidents that the same decisions made of the events as they were. Events that
    stand in none of them are new, those that are gone or were other (corrected, rejected, of a
    document set aside) are given as they were, as ``before``.
    """
    rulings = read_rulings(decisions, {event.id for event in events})
    wanted = wanted_events(events, rulings, book)
    held = {name for incident in known for name in incident.event_ids}
    old = {f"{event.id}{BEFORE}": replace(event, id=f"{event.id}{BEFORE}") for event in before}
    changed = {name.removesuffix(BEFORE) for name in old} | (wanted.keys() ^ held)
    touched = [each for each in known if not changed.isdisjoint(each.event_ids)]
    seeds = changed.union(old, *(each.event_ids for each in touched))
    found = find_neighbourhood(seeds, {**wanted, **old}, documents, rulings, book)
    anew = {name: wanted[name] for name in sorted(found.events - old.keys())}
    kept = [
        each for each in known if found.events.isdisjoint(each.event_ids) and each not in touched
    ]
    fresh = _incidents(anew, documents, rulings, book)

    def place(incident: Incident) -> Order:
        first = wanted[incident.event_ids[0]]
        return order(first, documents.get(first.document_id))

    ordered = sorted((*kept, *fresh), key=place)
    return Relinked(
        incidents=join_operations(ordered, wanted, documents, book), neighbourhood=found
    )


def _incidents(
    wanted: Mapping[str, Event],
    documents: Mapping[str, Document],
    rulings: Rulings,
    book: Codebook,
) -> tuple[Incident, ...]:
    """Return the incidents of events that can make some, by id, ordered by their first reports."""
    columns = fill(profile(event, documents, book) for event in wanted.values())
    groups = (
        [wanted[columns.ids[row]] for row in members] for members in cluster(columns, rulings)
    )
    return tuple(
        make_incident(group, documents, rulings, book)
        for group in groups
        if not any(event.id in rulings.dropped for event in group)
    )


def wanted_events(events: Iterable[Event], rulings: Rulings, book: Codebook) -> Mapping[str, Event]:
    """Return by id the events that can make incidents, each once."""
    return {
        event.id: event
        for event in events
        if linkable(event, book) and event.id not in rulings.rejected
    }


def linkable(event: Event, book: Codebook) -> bool:
    """Return whether an event can make an incident: a violent type, and no sum of several."""
    type_ = book.types.get(event.type)
    return type_ is not None and type_.violent and event.part_of != SUMMARY


def make_incident(
    events: Sequence[Event], documents: Mapping[str, Document], rulings: Rulings, book: Codebook
) -> Incident:
    """Return the incident of one cluster of events, which stand in order."""
    reports = Reports(events=events, documents=documents, copies=_copies(events, documents))
    assertions = tuple(
        assertion
        for event in events
        for assertion in assertions_of(event, documents.get(event.document_id))
    )
    document_ids = tuple(dict.fromkeys(event.document_id for event in events))
    speakers = {event.id: speaker for event in events if (speaker := lone_speaker(event))}
    return Incident(
        id=incident_id(events[0].id),
        facts=reconcile(reports, book),
        event_ids=tuple(event.id for event in events),
        aliases=tuple(incident_id(event.id) for event in events[1:]),
        document_ids=document_ids,
        outlets=count_outlets(documents[each] for each in document_ids if each in documents),
        origins=origins_of(events, reports.copies, speakers),
        disputed=disputed_fields(events, documents, assertions, book),
        assertions=assertions,
        review=_review(events, rulings),
    )


def _copies(events: Sequence[Event], documents: Mapping[str, Document]) -> Mapping[str, str]:
    """Return the voice of each document; a single one has no copies."""
    used = dict.fromkeys(event.document_id for event in events)
    return group_copies(documents[each] for each in used if each in documents)


def count_outlets(documents: Iterable[Document]) -> int:
    """Return how many publishers printed it; a text without a publisher counts by its source."""
    named = {(d.publisher or d.source).strip().casefold() for d in documents}
    return max(1, len(named))


def _review(events: Sequence[Event], rulings: Rulings) -> Review:
    """Return the last that a person did: accept or correct any of the events."""
    members = {event.id for event in events}
    marks = [decision.kind for event, decision in rulings.marks if event in members]
    if "correct" in marks:
        return "corrected"
    return "accepted" if marks else "machine"
