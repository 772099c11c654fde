"""The events that decisions are about: where they stand in their texts, and what they are now."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from sqlalchemy import select, text

from concord.model import Anchor, Decision, Event
from concord.record import tables
from concord.record.attachment import anchor_of, is_incident
from concord.record.decisions import UnknownSubjectError
from concord.record.documents import in_pages
from concord.record.incidents import find_incident
from concord.record.payload import decode
from concord.record.runs import all_runs, chosen_run
from concord.record.states import ALIVE

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sqlalchemy import Connection

    from concord.model import Run


def find_anchors(connection: Connection, decision: Decision) -> tuple[Anchor, ...]:
    """Return where the subjects stand: one anchor each, then the other events of an incident.

    Raises UnknownSubjectError for an id that names no event and no incident of any run.
    """
    anchors: list[Anchor] = []
    others: list[Anchor] = []
    for subject in decision.subjects:
        first, *members = _events_of(connection, subject)
        anchors.append(_anchor(connection, first))
        # A ruling on two incidents is one on their first events: what is linked may change.
        if len(decision.subjects) == 1:
            others += [_anchor(connection, event) for event in members]
    return (*anchors, *others)


def _anchor(connection: Connection, event: Event) -> Anchor:
    documents = tables.documents.c
    query = select(documents.text).where(documents.id == event.document_id)
    return anchor_of(event, connection.execute(query).scalar_one())


def _events_of(connection: Connection, subject: str) -> list[Event]:
    """Return the event that the id names, and for an incident its other events after it."""
    runs = _by_preference(connection)
    if is_incident(subject):
        for run in runs:
            incident = find_incident(connection, run, subject)
            if incident is not None:
                named = _named(subject, incident.event_ids)
                found = [_event(connection, ident, runs) for ident in named]
                return [event for event in found if event is not None]
    event = _event(connection, "d" + subject[1:] if is_incident(subject) else subject, runs)
    if event is None:
        raise UnknownSubjectError(subject)
    return [event]


def _named(subject: str, event_ids: Sequence[str]) -> list[str]:
    return sorted(event_ids, key=lambda ident: (ident[1:] != subject[1:], ident))


def _by_preference(connection: Connection) -> list[Run]:
    """Return the current run, then the others from the last started to the first."""
    current = chosen_run(connection)
    latest_first = all_runs(connection)[::-1]
    return sorted(latest_first, key=lambda run: run != current)


def _event(connection: Connection, ident: str, runs: Sequence[Run]) -> Event | None:
    table = tables.events.c
    query = select(table.run_id, table.payload).where(table.id == ident).order_by(table.position)
    found: dict[str, str] = {}
    for run_id, payload in connection.execute(query):
        found.setdefault(run_id, payload)
    return next((decode(found[run.id], Event) for run in runs if run.id in found), None)


def events_by_document(
    connection: Connection, runs: Iterable[Run], documents: Iterable[str]
) -> dict[str, list[Event]]:
    """Return document id -> its events in these runs, for those of the documents that count."""
    table, ids = tables.events.c, [run.id for run in runs]
    found: dict[str, list[Event]] = defaultdict(list)
    for page in in_pages(sorted(set(documents))):
        query = (
            select(table.document_id, table.payload)
            .join(tables.documents, tables.documents.c.id == table.document_id)
            .where(table.run_id.in_(ids), table.document_id.in_(page), text(ALIVE))
            .order_by(table.document_id, table.run_id, table.position)
        )
        for document_id, payload in connection.execute(query):
            found[document_id].append(decode(payload, Event))
    return found
