"""When and where the events that linking took in may have happened, kept to find neighbours by."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import delete, func, insert, select

from concord.record import tables
from concord.record.documents import PAGE, in_pages

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sqlalchemy import Connection

    from concord.model import Run
    from concord.record.database import Database


class ReachRow(NamedTuple):
    """One event: the class of the length of its days, the first and the last of them (ordinals).

    What the linker says of its places is in ``payload``, which only the linker reads.
    """

    event_id: str
    span: int
    first: int
    last: int
    payload: str


def replace_reaches(connection: Connection, run: Run, rows: Iterable[ReachRow]) -> None:
    """Put these rows in the place of all that the run had."""
    connection.execute(delete(tables.reaches).where(tables.reaches.c.run_id == run.id))
    _insert(connection, run, rows)


def add_reaches(connection: Connection, run: Run, rows: Iterable[ReachRow]) -> None:
    """Add rows, in the place of those of the same events."""
    table = tables.reaches
    for page in in_pages(rows):
        ids = [row.event_id for row in page]
        connection.execute(delete(table).where(table.c.run_id == run.id, table.c.event_id.in_(ids)))
        _insert(connection, run, page)


def drop_reaches(connection: Connection, run: Run, events: Iterable[str]) -> None:
    """Take the rows of these events away."""
    table = tables.reaches
    for ids in in_pages(sorted(events)):
        connection.execute(delete(table).where(table.c.run_id == run.id, table.c.event_id.in_(ids)))


def count_reaches(database: Database, run: Run) -> int:
    """Return how many events linking took in."""
    query = select(func.count()).where(tables.reaches.c.run_id == run.id)
    with database.read() as connection:
        return connection.execute(query).scalar_one()


def read_reaches(database: Database, run: Run, events: Iterable[str]) -> dict[str, str]:
    """Return event id -> payload, for those of the events that linking took in."""
    table, found = tables.reaches.c, dict[str, str]()
    for ids in in_pages(sorted(events)):
        query = select(table.event_id, table.payload).where(
            table.run_id == run.id, table.event_id.in_(ids)
        )
        with database.read() as connection:
            found |= {row.event_id: row.payload for row in connection.execute(query)}
    return found


def _insert(connection: Connection, run: Run, rows: Iterable[ReachRow]) -> None:
    for page in in_pages(rows, PAGE * 5):
        connection.execute(
            insert(tables.reaches), [{"run_id": run.id, **row._asdict()} for row in page]
        )


def near_in_time(
    database: Database, run: Run, days: tuple[int, int], longest: Sequence[int]
) -> Sequence[str]:
    """Return the payloads of what may have happened in a stretch of days, both ends included.

    ``longest`` are the most days that each class of ``span`` has, but for the last class.
    """
    table, (begin, end) = tables.reaches.c, days
    found: list[str] = []
    with database.read() as connection:
        for span in range(len(longest) + 1):
            query = select(table.payload).where(
                table.run_id == run.id, table.span == span, table.first <= end, table.last >= begin
            )
            if span < len(longest):
                query = query.where(table.first >= begin - longest[span])
            found += connection.execute(query).scalars()
    return found
