"""Incidents in the record: a cache for each run, with every name of an incident."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import and_, delete, func, insert, or_, select

from concord.model import Decision, Incident, Run
from concord.record import tables, tallies
from concord.record.codings import happened_columns, place_columns
from concord.record.documents import PAGE, by_key, in_pages
from concord.record.listing_rows import file_rows, owner_of_run, take_rows, take_runs
from concord.record.payload import decode, encode
from concord.record.reaches import add_reaches, drop_reaches, replace_reaches
from concord.record.runs import hand_runs
from concord.record.since import decided_since, last_numbers, moved_since

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from sqlalchemy import ColumnElement, Connection, Select

    from concord.record.database import Database
    from concord.record.reaches import ReachRow

_AND, _BY, _UP_TO = " ", " by ", " up to "
# What of the inputs must be as it was for a change to be followed: see ``inputs_now``.
_COMPARED = slice(4, None)
_CACHES = (
    tables.incidents,
    tables.incident_names,
    tables.incident_caches,
    tables.reaches,
    tables.unlinked,
)


class Linked(NamedTuple):
    """From what incidents are made: all that stands in the record, and by which linker.

    It is asked for before the record is read, so that what comes meanwhile counts as not linked.
    ``upto`` are the last decision, the last state of a document and the last document by then.
    ``before`` is from what they were made last; ``grown`` whether all that has come since is told
    here, and the linker the same: ``waiting`` are documents coded since, ``moved`` those set aside,
    taken back in or replaced by a newer version, and their older ones; ``decided`` what was ruled.
    """

    inputs: str
    linker: str
    upto: tuple[int, ...] = ()
    before: str = ""
    grown: bool = False
    waiting: tuple[str, ...] = ()
    moved: tuple[str, ...] = ()
    decided: tuple[Decision, ...] = ()


def linked_now(connection: Connection, run: Run, linker: str) -> Linked:
    """Return from what this linker would make the incidents of the run now."""
    inputs = inputs_now(connection, run)
    linked = Linked(inputs, linker, last_numbers(connection), _inputs_then(connection, run))
    then, _, by = linked.before.partition(_BY)
    name, _, upto = by.partition(_UP_TO)
    # Without a linker they were written by hand, and nothing says where their events lie.
    if not then or not upto or not linker or name != linker:
        return linked
    table = tables.unlinked.c
    query = select(table.document_id).where(table.run_id == run.id).order_by(table.document_id)
    waiting = tuple(connection.execute(query).scalars())
    before, now = then.split(_AND), inputs.split(_AND)
    # Every coding that came is listed, or else the list is not of this cache. Publishers entered
    # and runs by hand change what is told of any document.
    listed = int(now[0]) - int(before[0]) == len(waiting)
    decision, state, document = map(int, upto.split(_AND))
    return linked._replace(
        grown=listed and before[_COMPARED] == now[_COMPARED],
        waiting=waiting,
        moved=moved_since(connection, state, document),
        decided=decided_since(connection, decision),
    )


def replace_incidents(
    connection: Connection,
    run: Run,
    incidents: Iterable[Incident],
    linked: Linked,
    reaches: Iterable[ReachRow],
) -> int:
    """Put incidents in the place of those that the run had; rows that stay are not touched.

    Returns how many there are. ``incidents`` are gone through twice, some hundred at a time.
    """
    table, names = tables.incidents, tables.incident_names
    query = select(table.c.id).where(table.c.run_id == run.id)
    gone, fresh = set(connection.execute(query).scalars()), set[str]()
    wanted: dict[str, str] = {}
    own: list[str] = []
    for page in in_pages(incidents):
        ids = [each.id for each in page]
        query = select(table.c.id, table.c.payload).where(
            table.c.run_id == run.id, table.c.id.in_(ids)
        )
        held = {row.id: row.payload for row in connection.execute(query)}
        fresh.update(each.id for each in page if held.get(each.id) != encode(each))
        gone.difference_update(held.keys() - fresh)
        own += ids
        _add_names(wanted, page)
    _delete(connection, run, gone)
    _insert(connection, run, (each for each in incidents if each.id in fresh))
    # A name goes to one incident; where an id has become another's alias, all are written anew.
    wanted.update((ident, ident) for ident in own)
    query = select(names.c.name, names.c.incident_id).where(names.c.run_id == run.id)
    known = {row.name: row.incident_id for row in connection.execute(query)}
    _write_names(connection, run, wanted, known)
    replace_reaches(connection, run, reaches)
    _remember(connection, run, linked)
    return len(own)


def change_incidents(
    connection: Connection,
    run: Run,
    gone: Collection[str],
    incidents: Sequence[Incident],
    linked: Linked,
    reaches: Iterable[ReachRow],
    vanished: Collection[str] = (),
) -> int | None:
    """Take the incidents of these ids away and write others; return how many the run has now.

    ``vanished`` are events that no linking takes in any more.
    Nothing is changed, and None returned, if the run has been linked by somebody else meanwhile.
    """
    if _inputs_then(connection, run) != linked.before:
        return None
    wanted: dict[str, str] = {}
    _delete(connection, run, {*gone, *(each.id for each in incidents)})
    _insert(connection, run, incidents)
    _add_names(wanted, incidents)
    wanted.update((each.id, each.id) for each in incidents)
    _write_names(connection, run, wanted, {})
    drop_reaches(connection, run, vanished)
    add_reaches(connection, run, reaches)
    _remember(connection, run, linked)
    count = select(func.count()).where(tables.incidents.c.run_id == run.id)
    return connection.execute(count).scalar_one()


def _delete(connection: Connection, run: Run, gone: Iterable[str]) -> None:
    """Take incidents away with their names, which are found by what the incidents say."""
    table, names = tables.incidents, tables.incident_names
    for ids in in_pages(sorted(gone)):
        where = (table.c.run_id == run.id, table.c.id.in_(ids))
        payloads = connection.execute(select(table.c.payload).where(*where)).scalars()
        held = [decode(each, Incident) for each in payloads]
        connection.execute(delete(table).where(*where))
        take_rows(connection, owner_of_run(run.id), ids)
        named = {name for each in held for name in (each.id, *each.event_ids, *each.aliases)}
        for page in in_pages(sorted(named)):
            connection.execute(
                delete(names).where(
                    names.c.run_id == run.id,
                    names.c.name.in_(page),
                    names.c.incident_id.in_(ids),
                )
            )


def _insert(connection: Connection, run: Run, incidents: Iterable[Incident]) -> None:
    for page in in_pages(incidents):
        connection.execute(insert(tables.incidents), [_row(run, each) for each in page])
        file_rows(connection, owner_of_run(run.id), page)


def _remember(connection: Connection, run: Run, linked: Linked) -> None:
    """Keep from what the incidents were made; what waited then is linked now."""
    caches, waiting = tables.incident_caches, tables.unlinked
    for page in in_pages(linked.waiting):
        connection.execute(
            delete(waiting).where(waiting.c.run_id == run.id, waiting.c.document_id.in_(page))
        )
    connection.execute(delete(caches).where(caches.c.run_id == run.id))
    upto = _AND.join(map(str, linked.upto))
    inputs = f"{linked.inputs}{_BY}{linked.linker}{_UP_TO}{upto}"
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
    take_runs(connection, run)


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


def _add_names(names: dict[str, str], incidents: Iterable[Incident]) -> None:
    """Put name -> incident id for events and aliases; of two incidents the first by id has it."""
    for incident in incidents:
        for name in (*incident.event_ids, *incident.aliases):
            names[name] = min(names.get(name, incident.id), incident.id)


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
    return _inputs_then(connection, run).partition(_BY)[0] != inputs_now(connection, run)


def _inputs_then(connection: Connection, run: Run) -> str:
    """Return from what the run's incidents were made, and by which linker; empty if by none."""
    table = tables.incident_caches.c
    return connection.execute(select(table.inputs).where(table.run_id == run.id)).scalar() or ""


