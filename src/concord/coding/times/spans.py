"""Stretches of days: months, weeks, quarters, seasons and their TIMEX3 values."""

from __future__ import annotations

import calendar
import math
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from concord.model import Precision

if TYPE_CHECKING:
    from collections.abc import Callable

_MONTH_DAYS = 31
_WEEK_DAYS = 7
# First months of the seasons of the northern half of the earth; winter runs into the next year.
_SEASON_MONTH = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}


@dataclass(frozen=True, slots=True)
class Stretch:
    """Inclusive days with their TIMEX3 value ("1998-02", "1998-W07") and precision."""

    first: date
    last: date
    value: str
    precision: Precision


def day(at: date) -> Stretch:
    """Return one day."""
    return Stretch(at, at, at.isoformat(), "day")


def week(at: date) -> Stretch:
    """Return the ISO week (Monday to Sunday) that holds ``at``."""
    monday = at - timedelta(days=at.weekday())
    year, number, _ = monday.isocalendar()
    return Stretch(monday, monday + timedelta(days=6), f"{year}-W{number:02d}", "week")


def weekend(at: date) -> Stretch:
    """Return the Saturday and Sunday of the ISO week that holds ``at``."""
    whole = week(at)
    return Stretch(whole.last - timedelta(days=1), whole.last, f"{whole.value}-WE", "week")


def month(year: int, number: int) -> Stretch:
    """Return a calendar month; numbers outside 1 to 12 run into other years."""
    year, index = year + (number - 1) // 12, (number - 1) % 12 + 1
    last = calendar.monthrange(year, index)[1]
    return Stretch(
        date(year, index, 1), date(year, index, last), f"{year:04d}-{index:02d}", "month"
    )


def quarter(year: int, number: int) -> Stretch:
    """Return a quarter of a calendar year; numbers outside 1 to 4 run into other years."""
    year, index = year + (number - 1) // 4, (number - 1) % 4 + 1
    return Stretch(
        date(year, 3 * index - 2, 1),
        month(year, 3 * index).last,
        f"{year:04d}-Q{index}",
        "month",
    )


def quarter_number(whole: Stretch) -> int:
    """Return which quarter of its year a quarter is called, of a calendar or a company's own."""
    return int(whole.value[-1])


def quarter_in(whole: Stretch, year: int) -> Stretch:
    """Return the same quarter under another year's name; a company's own keeps its number."""
    number = quarter_number(whole)
    if whole == quarter(whole.first.year, number):
        return quarter(year, number)
    months = 12 * (year - int(whole.value[:4]))
    # Ends of months stay ends of months: February has 28 or 29 days.
    first = _months_from(whole.first, months)
    last = _months_from(whole.last + timedelta(days=1), months) - timedelta(days=1)
    return Stretch(first, last, f"{year:04d}-Q{number}", "month")


def half(year: int, number: int) -> Stretch:
    """Return the first or second half of a year."""
    first = month(year, 6 * number - 5).first
    return Stretch(first, month(year, 6 * number).last, f"{year:04d}-H{number}", "year")


def season(year: int, code: str) -> Stretch:
    """Return a season of the northern half of the earth (SP SU FA WI), begun in ``year``."""
    start = _SEASON_MONTH[code]
    return Stretch(
        month(year, start).first, month(year, start + 2).last, f"{year:04d}-{code}", "month"
    )


def year(number: int) -> Stretch:
    """Return a calendar year."""
    return Stretch(date(number, 1, 1), date(number, 12, 31), f"{number:04d}", "year")


def years(first: int, last: int, value: str) -> Stretch:
    """Return several calendar years under one value (a decade, a fiscal year)."""
    return Stretch(date(first, 1, 1), date(last, 12, 31), value, "year")


def decade(first: int) -> Stretch:
    """Return the ten years from ``first``: "the 1990s"."""
    return years(first, first + 9, f"{first // 10:03d}")


def century(number: int) -> Stretch:
    """Return the hundred years of the nth century, by its leading digits as TIMEX3 has it."""
    first = (number - 1) * 100
    return years(max(first, 1), first + 99, f"{number - 1:02d}")


def shifted(at: date, count: int, unit: str) -> Stretch:
    """Return the day, week, month, quarter, year or decade ``count`` units after ``at``.

    Coarse units give coarse stretches: three months ago is a month, two years ago a year.
    """
    move = _SHIFTS.get(unit)
    return move(at, count) if move is not None else year(at.year + count)


_SHIFTS: dict[str, Callable[[date, int], Stretch]] = {
    "D": lambda at, count: day(at + timedelta(days=count)),
    "W": lambda at, count: week(at + timedelta(weeks=count)),
    "F": lambda at, count: week(at + timedelta(weeks=2 * count)),
    "WE": lambda at, count: weekend(at + timedelta(weeks=count)),
    "M": lambda at, count: month(at.year, at.month + count),
    "Q": lambda at, count: quarter(at.year, (at.month - 1) // 3 + 1 + count),
    "DE": lambda at, count: decade((at.year // 10 + count) * 10),
    "CE": lambda at, count: century(at.year // 100 + 1 + count),
}


def window(at: date, count: float, unit: str, *, ahead: bool = False) -> Stretch | None:
    """Return the days of the last or next ``count`` units as of a day; None if none can be told.

    "The past week" are the seven days before the day and the day itself.
    """
    days = {"D": 1, "W": _WEEK_DAYS, "F": 2 * _WEEK_DAYS, "H": 1 / 24}.get(unit)
    months = {"M": 1, "Q": 3, "Y": 12, "DE": 120, "CE": 1200}.get(unit)
    sign = 1 if ahead else -1
    try:
        if days is not None:
            other = at + sign * timedelta(days=math.ceil(count * days))
        elif months is not None and count * months == int(count * months):
            other = _months_from(at, sign * int(count * months))
        else:
            return None
    except (ValueError, OverflowError):
        return None
    first, last = (at, other) if ahead else (other, at)
    return Stretch(first, last, f"{first.isoformat()}/{last.isoformat()}", _rough(first, last))


def _months_from(at: date, count: int) -> date:
    """Return the same day of another month, or the last that it has."""
    whole = month(at.year, at.month + count)
    return min(whole.last, whole.first + timedelta(days=at.day - 1))


def _rough(first: date, last: date) -> Precision:
    """Return the precision of a window: a week, month or year with one day more is still one."""
    return precision_of(first + timedelta(days=1), last) if last > first else "day"


def precision_of(first: date, last: date) -> Precision:
    """Return the precision of a range of days by its length; several years are of that of years."""
    days = (last - first).days + 1
    if days == 1:
        return "day"
    if days <= _WEEK_DAYS:
        return "week"
    if days <= _MONTH_DAYS:
        return "month"
    return "year"
