"""Fiscal years: "fiscal 2014", "FY2013-14", "the current fiscal year"."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from concord.coding.times import spans
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
from concord.coding.times.words import YEAR, year_of

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


_WORD = r"(?:fiscal|financial|budget)"

RULES: tuple[Rule, ...] = (
    rule(
        rf"(?:the\s+)?(?:{_WORD}\s+(?:years?\s+)?|FY[\s-]?)(?P<year>{YEAR}|\d\d(?!\d))"
        r"(?:[-/\u2013](?P<second>\d{4}|\d\d)(?!\d))?",
        _fiscal,
    ),
    rule(
        rf"(?:the\s+)?(?P<which>last|previous|past|latest|next|coming|current|this|ongoing|outgoing)"
        rf"\s+{_WORD}\s+year",
        _this_fiscal,
        "unit",
    ),
    rule(
        rf"(?:the\s+)?(?P<year>{YEAR})[-/\u2013](?P<second>\d{{4}}|\d\d)(?!\d)\s+{_WORD}\s+year",
        _fiscal,
        "unit",
    ),
    rule(rf"(?P<which>)the\s+{_WORD}\s+year", _this_fiscal, "unit"),
)