def inputs_now(connection: Connection, run: Run) -> str:
    """Return a name of all that the incidents of the run depend on; append-only, so counts do.

    The number of codings stands first; what a change may be followed in stands before the rest.

    What a person says of an incident as a whole does not change how events are linked, and a view
    shows it at once.
    """
    ids = sorted({run.id, *(each.id for each in hand_runs(connection))})
    versions = select(func.count()).where(tables.documents.c.supersedes.is_not(None))
    states = select(func.count()).select_from(tables.lifecycle)
    entered = select(func.count()).select_from(tables.sources)
    queries = (versions, states, _count_linking_decisions(), entered)
    counts = [connection.execute(query).scalar_one() for query in queries]
    counts.insert(0, tallies.total(connection, tallies.CODINGS, *ids))
    return _AND.join((*map(str, counts), *ids))


def _count_linking_decisions() -> Select[int]:
    kind, subject = tables.decisions.c.kind, tables.decision_subjects.c.subject
    on_an_event = and_(kind.in_(("reject", "correct")), subject.not_like("i%"))
    return (
        select(func.count(tables.decisions.c.sequence.distinct()))
        .select_from(tables.decisions.outerjoin(tables.decision_subjects))
        .where(or_(kind.in_(("same", "different", "split", "undo")), on_an_event))
    )
