"""Documents by the names that a scope may ask for them by, and the numbers that listings keep."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func, select

from concord.record.documents import in_pages
from concord.record.listing_cells import Paper
from concord.record.scoping import host_of
from concord.record.tables import documents

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sqlalchemy import Connection

    from concord.record.database import Database


def papers_of(connection: Connection, ids: Iterable[str]) -> dict[str, Paper]:
    """Return the documents of these ids as listings know them."""
    table = documents.c
    columns = (table.id, table.sequence, table.source, table.publisher, table.url)
    found: dict[str, Paper] = {}
    for page in in_pages(sorted(ids)):
        for row in connection.execute(select(*columns).where(table.id.in_(page))):
            host = host_of(row.url)
            names = [name for name in ((row.publisher or "").casefold(), host) if name]
            # Without a publisher, the host stands for him; without a page, where it was read.
            outlet = row.publisher or host or row.source.casefold()
            found[row.id] = Paper(row.sequence, (outlet,), tuple(names))
    return found


def numbers_of(database: Database, ids: Iterable[str]) -> tuple[int, ...]:
    """Return the numbers of the documents of these ids, in order of id."""
    found: dict[str, int] = {}
    for page in in_pages(sorted(set(ids))):
        query = select(documents.c.id, documents.c.sequence).where(documents.c.id.in_(page))
        with database.read() as connection:
            found |= {row.id: row.sequence for row in connection.execute(query)}
    return tuple(found[each] for each in sorted(found))


def named_numbers(database: Database, asked: frozenset[str]) -> tuple[int, ...]:
    """Return the numbers of documents that bear one of these casefolded ids, places or addresses.

    Publishers and hosts are not asked for here: a listing has them in a column.
    """
    with database.read() as connection:
        return tuple(sorted(set(_named(connection, asked))))


def _named(connection: Connection, asked: frozenset[str]) -> Iterator[int]:
    table, names = documents.c, sorted(asked)
    # Ids are in small letters; the other two are read from their indices, whole, which hold
    # nothing else: the databases fold the letters of ASCII alone.
    yield from connection.execute(select(table.sequence).where(table.id.in_(names))).scalars()
    for column in (table.source, table.url):
        if all(map(str.isascii, asked)):
            query = select(table.sequence).where(func.lower(column).in_(names))
            yield from connection.execute(query).scalars()
        else:
            rows = connection.execute(select(table.sequence, column.label("name")))
            yield from (row.sequence for row in rows if (row.name or "").casefold() in asked)
