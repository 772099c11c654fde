"""What has come to a record since some numbers were the last: states, versions, decisions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func, or_, select

from concord.model import Decision
from concord.record import tables
from concord.record.payload import decode

if TYPE_CHECKING:
    from sqlalchemy import Connection


def last_numbers(connection: Connection) -> tuple[int, int, int]:
    """Return the numbers of the last decision, the last state of a document, the last document."""
    columns = (
        tables.decisions.c.sequence,
        tables.lifecycle.c.sequence,
        tables.documents.c.sequence,
    )
    decision, state, document = (
        connection.execute(select(func.max(column))).scalar() or 0 for column in columns
    )
    return decision, state, document


def moved_since(connection: Connection, state: int, document: int) -> tuple[str, ...]:
    """Return the documents that may count otherwise than they did by then, in order of id.

    They are those that were set aside or taken back in, newer versions, and the older ones of both.
    """
    documents, lifecycle = tables.documents.c, tables.lifecycle.c
    named = select(lifecycle.document_id).where(lifecycle.sequence > state)
    query = select(documents.id, documents.supersedes).where(
        or_(
            documents.id.in_(named),
            (documents.sequence > document) & documents.supersedes.is_not(None),
        )
    )
    found = {name for row in connection.execute(query) for name in row if name is not None}
    return tuple(sorted(found))


def decided_since(connection: Connection, last: int) -> tuple[Decision, ...]:
    """Return the decisions that came, and those that they undid, oldest first."""
    table = tables.decisions.c
    query = select(table.payload).where(table.sequence > last)
    found: dict[int, Decision] = {}
    while True:
        fresh = [decode(each, Decision) for each in connection.execute(query).scalars()]
        found |= {each.sequence: each for each in fresh}
        undone = {each.undoes for each in fresh if each.undoes is not None} - found.keys()
        if not undone:
            return tuple(found[number] for number in sorted(found))
        query = select(table.payload).where(table.sequence.in_(sorted(undone)))
