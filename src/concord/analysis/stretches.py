"""Windows of time for positions and agreement: all, calendar windows, and moving ones."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Literal, get_args

from concord.analysis.votes import UnknownRuleError, Vote
from concord.errors import ConcordError
from concord.linking.positions import bounds

if TYPE_CHECKING:
    from collections.abc import Sequence


Unit = Literal["all", "year", "quarter", "month"]
UNITS: tuple[Unit, ...] = get_args(Unit)


class MovingWindowError(ConcordError):
    """A moving window that has no length in units of the calendar."""

    def __init__(self) -> None:
        super().__init__(
            "A moving window is a number of units, 2 or more: name the unit too, such as window="
            "'month' with moving=6 for half a year moved by one month."
        )


def window_of(name: str) -> Unit:
    """Return the window of that name; raises UnknownRuleError."""
    for unit in UNITS:
        if unit == name:
            return unit
    raise UnknownRuleError("window", name, UNITS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """A window of days, both inclusive; both None where no vote in it is dated."""

    first: date | None
    last: date | None
    votes: tuple[Vote, ...]

    @property
    def bounds(self) -> tuple[str | None, str | None]:
        """Return the bounds as ISO days."""
        return (
            self.first.isoformat() if self.first else None,
            self.last.isoformat() if self.last else None,
        )


def stretches(
    votes: Sequence[Vote], window: Unit = "all", moving: int | None = None
) -> tuple[Stretch, ...]:
    """Return the windows in order, each with its votes, windows without any left out.

    ``all`` is one window with undated votes in it; the others hold dated votes only. ``moving``
    joins so many units and moves by one, so that a vote stands in several windows. Raises
    UnknownRuleError, MovingWindowError.
    """
    window = window_of(window)
    if moving is not None and (window == "all" or moving < 2):  # noqa: PLR2004 - one unit does not move
        raise MovingWindowError
    if window == "all":
        days = [vote.day for vote in votes if vote.day]
        ends = (min(days), max(days)) if days else (None, None)
        return (Stretch(first=ends[0], last=ends[1], votes=tuple(votes)),) if votes else ()
    dated = [(vote.day, vote) for vote in votes if vote.day]
    found = []
    for first, last in _spans([day for day, _ in dated], window, moving or 1):
        inside = tuple(vote for day, vote in dated if first <= day <= last)
        if inside:
            found.append(Stretch(first=first, last=last, votes=inside))
    return tuple(found)


def _spans(days: Sequence[date], window: Unit, length: int) -> list[tuple[date, date]]:
    if not days:
        return []
    units = [bounds(min(days), window)]
    while units[-1][1] < max(days):
        units.append(bounds(units[-1][1] + timedelta(days=1), window))
    joined = max(1, len(units) - length + 1)
    return [(units[n][0], units[min(n + length, len(units)) - 1][1]) for n in range(joined)]
