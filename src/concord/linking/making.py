"""One incident from the events that tell of it, and which events can make any."""

from __future__ import annotations

from typing import TYPE_CHECKING

from concord.identity import incident_id
from concord.linking.assertions import assertions_of, lone_speaker, origins_of
from concord.linking.copies import group_copies
from concord.linking.disputes import disputed_fields
from concord.linking.reconcile import Reports, reconcile
from concord.model import Incident

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from concord.codebook.book import Codebook
    from concord.linking.rulings import Rulings
    from concord.model import Document, Event, Review

SUMMARY = "summary"


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
        origins=origins_of(events, reports.copies, speakers, _papers(documents, document_ids)),
        disputed=disputed_fields(events, documents, assertions, book),
        assertions=assertions,
        review=_review(events, rulings),
    )


def _copies(events: Sequence[Event], documents: Mapping[str, Document]) -> Mapping[str, str]:
    """Return the voice of each document; a single one has no copies."""
    used = dict.fromkeys(event.document_id for event in events)
    return group_copies(documents[each] for each in used if each in documents)


def _papers(documents: Mapping[str, Document], ids: Iterable[str]) -> Mapping[str, str]:
    """Return who printed each document, where it is known."""
    known = {each: documents[each].publisher for each in ids if each in documents}
    return {each: name.strip().casefold() for each, name in known.items() if name}


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
