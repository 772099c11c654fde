"""How many there are of what every page asks for: counted while they are written, never on asking.

A table of a million rows takes a tenth of a second to count, and pages ask for several before they
say anything. Whoever writes such rows counts them in the same transaction; the doctor compares.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import delete, func, insert, literal, select, update

from concord.record import tables

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import ColumnElement, Connection

_TABLE = tables.tallies
CODINGS, DOCUMENTS, PROBLEMS, EXTERNALS = "codings", "documents", "problems", "external_events"


class Key(NamedTuple):
    """What is counted: codings by run, outcome and reason, imported rows by name and edition."""

    name: str = ""
    part: str = ""
    reason: str = ""


def count_up(connection: Connection, what: str, keys: Iterable[Key], by: int = 1) -> None:
    """Count rows that were written, each by its key; with ``by`` -1, rows that are gone."""
    for key, number in Counter(keys).items():
        of = (_TABLE.c.what == what, *(_TABLE.c[n] == v for n, v in key._asdict().items()))
        change = update(_TABLE).where(*of).values(number=_TABLE.c.number + number * by)
        if not connection.execute(change).rowcount:
            row = {"what": what, **key._asdict(), "number": number * by}
            connection.execute(insert(_TABLE).values(row))


def counted(connection: Connection, what: str, *names: str) -> dict[Key, int]:
    """Return how many rows there are by key, of these names or of all, without keys of none."""
    columns = (_TABLE.c.name, _TABLE.c.part, _TABLE.c.reason)
    query = select(*columns, _TABLE.c.number).where(_TABLE.c.what == what, _TABLE.c.number > 0)
    if names:
        query = query.where(_TABLE.c.name.in_(names))
    rows = connection.execute(query.order_by(*columns))
    return {Key(name, part, reason): number for name, part, reason, number in rows}


def total(connection: Connection, what: str, *names: str) -> int:
    """Return how many rows there are, of these names or of all."""
    return sum(counted(connection, what, *names).values())


def totals(connection: Connection, *kinds: str) -> list[str]:
    """Return how many rows there are of each of several kinds, in one query."""
    query = select(_TABLE.c.what, func.sum(_TABLE.c.number)).where(_TABLE.c.what.in_(kinds))
    found = {row[0]: row[1] for row in connection.execute(query.group_by(_TABLE.c.what))}
    return [str(int(found.get(what, 0))) for what in kinds]


def recount(connection: Connection) -> dict[tuple[str, Key], int]:
    """Return how many rows there are by what they are and by key, counted row by row."""
    codings, externals = tables.codings.c, tables.external_events.c
    reason = func.coalesce(codings.reason, "")
    asked: dict[str, tuple[ColumnElement[str], ...]] = {
        CODINGS: (codings.run_id, codings.outcome, reason),
        DOCUMENTS: (literal(""), literal(""), literal("")),
        PROBLEMS: (literal(""), literal(""), literal("")),
        EXTERNALS: (externals.dataset, externals.version, literal("")),
    }
    found: dict[tuple[str, Key], int] = {}
    for what, columns in asked.items():
        table = tables.METADATA.tables[what]
        query = select(*(c.label(f"c{n}") for n, c in enumerate(columns)), func.count())
        grouped = query.select_from(table).group_by(*(f"c{n}" for n in range(len(columns))))
        for row in connection.execute(grouped).all():
            *key, number = row
            found[what, Key(*key)] = number
    return found


def count_all(connection: Connection) -> None:
    """Count everything anew, in the place of what was counted."""
    connection.execute(delete(_TABLE))
    for (what, key), number in recount(connection).items():
        row = {"what": what, **key._asdict(), "number": number}
        connection.execute(insert(_TABLE).values(row))


def miscounted(connection: Connection) -> list[str]:
    """Return of what there are not as many as is said, in words."""
    truth = recount(connection)
    kinds = (CODINGS, DOCUMENTS, PROBLEMS, EXTERNALS)
    said = {(what, key): n for what in kinds for key, n in counted(connection, what).items()}
    return [
        f"{what} {' '.join(filter(None, key))}: {said.get((what, key), 0)} are counted, "
        f"{truth.get((what, key), 0)} are there"
        for what, key in sorted(truth.keys() | said.keys())
        if truth.get((what, key), 0) != said.get((what, key), 0)
    ]
