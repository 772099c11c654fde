"""Problems in the record: kept once, however often they are met."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from sqlalchemy import insert, select, text

from concord.model import Coding, Problem, Run
from concord.record import tables, tallies
from concord.record.documents import by_key
from concord.record.payload import decode
from concord.record.states import ALIVE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection

    from concord.record.database import Database

_NAMES = ("stage", "where", "code", "message")


def add_page(connection: Connection, page: Sequence[Problem]) -> None:
    """Keep the problems of one page that are not known yet."""
    rows = {row["id"]: row for row in map(_row, page)}
    query = select(tables.problems.c.id).where(tables.problems.c.id.in_(list(rows)))
    known = set(connection.execute(query).scalars())
    fresh = [row for ident, row in rows.items() if ident not in known]
    if fresh:
        connection.execute(insert(tables.problems), fresh)
        tallies.count_up(connection, tallies.PROBLEMS, [tallies.Key()] * len(fresh))


def _row(problem: Problem) -> dict[str, str]:
    # A file's name may hold what neither database stores.
    values = {name: _storable(getattr(problem, name)) for name in _NAMES}
    key = "\x00".join(values.values())
    return {"id": hashlib.sha256(key.encode()).hexdigest()[:32], **values}


def _storable(words: str) -> str:
    return words.encode("utf-8", "backslashreplace").decode().replace("\x00", "\\x00")


def read_problems(connection: Connection) -> tuple[Problem, ...]:
    """Return the problems, in order of stage, place and code."""
    columns = [tables.problems.c[name] for name in _NAMES]
    query = select(*columns).order_by(*columns)
    return tuple(Problem(**row) for row in connection.execute(query).mappings())


def coding_problems(database: Database, run: Run) -> tuple[Problem, ...]:
    """Return the problems in the codings of documents that count, in order of document id."""
    codings = tables.codings.c
    query = (
        select(codings.document_id, codings.payload)
        .join(tables.documents, tables.documents.c.id == codings.document_id)
        .where(codings.run_id == run.id, codings.problem_count > 0, text(ALIVE))
        .order_by(codings.document_id)
    )
    rows = by_key(database, query, codings.document_id, "document_id")
    return tuple(p for row in rows for p in decode(row.payload, Coding).problems)
