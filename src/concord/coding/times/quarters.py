"""Quarters and halves of years, and the period of another year that one is compared with."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from concord.coding.times import spans
from concord.coding.times.lasting import period as length
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
    DAY,
    DECADES,
    MONTH,
    NUMBER,
    ORDINALS,
    YEAR,
    day_of,
    month_of,
    year_of,
)

if TYPE_CHECKING:
    import re

_QUARTERS = 4
_QUARTER_MONTHS = 3
_TOLD = timedelta(days=60)  # a past tense makes a quarter behind so much nearer
_SHIFT = {"last": -1, "previous": -1, "past": -1, "preceding": -1, "next": 1, "coming": 1}
_CENTURY, _LATEST = 100, 2100


def _quarter(match: re.Match[str], context: Context) -> Meaning | None:
    """Read "the third quarter", "last year's second quarter", "the quarter ended 31 July"."""
    word = _said(match, "which").lower()
    number = int(word) if word.isdigit() else ORDINALS.get(word, 0)
    if number > _QUARTERS:
        return None
    year = _named_year(match, context)
    ended = _ended(match, year, context)
    if ended is not None:
        return _quarter_to(ended, number)
    if word == "last" and year is None:
        return _past_quarter(match, context)
    number = _QUARTERS if number < 0 else number
    if year is not None:
        made = relative if _said(match, "rel") or _said(match, "rel2") else explicit
        return made(spans.quarter(year, number))
    if context.reference is None:
        return unresolved("date", f"XXXX-Q{number}")
    return relative(_nearest_quarter(number, context.reference, context))


def _said(match: re.Match[str], name: str) -> str:
    """Return what a group matched, "" also where the pattern has no such group."""
    return match.groupdict().get(name) or ""


def _named_year(match: re.Match[str], context: Context) -> int | None:
    figures = _said(match, "year") or _said(match, "year2")
    if figures:
        return year_of(figures)
    word = (_said(match, "rel") or _said(match, "rel2")).lower()
    if not word or context.reference is None:
        return None
    if word in {"that", "same"}:
        return context.named_year or context.reference.year
    return context.reference.year + _SHIFT.get(word, 0)


def _nearest_quarter(number: int, reference: date, context: Context) -> Stretch:
    """Return the quarter of this or last year that lies nearer; tense decides where both do.

    A forecast in August that names the fourth quarter means the coming one, a report in January
    the last.
    """
    ahead = spans.quarter(reference.year, number)
    if ahead.first <= reference:
        return ahead
    behind = spans.quarter(reference.year - 1, number)
    if context.tense == "future":
        return ahead
    told = _TOLD if context.told else timedelta(0)
    return ahead if ahead.first - reference + told < reference - behind.last else behind


def _ended(match: re.Match[str], year: int | None, context: Context) -> date | None:
    """Return the last day of "the quarter ended 31 July", None if the match names none."""
    if not _said(match, "month"):
        return None
    month, day = month_of(match["month"]), day_of(match["day"])
    if _said(match, "ended_year"):
        year = int(match["ended_year"])
    for candidate in (year,) if year else _years_behind(context):
        try:
            at = date(candidate, month, day)
        except ValueError:
            return None
        if year or context.reference is None or at <= context.reference + _TOLD:
            return at
    return None


def _years_behind(context: Context) -> tuple[int, ...]:
    reference = context.reference
    return (reference.year, reference.year - 1) if reference else ()


def _quarter_to(end: date, number: int) -> Meaning:
    """Return the three months up to a day: of a company's own year, its number says which."""
    opening = spans.month(end.year, end.month - _QUARTER_MONTHS)
    first = min(opening.last, _same_day(opening, end)) + timedelta(days=1)
    middle = first + (end - first) // 2
    value = f"{end.year:04d}-Q{number}" if number > 0 else _quarter_of(middle).value
    return Meaning("date", value, Stretch(first, end, value, "month"), "relative")


def _same_day(month: Stretch, like: date) -> date:
    """Return the day of a month with the number of another; the last for the last of a month."""
    if (like + timedelta(days=1)).day == 1 or like.day > month.last.day:
        return month.last
    return month.first.replace(day=like.day)


