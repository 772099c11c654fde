"""Years and other periods: quarters, halves, seasons, decades, fiscal years and feasts."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from concord.coding.times import holidays, islamic, spans
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
    DECADES,
    EDGE,
    HEDGE,
    MONTH,
    ORDINALS,
    SEASONS,
    SPOKEN_YEAR,
    YEAR,
    month_of,
    spoken_year,
    year_of,
)

if TYPE_CHECKING:
    import re

_YEARLESS_AHEAD = timedelta(days=60)
_SATURDAY = 5
_QUARTERS = 4
_SHORT = 2  # digits of "'98", "2013-14"
_LONGEST_PAIR = 60  # years
_LAST_CENTURY = 30
_LATEST_YEAR, _EARLIEST_YEAR = 2100, 1700
_ORDINAL = "|".join(sorted(ORDINALS, key=len, reverse=True))


def _year(match: re.Match[str], context: Context) -> Meaning | None:
    del context
    return explicit(spans.year(int(match["year"])))


def _spoken(match: re.Match[str], context: Context) -> Meaning | None:
    del context
    year = spoken_year(match["spoken"])
    if not _EARLIEST_YEAR < year < _LATEST_YEAR:
        return None
    month, season = match["month"], match["season"]
    if month:
        return explicit(spans.month(year, month_of(month)))
    return explicit(spans.season(year, SEASONS[season.lower()]) if season else spans.year(year))


def _holiday(match: re.Match[str], context: Context) -> Meaning | None:
    name = holidays.key_of(match["holiday"])
    if match["year"]:
        return explicit(spans.day(holidays.in_year(name, int(match["year"]))))
    if context.reference is None:
        return unresolved("date", "XXXX")
    which = (match["which"] or "").lower()
    reference = context.reference
    year = reference.year
    at = holidays.in_year(name, year)
    if (which in {"next", "coming"} or context.tense == "future") and at < reference:
        at = holidays.in_year(name, year + 1)
    elif (which in {"last", "previous"} and at >= reference) or (
        context.tense == "past" and not which and at > reference + _YEARLESS_AHEAD
    ):
        at = holidays.in_year(name, year - 1)
    return relative(spans.day(at))


def _the_weekend(match: re.Match[str], context: Context) -> Meaning | None:
    """Read "over the weekend": the last one that had begun, or the next by future tense."""
    del match
    if context.reference is None:
        return unresolved("date", "XXXX-WXX-WE")
    at = context.reference
    if context.tense == "past" and at.weekday() < _SATURDAY:
        at -= timedelta(days=7)
    return relative(spans.weekend(at))


def _past_quarter(match: re.Match[str], context: Context) -> Meaning | None:
    """Read "the quarter" of a company's results: the last one that had ended."""
    del match
    if context.reference is None:
        return unresolved("date", "XXXX-QX")
    return relative(spans.shifted(context.reference, -1, "Q"))


def _year_end(match: re.Match[str], context: Context) -> Meaning | None:
    del match
    if context.reference is None:
        return unresolved("date", "XXXX")
    return relative(spans.year(context.reference.year))


def _short_year(match: re.Match[str], context: Context) -> Meaning | None:
    del context
    return explicit(spans.year(year_of(match["year"])))


def _fiscal(match: re.Match[str], context: Context) -> Meaning | None:
    """Read "fiscal 2014", "FY2013-14": July to June as in Pakistan where two years are named."""
    del context
    year = year_of(match["year"])
    if not match["second"]:
        return explicit(spans.years(year, year, f"{year:04d}"))
    first, last = spans.month(year, 7).first, spans.month(year + 1, 6).last
    return Meaning("date", f"{year:04d}", Stretch(first, last, f"{year:04d}", "year"), "explicit")


def _year_pair(match: re.Match[str], context: Context) -> Meaning | None:
    del context
    first, last = int(match["year"]), int(match["last"])
    if len(match["last"]) == _SHORT:
        last += first // 100 * 100
    if not first < last <= first + _LONGEST_PAIR:
        return None
    return explicit(spans.years(first, last, f"{first:04d}/{last:04d}"))


