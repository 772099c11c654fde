"""Years and other periods: decades, centuries, seasons, weekends."""

from __future__ import annotations

import re
from datetime import timedelta

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

_SATURDAY = 5
_AGED = lazy_regex(
    r"\b(?:his|her|their|aged|my|your)\s+(?:early\s+|mid[\s-]+|late\s+)?$", re.IGNORECASE
)
_AGED_WINDOW = 16
_LATE_WINTER = 2  # the month in which a winter ends
_BEFORE = 8  # characters before a season in which its preposition is looked for
_IN = lazy_regex(r"\b(?:in|during|by|since|until|till|last)\s+$", re.IGNORECASE)
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
    year = context.reference.year
    if code == "WI" and context.reference.month <= _LATE_WINTER:
        year -= 1
    at = spans.season(year, code)
    if which in {"next", "coming"} and at.first <= context.reference:
        at = spans.season(year + 1, code)
    elif (which in {"last", "previous", "past"} and at.last >= context.reference) or (
        which not in {"next", "coming", "this"} and at.first > context.reference
    ):
        at = spans.season(year - 1, code)
    return relative(at)


def _bare_season(match: re.Match[str], context: Context) -> Meaning | None:
    """Read "in winter", "since spring": a season that no article or year marks as one."""
    before = match.string[max(0, match.start() - _BEFORE) : match.start()]
    return _season(match, context) if _IN.search(before) else None


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
        "century",
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
    rule(r"(?P<which>)(?P<season>spring|summer|autumn|winter)(?P<year>)", _bare_season, "season"),
    rule(
        rf"(?P<which>)(?P<season>spring|summer|autumn|fall|winter)(?:\s+of)?\s+(?P<year>{YEAR})",
        _season,
        "season",
    ),
)
