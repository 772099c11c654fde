"""Days and months: written out, abbreviated, numeric, in ranges, with and without a year."""

from __future__ import annotations

import re
from datetime import date, timedelta

from concord.coding.times import spans
from concord.coding.times.clock import clock_code, part_code
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
from concord.coding.times.words import (
    ABOUT,
    ANY_WEEKDAY,
    CLOCK,
    DAY,
    EDGE,
    HEDGE,
    LONG_MONTH,
    MONTH,
    ORDINALS,
    PART,
    SPOKEN_DAY,
    SPOKEN_DAYS,
    SURE_MONTH,
    YEAR,
    day_of,
    month_of,
    year_of,
)
from concord.regexes import lazy_regex

_NEAR_FUTURE = timedelta(days=2)  # a paper may be dated before the day that it reports
_YEARLESS_AHEAD = timedelta(days=60)
_JUST_PAST = timedelta(days=60)
_MONTHS = 12
_MONTHS_AHEAD = 2
_ORDINAL = "|".join(sorted(ORDINALS, key=len, reverse=True))


def made_day(year: int, month: int, number: int) -> Stretch | None:
    """Return the day, or None if the calendar has no such day."""
    try:
        return spans.day(date(year, month, number))
    except ValueError:
        return None


def yearless(month: int, number: int, context: Context) -> Meaning | None:
    """Return the day of a date without a year: the last one, or the next by future tense."""
    if context.reference is None and context.year is None:
        return unresolved("date", f"XXXX-{month:02d}-{number:02d}")
    if context.year is not None and context.tense == "past":
        at = made_day(context.year, month, number)
        if at is not None and (context.reference is None or at.first <= context.reference):
            return relative(at)
    reference = context.reference
    if reference is None:
        return unresolved("date", f"XXXX-{month:02d}-{number:02d}")
    found = None
    for year in (reference.year + 1, reference.year, reference.year - 1, reference.year - 4):
        at = made_day(year, month, number)
        if at is None:
            continue
        if context.tense == "future":
            just_past = timedelta(0) < reference - at.first < _JUST_PAST
            if at.first >= reference or (just_past and found is not None):
                # "would help the town that the Aug. 7 blast hit": not next year's.
                found = at
            continue
        ahead = _NEAR_FUTURE if context.told else _YEARLESS_AHEAD
        if at.first <= reference + ahead:
            return relative(at)
    return relative(found) if found else None


def yearless_month(month: int, context: Context) -> Meaning:
    """Return a month without a year: the last one that had begun, or the next by future tense."""
    reference = context.reference
    if context.year is not None and context.tense == "past":
        return relative(spans.month(context.year, month))
    if reference is None:
        return unresolved("date", f"XXXX-{month:02d}")
    year = reference.year
    if context.tense == "future":
        year += 1 if month < reference.month else 0
    elif month > reference.month:
        near = month - reference.month <= _MONTHS_AHEAD and not context.told
        year -= 0 if near else 1
    return relative(spans.month(year, month))


def _with_time(match: re.Match[str], meaning: Meaning | None) -> Meaning | None:
    if meaning is None:
        return None
    groups = match.groupdict()
    if groups.get("clock"):
        return meaning.at(clock_code(groups["clock"]))
    part = groups.get("part") or groups.get("part2")
    return meaning.at(part_code(part)) if part else meaning


def _day_number(words: str) -> int:
    return SPOKEN_DAYS.get("-".join(words.lower().split())) or day_of(words)


def _full(match: re.Match[str], context: Context) -> Meaning | None:
    number, month = _day_number(match["day"]), month_of(match["month"])
    year = match["year"]
    if year is None:
        return _with_time(match, yearless(month, number, context))
    at = made_day(year_of(year), month, number)
    return _with_time(match, explicit(at) if at else None)


