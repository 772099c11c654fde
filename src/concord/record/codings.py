"""Codings in the record: written once per document and run, and read back whole."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, insert, or_, select, text

from concord.errors import ConcordError
from concord.model import Coding, Event, Relation, Run, Statement, Statistic, When
from concord.record import tables, tallies
from concord.record.documents import PAGE, UnknownDocumentError
from concord.record.payload import PARTS, decode, encode
from concord.record.runs import HAND
from concord.record.states import ALIVE
from concord.regexes import lazy_regex

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sqlalchemy import ColumnElement, Connection

    from concord.record.database import Database

Part = Event | Statement | Relation | Statistic
_EVENT_ID = lazy_regex(r"(.+)-e\d+-.+")


class ForeignCodingError(ConcordError):
    """A coding that says it belongs to another run."""

    def __init__(self, coding: Coding, run: Run) -> None:
        super().__init__(
            f"The coding of {coding.document_id} belongs to run {coding.run_id}, not to {run.id}. "
            "Code with the run_id of the run that is written."
        )


def count_countries(connection: Connection, run: Run) -> dict[str, int]:
    """Return how many events of a run there are by country, the most first."""
    table = tables.events.c
    number = func.count()
    query = (
        select(table.country, number.label("number"))
        .where(table.run_id == run.id, table.country.is_not(None))
        .group_by(table.country)
        .order_by(number.desc(), table.country)
    )
    return {row.country: row.number for row in connection.execute(query)}


def write_page(connection: Connection, run: Run, page: Sequence[Coding]) -> int:
    """Write the codings that the run does not have yet; return how many.

    Raises ForeignCodingError, and UnknownDocumentError for a document that was not added.
    """
    fresh = _fresh(connection, run, page)
    if not fresh:
        return 0
    _require_documents(connection, [coding.document_id for coding in fresh])
    connection.execute(insert(tables.codings), [_coding_row(coding) for coding in fresh])
    keys = (tallies.Key(run.id, coding.outcome, coding.reason or "") for coding in fresh)
    tallies.count_up(connection, tallies.CODINGS, keys)
    for name, table in tables.PART_TABLES.items():
        rows = [
            _part_row(part, run.id, coding.document_id, position)
            for coding in fresh
            for position, part in enumerate(getattr(coding, name))
        ]
        if rows:
            connection.execute(insert(table), rows)
    _list_unlinked(connection, run, fresh)
    return len(fresh)


def _list_unlinked(connection: Connection, run: Run, fresh: Sequence[Coding]) -> None:
    """Note for the runs that were linked what does not stand in their incidents yet.

    What a person entered belongs to those of every run.
    """
    caches = tables.incident_caches.c
    query = select(caches.run_id).order_by(caches.run_id)
    if run.engine != HAND:
        query = query.where(caches.run_id == run.id)
    rows = [
        {"run_id": linked, "document_id": coding.document_id}
        for linked in connection.execute(query).scalars()
        for coding in fresh
    ]
    known = select(tables.unlinked.c.run_id, tables.unlinked.c.document_id).where(
        tables.unlinked.c.document_id.in_([coding.document_id for coding in fresh])
    )
    there = {(row.run_id, row.document_id) for row in connection.execute(known)}
    new = [row for row in rows if (row["run_id"], row["document_id"]) not in there]
    if new:
        connection.execute(insert(tables.unlinked), new)


def _fresh(connection: Connection, run: Run, page: Sequence[Coding]) -> list[Coding]:
    first: dict[str, Coding] = {}
    for coding in page:
        if coding.run_id not in ("", run.id):
            raise ForeignCodingError(coding, run)
        first.setdefault(coding.document_id, replace(coding, run_id=run.id))
    codings = tables.codings.c
    query = select(codings.document_id).where(
        codings.run_id == run.id, codings.document_id.in_(list(first))
    )
    known = set(connection.execute(query).scalars())
    return [coding for document_id, coding in first.items() if document_id not in known]


def _require_documents(connection: Connection, ids: Sequence[str]) -> None:
    query = select(tables.documents.c.id).where(tables.documents.c.id.in_(ids))
    known = set(connection.execute(query).scalars())
    for each in ids:
        if each not in known:
            raise UnknownDocumentError(each)


def _coding_row(coding: Coding) -> dict[str, Any]:
    return {
        "run_id": coding.run_id,
        "document_id": coding.document_id,
        "outcome": coding.outcome,
        "reason": coding.reason,
        "relevant": coding.relevant,
        "problem_count": len(coding.problems),
        "payload": encode(replace(coding, events=(), statements=(), relations=(), statistics=())),
    }


def _part_row(part: Part, run_id: str, document_id: str, position: int) -> dict[str, Any]:
    return {
        "run_id": run_id,
        "document_id": document_id,
        "position": position,
        "id": part.id,
        **part_columns(part),
        "payload": encode(part),
    }


def part_columns(part: Part) -> dict[str, Any]:
    """Return the values that a part is searched by, beside its ids."""
    match part:
        case Event():
            return {
                **{n: getattr(part, n) for n in ("type", "family", "category", "status")},
                "background": part.background,
                **happened_columns(part),
                **place_columns(part, ("place_id", "admin2", "admin1", "country")),
            }
        case Statement():
            said_from, said_to = _days(part.said)
            return {
                **{n: getattr(part, n) for n in ("speaker_id", "option", "stance")},
                "said_from": said_from,
                "said_to": said_to,
            }
        case Relation():
            return {"relation": part.relation}
        case Statistic():
            return {"measure": part.measure}


def happened_columns(event: Event) -> dict[str, str | None]:
    """Return the first and last day of the event's chosen reading, None where it is undated."""
    first, last = _days(event.happened[0] if event.happened else None)
    return {"happened_from": first, "happened_to": last}


