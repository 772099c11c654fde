"""Periods of the calendar, and what lies in them for sure or only perhaps."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, Literal, get_args

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from concord.analysis.measures import Counted
    from concord.model import Scope, When
    from concord.record.view import View

Window = Literal["auto", "day", "week", "month", "quarter", "year"]
WINDOWS: tuple[Window, ...] = get_args(Window)
# Longest spans, in days, that "auto" still prints by the day and by the month.
DAYS_BY_DAY = 45
DAYS_BY_MONTH = 3 * 366
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
# A timeline passes over its first incidents where there are few of them (one in so many, or one at
# all of as many as LEAST), and after them as many days as FAR, and more than half as many as all
# the rest covers, without any.
FEW, LEAST, FAR = 10, 5, 3653
_LENGTHS = {"day": 10, "month": 7, "year": 4}
_QUARTER, _WEEK = 3, 7


def say_day(day: date) -> str:
    """Return a day in a sentence: 3 March 2014."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """A period of the calendar, both days inclusive, and its ISO name."""

    name: str
    first: date
    last: date

    @property
    def words(self) -> str:
        """Return the period in words: 3 March 2014, week 9 of 2014, March 2014, 2014."""
        if self.noun == "quarter":
            return f"quarter {self.name[-1]} of {self.name[:4]}"
        if self.noun == "week":
            return f"week {int(self.name[-2:])} of {self.name[:4]}"
        parts = (self.first.day, MONTHS[self.first.month - 1], self.first.year)
        return " ".join(str(part) for part in parts[-len(self.name.split("-")) :])

    @property
    def label(self) -> str:
        """Return the period in few characters: 3 Mar 2014, 2014-W09, Mar 2014, 2014-Q1, 2014."""
        if self.noun in {"week", "quarter"}:
            return self.name
        month = MONTHS[self.first.month - 1][:3]
        return {
            "day": f"{self.first.day} {month} {self.first.year}",
            "month": f"{month} {self.first.year}",
            "year": str(self.first.year),
        }[self.noun]

    @property
    def noun(self) -> str:
        """Return what the period is: a day, a week, a month, a quarter or a year."""
        for noun, mark in (("week", "W"), ("quarter", "Q")):
            if mark in self.name:
                return noun
        return ("year", "month", "day")[self.name.count("-")]

    def days(self, scope: Scope) -> int:
        """Return how many of its days the scope covers: a stated bound may cut a period short."""
        first = max(self.first, scope.since or self.first)
        last = min(self.last, scope.until or self.last)
        return max((last - first).days + 1, 1)

    def holds(self, reading: When) -> bool:
        """Return whether the whole reading lies in the period; a siege counts where it began."""
        if reading.first is None:
            return False
        last = reading.first if reading.precision == "day" else reading.last or reading.first
        return self.first <= reading.first and last <= self.last

    def touches(self, reading: When) -> bool:
        """Return whether the happening may lie in the period."""
        if reading.first is None or reading.precision == "day":
            return self.holds(reading)
        return reading.first <= self.last and self.first <= (reading.last or reading.first)


def window_named(noun: str) -> Window:
    """Return the window that makes periods of this noun; years for any other word."""
    return next((each for each in WINDOWS if each == noun), "year")


def span_of(view: View, dated: Sequence[Counted]) -> tuple[date, date]:
    """Return the first and last day of dated incidents, or the bounds that the scope states.

    A stated bound is part of the answer: periods without an incident count too.
    """
    firsts = [day for each in dated if (day := each.day)]
    lasts = [each.incident.facts.happened[0].last or day for each in dated if (day := each.day)]
    return view.scope.since or min(firsts), view.scope.until or max(lasts)


def begin(days: Sequence[int]) -> int:
    """Return the day that a timeline of these sorted days begins with, as ordinals of the calendar.

    It is the first, or, after a few that lie far apart, the first of the rest: one incident of 1951
    would else leave a record of the last ten years a corner of its axis.
    """
    start = days[0]
    few = max(1, len(days) // FEW) if len(days) >= LEAST else 0
    for before, day in pairwise(days[: few + 1]):
        if day - before >= FAR and 2 * (day - before) > days[-1] - day:
            start = day
    return start


def split(span: tuple[date, date], window: Window = "auto") -> Iterator[Period]:
    """Yield the calendar periods that cover the span; ``auto`` chooses day, month or year."""
    first, last = span
    length = (last - first).days
    if window == "auto":
        window = "day" if length <= DAYS_BY_DAY else "month" if length <= DAYS_BY_MONTH else "year"
    day = _floor(first, window)
    while day <= last:
        following = _next(day, window)
        yield Period(name=_name(day, window), first=day, last=following - timedelta(days=1))
        day = following


def sort_into(
    periods: Sequence[Period], readings: Sequence[When]
) -> tuple[list[list[int]], list[int]]:
    """Return, per period, which readings lie in it for sure, and how many may lie in it.

    Periods follow each other, as ``split`` yields them; ``holds`` and ``touches`` say what counts,
    and each reading is looked up once.
    """
    firsts = [period.first for period in periods]
    inside: list[list[int]] = [[] for _ in periods]
    possible = [0] * len(periods)
    for n, reading in enumerate(readings):
        if reading.first is None or not periods or reading.first > periods[-1].last:
            continue
        last = reading.first if reading.precision == "day" else reading.last or reading.first
        begins, ends = bisect_right(firsts, reading.first) - 1, bisect_right(firsts, last) - 1
        if begins == ends >= 0 and last <= periods[-1].last:
            inside[begins].append(n)
        for at in range(max(begins, 0), ends + 1):
            possible[at] += 1
    return inside, possible


def _name(day: date, window: Window) -> str:
    if window == "week":
        year, week, _ = day.isocalendar()
        return f"{year}-W{week:02}"
    if window == "quarter":
        return f"{day.year}-Q{(day.month - 1) // _QUARTER + 1}"
    return day.isoformat()[: _LENGTHS[window]]


def _floor(day: date, window: Window) -> date:
    if window == "week":
        return day - timedelta(days=day.weekday())
    if window == "quarter":
        return day.replace(month=(day.month - 1) // _QUARTER * _QUARTER + 1, day=1)
    if window == "year":
        return day.replace(month=1, day=1)
    return day.replace(day=1) if window == "month" else day


def _next(day: date, window: Window) -> date:
    if window == "year":
        return date(day.year + 1, 1, 1)
    if window == "month":
        return (day.replace(day=1) + timedelta(days=32)).replace(day=1)
    if window == "quarter":
        return (day.replace(day=1) + timedelta(days=95)).replace(day=1)
    return day + timedelta(days=_WEEK if window == "week" else 1)