def _days_range(match: re.Match[str], context: Context) -> Meaning | None:
    """Read "May 12-14", "12 to 14 May", "the night of July 19 and 20"."""
    month = month_of(match["month"])
    first, last = day_of(match["day"]), day_of(match["last"])
    if match["year"]:
        start = made_day(int(match["year"]), month, first)
        basis = "explicit"
    else:
        read = yearless(month, last, context)
        if read is None or read.stretch is None:
            return read
        start = made_day(read.stretch.first.year, month, first)
        basis = "relative"
    end = made_day(start.first.year, month, last) if start else None
    if start is None or end is None or end.first <= start.first:
        return None
    if match["night"]:
        # A night belongs to both days; operations are dated by the later one.
        return Meaning(
            "time", f"{end.value}TNI", Stretch(start.first, end.first, end.value, "day"), basis
        )
    value = f"{start.value}/{end.value}"
    precision = spans.precision_of(start.first, end.last)
    return Meaning("date", value, Stretch(start.first, end.last, value, precision), basis)


def _month_year(match: re.Match[str], context: Context) -> Meaning | None:
    del context
    return explicit(spans.month(year_of(match["year"]), month_of(match["month"])))


def _month_of_deictic_year(match: re.Match[str], context: Context) -> Meaning | None:
    month = month_of(match["month"])
    if context.reference is None:
        return unresolved("date", f"XXXX-{month:02d}")
    year = deictic_year(match["which"], context)
    return relative(spans.month(year, month)) if year else None


def _month(match: re.Match[str], context: Context) -> Meaning | None:
    month = month_of(match["month"])
    which = (match.groupdict().get("which") or "").lower()
    if not which or context.reference is None:
        return yearless_month(month, context)
    return relative(spans.month(_year_by(which, month, context.reference), month))


def _month_from(match: re.Match[str], context: Context) -> Meaning | None:
    """Read "that December", "the following March": the next such month from what was named."""
    month, named = month_of(match["month"]), context.month
    if named is None:
        return _month(match, context)
    ahead = (month - named.first.month) % _MONTHS
    ahead = ahead or (_MONTHS if match["next"] else 0)
    return relative(spans.month(named.first.year, named.first.month + ahead))


def _month_behind(match: re.Match[str], context: Context) -> Meaning | None:
    """Read the second month of "January to March", "April-May"."""
    return _month(match, context) if _MONTH_TO.search(match.string, 0, match.start()) else None


def _day_by_which(match: re.Match[str], context: Context) -> Meaning | None:
    """Read "last October 23", "next 5 March"."""
    month, number = month_of(match["month"]), day_of(match["day"])
    if context.reference is None:
        return unresolved("date", f"XXXX-{month:02d}-{number:02d}")
    which, at = match["which"].lower(), context.reference
    ahead = (month, number) > (at.month, at.day)
    shift = {"last": -ahead, "previous": -ahead, "past": -ahead}.get(which, 0)
    if which in {"next", "coming", "upcoming"}:
        shift = 0 if ahead else 1
    found = made_day(at.year + shift, month, number)
    return relative(found) if found else None


def _year_by(which: str, month: int, reference: date) -> int:
    """Return the year of "last March", "next March", "this March", "the previous March"."""
    if which in {"next", "coming", "upcoming"}:
        return reference.year + (1 if month <= reference.month else 0)
    if which in {"last", "previous", "past"}:
        return reference.year - (1 if month >= reference.month else 0)
    return reference.year


def _day_of_deictic_year(match: re.Match[str], context: Context) -> Meaning | None:
    """Read "September 9 last year", "18 December of that year"."""
    month, number = month_of(match["month"]), day_of(match["day"])
    year = deictic_year(match["which"], context)
    if year is None:
        return unresolved("date", f"XXXX-{month:02d}-{number:02d}")
    at = made_day(year, month, number)
    return _with_time(match, relative(at)) if at else None


def deictic_year(which: str, context: Context) -> int | None:
    """Return the year of "last year", "that year", "the same year"."""
    word = which.lower().split()[-1]
    if word in {"that", "same"}:
        return context.named_year or (context.origin.year if context.origin else None)
    if context.reference is None:
        return None
    return context.reference.year + {"last": -1, "previous": -1, "next": 1}.get(word, 0)


def _that_year(match: re.Match[str], context: Context) -> Meaning | None:
    year = deictic_year(match["which"], context)
    return relative(spans.year(year)) if year else unresolved("date", "XXXX")


