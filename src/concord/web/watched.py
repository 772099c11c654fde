"""The feeds and folders that are watched: when each was looked at, what came, what is wrong."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from concord.analysis.measures import plural
from concord.record.feeds import feed_states
from concord.report import words

if TYPE_CHECKING:
    from datetime import datetime

    from concord.record.feeds import FeedState
    from concord.web.shelf import Shelf

# After a source has been due for so long, nobody seems to watch it.
LATE = timedelta(hours=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Watched:
    """One source: its address, how it stands in words, and whether that asks for somebody.

    ``link`` is None for a folder.
    """

    address: str
    link: str | None
    looked: str
    documents: int
    state: str
    fault: str
    is_wrong: bool


def list_watched(shelf: Shelf) -> tuple[Watched, ...]:
    """Return every source that was ever watched, those in trouble first."""
    now = shelf.record.clock()
    found = [_watched(each, now) for each in feed_states(shelf.record.database)]
    return tuple(sorted(found, key=lambda each: (not each.is_wrong, each.address)))


def _watched(state: FeedState, now: datetime) -> Watched:
    is_feed = state.address.startswith(("http://", "https://"))
    late = state.due is not None and now - state.due > LATE
    return Watched(
        address=state.address,
        link=state.address if is_feed else None,
        looked=_say_moment(state.checked) if state.checked else "not yet",
        documents=state.documents,
        state=_say_state(state, now),
        fault=state.fault or "",
        is_wrong=bool(state.failures) or late,
    )


def _say_state(state: FeedState, now: datetime) -> str:
    if state.due is None:
        return "not looked at yet"
    wait = state.due - now
    when = f"due again in {_say_wait(wait)}" if wait > timedelta() else "due now"
    if -wait > LATE:
        when = f"due for {_say_wait(-wait)}: no watcher runs"
    if state.failures:
        return f"failed {plural(state.failures, 'time')} in a row; {when}"
    return when


def _say_wait(wait: timedelta) -> str:
    minutes = round(wait.total_seconds() / 60)
    if minutes < 1:
        return "less than a minute"
    if minutes < 120:  # noqa: PLR2004 - two hours
        return plural(minutes, "minute")
    hours = round(minutes / 60)
    return plural(hours, "hour") if hours < 48 else plural(round(hours / 24), "day")  # noqa: PLR2004 - two days


def _say_moment(moment: datetime) -> str:
    return f"{words.say_day(moment.date())}, {moment:%H:%M} UTC"
