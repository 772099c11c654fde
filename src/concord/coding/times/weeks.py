"""Days by their week: "Tuesday of last week", "a week ago today", "the first week of March"."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from concord.coding.times import spans
from concord.coding.times.days import made_day, yearless
from concord.coding.times.meaning import Context, Meaning, Rule, explicit, relative, rule
from concord.coding.times.meaning import unresolved as open_
from concord.coding.times.spans import Stretch
from concord.coding.times.words import (
    ANY_WEEKDAY,
    DAY,
    MONTH,
    NUMBER,
    ORDINALS,
    PART,
    WEEKDAY,
    YEAR,
    count_of,
    day_of,
    month_of,
    unit_of,
    weekday_of,
)

if TYPE_CHECKING:
    import re

_WEEK = 7  # days
_WEEKS = 5  # at most begin in one month
_SHIFT = {"last": -1, "previous": -1, "past": -1, "this": 0, "same": 0, "next": 1, "following": 1}


def _of_week(match: re.Match[str], context: Context) -> Meaning | None:
    """Read "Tuesday of last week", "Friday next week", "last week on Monday"."""
    number = weekday_of(match["weekday"])
    which = match["which"].lower()
    origin = context.origin if which in {"same", "following"} else context.reference
    if origin is None:
        return open_("date", f"XXXX-WXX-{number + 1}")
    monday = spans.week(origin + timedelta(weeks=_SHIFT[which])).first
    return relative(spans.day(monday + timedelta(days=number)))


def _ago_to_the_day(match: re.Match[str], context: Context) -> Meaning | None:
    """Read "a week ago today", "two years ago yesterday", "three weeks ago on Tuesday"."""
    count, unit = count_of(match["number"]), unit_of(match["unit"])
    if context.reference is None or count is None or count != int(count):
        return None
    at = _moved(context.reference, -int(count), unit)
    if at is None:
        return None
    if match["weekday"]:
        at = spans.week(at).first + timedelta(days=weekday_of(match["weekday"]))
    elif match["near"].lower() in {"yesterday", "last night"}:
        at -= timedelta(days=1)
    return relative(spans.day(at))


def _moved(at: date, count: int, unit: str) -> date | None:
    """Return the same day of another week, month or year; None if the calendar has none."""
    days = {"W": _WEEK, "F": 2 * _WEEK}.get(unit)
    if days is not None:
        return at + timedelta(days=count * days)
    whole = spans.shifted(at, count, unit) if unit in {"M", "Y"} else None
    try:
        return (
            at.replace(year=whole.first.year, month=whole.first.month if unit == "M" else at.month)
            if whole
            else None
        )
    except ValueError:
        return None


def _week_of_month(match: re.Match[str], context: Context) -> Meaning | None:
    """Read "the first week of March 2014": days 1 to 7; the last week is the last seven days."""
    number = ORDINALS[match["which"].lower()]
    if number > _WEEKS:
        return None
    month = month_of(match["month"])
    if match["year"]:
        whole = spans.month(int(match["year"]), month)
    elif context.reference is None:
        return open_("date", f"XXXX-{month:02d}")
    else:
        year = context.reference.year
        ahead = date(year, month, 1) > context.reference
        whole = spans.month(year - (1 if ahead and context.tense == "past" else 0), month)
    found = _nth_week(whole, number)
    return explicit(found) if match["year"] else relative(found)


def _nth_week(month: Stretch, number: int) -> Stretch:
    """Return the days of the nth week of a month, under the ISO week that holds their middle."""
    if number < 0:
        first = month.last - timedelta(days=_WEEK - 1)
    else:
        first = month.first + timedelta(days=_WEEK * (number - 1))
    last = min(first + timedelta(days=_WEEK - 1), month.last)
    middle = spans.week(first + (last - first) // 2)
    return Stretch(first, last, middle.value, "week")


def _week_of_this(match: re.Match[str], context: Context) -> Meaning | None:
    """Read "the third week of last month", "the first week of this month"."""
    number = ORDINALS[match["which"].lower()]
    if number > _WEEKS:
        return None
    if context.reference is None:
        return open_("date", "XXXX-XX")
    whole = spans.shifted(context.reference, _SHIFT[match["month"].lower()], "M")
    return relative(_nth_week(whole, number))


def _weekdays_ago(match: re.Match[str], context: Context) -> Meaning | None:
    """Read "three Fridays ago"."""
    count = count_of(match["number"])
    if context.reference is None or count is None or count != int(count):
        return None
    back = (context.reference.weekday() - weekday_of(match["weekday"].rstrip("s"))) % _WEEK or _WEEK
    return relative(spans.day(context.reference - timedelta(days=back + _WEEK * (int(count) - 1))))


def _night_to(match: re.Match[str], context: Context) -> Meaning | None:
    """Read "on the night to Friday": the night that ends on Friday, begun on Thursday."""
    number = weekday_of(match["weekday"])
    if context.reference is None:
        return open_("time", f"XXXX-WXX-{number + 1}TNI")
    back = (context.reference.weekday() - number) % _WEEK
    end = context.reference - timedelta(days=back)
    if context.tense == "future":
        end = context.reference + timedelta(days=(_WEEK - back) % _WEEK)
    begun = end - timedelta(days=1)
    first = match.groupdict().get("first")
    if first is not None and weekday_of(first) != begun.weekday():
        return None
    return Meaning("time", f"{begun}TNI", Stretch(begun, end, begun.isoformat(), "day"), "relative")


def _week_of_day(match: re.Match[str], context: Context) -> Meaning | None:
    """Read "the week of March 6", "the week ending 12 May 2014"."""
    month, number = month_of(match["month"]), day_of(match["day"])
    if match["year"]:
        read: Meaning | None = None
        at = made_day(int(match["year"]), month, number)
    else:
        read = yearless(month, number, context)
        at = read.stretch if read is not None else None
    if at is None:
        return read
    edge = match["edge"].lower()
    whole = spans.week(at.first)
    if edge.startswith(("begin", "start", "commenc")):
        whole = Stretch(at.first, at.first + timedelta(days=_WEEK - 1), whole.value, "week")
    elif edge.startswith("end"):
        whole = Stretch(at.first - timedelta(days=_WEEK - 1), at.first, whole.value, "week")
    return relative(whole) if read is not None else explicit(whole)


_NEAR = (
    rf"(?:on\s+)?(?:(?P<near>today|yesterday|last\s+night|this\s+{PART})|(?P<weekday>{WEEKDAY}))"
)

WEEKDAYS_ = r"(?-i:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)days"

RULES: tuple[Rule, ...] = (
    rule(
        rf"(?P<weekday>{WEEKDAY})\s+(?:of\s+)?(?:the\s+)?(?P<which>last|previous|past|this|same|"
        r"next|following)\s+week",
        _of_week,
        "weekday",
    ),
    rule(
        rf"(?:the\s+)?(?P<which>last|previous|this|same|next|following)\s+week['\u2019]?s?,?\s+(?:on\s+)"
        rf"?(?P<weekday>{WEEKDAY})",
        _of_week,
        "weekday",
    ),
    rule(
        rf"(?P<number>{NUMBER})[\s-]+(?P<unit>weeks?|fortnights?|months?|years?)\s+ago\s+{_NEAR}",
        _ago_to_the_day,
        "ago",
    ),
    rule(
        rf"(?P<weekday>{WEEKDAY})\s+(?P<number>{NUMBER})[\s-]+(?P<unit>weeks?|fortnights?)\s+ago",
        _ago_to_the_day,
        "ago",
    ),
    rule(
        rf"(?:the\s+)?(?P<which>first|second|third|fourth|last|final)\s+week\s+(?:of|in)\s+"
        rf"(?P<month>{MONTH})(?:,?\s+(?:of\s+)?(?P<year>{YEAR}))?",
        _week_of_month,
        "month",
    ),
    rule(
        rf"(?:the\s+)?week\s+(?P<edge>of|beginning|starting|commencing|ending|ended)\s+(?:on\s+)?"
        rf"(?:{ANY_WEEKDAY},?\s+)?(?:(?P<month>{MONTH})\s+(?P<day>{DAY}))(?:,?\s+(?P<year>{YEAR}))?",
        _week_of_day,
        "month",
    ),
    rule(
        rf"(?:the\s+)?week\s+(?P<edge>of|beginning|starting|commencing|ending|ended)\s+(?:on\s+)?"
        rf"(?:{ANY_WEEKDAY},?\s+)?(?:(?P<day>{DAY})\s+(?P<month>{MONTH}))(?:,?\s+(?P<year>{YEAR}))?",
        _week_of_day,
        "month",
    ),
    rule(
        r"(?:the\s+)?(?P<which>first|second|third|fourth|last|final)\s+week\s+of\s+(?:the\s+)?"
        r"(?P<month>last|previous|past|this|next|following)\s+month",
        _week_of_this,
        "unit",
    ),
    rule(rf"(?P<number>{NUMBER})\s+(?P<weekday>{WEEKDAYS_})\s+ago", _weekdays_ago, "weekday"),
    rule(
        rf"overnight\s+(?:from\s+|on\s+|between\s+)?(?P<first>{WEEKDAY})\s*(?:to|into|and|[-/\u2013])\s*"
        rf"(?P<weekday>{WEEKDAY})",
        _night_to,
        "weekday",
    ),
    rule(
        rf"(?P<first>{WEEKDAY})\s+(?:night|evening)\s+(?:to|into|and|until)\s+(?P<weekday>{WEEKDAY})"
        r"(?:\s+(?:morning|dawn))?",
        _night_to,
        "weekday",
    ),
    rule(rf"(?:the\s+)?night\s+to\s+(?P<weekday>{WEEKDAY})", _night_to, "weekday"),
    rule(
        rf"(?:the\s+)?(?:intervening\s+)?night\s+(?:of|between|from|on)\s+(?P<first>{WEEKDAY})\s*"
        rf"(?:to|and|[-/\u2013])\s*(?P<weekday>{WEEKDAY})",
        _night_to,
        "weekday",
    ),
    rule(
        rf"(?:the\s+)?(?P<first>{WEEKDAY})\s*(?:to|[-/\u2013])\s*(?P<weekday>{WEEKDAY})\s+night",
        _night_to,
        "weekday",
    ),
)
