"""What a record holds at this moment, as a short word: caches are made anew when it changes."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select

from concord.record import tables, tallies

if TYPE_CHECKING:
    from sqlalchemy import Column, Connection

    from concord.record.database import Database

# Tables that are only appended to, with the column that grows.
_GROWING = (
    tables.documents.c.sequence,
    tables.lifecycle.c.sequence,
    tables.run_starts.c.sequence,
    tables.decisions.c.sequence,
    tables.declarations.c.sequence,
    tables.releases.c.sequence,
    tables.keepsakes.c.sequence,
    tables.sources.c.sequence,
)


def structure_of(database: Database) -> str:
    """Return a word for the same, decisions left aside."""
    with database.read() as connection:
        return _state(connection, tuple(c for c in _GROWING if c.table is not tables.decisions))


def state_of(database: Database) -> str:
    """Return a word that differs if anything has been added, ruled, coded, linked or imported."""
    with database.read() as connection:
        return _state(connection)


def _state(connection: Connection, growing: tuple[Column[Any], ...] = _GROWING) -> str:
    ends = select(*(select(func.max(column)).scalar_subquery() for column in growing))
    parts = [str(each) for each in connection.execute(ends).one()]
    parts += tallies.totals(connection, tallies.CODINGS, tallies.EXTERNALS, tallies.PROBLEMS)
    caches = tables.incident_caches.c
    linked = select(caches.run_id, caches.inputs).order_by(caches.run_id)
    parts += [f"{run}:{inputs}" for run, inputs in connection.execute(linked)]
    return hashlib.sha256("\x00".join(parts).encode()).hexdigest()[:16]
