"""Many reports, one incident: pure functions from events and decisions to incidents.

    profiles -> columns -> candidates -> scores -> clusters -> copies -> facts -> operations

The same events, documents, decisions and codebook give the same incidents, byte for byte, in
whatever order they arrive.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from concord.linking.archive import Archive, link_archive
from concord.linking.changes import Change, Since, relink_archive
from concord.linking.clusters import cluster
from concord.linking.columns import fill
from concord.linking.making import linkable, make_incident, wanted_events
from concord.linking.meeting import Meeting, Reach
from concord.linking.neighbours import InMemory, Neighbourhood, find_neighbourhood
from concord.linking.operations import join_operations
from concord.linking.profiles import order, profile
from concord.linking.rulings import Rulings, read_rulings
from concord.model import Incident

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from concord.codebook.book import Codebook
    from concord.linking.profiles import Order
    from concord.model import Decision, Document, Event

__all__ = [
    "VERSION",
    "Archive",
    "Change",
    "Meeting",
    "Reach",
    "Relinked",
    "Since",
    "link",
    "link_archive",
    "linkable",
    "make_incident",
    "relink",
    "relink_archive",
    "wanted_events",
]

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
    found = find_neighbourhood(seeds, InMemory({**wanted, **old}, documents, book), rulings)
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
