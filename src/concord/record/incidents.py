"""Incidents in the record: a cache for each run, replaced whole, with every name of an incident."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, delete, func, insert, or_, select

from concord.model import Incident, Run
from concord.record import tables
from concord.record.codings import happened_columns, place_columns
from concord.record.documents import PAGE, by_key, in_pages
from concord.record.payload import decode, encode
from concord.record.runs import hand_runs

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sqlalchemy import ColumnElement, Connection, Select

    from concord.record.database import Database

_AND, _BY = " ", " by "
_CACHES = (tables.incidents, tables.incident_names, tables.incident_caches)


def replace_incidents(
    connection: Connection, run: Run, incidents: Sequence[Incident], linker: str = ""
) -> None:
    """Put these incidents in the place of those that the run had; rows that stay are not touched.

    ``linker`` names the version of what made them.
    """
    table = tables.incidents
    query = select(table.c.id, table.c.payload).where(table.c.run_id == run.id)
    held = {row.id: row.payload for row in connection.execute(query)}
    fresh = {each.id: each for each in incidents if held.get(each.id) != encode(each)}
    gone = (held.keys() - {each.id for each in incidents}) | (held.keys() & fresh.keys())
    for ids in in_pages(sorted(gone)):
        names = tables.incident_names
        connection.execute(delete(table).where(table.c.run_id == run.id, table.c.id.in_(ids)))
        connection.execute(
            delete(names).where(names.c.run_id == run.id, names.c.incident_id.in_(ids))
        )
    for page in in_pages(sorted(fresh.values(), key=lambda each: each.id)):
        connection.execute(insert(table), [_row(run, each) for each in page])
    # A name goes to one incident; where an id has become another's alias, all are written anew.
    wanted = _names(incidents)
    query = select(tables.incident_names.c.name, tables.incident_names.c.incident_id).where(
        tables.incident_names.c.run_id == run.id
    )
    _write_names(
        connection, run, wanted, {row.name: row.incident_id for row in connection.execute(query)}
    )
    caches = tables.incident_caches
    connection.execute(delete(caches).where(caches.c.run_id == run.id))
    inputs = f"{inputs_now(connection, run)}{_BY}{linker}"
    connection.execute(insert(caches).values(run_id=run.id, inputs=inputs))


def _write_names(
    connection: Connection, run: Run, wanted: dict[str, str], held: dict[str, str]
) -> None:
    table = tables.incident_names
    other = sorted(name for name, ident in held.items() if wanted.get(name) != ident)
    for page in in_pages(other):
        connection.execute(delete(table).where(table.c.run_id == run.id, table.c.name.in_(page)))
    missing = sorted(item for item in wanted.items() if held.get(item[0]) != item[1])
    for names in in_pages(missing):
        connection.execute(
            insert(table),
            [{"run_id": run.id, "name": name, "incident_id": ident} for name, ident in names],
        )


def drop_incidents(connection: Connection, run: Run | None = None) -> None:
    """Empty the cache of a run, or of all."""
    for table in _CACHES:
        statement = delete(table)
        connection.execute(statement if run is None else statement.where(table.c.run_id == run.id))


def _row(run: Run, incident: Incident) -> dict[str, Any]:
    facts = incident.facts
    return {
        "run_id": run.id,
        "id": incident.id,
        **{name: getattr(facts, name) for name in ("type", "category", "status")},
        **happened_columns(facts),
        **place_columns(facts, ("admin2", "admin1", "country")),
        "payload": encode(incident),
    }


def _names(incidents: Sequence[Incident]) -> dict[str, str]:
    """Return name -> incident id; an incident's own id goes before another one's alias."""
    names: dict[str, str] = {}
    for incident in sorted(incidents, key=lambda each: each.id):
        for name in (*incident.event_ids, *incident.aliases):
            names.setdefault(name, incident.id)
    names.update({incident.id: incident.id for incident in incidents})
    return names


def read_incidents(database: Database, run: Run, *where: ColumnElement[bool]) -> Iterator[Incident]:
    """Yield the run's incidents in order of id."""
    table = tables.incidents.c
    query = select(table.id, table.payload).where(table.run_id == run.id, *where).order_by(table.id)
    for row in by_key(database, query, table.id, "id", size=PAGE * 5):
        yield decode(row.payload, Incident)


def find_incident(connection: Connection, run: Run, name: str) -> Incident | None:
    """Return the run's incident of that id, alias or member event, or None."""
    names, table = tables.incident_names.c, tables.incidents.c
    query = (
        select(table.payload)
        .join(tables.incident_names, names.incident_id == table.id)
        .where(names.run_id == run.id, table.run_id == run.id, names.name == name)
    )
    payload = connection.execute(query).scalar()
    return None if payload is None else decode(payload, Incident)


def is_stale(connection: Connection, run: Run) -> bool:
    """Return whether the run's incidents were built from something else than stands there now."""
    return _inputs_then(connection, run)[0] != inputs_now(connection, run)


def has_only_grown(connection: Connection, run: Run, linker: str) -> bool:
    """Return whether documents have been coded, and nothing else done, since this linker linked."""
    then, by = _inputs_then(connection, run)
    before, now = then.split(_AND), inputs_now(connection, run).split(_AND)
    return bool(then) and by == linker and before[1:] == now[1:] and int(before[0]) <= int(now[0])


def _inputs_then(connection: Connection, run: Run) -> tuple[str, str]:
    """Return from what the run's incidents were built, and by which linker; empty if by none."""
    table = tables.incident_caches.c
    then = connection.execute(select(table.inputs).where(table.run_id == run.id)).scalar() or ""
    inputs, _, by = str(then).partition(_BY)
    return inputs, by


def inputs_now(connection: Connection, run: Run) -> str:
    """Return a name of all that the incidents of the run depend on; append-only, so counts do.

    The number of codings stands first.

    What a person says of an incident as a whole does not change how events are linked, and a view
    shows it at once.
    """
    ids = sorted({run.id, *(each.id for each in hand_runs(connection))})
    codings = select(func.count()).where(tables.codings.c.run_id.in_(ids))
    versions = select(func.count()).where(tables.documents.c.supersedes.is_not(None))
    states = select(func.count()).select_from(tables.lifecycle)
    entered = select(func.count()).select_from(tables.sources)
    queries = (codings, versions, states, entered, _count_linking_decisions())
    counts = [connection.execute(query).scalar_one() for query in queries]
    return _AND.join((*map(str, counts), *ids))


def _count_linking_decisions() -> Select[int]:
    kind, subject = tables.decisions.c.kind, tables.decision_subjects.c.subject
    on_an_event = and_(kind.in_(("reject", "correct")), subject.not_like("i%"))
    return (
        select(func.count(tables.decisions.c.sequence.distinct()))
        .select_from(tables.decisions.outerjoin(tables.decision_subjects))
        .where(or_(kind.in_(("same", "different", "split", "undo")), on_an_event))
    )
