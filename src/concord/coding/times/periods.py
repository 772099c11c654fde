"""Years and other periods: quarters, halves, seasons, decades, fiscal years and feasts."""

from __future__ import annotations

import re
from datetime import timedelta

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
from concord.regexes import lazy_regex

_YEARLESS_AHEAD = timedelta(days=60)
_SATURDAY = 5
_AGED = lazy_regex(
    r"\b(?:his|her|their|aged|my|your)\s+(?:early\s+|mid[\s-]+|late\s+)?$", re.IGNORECASE
)
_AGED_WINDOW = 16
_SHORT = 2  # digits of "'98", "2013-14"
_LONGEST_PAIR = 60  # years
_LAST_CENTURY = 30
_LATEST_YEAR, _EARLIEST_YEAR = 2100, 1700
_NTH = r"(?:[1-9]|[12]\d|30)(?:st|nd|rd|th)?(?!\w)|first|second|third|last|tenth|ninth|eighth"
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


def _year_end(match: re.Match[str], context: Context) -> Meaning | None:
    del match
    if context.reference is None:
        return unresolved("date", "XXXX")
    return relative(spans.year(context.reference.year))


def _short_year(match: re.Match[str], context: Context) -> Meaning | None:
    del context
    return explicit(spans.year(year_of(match["year"])))


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
    if _AGED.search(match.string, max(0, match.start() - _AGED_WINDOW), match.start()):
        # "A man in his 30s".
        return None
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


def _eid(match: re.Match[str], context: Context) -> Meaning | None:
    """Read "Eid" alone, and "the third day of Eid", by the day of publication."""
    if context.reference is None:
        return unresolved("date", "XXXX")
    feast = islamic.eid_near(context.reference)
    if feast is None:
        return unresolved("date", "XXXX")
    return _nth(match, relative(feast))


def _feast_day(match: re.Match[str], context: Context) -> Meaning | None:
    """Read "10 Muharram", "the first day of Ramadan 2016", "the 27th of Ramadan"."""
    whole = _feast(match, context)
    return _nth(match, whole) if whole is not None else None


def _nth(match: re.Match[str], whole: Meaning) -> Meaning | None:
    word = match["number"]
    if not word or whole.stretch is None:
        return whole
    number = ORDINALS.get(word.lower()) or int("".join(c for c in word if c.isdigit()))
    at = islamic.day_of_feast(whole.stretch, number)
    return Meaning("date", at.value, at, whole.basis) if at is not None else None


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
        rf"(?P<year>{YEAR}))?(?!\s+(?:markets?|trees?|cards?|gifts?|shopping|sales?|carols?|Islands?|Road)\b)",
        _holiday,
        "holiday",
    ),
    rule(r"(?:the|this\s+past)\s+weekend", _the_weekend, "unit"),
    rule(r"(?:the\s+)?year(?:['\u2019]s)?[\s-]+end", _year_end, "unit"),
    rule(r"(?<=\bin )(?P<year>['\u2019]\d\d(?!s))", _short_year, "digit"),
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
        r"(?:the\s+)?(?P<which>last|this|next|past|previous|coming)\s+"
        r"(?P<season>spring|summer|autumn|fall|winter)(?P<year>)",
        _season,
        "season",
    ),
    rule(
        rf"(?:(?:the\s+)?(?P<which>early|late|mid)[\s-]+|"
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
        rf"(?:the\s+)?(?P<number>{_NTH})\s+(?:day\s+)?(?:of\s+)?(?P<which>)(?P<feast>{islamic.NAMES})"
        rf"(?:,?\s+(?:of\s+|in\s+)?(?P<year>{YEAR}))?",
        _feast_day,
        "feast",
    ),
    rule(
        rf"(?:(?:the\s+)?(?P<number>{_NTH})\s+(?:day\s+)?(?:of\s+)?)?{islamic.EID}(?:\s+day)?",
        _eid,
        "feast",
    ),
    rule(
        rf"(?:(?:the\s+)?(?P<which>last|this|next|previous|coming)\s+)"
        rf"?(?P<feast>{islamic.NAMES})(?:,?\s+(?:of\s+|in\s+)?(?P<year>{YEAR}))?",
        _feast,
        "feast",
    ),
)
