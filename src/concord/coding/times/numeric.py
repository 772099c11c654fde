"""Dates in figures: "2014-12-25", "25/12/2014", "25.12.2014"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from concord.coding.times.days import made_day
from concord.coding.times.meaning import Context, Meaning, Rule, explicit, rule, unresolved
from concord.coding.times.words import year_of

if TYPE_CHECKING:
    import re

_MONTHS = 12


def _iso(match: re.Match[str], context: Context) -> Meaning | None:
    del context
    at = made_day(int(match["year"]), int(match["month"]), int(match["day"]))
    if at is None:
        return None
    meaning = explicit(at)
    return meaning.at(f"T{match['time']}") if match["time"] else meaning


def _numeric(match: re.Match[str], context: Context) -> Meaning | None:
    """Read "25/12/2014": by the order given, or where only one order is possible.

    With full stops ("03.05.2014") the day leads, in whatever country dates are written so.
    """
    first, second, year = int(match["a"]), int(match["b"]), year_of(match["year"])
    order = context.order or ("dmy" if match["joint"] == "." else None)
    if first > _MONTHS >= second or order == "dmy":
        at = made_day(year, second, first)
    elif second > _MONTHS >= first or order == "mdy" or first == second:
        at = made_day(year, first, second)
    else:
        return unresolved("date", f"{year:04d}-XX-XX")
    return explicit(at) if at else None


RULES: tuple[Rule, ...] = (
    rule(
        r"(?P<year>(?:1[5-9]|20)\d\d)(?P<joint>[-/.])(?P<month>\d{1,2})(?P=joint)(?P<day>\d{1,2})"
        r"(?:T(?P<time>\d\d:\d\d(?::\d\d)?)\S{0,6})?",
        _iso,
        "year",
    ),
    rule(
        r"(?P<a>\d{1,2})(?P<joint>[/.-])(?P<b>\d{1,2})[/.-](?P<year>(?:19|20)\d\d|\d\d)(?![/.-]\d)",
        _numeric,
        "digit",
    ),
)
