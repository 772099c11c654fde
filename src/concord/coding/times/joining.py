"""Expressions that stand together for one time: ranges, open ranges, parts of a year or month."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from concord.coding.times import spans
from concord.coding.times.portions import narrowed, portion
from concord.coding.times.spans import Stretch
from concord.coding.times.words import ABOUT, CLOCK, DAY, MONTH, ORDINALS, WEEKDAY, weekday_of
from concord.regexes import lazy_regex

if TYPE_CHECKING:
    from datetime import date

    from concord.coding.times.following import Expression

_UP_TO = lazy_regex(
    r"\s+(?:up\s+)?(?:to|ending|ended|until)\s+(?:the\s+end\s+of\s+|end[\s-])?", re.IGNORECASE
)
_LENGTH = lazy_regex(r"P(?P<count>\d{1,3})(?P<unit>[DWMQY])")
_PAIR = lazy_regex(
    rf"(?P<first>(?:{MONTH}\s+)?{DAY})\s+and\s+(?P<second>{DAY})(?:\s+{MONTH})?\b", re.IGNORECASE
)
_BETWEEN = lazy_regex(r"\b(?:between|from)\s+$", re.IGNORECASE)
_JOIN = lazy_regex(r"^\s*(?:to|and|until|till|through|-|\u2013)\s*$", re.IGNORECASE)
_YEARLESS = lazy_regex(
    rf"(?:(?:early|late|mid)[\s-]+)?(?:{MONTH}(?:\s+{DAY})?|{DAY}\s+{MONTH})", re.IGNORECASE
)
_ON_WEEKDAY = lazy_regex(rf"(?:(?:early|late)\s+)?{WEEKDAY}", re.IGNORECASE)
_WEEK = 7  # days
_MONTH_LONG = timedelta(days=31)
_WEEKDAY_OF = lazy_regex(
    rf"(?:the\s+)?(?:(?P<which>last)\s+)?(?P<weekday>{WEEKDAY})(?:\s+(?:morning|afternoon|evening|night))?",
    re.IGNORECASE,
)
_OF_MONTH = lazy_regex(
    r"\s+(?:back\s+)?(?:in|of|during)\s+(?:the\s+(?:month|year)\s+(?:of\s+)?)?", re.IGNORECASE
)
_ORDINAL = lazy_regex(r"\b(first|second|third|fourth|last)\s+$", re.IGNORECASE)
_ARTICLE = lazy_regex(r"\b(?:an?|one)\s+$", re.IGNORECASE)
_ONWARDS = lazy_regex(
    r"\s+(?:onwards?|and\s+(?:since|after)|(?:up\s+)?to\s+(?:date\b(?!\s+back)|the\s+present|this\s+day)|"
    r"(?:until|till)\s+now)\b",
    re.IGNORECASE,
)
_AT_CLOCK = lazy_regex(rf"(?:{ABOUT}\s+)?{CLOCK}", re.IGNORECASE)
_AFTER = lazy_regex(r"\bafter\s+$", re.IGNORECASE)
_BEFORE = lazy_regex(r"\b(?:before|prior\s+to|until\s+before)\s+$", re.IGNORECASE)
# "After the 2014 attack", "before 2014's vote" are about something else than the year.
_NOUN = lazy_regex(
    r"['\u2019]s\b|\s+(?!(?:and|or|but|the|a|an|in|on|at|when|while|as|to|from|with|by|it|he|she|they|"
    r"we|there|this|that|was|were|is|are|had|has|have|did|no|not|only|most|more|many|all)\b)[a-z]"
)
_SINCE = lazy_regex(r"\b(?:since|ever since)\s+(?:the\s+)?$", re.IGNORECASE)


def joined(
    text: str, found: tuple[Expression, ...], reference: date | None
) -> tuple[Expression, ...]:
    """Return the expressions with ranges made one: "between 2014 and 2017", "since 2022"."""
    out: list[Expression] = []
    at = 0
    while at < len(found):
        one = found[at]
        two = found[at + 1] if at + 1 < len(found) else None
        before = text[max(0, one.start - 12) : one.start]
        whole = _whole(text, one, two, before, reference) if two else None
        if whole is not None:
            out.append(whole)
            at += 2
            continue
        out.append(_open(text, one, before, reference))
        at += 1
    return tuple(out)


def with_parts(text: str, found: tuple[Expression, ...]) -> tuple[Expression, ...]:
    """Return the expressions with "the first six months" and its year as one."""
    out: list[Expression] = []
    for one in found:
        whole = _part(text, out[-1], one) if out else None
        if whole is not None and "/" not in whole.value:
            out[-1] = whole
        else:
            out.append(one)
    return tuple(out)


def apart(one: Expression) -> tuple[Expression, ...]:
    """Return "April 24 and 25" as two days; every other expression as it is."""
    both = _PAIR.match(one.text)
    if both is None or one.stretch is None or "/" not in one.value:
        return (one,)
    first, last = spans.day(one.stretch.first), spans.day(one.stretch.last)
    cut = one.start + both.start("second")
    before, behind = one.text[: both.end("first")], one.text[both.start("second") :]
    return (
        replace(one, end=one.start + len(before), text=before, value=first.value, stretch=first),
        replace(one, start=cut, text=behind, value=last.value, stretch=last),
    )


def _open(text: str, one: Expression, before: str, reference: date | None) -> Expression:
    """Return "since 2022" and "after 2020" up to publication; "before 2020" dates nothing."""
    stretch = one.stretch
    if stretch is None or one.kind == "duration":
        return one
    if reference is not None and (_SINCE.search(before) or _ONWARDS.match(text, one.end)):
        return _open_range(one, reference)
    if stretch.precision not in {"month", "year"} or _NOUN.match(text, one.end):
        return one
    if _BEFORE.search(before):
        return replace(one, kind="vague", stretch=None, basis="unresolved")
    if _AFTER.search(before) and reference is not None and stretch.last < reference:
        first = stretch.last + timedelta(days=1)
        whole = Stretch(first, reference, one.value, spans.precision_of(first, reference))
        return replace(one, stretch=whole)
    return one


def _whole(
    text: str, one: Expression, two: Expression, before: str, reference: date | None
) -> Expression | None:
    return (
        _range(text, one, two, before)
        or _part(text, one, two)
        or _weekday_in(text, one, two)
        or _up_to(text, one, two, reference)
    )


def _weekday_in(text: str, one: Expression, two: Expression) -> Expression | None:
    """Return "a Thursday in October 2018" as that month, "the last Thursday of" it as its day.

    The weekday alone was read as the last one before publication. Where that lies in the month
    ("on Thursday in May", told in May) both stay.
    """
    told = _WEEKDAY_OF.fullmatch(one.text)
    of = _OF_MONTH.fullmatch(text, one.end, two.start)
    if told is None or of is None or one.stretch is None or two.stretch is None:
        return None
    whole = two.stretch
    if whole.precision not in {"month", "year"} or whole.first <= one.stretch.first <= whole.last:
        return None
    which = _ORDINAL.search(text, max(0, one.start - 12), one.start)
    words = (told["which"] or (which.group(1) if which else "")).lower()
    if whole.precision == "year" and not (
        words or _ARTICLE.search(text, max(0, one.start - 6), one.start)
    ):
        return None
    if words in ORDINALS and whole.last - whole.first <= _MONTH_LONG:
        whole = _nth(weekday_of(told["weekday"]), ORDINALS[words], whole) or whole
    return replace(
        two, start=one.start, text=text[one.start : two.end], stretch=whole, value=whole.value
    )


def _nth(weekday: int, number: int, month: Stretch) -> Stretch | None:
    """Return the nth such weekday of a month, the last for -1; None if it has no such day."""
    if number < 0:
        at = month.last - timedelta(days=(month.last.weekday() - weekday) % _WEEK)
        return spans.day(at)
    first = month.first + timedelta(days=(weekday - month.first.weekday()) % _WEEK)
    at = first + timedelta(days=_WEEK * (number - 1))
    return spans.day(at) if at <= month.last else None


def _up_to(
    text: str, one: Expression, two: Expression, reference: date | None
) -> Expression | None:
    """Return "the twelve months to March 2024" as one time, the past one if no year is named."""
    if (
        one.kind != "duration"
        or one.stretch is not None
        or two.stretch is None
        or not _UP_TO.fullmatch(text[one.end : two.start])
    ):
        return None
    if reference is not None and two.basis != "explicit" and two.stretch.first > reference:
        at = spans.month(two.stretch.first.year - 1, two.stretch.first.month)
        day = min(two.stretch.first.day, at.last.day)
        whole = spans.day(at.first.replace(day=day)) if two.stretch.precision == "day" else at
        two = replace(two, stretch=whole)
    length = _LENGTH.fullmatch(one.value)
    if two.stretch is None or two.stretch.precision not in {"day", "month"} or length is None:
        return None
    first = _back(two.stretch.last + timedelta(days=1), int(length["count"]), length["unit"])
    value = f"{first}/{two.stretch.last}"
    found = Stretch(first, two.stretch.last, value, spans.precision_of(first, two.stretch.last))
    return replace(two, start=one.start, text=text[one.start : two.end], stretch=found, value=value)


def _back(at: date, count: int, unit: str) -> date:
    if unit in {"D", "W"}:
        return at - timedelta(days=count * (_WEEK if unit == "W" else 1))
    whole = spans.month(at.year, at.month - count * {"Y": 12, "Q": 3}.get(unit, 1))
    return min(whole.last, whole.first + timedelta(days=at.day - 1))


def _range(text: str, one: Expression, two: Expression, before: str) -> Expression | None:
    """Return two expressions as one range if the words between them make them one."""
    between = text[one.end : two.start]
    if "duration" in {one.kind, two.kind}:
        return None
    if not _JOIN.match(between) or ("and" in between.lower() and not _BETWEEN.search(before)):
        return None
    if _AT_CLOCK.fullmatch(one.text):
        # "From 7am to 3pm on Sunday": both on that day.
        return replace(two, start=one.start, text=text[one.start : two.end])
    one = _week_before(_before(one, two), two)
    two = _weekday_behind(one, _behind(one, two))
    if one.stretch is None or two.stretch is None or two.stretch.last <= one.stretch.first:
        return None
    first, last = narrowed(one.text, one.stretch)[0], narrowed(two.text, two.stretch)[1]
    value = f"{one.value}/{two.value}"
    whole = Stretch(first, last, value, spans.precision_of(first, last))
    return replace(one, end=two.end, text=text[one.start : two.end], value=value, stretch=whole)


def _week_before(one: Expression, two: Expression) -> Expression:
    """Return the first end of "from Friday until Sunday", of the week that the second lies in."""
    if one.stretch is None or two.stretch is None or not _ON_WEEKDAY.match(one.text):
        return one
    late = one.stretch.first - two.stretch.first
    if one.stretch.precision != "day" or not timedelta(0) < late < timedelta(days=_WEEK):
        return one
    at = one.stretch.first - timedelta(days=_WEEK)
    return replace(one, stretch=spans.day(at), value=one.value.replace(one.stretch.value, f"{at}"))


def _weekday_behind(one: Expression, two: Expression) -> Expression:
    """Return the second end of "Monday to Wednesday", the first such day behind the first."""
    if one.stretch is None or two.stretch is None or two.stretch.precision != "day":
        return two
    if not (_ON_WEEKDAY.match(one.text) and _ON_WEEKDAY.match(two.text)):
        return two
    days = (two.stretch.first - one.stretch.first).days % _WEEK or _WEEK
    at = spans.day(one.stretch.first + timedelta(days=days))
    return replace(two, stretch=at, value=two.value.replace(two.stretch.value, at.value))


def _behind(one: Expression, two: Expression) -> Expression:
    """Return the second end of a range, the next such day behind the first, if no year is named.

    "From May 28 to June 2": "to" alone would read June 2 as lying ahead of publication.
    """
    if one.stretch is None or two.stretch is None or two.basis == "explicit":
        return two
    if not (_YEARLESS.fullmatch(one.text) and _YEARLESS.fullmatch(two.text)):
        return two
    begun, ended = one.stretch.first, two.stretch
    if ended.precision not in {"day", "month"}:
        return two
    for year in (begun.year, begun.year + 1):
        at = spans.month(year, ended.first.month)
        day = ended.first.day if ended.precision == "day" else at.first.day
        if day > at.last.day:
            continue
        if ended.precision == "day":
            at = spans.day(at.first.replace(day=day))
        if at.last > begun:
            return replace(two, stretch=at, value=at.value)
    return two


def _before(one: Expression, two: Expression) -> Expression:
    """Return the first end of a range, in the year of the second where it names none of its own.

    "Between January and June 2023": January was read as the last one, or as that of publication.
    """
    if one.stretch is None or two.stretch is None or not _YEARLESS.fullmatch(one.text):
        return one
    begun, ended = one.stretch, two.stretch
    if two.basis != "explicit" or begun.precision not in {"day", "month"}:
        return one
    at = spans.month(ended.first.year, begun.first.month)
    if at.first > ended.first:
        at = spans.month(ended.first.year - 1, begun.first.month)
    if begun.precision == "day":
        if begun.first.day > at.last.day:
            return one
        at = spans.day(at.first.replace(day=begun.first.day))
    return replace(one, stretch=at, value=at.value, basis=two.basis)


def _part(text: str, one: Expression, two: Expression) -> Expression | None:
    """Return "the first six months" and the year that they are of as one expression."""
    if one.kind != "duration":
        return None
    whole = portion(one.text, text[one.end : two.start], two.stretch)
    if whole is None:
        return None
    return replace(
        two, start=one.start, text=text[one.start : two.end], stretch=whole, value=whole.value
    )


def _open_range(one: Expression, reference: date) -> Expression:
    """Return "since 2022" as the time from then to the day of publication."""
    if one.stretch is None or one.stretch.first >= reference:
        return one
    first = one.stretch.first
    whole = Stretch(first, reference, one.value, spans.precision_of(first, reference))
    return replace(one, stretch=whole)
