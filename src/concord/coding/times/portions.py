"""Parts of a year or month: "the first six months of 2023", "the last ten days of March"."""

from __future__ import annotations

import re
from datetime import date, timedelta

from concord.coding.times import spans
from concord.coding.times.spans import Stretch
from concord.coding.times.words import NUMBER, count_of, unit_of
from concord.regexes import lazy_regex

_MONTHS, _QUARTER_MONTHS, _HALF_MONTHS = 12, 3, 6
_FROM_THE_END = frozenset({"last", "final", "closing"})
_IN_MONTHS = {"M": 1, "Q": _QUARTER_MONTHS}
_IN_DAYS = {"D": 1, "W": 7}
_PORTION = lazy_regex(
    rf"(?:the\s+)?(?P<end>first|opening|last|final|closing)\s+(?P<number>{NUMBER})\s+"
    r"(?P<unit>months|quarters|weeks|days)",
    re.IGNORECASE,
)
_THIRD = lazy_regex(r"(?P<third>early|mid|late)[\s-]", re.IGNORECASE)
_THIRDS = {"early": 0, "mid": 1, "late": 2}
_LAST_THIRD = 2
_OF = lazy_regex(r"\s+(?:of|in)\s+", re.IGNORECASE)


def portion(words: str, between: str, whole: Stretch | None) -> Stretch | None:
    """Return the part of a year or month that ``words`` name, or None if they name none.

    ``between`` is what stands between the words and the year or month. A half and a quarter of a
    year have the values of TIMEX3, other parts are ranges ("2023-01/2023-09").

    >>> portion("the first nine months", " of ", spans.year(2023)).last
    datetime.date(2023, 9, 30)
    """
    match = _PORTION.fullmatch(words)
    if match is None or whole is None or not _OF.fullmatch(between):
        return None
    count, unit = count_of(match["number"]), unit_of(match["unit"])
    if count is None or count != int(count):
        return None
    from_end = match["end"].lower() in _FROM_THE_END
    if unit in _IN_MONTHS and _is_year(whole):
        return _months(whole.first.year, int(count) * _IN_MONTHS[unit], from_end=from_end)
    if unit in _IN_DAYS and (whole.precision == "month" or _is_year(whole)):
        return _days(whole, int(count) * _IN_DAYS[unit], from_end=from_end)
    return None


def narrowed(words: str, whole: Stretch) -> tuple[date, date]:
    """Return the first and last day of a year or month, of the third of it that words name.

    "Early", "mid" and "late" are loosely said: as ends of a range they are a third of the year
    (four months) or of the month (ten days).

    >>> narrowed("late 2020", spans.year(2020))[0]
    datetime.date(2020, 9, 1)
    """
    match = _THIRD.match(words)
    if match is None:
        return whole.first, whole.last
    at = _THIRDS[match["third"].lower()]
    if _is_year(whole):
        four = [spans.month(whole.first.year, 4 * at + number) for number in (1, 4)]
        return four[0].first, four[1].last
    if whole.precision != "month" or whole != spans.month(whole.first.year, whole.first.month):
        return whole.first, whole.last
    last = whole.last if at == _LAST_THIRD else whole.first.replace(day=10 * at + 10)
    return whole.first.replace(day=10 * at + 1), last


def _is_year(whole: Stretch) -> bool:
    return whole == spans.year(whole.first.year)


def _days(whole: Stretch, count: int, *, from_end: bool) -> Stretch | None:
    """Return so many days from the beginning or the end of a stretch; None if it has fewer."""
    length = timedelta(days=count - 1)
    first = whole.last - length if from_end else whole.first
    last = whole.last if from_end else whole.first + length
    if first < whole.first or last > whole.last:
        return None
    value = f"{first.isoformat()}/{last.isoformat()}"
    return Stretch(first, last, value, spans.precision_of(first, last))


def _months(year: int, count: int, *, from_end: bool) -> Stretch | None:
    if not 0 < count < _MONTHS:
        return None
    if count == _HALF_MONTHS:
        return spans.half(year, 2 if from_end else 1)
    if count == _QUARTER_MONTHS:
        return spans.quarter(year, 4 if from_end else 1)
    opening = _MONTHS - count + 1 if from_end else 1
    first, last = spans.month(year, opening), spans.month(year, opening + count - 1)
    precision = spans.precision_of(first.first, last.last)
    return Stretch(first.first, last.last, f"{first.value}/{last.value}", precision)
