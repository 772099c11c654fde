"""When a printed statistic is about: its period, what it is compared with, "since" when."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Literal

from concord.checking.questions import Days, before, shifted, year
from concord.coding.times import UNKNOWN, Customs
from concord.coding.times import find as find_times

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_MONTHS = "|".join(calendar.month_name[1:])
_NUMBERS = {
    "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "a": 1, "twelve": 12, "15": 15, "fifteen": 15, "twenty": 20,
}  # fmt: skip
_MONTH_RANGE = re.compile(
    rf"\b(?:from\s+|between\s+)?(?P<a>{_MONTHS})(?:\s+(?P<ya>\d{{4}}))?\s*(?:to|and|through|until|till|[-\u2013])\s*"
    rf"(?P<b>{_MONTHS})\s+(?P<y>\d{{4}})\b",
    re.IGNORECASE,
)
_MONTH_NAME = re.compile(rf"\b(?:{_MONTHS.replace('May', '(?<=in )May|(?<=was )May')})\b")
_TRAILING = re.compile(
    rf"\b(?:the\s+)?(?:12|twelve)\s+months\s+(?:to|ending|ended|up to|until|through)(?:\s+in)?"
    rf"(?:\s+the\s+end\s+of)?\s+(?P<m>{_MONTHS})\s+(?P<y>\d{{4}})\b",
    re.IGNORECASE,
)
_FIRST = frozenset({"first", "opening", "initial"})
_SOME_MONTHS = re.compile(
    r"\b(?:the\s+)?(?P<end>first|opening|initial|last|final|closing)\s+"
    r"(?P<n>two|three|four|five|six|seven|eight|nine|ten|[2-9]|1[01])\s+months\s+of\s+(?P<y>(?:19|20)\d\d)\b",
    re.IGNORECASE,
)
_AND_YEAR = re.compile(
    r"\b(?:in|during|over|for)\s+(?P<a>(?:19|20)\d\d)\s+and\s+(?P<b>(?:19|20)\d\d)\b"
    r"(?P<together>,?\s+(?:combined|together|taken together))?",
    re.IGNORECASE,
)
_OTHER_NUMBERS = re.compile(
    r"\d[\d,.]*\d|\d|\b(?:half|third|quarter|one|two|three|four|five|six|seven|eight|nine|ten)\b"
    r"(?!\s+(?:in|out of)\b)",
    re.IGNORECASE,
)
_SINCE = re.compile(r"\b(?:since|after|from)\s*$", re.IGNORECASE)
_COMPARED = re.compile(
    r"(?:\b(?:against|after|compared (?:to|with)|as against|versus|vs\.?|relative to"
    r"|in relation to|(?:times|twice|thrice|half) as .{3,60} as|times (?:that|those|the \w+)"
    r"|(?<!more )(?<!less )(?<!fewer )(?<!rather )than|up from|down from|from|over(?: the)?"
    r"(?: (?:figure|level|total|tally|number)s?(?: of| for)?)?|on(?= \d{4}))"
    r"(?:\s+(?:the\s+)?(?:(?:some|about|around|just|only|nearly)\s+)?\d[\d,.]*(?:\s+[\w-]+){0,3}?(?:\s+(?:and|with)\s+\d[\d,.]*(?:\s+[\w-]+){0,2}?)?)?"
    r"(?:\s+(?:in|of|for|during|that of|those of|the year))*)\s*$",
    re.IGNORECASE,
)
_COMPARED_NUMBER = re.compile(
    r"\b(?:against|after|compared (?:to|with)|as against|versus|vs\.?|up from|down from|from"
    r"|(?<!more )(?<!less )(?<!fewer )than)\s+(?:the\s+)?"
    r"(?:(?:some|about|around|just|only|nearly|over)\s+)?$",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"\b(?:between|from)\s*$", re.IGNORECASE)
_TWO_YEARS = re.compile(r"^(?P<a>\d{4})\s*(?:and|to|until|through|[-\u2013])\s*(?P<b>\d{4})$")
EARLIER = re.compile(
    r"\b(?:(?:the\s+)?(?:previous|preceding|prior)\s+year|(?:the\s+|a\s+)?year\s+(?:earlier|before"
    r"|ago)|year[- ]on[- ]year|the\s+year\s+before|(?:the\s+)?(?:same|corresponding)\s+(?:period|"
    r"months?|quarter|half)(?:\s+(?:of|in|last|a|the)[\w\s]{0,20}?year(?:\s+(?:earlier|before))?)?"
    r"|12\s+months\s+earlier)\b",
    re.IGNORECASE,
)
LATER = re.compile(
    r"\s+(?:in\s+)?(?:(?:the\s+)?(?:following|next)\s+year|the\s+year\s+after|a\s+year\s+later)\b",
    re.IGNORECASE,
)
_MONTH_BEFORE = re.compile(
    r"\b(?:(?:the\s+)?(?:previous|preceding|prior)\s+month|(?:a\s+|the\s+)?month\s+(?:earlier|before"
    r"|ago)|month[- ]on[- ]month)\b",
    re.IGNORECASE,
)
_IN_YEARS = re.compile(
    r"\bin\s+(?:(?:more\s+than|over|nearly|almost|at\s+least|the\s+(?:last|past))\s+)?"
    r"(?:(?P<n>\w+)\s+)?(?P<unit>years|decades?)\b",
    re.IGNORECASE,
)
_UNTIL = re.compile(
    r"\b(?:through|until|till|up to|as of|to)\s+(?:the\s+)?(?:(?:end|close)\s+of\s+)?$",
    re.IGNORECASE,
)
_SAME_YEAR = re.compile(r"(?:that|the|the same|this)\s+(?:year|month)", re.IGNORECASE)
_DECADE = 10

Role = Literal["main", "compared", "since"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Time:
    """A stretch of days named in a sentence, with its place and what it is there for."""

    start: int
    end: int
    days: Days
    role: Role = "main"
    ends: tuple[Days, Days] | None = None


def find_periods(text: str, published: date | None, customs: Customs = UNKNOWN) -> tuple[Time, ...]:
    """Return the times of a sentence that have days, in order, each with its role."""
    found = list(_special(text))
    for when in find_times(text, published=published, customs=customs):
        if when.first is None or when.last is None or when.start is None or when.end is None:
            continue
        if when.kind not in {"date", "time"}:
            continue
        if any(when.start < t.end and t.start < when.end for t in found):
            continue
        if found and _SAME_YEAR.fullmatch(text[when.start : when.end]):
            continue  # "the deadliest month of that year": named already, and no time of its own
        start, end = when.start, when.end
        days = Days(first=when.first, last=when.last)
        found.append(_placed(text, start, end, days))
    found += _months_of(text, found)
    return tuple(sorted(found, key=lambda t: t.start))


def _months_of(text: str, found: Sequence[Time]) -> Iterator[Time]:
    """Yield months without a year in a sentence that names just one: "of 2010 was January"."""
    years = {t.days for t in found if t.days.is_year}
    if len(years) != 1:
        return
    number = next(iter(years)).first.year
    for match in _MONTH_NAME.finditer(text):
        if not any(match.start() < t.end and t.start < match.end() for t in found):
            first = date(number, _month(match.group()), 1)
            days = Days(first=first, last=_end_of(number, first.month))
            yield Time(start=match.start(), end=match.end(), days=days)


def _special(text: str) -> Iterator[Time]:
    for match in _MONTH_RANGE.finditer(text):
        last_year = int(match["y"])
        first_year = int(match["ya"] or last_year)
        first = date(first_year, _month(match["a"]), 1)
        last = _end_of(last_year, _month(match["b"]))
        if first < last:
            yield Time(start=match.start(), end=match.end(), days=Days(first=first, last=last))
    yield from _joined_years(text)
    for match in _SOME_MONTHS.finditer(text):
        yield _some_months(match)
    for match in _TRAILING.finditer(text):
        last = _end_of(int(match["y"]), _month(match["m"]))
        start = shifted(Days(first=last, last=last), -1).last
        following = start.fromordinal(start.toordinal() + 1)
        if following.day != 1:  # the month before ended on a leap day
            following = following.replace(day=1)
        yield Time(start=match.start(), end=match.end(), days=Days(first=following, last=last))


def _joined_years(text: str) -> Iterator[Time]:
    """Yield "in 2009 and 2010" as one time, unless the sentence gives each year its number."""
    for match in _AND_YEAR.finditer(text):
        one, two = int(match["a"]), int(match["b"])
        together = match["together"] or len(_OTHER_NUMBERS.findall(_without_years(text))) == 1
        if two == one + 1 and together:
            days = Days(first=year(one).first, last=year(two).last)
            yield Time(start=match.start("a"), end=match.end("b"), days=days)


def _some_months(match: re.Match[str]) -> Time:
    """Return "the first six months of 2013" and the like."""
    number, its_year = _NUMBERS.get(match["n"].casefold(), 0) or int(match["n"]), int(match["y"])
    months = (1, number) if match["end"].casefold() in _FIRST else (13 - number, 12)
    days = Days(first=date(its_year, months[0], 1), last=_end_of(its_year, months[1]))
    return Time(start=match.start(), end=match.end(), days=days)


def _month(name: str) -> int:
    return list(calendar.month_name).index(name.capitalize())


def _end_of(year_: int, month: int) -> date:
    return date(year_, month, calendar.monthrange(year_, month)[1])


def _placed(text: str, start: int, end: int, days: Days) -> Time:
    lead = text[:start]
    pair = _TWO_YEARS.match(text[start:end].strip())
    written = re.sub(r"^(?:between|from)\s+", "", text[start:end].strip(), flags=re.IGNORECASE)
    pair = pair or _TWO_YEARS.match(written)
    if pair:
        ends = (year(int(pair["a"])), year(int(pair["b"])))
        return Time(start=start, end=end, days=days, ends=ends)
    if re.search(r"\b(?:since|after)\s*(?:the\s+)?$", lead, re.IGNORECASE):
        return Time(start=start, end=end, days=days, role="since")
    if _COMPARED.search(lead):
        return Time(start=start, end=end, days=days, role="compared")
    return Time(start=start, end=end, days=days)


def main_period(times: Sequence[Time], at: int) -> Days | None:
    """Return the period that a sentence is about: the main time nearest to a place in it."""
    mains = [t for t in times if t.role == "main"]
    if not mains:
        return None
    return min(mains, key=lambda t: (_gap(t, at), t.start)).days


def own_period(text: str, times: Sequence[Time], start: int, end: int) -> tuple[Time | None, bool]:
    """Return the time that belongs to one number, and whether the number is what is compared with.

    A time after the number and before the next one is its own; else the one before it.
    """
    lead = text[:start]
    compared = _COMPARED_NUMBER.search(lead) is not None
    stop = re.search(r"(?<![\d,])\d[\d,]*(?:\.\d+)?(?!\d)|[;:]", _without_years(text[end:]))
    limit = end + stop.start() if stop else len(text)
    after = [t for t in times if end <= t.start < limit and t.role != "since"]
    if after:
        return after[0], compared
    mains = [t for t in times if t.role == "main" and t.end <= start]
    if mains and not compared:
        return mains[-1], compared
    rest = [t for t in times if t.role == ("compared" if compared else "main")]
    return (min(rest, key=lambda t: _gap(t, start)) if rest else None), compared


def _without_years(text: str) -> str:
    """Return the text with the digits of its years and days blotted out, of the same length."""
    return re.sub(
        rf"\b(?:1[89]|20)\d\d\b|\b\d{{1,2}}(?=\s+(?:{_MONTHS})\b)|(?<={'e'})\s\b\d{{1,2}}\b(?=,\s)",
        lambda m: "x" * len(m.group()),
        text,
    )


def comparison(text: str, times: Sequence[Time], days: Days) -> tuple[Days | None, bool]:
    """Return what a period is compared with if the sentence says so, and whether it does."""
    for time in times:
        if time.role == "compared" and time.days != days:
            return time.days, True
    if _MONTH_BEFORE.search(text):
        return before(days), True
    if EARLIER.search(text):
        return shifted(days, -1), False
    return None, False


def since(times: Sequence[Time]) -> Days | None:
    """Return the time after "since"."""
    return next((t.days for t in times if t.role == "since"), None)


def last_told(text: str, times: Sequence[Time]) -> Days | None:
    """Return the time up to which figures go: "through 2019", "until the end of June 2020"."""
    return next((t.days for t in times if _UNTIL.search(text[: t.start])), None)


def years_back(text: str, days: Days) -> Days | None:
    """Return the years of "in five years", "in a decade", up to the period."""
    match = _IN_YEARS.search(text)
    if match is None:
        return None
    word = (match["n"] or "").casefold()
    if word.isdigit():
        number = int(word)
    elif word in _NUMBERS:
        number = _NUMBERS[word]
    elif match["unit"].startswith("decade"):
        number = 1
    else:
        return None
    if match["unit"].startswith("decade"):
        number *= _DECADE
    first = date(days.first.year - number + 1, 1, 1)
    return Days(first=first, last=days.last)


def _gap(time: Time, at: int) -> int:
    return time.start - at if time.start >= at else at - time.end
