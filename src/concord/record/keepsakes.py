"""What people keep of their own in a record: saved scopes and boundaries, each under a name.

Rows are appended; the last one of a name holds, and one without content takes the name away.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from sqlalchemy import func, insert, select

from concord.errors import ConcordError
from concord.record import tables

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from concord.record.store import Record

Kind = Literal["scope", "boundaries"]
LONGEST_NAME = 80


class InvalidNameError(ConcordError):
    """A name that nothing can be kept under."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"{name[:LONGEST_NAME]!r} cannot be a name: give 1 to {LONGEST_NAME} printable"
            " characters."
        )


class NothingKeptError(ConcordError):
    """A name under which nothing is kept."""

    def __init__(self, kind: str, name: str) -> None:
        super().__init__(f"No {kind} are kept under the name {name!r}.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Keepsake:
    """Something kept: a scope as its address keys, or boundaries as GeoJSON text."""

    name: str
    who: str
    recorded: str
    payload: str


def keep(record: Record, kind: Kind, name: str, payload: str, *, who: str) -> None:
    """Keep something under a name; what the name held before is superseded.

    Raises InvalidNameError.
    """
    _append(record, kind, checked_name(name), payload, who)


def drop(record: Record, kind: Kind, name: str, *, who: str) -> None:
    """Take a name away; raises NothingKeptError."""
    if name not in {each.name for each in kept(record, kind)}:
        raise NothingKeptError(kind, name)
    _append(record, kind, name, None, who)


def kept(record: Record, kind: Kind) -> tuple[Keepsake, ...]:
    """Return what is kept of a kind, by name."""
    with record.database.read() as connection:
        return _read(connection, kind)


def checked_name(name: str) -> str:
    """Return the name without spaces around it; raises InvalidNameError."""
    trimmed = " ".join(name.split())
    if not trimmed or len(trimmed) > LONGEST_NAME or not trimmed.isprintable():
        raise InvalidNameError(name)
    return trimmed


def _append(record: Record, kind: Kind, name: str, payload: str | None, who: str) -> None:
    table = tables.keepsakes
    with record.database.write() as connection:
        last = connection.execute(select(func.max(table.c.sequence))).scalar() or 0
        row = {
            "sequence": last + 1,
            "kind": kind,
            "name": name,
            "who": who,
            "recorded": record.clock().isoformat(),
            "payload": payload,
        }
        connection.execute(insert(table).values(row))


def _read(connection: Connection, kind: Kind) -> tuple[Keepsake, ...]:
    table = tables.keepsakes.c
    query = (
        select(table.name, table.who, table.recorded, table.payload)
        .where(table.kind == kind)
        .order_by(table.sequence)
    )
    last = {row.name: row for row in connection.execute(query)}
    return tuple(
        Keepsake(name=name, who=row.who, recorded=row.recorded, payload=row.payload)
        for name, row in sorted(last.items())
        if row.payload is not None
    )
