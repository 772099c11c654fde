"""Publication dates as sources write them, to ISO in the publisher's own zone; nothing guessed."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta, timezone

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan january",
            "feb february",
            "mar march",
            "apr april",
            "may",
            "jun june",
            "jul july",
            "aug august",
            "sep sept september",
            "oct october",
            "nov november",
            "dec december",
        ),
        start=1,
    )
    for name in names.split()
}
# Only names that mean one offset everywhere, and those that RFC 822 fixes.
_ZONES = {"z": 0, "ut": 0, "utc": 0, "gmt": 0, "est": -5, "edt": -4, "cst": -6, "cdt": -5}
_ZONES |= {"mst": -7, "mdt": -6, "pdt": -7, "pkt": 5}
_YEARS = range(1800, 2101)

_DAY = r"(?P<day>[0-9]{1,2})(?:st|nd|rd|th)?"
_MONTH = r"(?P<month>[A-Za-z]{3,9})\.?"
_YEAR = r"(?P<year>[0-9]{4})"
_WEEKDAY = r"(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6}\.?,?\s+)?"
_CLOCK = (
    r"(?P<hour>[0-9]{1,2}):(?P<minute>[0-9]{2})(?::(?P<second>[0-9]{1,2})(?:[.,][0-9]{1,9})?)?"
    r"\s*(?P<half>[ap]\.?m\.?)?\s*"
    r"(?P<zone>(?:utc|gmt)?\s?[+-][0-9]{2}:?[0-9]{2}|\(?[a-z]{1,4}\)?)?"
)
_TIME = rf"(?:(?:\s*[,T|-]?\s*|\s+at\s+){_CLOCK})?"
_SHAPES = tuple(
    re.compile(rf"{_WEEKDAY}{shape}{_TIME}", re.IGNORECASE)
    for shape in (
        rf"{_YEAR}(?P<mark>[-/.])(?P<month>[0-9]{{1,2}})(?P=mark)(?P<day>[0-9]{{1,2}})",
        rf"{_DAY}(?:\s+of)?[\s-]+{_MONTH},?[\s-]+{_YEAR},?",
        rf"{_MONTH}\s+{_DAY},?\s+{_YEAR},?",
        r"(?P<first>[0-9]{1,2})(?P<mark>[-/.])(?P<second_>[0-9]{1,2})(?P=mark)(?P<year>[0-9]{4}),?",
    )
)
_PARTIAL = tuple(
    re.compile(shape, re.IGNORECASE)
    for shape in (
        rf"{_YEAR}(?:[-/.](?P<month>[0-9]{{1,2}}))?",
        rf"(?P<month>[0-9]{{1,2}})[-/.]{_YEAR}",
        rf"{_MONTH},?[\s-]+{_YEAR}",
    )
)
_COMPACT = re.compile(
    r"([0-9]{4})([0-9]{2})([0-9]{2})(?:T?([0-9]{2}):?([0-9]{2}):?([0-9]{2})(Z?))?"
)
_LONGEST = 100


class BadDateError(ValueError):
    """The words are no date that can be read in one way; the message says why."""


class AmbiguousDateError(BadDateError):
    """A day in figures that means one day in Lahore and another in New York."""


def normalise_published(words: str) -> str:
    """Return an ISO date, or datetime with the offset that was written; else ``BadDateError``.

    Read are ISO 8601 dates and datetimes, RFC 822, and days with the month in English words
    (``30 January 2023``, ``Jan. 30, 2023 7:31 pm PKT``). A day in figures is read only if one order
    of day and month is possible. A datetime without zone stays without: the publisher's clock.
    """
    plain = " ".join(words.split())
    if len(plain) > _LONGEST:
        raise BadDateError(f"{plain[:40]}... is too long for a date")
    if compact := _COMPACT.fullmatch(plain):
        return _read_compact(compact, plain)
    for shape in _SHAPES:
        if found := shape.fullmatch(plain):
            return _read_match(found, plain)
    raise BadDateError(f"{plain!r} is not a date that Concord reads")


def normalise_partial(words: str) -> str:
    """Return the month ("2015-12") or year ("2015") of a date known to no day; ``BadDateError``.

    Read are "2015-12", "12/2015", "December 2015", "Dec. 2015" and "2015".
    """
    plain = " ".join(words.split())
    for shape in _PARTIAL:
        if found := shape.fullmatch(plain):
            parts = found.groupdict()
            month = _month_number(parts["month"], plain) if parts.get("month") else 0
            day = _check_day(int(parts["year"] or 0), month or 1, 1, plain)
            return day.isoformat()[:7] if month else day.isoformat()[:4]
    raise BadDateError(f"{plain[:_LONGEST]!r} is not a date that Concord reads")


def _read_match(found: re.Match[str], plain: str) -> str:
    parts = found.groupdict()
    day = _make_day(parts, plain)
    if parts["hour"] is None:
        return day.isoformat()
    clock = _make_time(parts, plain)
    return datetime.combine(day, clock).isoformat()


def _make_day(parts: dict[str, str | None], plain: str) -> date:
    year = int(parts["year"] or 0)
    if parts.get("first"):
        month, day = _order_figures(int(parts["first"] or 0), int(parts["second_"] or 0), plain)
    else:
        month, day = _month_number(parts["month"] or "", plain), int(parts["day"] or 0)
    return _check_day(year, month, day, plain)


def _check_day(year: int, month: int, day: int, plain: str) -> date:
    try:
        found = date(year, month, day)
    except ValueError as error:
        raise BadDateError(f"{plain!r} is not a day of the calendar") from error
    if year not in _YEARS:
        raise BadDateError(f"{plain!r} lies outside the years {_YEARS[0]} to {_YEARS[-1]}")
    return found


def _order_figures(first: int, second: int, plain: str) -> tuple[int, int]:
    """Return month and day of a date in figures, if only one order can be meant."""
    months = range(1, 13)
    if first in months and second in months and first != second:
        raise AmbiguousDateError(f"{plain!r} may be day/month or month/day")
    return (second, first) if second in months else (first, second)


def _month_number(month: str, plain: str) -> int:
    if month.isdigit():
        return int(month)
    try:
        return MONTHS[month.lower()]
    except KeyError:
        raise BadDateError(f"{plain!r} names no month in English") from None


def _make_time(parts: dict[str, str | None], plain: str) -> time:
    hour, half = int(parts["hour"] or 0), (parts["half"] or "").lower()[:1]
    noon = 12
    if half and not 1 <= hour <= noon:
        raise BadDateError(f"{plain!r} has no hour of a 12-hour clock")
    if half:
        hour = hour % noon + (noon if half == "p" else 0)
    try:
        return time(
            hour, int(parts["minute"] or 0), int(parts["second"] or 0), tzinfo=_zone(parts["zone"])
        )
    except ValueError as error:
        raise BadDateError(f"{plain!r} has no time of the day") from error


def _zone(words: str | None) -> timezone | None:
    """Return the offset; None for a zone without a sure offset: the clock then stands alone."""
    plain = (words or "").lower().strip("() ")
    if plain in _ZONES:
        return timezone(timedelta(hours=_ZONES[plain]))
    found = re.fullmatch(r"(?:utc|gmt)?\s?([+-])([0-9]{2}):?([0-9]{2})", plain)
    if not found:
        return None
    size = timedelta(hours=int(found[2]), minutes=int(found[3]))
    return timezone(-size if found[1] == "-" else size)


def _read_compact(found: re.Match[str], plain: str) -> str:
    year, month, day, hour, minute, second, zulu = found.groups()
    calendar_day = _check_day(int(year), int(month), int(day), plain)
    if hour is None:
        return calendar_day.isoformat()
    parts = {"hour": hour, "minute": minute, "second": second, "half": None, "zone": zulu or None}
    return datetime.combine(calendar_day, _make_time(parts, plain)).isoformat()
