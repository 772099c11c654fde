"""Which documents a record counts: neither set aside, nor forgotten, nor of an older version."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from sqlalchemy import select, text

from concord.record.tables import documents, lifecycle

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement, Connection, TextClause

State = Literal["removed", "forgotten", "reinstated"]
# The condition on rows of ``documents``. The last state of a document is the one that holds, and a
# newer version that was itself set aside gives the older one its place back.
ALIVE = """
NOT EXISTS (
    SELECT 1 FROM lifecycle WHERE state <> 'reinstated' AND sequence = (
        SELECT max(sequence) FROM lifecycle WHERE document_id = documents.id))
AND NOT EXISTS (
    SELECT 1 FROM documents AS newer
    WHERE newer.supersedes = documents.id AND newer.id <> documents.id
    AND NOT EXISTS (
        SELECT 1 FROM lifecycle WHERE state = 'removed' AND sequence = (
            SELECT max(sequence) FROM lifecycle WHERE document_id = newer.id)))
"""


def set_aside(connection: Connection) -> frozenset[str]:
    """Return the ids of the documents that do not count any more."""
    query = select(documents.c.id).where(*_is_aside())
    return frozenset(connection.execute(query).scalars())


def numbers_aside(connection: Connection) -> tuple[int, ...]:
    """Return the numbers of the documents that do not count any more."""
    query = select(documents.c.sequence).where(*_is_aside())
    return tuple(connection.execute(query.order_by(documents.c.sequence)).scalars())


def _is_aside() -> tuple[ColumnElement[bool], TextClause]:
    newer = documents.alias("version")
    touched = select(lifecycle.c.document_id).union(
        select(newer.c.supersedes).where(newer.c.supersedes.is_not(None))
    )
    return documents.c.id.in_(touched), text(f"NOT ({ALIVE})")