def _decade(match: re.Match[str], context: Context) -> Meaning | None:
    del context
    figures = (match["figures"] or "").strip("'\u2019")
    if figures:
        number = int(figures) if len(figures) > _SHORT else 1900 + int(figures)
        return explicit(spans.decade(number // 10 * 10))
    return explicit(spans.decade(1900 + DECADES[match["words"].lower()]))


def _century(match: re.Match[str], context: Context) -> Meaning | None:
    del context
    word = match["which"].lower()
    number = ORDINALS.get(word) or int("".join(c for c in word if c.isdigit()) or "0")
    return explicit(spans.century(number)) if 0 < number < _LAST_CENTURY else None


def _quarter(match: re.Match[str], context: Context) -> Meaning | None:
    number = ORDINALS[match["which"].lower()]
    year = match["year"] or match["year2"]
    if number < 0:
        number = 4
    if number > _QUARTERS:
        return None
    if year:
        return explicit(spans.quarter(int(year), number))
    if context.reference is None:
        return unresolved("date", f"XXXX-Q{number}")
    shift = {"last": -1, "next": 1}.get(
        (match["rel"] or "").split("'")[0].split()[0].lower() if match["rel"] else "", 0
    )
    found = spans.quarter(context.reference.year + shift, number)
    if not match["rel"] and found.first > context.reference and context.tense == "past":
        found = spans.quarter(context.reference.year - 1, number)
    return relative(found)


def _half(match: re.Match[str], context: Context) -> Meaning | None:
    number = 1 if match["which"].lower() == "first" else 2
    if match["year"]:
        return explicit(spans.half(int(match["year"]), number))
    if context.reference is None:
        return unresolved("date", f"XXXX-H{number}")
    shift = {"last": -1, "next": 1}.get((match["rel"] or "").lower(), 0)
    return relative(spans.half(context.reference.year + shift, number))


def _season(match: re.Match[str], context: Context) -> Meaning | None:
    code = SEASONS[match["season"].lower()]
    if match["year"]:
        return explicit(spans.season(year_of(match["year"]), code))
    which = (match["which"] or "").lower()
    if context.reference is None:
        return unresolved("date", f"XXXX-{code}")
    at = spans.season(context.reference.year, code)
    if which in {"next", "coming"} and at.first <= context.reference:
        at = spans.season(context.reference.year + 1, code)
    elif (which in {"last", "previous", "past"} and at.last >= context.reference) or (
        which not in {"next", "coming", "this"} and at.first > context.reference
    ):
        at = spans.season(context.reference.year - 1, code)
    return relative(at)


def _feast(match: re.Match[str], context: Context) -> Meaning | None:
    name = islamic.feast_of(match["feast"])
    if match["year"]:
        stretch = islamic.in_year(name, int(match["year"]))
        return explicit(stretch) if stretch else None
    if context.reference is None:
        return unresolved("date", "XXXX")
    which = (match["which"] or "").lower()
    read = (
        islamic.after
        if which in {"next", "coming"} or context.tense == "future"
        else islamic.before
    )
    if which in {"last", "previous"}:
        current = islamic.before(name, context.reference)
        if current is not None and current.last >= context.reference:
            stretch = islamic.before(name, current.first - timedelta(days=1))
            return relative(stretch) if stretch else None
    stretch = read(name, context.reference)
    return relative(stretch) if stretch else None


_WHEN = rf"(?:{HEDGE}|{EDGE})?"
_UNITS_AFTER = r"(?!\s*(?:percent|per cent|%|people|persons|km|miles|pounds|shares|points))"

RULES: tuple[Rule, ...] = (
    rule(rf"{_WHEN}(?:the\s+year\s+)?(?P<year>{YEAR}){_UNITS_AFTER}", _year, "year"),
    rule(
        rf"(?:the\s+)?(?:year\s+|(?P<month>{MONTH})\s+(?:of\s+)?|(?P<season>spring|summer|"
        rf"autumn|winter)\s+(?:of\s+)?)?(?P<spoken>{SPOKEN_YEAR})",
        _spoken,
        "spoken",
    ),
    rule(
        rf"(?:(?P<which>last|this|next|previous)\s+)?(?P<holiday>{holidays.NAMES})(?:,?\s+"
        rf"(?P<year>{YEAR}))?",
        _holiday,
        "holiday",
    ),
    rule(r"(?:the|this\s+past)\s+weekend", _the_weekend, "unit"),
    rule(r"the\s+(?:latest\s+)?quarter", _past_quarter, "unit"),
    rule(r"(?:the\s+)?year(?:['\u2019]s)?[\s-]+end", _year_end, "unit"),
    rule(r"(?<=\bin )(?P<year>['\u2019]\d\d(?!s))", _short_year, "digit"),
    rule(
        rf"(?:the\s+)?(?:fiscal\s+(?:year\s+)?|financial\s+year\s+|FY\s?)(?P<year>{YEAR}|"
        rf"\d\d)(?:[-/\u2013](?P<second>\d{{2,4}}))?",
        _fiscal,
    ),
    rule(
        r"(?P<year>(?:19|20)\d\d)\s*[-\u2013/]\s*(?P<last>(?:19|20)\d\d|\d\d)(?![-/\d])",
        _year_pair,
        "year",
    ),
    rule(
        rf"(?:the\s+)?(?:{HEDGE})?(?:(?P<figures>(?:1[5-9]|20)\d0|['\u2019]?\d0)['\u2019]?s|"
        rf"(?P<words>{'|'.join(DECADES)}))",
        _decade,
        "decade",
    ),
    rule(
        rf"(?:the\s+)?(?:{HEDGE}|{EDGE}(?:the\s+)?)?(?P<which>{_ORDINAL}|\d{{1,2}}(?:st|nd|"
        rf"rd|th))[\s-]+century",
        _century,
        "unit",
    ),
    rule(
        r"(?P<rel>)(?P<year>)(?P<year2>)(?P<which>first|second|third|fourth)-quarter",
        _quarter,
        "quarter",
    ),
    rule(
        rf"(?:(?P<rel>(?:this|last|next)\s+year(?:'s)?)\s+|the\s+|(?P<year2>{YEAR})(?:'s)?\s+"
        rf")*(?P<which>first|second|third|fourth|1st|2nd|3rd|4th)\s+quarter(?:\s+(?:of\s+)"
        rf"?(?:fiscal\s+)?(?P<year>{YEAR}))?",
        _quarter,
        "unit",
    ),
    rule(
        rf"(?:the\s+)?(?P<which>first|second)[\s-]half(?:\s+of\s+(?:(?P<year>{YEAR})|"
        rf"(?P<rel>this|last|next)\s+year))",
        _half,
        "half",
    ),
    rule(
        rf"(?:(?:the\s+)?(?P<which>last|this|next|past|previous|coming|early|late|mid)[\s-]+|"
        rf"the\s+)(?P<season>spring|summer|autumn|fall|winter)(?:(?:\s+of)?,?\s+"
        rf"(?P<year>{YEAR}))?(?!\s+(?:of|from|in|to|by|below|short|into|apart|olympics))",
        _season,
        "season",
    ),
    rule(
        rf"(?P<which>)(?P<season>spring|summer|autumn|fall|winter)(?:\s+of)?\s+(?P<year>{YEAR})",
        _season,
        "season",
    ),
    rule(
        rf"(?:(?:the\s+)?(?P<which>last|this|next|previous|coming)\s+)"
        rf"?(?P<feast>{islamic.NAMES})(?:,?\s+(?:of\s+|in\s+)?(?P<year>{YEAR}))?",
        _feast,
        "feast",
    ),
)