def _quarter_of(at: date) -> Stretch:
    return spans.quarter(at.year, (at.month - 1) // _QUARTER_MONTHS + 1)


def _past_quarter(match: re.Match[str], context: Context) -> Meaning | None:
    """Read "the quarter", "the latest period" of a report: the one named, or the last one ended."""
    named = context.quarter
    if _said(match, "month"):
        ended = _ended(match, None, context)
        if ended is not None:
            # "The fiscal first quarter ... the quarter ended 29 September" has that number.
            return _quarter_to(ended, spans.quarter_number(named) if named is not None else 0)
    if named is not None:
        return relative(named)
    if _said(match, "unit") == "period":
        return None
    if context.reference is None:
        return unresolved("date", "XXXX-QX")
    shift = 0 if match.group().lower().startswith("this") else -1
    return relative(spans.shifted(context.reference, shift, "Q"))


def _numbered(match: re.Match[str], context: Context) -> Meaning | None:
    """Read "Q1 2024", "H2 of 2023"."""
    del context
    year, half = year_of(match["year"]), _said(match, "half")
    return explicit(
        spans.half(year, int(half)) if half else spans.quarter(year, int(match["which"]))
    )


def _half(match: re.Match[str], context: Context) -> Meaning | None:
    """Read "the first half of 2023", "the second half of last year", "of the 1990s", "of May"."""
    number = 1 if match["which"].lower() in {"first", "1st"} else 2
    if _said(match, "decade"):
        return explicit(_half_decade(match["decade"], number))
    year = _named_year(match, context)
    if match["month"]:
        return _half_month(month_of(match["month"]), year, number, context)
    if year is not None:
        made = relative if _said(match, "rel") else explicit
        return made(spans.half(year, number))
    if context.reference is None:
        return unresolved("date", f"XXXX-H{number}")
    return relative(spans.half(context.reference.year, number))


def _half_decade(words: str, number: int) -> Stretch:
    lower = words.lower().strip("'\u2019")
    figures = "".join(char for char in lower if char.isdigit())
    first = int(figures) if figures else DECADES[lower]
    first += 0 if first > _CENTURY else _LATEST - 2 * _CENTURY
    whole = spans.decade(first // 10 * 10)
    opening = whole.first.year + (0 if number == 1 else 5)
    return spans.years(opening, opening + 4, whole.value)


def _half_month(month: int, year: int | None, number: int, context: Context) -> Meaning:
    if year is None:
        if context.reference is None:
            return unresolved("date", f"XXXX-{month:02d}")
        year = context.reference.year
        year -= 1 if date(year, month, 1) > context.reference and context.tense == "past" else 0
    whole = spans.month(year, month)
    middle = whole.first.replace(day=15)
    first, last = (whole.first, middle) if number == 1 else (middle + timedelta(days=1), whole.last)
    return relative(Stretch(first, last, whole.value, "month"))


def _compared(match: re.Match[str], context: Context) -> Meaning | None:
    """Read "the same period last year", "the 1988 quarter", "the year-earlier nine months".

    That is the month or quarter that the text named last, in the year that is named.
    """
    unit = (_said(match, "unit") or "quarter").lower()
    if context.summed and unit == "period" and not _said(match, "year"):
        return unresolved("duration", context.summed)
    period = context.quarter if unit.startswith("quarter") else context.period or context.quarter
    if period is not None and context.reference is not None and period.first > context.reference:
        # What lies ahead is a forecast, with which nothing is compared.
        period = context.quarter
    year = _named_year(match, context)
    if year is None and not _said(match, "rel"):
        origin = period.first if period else context.reference
        year = origin.year - 1 if origin else None
    if year is None:
        return unresolved("date", "XXXX")
    made = explicit if _said(match, "year") else relative
    number = ORDINALS.get(_said(match, "which").lower())
    if number is not None:
        return made(spans.quarter(year, number))
    return made(_in_year(period, year) if period else spans.year(year))


def _in_year(period: Stretch, year: int) -> Stretch:
    """Return a month, quarter or season as it lies in another year."""
    if "-Q" in period.value:
        return spans.quarter_in(period, year)
    shift = year - period.first.year
    if period.first.day == 1 and period.value[5:].isdigit():
        return spans.month(period.first.year + shift, period.first.month)
    return spans.year(year)


def _summed_before(match: re.Match[str], context: Context) -> Meaning | None:
    """Read "the year-earlier nine months": how long, of the year before."""
    del context
    return unresolved("duration", length(match["number"], "months"))


_NUMBERS = "first|second|third|fourth|last|final|1st|2nd|3rd|4th"
_OF_YEAR = (
    rf"(?:(?:\s+of)?\s+(?:fiscal\s+)?(?P<year>{YEAR})|"
    r"(?:\s+(?:of|in))?\s+(?:the\s+)?(?P<rel>this|last|next|that|same|previous|current|coming)"
    r"\s+(?:fiscal\s+|financial\s+)?year)"
)
_LEAD = (
    rf"(?:(?P<rel2>(?:this|last|next)(?=\s+year))\s+year['\u2019]?s?\s+|the\s+|"
    rf"(?P<year2>{YEAR})(?:['\u2019]s)?\s+)*"
)
_ENDED = (
    rf"(?=,?\s+(?:which\s+|that\s+)?(?:ended|ending|to)\s+(?:on\s+)?(?P<month>{MONTH})\s+"
    rf"(?P<day>{DAY})(?:,?\s+(?P<ended_year>{YEAR}))?)"
)
_LIKE = (
    r"(?:same|corresponding|comparable|equivalent|like|similar|year[\s-](?:earlier|ago)|"
    r"prior[\s-]year)"
)

RULES: tuple[Rule, ...] = (
    rule(
        rf"{_LEAD}(?:fiscal\s+)?(?P<which>{_NUMBERS})[\s-]quarter{_ENDED}",
        _quarter,
        "quarter",
    ),
    rule(rf"(?:the|this)\s+(?:latest\s+|fiscal\s+)?quarter{_ENDED}", _past_quarter, "quarter"),
    rule(rf"Q(?P<which>[1-4])(?:\s+(?:of\s+)?|[-/])(?P<year>{YEAR})", _numbered, "digit"),
    rule(rf"(?P<year>{YEAR})\s+Q(?P<which>[1-4])", _numbered, "year"),
    rule(rf"H(?P<half>[12])(?:\s+(?:of\s+)?|[-/])(?P<year>{YEAR})", _numbered, "digit"),
    rule(r"Q(?P<which>[1-4])", _quarter, "digit"),
    rule(
        r"(?P<which>first|second|third|fourth)-quarter",
        _quarter,
        "quarter",
    ),
    rule(
        rf"{_LEAD}(?:fiscal\s+)?(?P<which>{_NUMBERS})[\s-]quarter{_OF_YEAR}?",
        _quarter,
        "quarter",
    ),
    rule(r"(?:the|this)\s+(?:latest\s+|fiscal\s+)?quarter", _past_quarter, "quarter"),
    rule(r"the\s+latest\s+(?P<unit>period)", _past_quarter, "period"),
    rule(
        rf"(?:the\s+)?(?:early\s+in\s+the\s+)?(?P<which>first|second|last|latter|1st|2nd)[\s-]half\s+of\s+"
        rf"(?:(?P<month>{MONTH})(?:,?\s+(?P<year2>{YEAR}))?|(?:the\s+)?(?P<decade>(?:1[89]|20)\d0s|"
        rf"['\u2019]?\d0['\u2019]?s|{'|'.join(DECADES)})|(?P<year>{YEAR}|['\u2019]\d\d(?!\w))|"
        r"(?:the\s+)?(?P<rel>this|last|next|that|same|previous|current|coming)\s+year|the\s+year)",
        _half,
        "half",
    ),
    rule(
        rf"(?:the\s+)?{_LIKE}\s+(?P<unit>period|quarter|month)"
        rf"(?:(?:\s+of|\s+in)?\s+(?P<year>{YEAR})|(?:\s+of|\s+in)?\s+(?:the\s+)?(?P<rel>last|previous|that)"
        r"\s+year|\s+(?:a|one|the)\s+year\s+(?:ago|earlier|before))",
        _compared,
        "unit",
    ),
    rule(
        r"(?:(?:the|a)\s+)?(?:comparable\s+)?(?:year[\s-](?:earlier|ago)|prior[\s-]year)\s+"
        r"(?:(?P<which>first|second|third|fourth)\s+)?(?P<unit>period|quarter)",
        _compared,
        "unit",
    ),
    rule(
        r"(?:the\s+)?(?P<year>(?:19|20)\d\d)\s+(?P<unit>period|quarter)",
        _compared,
        "year",
    ),
    rule(
        r"(?P<rel>last|this)\s+year['\u2019]s\s+(?P<unit>quarter|period)",
        _compared,
        "unit",
    ),
    rule(
        r"the\s+quarter\s+a\s+year\s+(?:ago|earlier)",
        _compared,
        "quarter",
    ),
    rule(
        rf"the\s+(?:year[\s-](?:earlier|ago)|comparable|corresponding)\s+(?P<number>{NUMBER})\s+months",
        _summed_before,
        "unit",
    ),
)