def place_columns(event: Event, names: Sequence[str]) -> dict[str, str | None]:
    """Return fields of the event's chosen place, None where it has none."""
    place = event.places[0] if event.places else None
    return {name: getattr(place, name) if place else None for name in names}


def _days(when: When | None) -> tuple[str | None, str | None]:
    if when is None:
        return None, None
    return (
        when.first.isoformat() if when.first else None,
        when.last.isoformat() if when.last else None,
    )


def read_codings(database: Database, run: Run) -> Iterator[Coding]:
    """Yield the codings of a run for the documents that count, in order of document id."""
    codings, documents = tables.codings.c, tables.documents.c
    query = (
        select(codings.document_id, codings.payload)
        .join(tables.documents, documents.id == codings.document_id)
        .where(codings.run_id == run.id, text(ALIVE))
        .order_by(codings.document_id)
    )
    after = ""
    while True:
        with database.read() as connection:
            rows = connection.execute(query.where(codings.document_id > after).limit(PAGE)).all()
            parts = _parts(connection, run, [row.document_id for row in rows])
        for row in rows:
            yield _whole(row.payload, parts[row.document_id])
        if len(rows) < PAGE:
            return
        after = rows[-1].document_id


def coding_of(connection: Connection, run: Run, document_id: str) -> Coding | None:
    """Return the run's coding of one document, or None."""
    codings = tables.codings.c
    query = select(codings.payload).where(
        codings.run_id == run.id, codings.document_id == document_id
    )
    payload = connection.execute(query).scalar()
    if payload is None:
        return None
    return _whole(payload, _parts(connection, run, [document_id])[document_id])


def _whole(payload: str, parts: dict[str, Any]) -> Coding:
    return replace(decode(payload, Coding), **parts)


def _parts(
    connection: Connection, run: Run, ids: Sequence[str]
) -> dict[str, dict[str, tuple[Any, ...]]]:
    """Return document id -> {events, statements, relations, statistics: in the coding's order}."""
    found: dict[str, dict[str, list[Any]]] = {each: {name: [] for name in PARTS} for each in ids}
    for name, kind in PARTS.items():
        table = tables.PART_TABLES[name].c
        query = (
            select(table.document_id, table.payload)
            .where(table.run_id == run.id, table.document_id.in_(ids))
            .order_by(table.document_id, table.position)
        )
        for document_id, payload in connection.execute(query):
            found[document_id][name].append(decode(payload, kind))
    return {each: {name: tuple(parts) for name, parts in of.items()} for each, of in found.items()}


def read_parts(
    database: Database, run: Run, name: str, *where: ColumnElement[bool]
) -> Iterator[Any]:
    """Yield one kind of noun of a run's live codings, in order of document and position."""
    table, documents = tables.PART_TABLES[name], tables.documents.c
    query = (
        select(table.c.document_id, table.c.position, table.c.payload)
        .join(tables.documents, documents.id == table.c.document_id)
        .where(table.c.run_id == run.id, text(ALIVE), *where)
        .order_by(table.c.document_id, table.c.position)
    )
    kind = PARTS[name]
    after: tuple[str, int] | None = None
    while True:
        page = query
        if after is not None:
            document_id, position = after
            page = query.where(
                table.c.document_id >= document_id,
                or_(table.c.document_id > document_id, table.c.position > position),
            )
        with database.read() as connection:
            rows = connection.execute(page.limit(PAGE * 5)).all()
        for row in rows:
            yield decode(row.payload, kind)
        if len(rows) < PAGE * 5:
            return
        after = (rows[-1].document_id, rows[-1].position)


def document_of(event_id: str) -> str:
    """Return the id of the document of an event (see ``identity.event_id``)."""
    match = _EVENT_ID.fullmatch(event_id)
    return match[1] if match else ""