def _day_of_month(match: re.Match[str], context: Context) -> Meaning | None:
    """Read "on the 26th", "the 3rd of this month": in the month named or of the reference."""
    word = match["day"].lower()
    number = ORDINALS.get(word) or day_of(word)
    which = (match["which"] or "").lower()
    reference = context.reference
    if which in {"that", "same"} or reference is None:
        reference = context.origin
    if reference is None:
        return unresolved("date", f"XXXX-XX-{number:02d}")
    if not which and context.month is not None:
        # "Jets came in January ... the bridge fell on the 12th."
        at = made_day(context.month.first.year, context.month.first.month, number)
        if at is not None and (context.reference is None or at.first <= context.reference):
            return relative(at)
    back = 1 if which in {"last", "previous"} or (not which and number > reference.day) else 0
    whole = spans.month(reference.year, reference.month - back)
    at = made_day(whole.first.year, whole.first.month, number)
    return relative(at) if at else None


_MONTH_TO = lazy_regex(
    rf"\b{MONTH}(?:\s+{YEAR})?\s*(?:[-/\u2013]|to|and|until|till|through)\s*$", re.IGNORECASE
)
_BEFORE_MONTH = "|".join(
    rf"(?<={joint})" for joint in ("to ", "and ", "till ", "until ", "through ", "[-/\u2013]")
)
_WHEN = rf"(?:{HEDGE}|{EDGE})?"
_LEAD = (
    rf"(?:(?:(?:the\s+)?(?P<part>{PART})\s+(?:of|on)\s+)|(?:(?:{ABOUT}\s+)"
    rf"?(?P<clock>{CLOCK})(?:,?\s+(?:on|of)|,)?\s+))?"
    rf"(?:{ANY_WEEKDAY},?\s+(?:the\s+)?)?"
)
_TAIL = rf"(?:(?:,?\s+)(?P<part2>{PART}))?"
_YEAR_TAIL = rf"(?:(?:,\s*|\s+of\s+|\s+)(?P<year>{YEAR}|['\u2019]\d\d(?!\d)))?"
_WHICH = r"(?:the\s+)?(?P<which>last|next|this|previous|past|coming|upcoming|same)"
_NIGHT = r"(?P<night>(?:the\s+)?(?:(?:intervening\s+)?night\s+(?:between|of|from)\s+))?"
_TO = r"\s*(?:-|/|\u2013|to|and|till|until|through)\s*"

