"""Rows of other data sets in the record: kept as they came, with their own ids."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import insert, select, tuple_

from concord.model import ExternalEvent
from concord.record import tables
from concord.record.codings import happened_columns, place_columns
from concord.record.documents import PAGE, Added
from concord.record.payload import decode, encode

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sqlalchemy import Connection

    from concord.record.database import Database

_TABLE = tables.external_events.c
_KEY = (_TABLE.dataset, _TABLE.version, _TABLE.external_id)


def add_page(connection: Connection, page: Sequence[ExternalEvent]) -> Added:
    """Add the rows of one page that the record does not know yet."""
    rows = {_key(each): each for each in reversed(page)}
    query = select(*_KEY).where(tuple_(*_KEY).in_(list(rows)))
    known = {tuple(row) for row in connection.execute(query)}
    fresh = [each for key, each in reversed(rows.items()) if key not in known]
    if fresh:
        connection.execute(insert(tables.external_events), [_row(each) for each in fresh])
    return Added(added=len(fresh), known=len(page) - len(fresh))


def _key(each: ExternalEvent) -> tuple[str, str, str]:
    return each.dataset, each.version, each.external_id


def _row(each: ExternalEvent) -> dict[str, Any]:
    return {
        "dataset": each.dataset,
        "version": each.version,
        "external_id": each.external_id,
        **happened_columns(each.facts),
        **place_columns(each.facts, ("country",)),
        "payload": encode(each),
    }


def read_externals(database: Database, datasets: Sequence[str] = ()) -> Iterator[ExternalEvent]:
    """Yield the rows of these data sets, of all without a name, in order of their keys."""
    query = select(*_KEY, _TABLE.payload).order_by(*_KEY)
    if datasets:
        query = query.where(_TABLE.dataset.in_(list(datasets)))
    after: tuple[str, str, str] | None = None
    while True:
        page = query if after is None else query.where(tuple_(*_KEY) > after)
        with database.read() as connection:
            rows = connection.execute(page.limit(PAGE)).all()
        for row in rows:
            yield decode(row.payload, ExternalEvent)
        if len(rows) < PAGE:
            return
        after = (rows[-1].dataset, rows[-1].version, rows[-1].external_id)


def dataset_names(database: Database) -> tuple[str, ...]:
    """Return the names of the imported data sets, in order."""
    query = select(_TABLE.dataset).distinct().order_by(_TABLE.dataset)
    with database.read() as connection:
        return tuple(connection.execute(query).scalars())
