"""Chronologies: entries that begin with a day, and the order of day and month in figures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from concord.coding.times.days import yearless
from concord.coding.times.meaning import Context, Meaning, Rule, rule, unresolved
from concord.coding.times.words import ANY_WEEKDAY, weekday_of
from concord.regexes import lazy_regex

if TYPE_CHECKING:
    import re

    from concord.coding.times.meaning import Order

_MONTHS = 12
_DAYS = 31
_PAIR = lazy_regex(r"(?<![\w/.-])(\d{1,2})[/.](\d{1,2})(?:[/.](?:\d{4}|\d\d))?(?![\w/])(?!\.\d)")


def order_of(text: str) -> Order | None:
    """Return the order in which a text writes days in figures, if its sure ones agree on one.

    "25/12/2014" can only be day before month; a text that has it reads "05/06/2014" so too.
    Decimal numbers are told apart by the slash, or by a third figure.
    """
    found: set[Order] = set()
    for match in _PAIR.finditer(text):
        if "/" not in match.group() and match.group().count(".") < 2:  # noqa: PLR2004 - "25.12"
            continue
        first, second = int(match[1]), int(match[2])
        if _MONTHS < first <= _DAYS and 1 <= second <= _MONTHS:
            found.add("dmy")
        elif _MONTHS < second <= _DAYS and 1 <= first <= _MONTHS:
            found.add("mdy")
    return found.pop() if len(found) == 1 else None


def _entry(match: re.Match[str], context: Context) -> Meaning | None:
    """Read "17/05, Thursday:" at the head of a line, in the order that weekday or text shows."""
    first, second = int(match["a"]), int(match["b"])
    readings: dict[Order, Meaning] = {}
    by_order: tuple[tuple[Order, int, int], ...] = (("dmy", second, first), ("mdy", first, second))
    for order, month, number in by_order:
        if 1 <= month <= _MONTHS and (meaning := yearless(month, number, context)):
            readings[order] = meaning
    if match["weekday"] and context.reference is not None:
        wanted = weekday_of(match["weekday"])
        readings = {
            order: meaning
            for order, meaning in readings.items()
            if meaning.stretch is not None and meaning.stretch.first.weekday() == wanted
        } or readings
    if len(readings) == 1:
        return next(iter(readings.values()))
    if context.order in readings:
        return readings[context.order]
    return unresolved("date", "XXXX-XX-XX") if readings else None


RULES: tuple[Rule, ...] = (
    rule(
        rf"(?<![^\n])(?P<a>\d{{1,2}})/(?P<b>\d{{1,2}})(?!/)(?:,?\s+(?P<weekday>{ANY_WEEKDAY}))"
        r"?(?=\s*[:,\u2013\u2014-](?:\s|$))",
        _entry,
        "digit",
    ),
)