RULES: tuple[Rule, ...] = (
    rule(
        rf"{_LEAD}(?P<month>{MONTH})\s*(?P<day>{DAY}),?\s+(?:of\s+)?(?:the\s+)"
        rf"?(?P<which>last|this|that|same|previous)\s+year",
        _day_of_deictic_year,
        "month",
    ),
    rule(
        rf"{_LEAD}(?P<day>{DAY})\s+(?:of\s+)?(?P<month>{MONTH}),?\s+(?:of\s+)?(?:the\s+)"
        rf"?(?P<which>last|this|that|same|previous)\s+year",
        _day_of_deictic_year,
        "month",
    ),
    rule(r"(?P<which>that|the\s+same)\s+year", _that_year, "unit"),
    rule(
        r"(?<=\bon )the\s+(?P<day>\d{1,2}(?:st|nd|rd|th))(?P<which>)"
        r"(?=\s*(?:[.,;:)]|$)|\s+(?:in|at|after|and|when|a|by|near|he|she|they|it|as|with|while)\b)",
        _day_of_month,
        "digit",
    ),
    rule(
        r"the\s+(?P<day>\d{1,2}(?:st|nd|rd|th))\s+of\s+(?:the\s+)"
        r"?(?P<which>this|current|same|last|that|previous)\s+month",
        _day_of_month,
        "unit",
    ),
    rule(
        rf"the\s+(?P<day>\d{{1,2}}(?:st|nd|rd|th)|{_ORDINAL})\s+of\s+(?:the\s+)"
        rf"?(?P<which>this|current|same|last|that|previous)\s+month",
        _day_of_month,
        "unit",
    ),
    rule(
        rf"{_LEAD}{_WHEN}(?P<month>{MONTH})\s*(?P<day>{DAY})(?!\s*(?:-|\u2013|to|and)"
        rf"\s*{DAY}\b(?!\s*{MONTH}))(?!:\d){_YEAR_TAIL}{_TAIL}",
        _full,
        "month",
    ),
    rule(
        rf"{_LEAD}{_WHEN}(?P<day>{DAY})[\s-]*(?:of\s+|day\s+of\s+)?(?P<month>{MONTH})"
        rf"(?:[\s,-]*(?:of\s+)?(?P<year>{YEAR}|['\u2019]\d\d(?!\d)))?{_TAIL}",
        _full,
        "month",
    ),
    rule(
        rf"{_LEAD}(?P<month>{MONTH})\s+(?:the\s+)?(?P<day>{SPOKEN_DAY})(?![\s-]+(?:quarter|half|week))"
        rf"{_YEAR_TAIL}{_TAIL}",
        _full,
        "month",
    ),
    rule(
        rf"{_LEAD}(?:the\s+)?(?P<day>{SPOKEN_DAY})\s+(?:day\s+)?of\s+(?P<month>{MONTH}){_YEAR_TAIL}{_TAIL}",
        _full,
        "month",
    ),
    rule(
        rf"{_NIGHT}(?P<month>{MONTH})\s*(?P<day>{DAY}){_TO}(?P<last>{DAY})"
        rf"(?:,?\s+(?P<year>{YEAR}))?",
        _days_range,
        "month",
    ),
    rule(
        rf"{_NIGHT}(?P<day>{DAY}){_TO}(?P<last>{DAY})\s+(?P<month>{MONTH})(?:,?\s+"
        rf"(?P<year>{YEAR}))?",
        _days_range,
        "month",
    ),
    rule(
        rf"(?:the\s+month\s+of\s+)?{_WHEN}(?P<month>{MONTH})(?:,?\s+(?:of\s+)?|-)"
        rf"(?P<year>{YEAR}|['\u2019]\d\d(?!\d))",
        _month_year,
        "month",
    ),
    rule(
        rf"{_WHEN}(?P<month>{MONTH})\s+(?:of\s+)?(?:the\s+)?(?P<which>last|this|next|same|that|"
        rf"previous)\s+year",
        _month_of_deictic_year,
        "month",
    ),
    rule(rf"(?:the\s+month\s+of\s+)?{_WHEN}(?P<month>{SURE_MONTH})", _month, "month"),
    rule(
        rf"(?P<month>{LONG_MONTH})(?=\s*(?:[-/\u2013]|to\b|and\b|until\b|through\b)\s*{LONG_MONTH})",
        _month,
        "month",
    ),
    rule(rf"(?:{_BEFORE_MONTH})(?P<month>{LONG_MONTH})", _month_behind, "month"),
    rule(rf"(?:{HEDGE}|{EDGE})(?P<month>{MONTH})", _month, "month"),
    rule(rf"{_WHICH}\s+(?P<month>{MONTH})", _month, "month"),
    rule(
        rf"(?:the\s+(?P<next>following)|(?<!said )(?<!says )that)\s+(?P<month>{LONG_MONTH})",
        _month_from,
        "month",
    ),
    rule(rf"{_WHICH}\s+(?P<month>{MONTH})\s+(?P<day>{DAY})", _day_by_which, "month"),
    rule(rf"{_WHICH}\s+(?P<day>{DAY})\s+(?P<month>{MONTH})", _day_by_which, "month"),
    rule(rf"(?<=\bin )(?P<month>{MONTH})", _month, "month"),
    rule(
        # "The March attack"; "the March for Peace" and "the May family" are none.
        rf"(?<=\b[Tt]he )(?P<month>{LONG_MONTH})"
        r"(?=\s+(?!on\b|for\b|of\b|to\b|and\b|family\b)(?-i:[a-z]{3,}))",
        _month,
        "month",
    ),
    rule(rf"(?<=\bof )(?P<month>{MONTH})", _month, "month"),
    rule(rf"(?<=\bsince )(?P<month>{MONTH})", _month, "month"),
    rule(rf"(?<=\bby )(?P<month>{MONTH})", _month, "month"),
    rule(rf"(?<=\buntil )(?P<month>{MONTH})", _month, "month"),
    rule(rf"(?<=\bfrom )(?P<month>{MONTH})", _month, "month"),
)
