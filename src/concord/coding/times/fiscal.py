"""Fiscal years: "fiscal 2014", "FY2013-14", "the current fiscal year"."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from concord.coding.times import spans
from concord.coding.times.days import made_day, yearless
from concord.coding.times.meaning import (
    Context,
    Meaning,
    Rule,
    explicit,
    relative,
    rule,
    unresolved,
)
from concord.coding.times.spans import Stretch
from concord.coding.times.words import DAY, MONTH, YEAR, day_of, month_of, year_of

if TYPE_CHECKING:
    import re

_JANUARY = 1
_SHIFT = {"last": -1, "previous": -1, "past": -1, "latest": -1, "next": 1, "coming": 1}


def fiscal_year(ending: int, start: int) -> Stretch:
    """Return the fiscal year that ends in a calendar year and begins in month ``start``.

    By custom of press and treasuries, "fiscal 2014" is the year that ends in 2014.
    """
    if start == _JANUARY:
        return spans.years(ending, ending, f"{ending:04d}")
    first = spans.month(ending - 1, start).first
    last = spans.month(ending, start).first - timedelta(days=1)
    return Stretch(first, last, f"{ending:04d}", "year")


def _fiscal(match: re.Match[str], context: Context) -> Meaning | None:
    """Read a fiscal year; without a known start, two years named are all the days of both."""
    year = year_of(match["year"])
    if not match["second"]:
        return explicit(fiscal_year(year, context.fiscal or _JANUARY))
    if context.fiscal:
        whole = fiscal_year(year + 1, context.fiscal)
        return Meaning("date", f"{year:04d}", replace_value(whole, f"{year:04d}"), "explicit")
    return explicit(spans.years(year, year + 1, f"{year:04d}"))


def replace_value(whole: Stretch, value: str) -> Stretch:
    """Return the same days under another value."""
    return Stretch(whole.first, whole.last, value, whole.precision)


def _this_fiscal(match: re.Match[str], context: Context) -> Meaning | None:
    """Read "the current fiscal year": that which holds the day of publication."""
    if context.reference is None:
        return unresolved("date", "XXXX")
    start, at = context.fiscal or _JANUARY, context.reference
    ending = at.year + (1 if start > _JANUARY and at.month >= start else 0)
    shift = _SHIFT.get((match["which"] or "").lower(), 0)
    return relative(fiscal_year(ending + shift, start))


def _year_to(match: re.Match[str], context: Context) -> Meaning | None:
    """Read "the year ended 30 June": twelve months, up to that day."""
    end = year_of(match["ended_year"]) if match["ended_year"] else None
    month, number = month_of(match["month"]), day_of(match["day"])
    last = made_day(end, month, number) if end else None
    if end is None:
        read = yearless(month, number, context)
        last = read.stretch if read is not None else None
    if last is None:
        return unresolved("duration", "P1Y")
    day = last.last + timedelta(days=1)
    opening = spans.month(day.year - 1, day.month)
    first = min(opening.last, opening.first + timedelta(days=day.day - 1))
    whole = Stretch(first, last.last, "P1Y", "year")
    return Meaning("duration", "P1Y", whole, "explicit" if end else "relative")


def _whole_year(match: re.Match[str], context: Context) -> Meaning | None:
    """Read "throughout the fiscal year": how long."""
    del match, context
    return unresolved("duration", "P1Y")


_WORD = r"(?:fiscal|financial|budget)"

_DAYS = (
    rf"(?P<month>{MONTH})\s+(?P<day>{DAY})",
    rf"(?P<day>{DAY})\s+(?P<month>{MONTH})",
)

RULES: tuple[Rule, ...] = (
    rule(
        rf"(?:the\s+)?(?:{_WORD}\s+(?:years?\s+)?|FY[\s-]?)(?P<year>{YEAR}|\d\d(?!\d))"
        r"(?:[-/\u2013](?P<second>\d{4}|\d\d)(?!\d))?",
        _fiscal,
        "fiscal",
    ),
    rule(
        rf"(?:the\s+)?(?P<which>last|previous|past|latest|next|coming|current|this|ongoing|outgoing)"
        rf"\s+{_WORD}\s+year",
        _this_fiscal,
        "fiscal",
    ),
    rule(
        rf"(?:the\s+)?(?P<year>{YEAR})[-/\u2013](?P<second>\d{{4}}|\d\d)(?!\d)\s+{_WORD}\s+year",
        _fiscal,
        "fiscal",
    ),
    *(
        rule(
            rf"(?:the|its|their)\s+(?:(?:{_WORD}|full)\s+)?year(?=\s+(?:which\s+|that\s+)?"
            rf"(?:ended|ending|to)\s+(?:on\s+)?{day}(?:,?\s+(?P<ended_year>{YEAR}))?)",
            _year_to,
            "unit",
        )
        for day in _DAYS
    ),
    rule(rf"(?<=\bthroughout )the\s+(?:{_WORD}\s+)?year", _whole_year, "unit"),
    rule(rf"(?P<which>)the\s+{_WORD}\s+year", _this_fiscal, "fiscal"),
)
