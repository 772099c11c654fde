"""How far feeds and folders have been watched; each is claimed by one watcher at a time."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import delete, insert, select

from concord.record import tables
from concord.record.payload import decode, encode

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import Connection

    from concord.record.database import Database

# For how long a source is held by the watcher that reads it; one that was killed frees it then.
HELD = timedelta(minutes=30)


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedState:
    """The state of one source: when it is due again, its validators, and what came of it.

    ``due`` is an instant in UTC; ``failures`` counts those since the last success; ``signature``
    tells whether a folder has changed; ``links`` are the articles that were fetched from a feed,
    the latest ones, since an article may stand in the record under another address than its link.
    """

    address: str
    due: datetime | None = None
    checked: datetime | None = None
    url: str | None = None
    etag: str | None = None
    modified: str | None = None
    signature: str | None = None
    failures: int = 0
    fault: str | None = None
    documents: int = 0
    links: tuple[str, ...] = ()


def feed_states(database: Database) -> tuple[FeedState, ...]:
    """Return the states of all sources that were ever watched, in order of address."""
    query = select(tables.feeds.c.payload).order_by(tables.feeds.c.address)
    with database.read() as connection:
        return tuple(decode(each, FeedState) for each in connection.execute(query).scalars())


def claim(database: Database, address: str, now: datetime) -> FeedState | None:
    """Return the source's state if it is due, and hold it; None if it is not, or held by another.

    Two watchers of one record never read the same source at the same time.
    """
    with database.write() as connection:
        state = _state(connection, address)
        if state.due is not None and state.due > now:
            return None
        _put(connection, replace(state, due=now + HELD), now)
        return state


def settle(database: Database, state: FeedState, now: datetime) -> None:
    """Write what came of a source that was claimed."""
    with database.write() as connection:
        _put(connection, state, now)


def backed_off(
    state: FeedState, now: datetime, every: timedelta, *, fault: str, wait: float | None = None
) -> FeedState:
    """Return the state after a failure: each one doubles the pause, to a day at most."""
    failures = state.failures + 1
    pause = min(every * 2 ** min(failures, 16), timedelta(days=1))
    if wait is not None:
        pause = max(pause, min(timedelta(seconds=wait), timedelta(days=7)))
    return replace(state, due=now + pause, checked=now, failures=failures, fault=fault)


def next_due(database: Database, addresses: list[str]) -> Callable[[datetime], float]:
    """Return a function of now: for how many seconds none of the sources is due."""
    due = {each.address: each.due for each in feed_states(database)}

    def seconds(now: datetime) -> float:
        waits = [((due.get(each) or now) - now).total_seconds() for each in addresses]
        return max(0.0, min(waits, default=0.0))

    return seconds


def _state(connection: Connection, address: str) -> FeedState:
    query = select(tables.feeds.c.payload).where(tables.feeds.c.address == address)
    payload = connection.execute(query).scalar()
    return FeedState(address=address) if payload is None else decode(payload, FeedState)


def _put(connection: Connection, state: FeedState, now: datetime) -> None:
    table = tables.feeds
    connection.execute(delete(table).where(table.c.address == state.address))
    row = {"address": state.address, "recorded": now.isoformat(), "payload": encode(state)}
    connection.execute(insert(table).values(row))
