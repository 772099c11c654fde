"""Feasts and days of the Islamic calendar, and holidays: "Eid", "10 Muharram", "Christmas"."""

from __future__ import annotations

from datetime import date, timedelta
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
from concord.coding.times.words import NUMBER, ORDINALS, YEAR, count_of, unit_of

if TYPE_CHECKING:
    import re

    from concord.model import Precision

_YEARLESS_AHEAD = timedelta(days=60)
_WEEK = 7  # days
_NTH = r"(?:[1-9]|[12]\d|30)(?:st|nd|rd|th)?(?!\w)|first|second|third|last|tenth|ninth|eighth"


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


def _counted(match: re.Match[str], context: Context) -> Meaning | None:
    """Read "a day after Eid", "two weeks before Ramadan", "on the eve of Ashura"."""
    groups = match.groupdict()
    if groups["holiday"]:
        whole = _holiday(match, context)
    else:
        whole = _feast(match, context) if groups["feast"] else _eid(match, context)
    if whole is None or whole.stretch is None:
        return whole
    feast = whole.stretch
    eve = not groups["unit"]
    count = 1 if eve or groups["count"].lower() == "the" else count_of(groups["count"])
    if count is None or count != int(count):
        return None
    days = int(count) * (_WEEK if groups["unit"] and unit_of(groups["unit"]) == "W" else 1)
    # Of a month the last day counts, of a feast of days the first; the moon has a day to spare.
    month = (feast.last - feast.first).days > _WEEK
    spare = timedelta(days=1 if feast.last > feast.first else 0)
    if (groups["way"] or "before").lower() == "before":
        first = feast.first - timedelta(days=days)
    else:
        first = (feast.last - spare if month else feast.first) + timedelta(days=days)
    last = first + spare
    value = f"{first}/{last}" if spare else f"{first}"
    precision: Precision = "week" if spare else "day"
    return Meaning("date", value, Stretch(first, last, value, precision), whole.basis)


def _hijri(match: re.Match[str], context: Context) -> Meaning | None:
    """Read "6 Rajab 1445", "the 14th of Sha'ban", "Safar 1446", "1445 AH"."""
    groups = match.groupdict()
    word = groups.get("number") or ""
    number = ORDINALS.get(word.lower()) or int("".join(c for c in word if c.isdigit()) or "0")
    month = islamic.month_of(groups["month"]) if groups.get("month") else 0
    if groups.get("hijri"):
        whole = islamic.hijri(int(groups["hijri"]), month, max(number, 0))
        return explicit(whole) if whole is not None else None
    if context.reference is None:
        return unresolved("date", "XXXX-XX-XX")
    whole = islamic.hijri_before(month, max(number, 0), context.reference)
    return relative(whole) if whole is not None else None


def _remembered(match: re.Match[str], context: Context) -> Meaning | None:
    """Read "9/11", "the Sept. 11 attacks": days that the press names without their year."""
    del context
    words = match["words"].lower()
    return explicit(spans.day(_REMEMBERED.get(words, _REMEMBERED["9/11"])))


# The attacks on New York and Washington, London, and Mumbai.
_REMEMBERED = {
    "9/11": date(2001, 9, 11),
    "7/7": date(2005, 7, 7),
    "26/11": date(2008, 11, 26),
}
_ATTACKS = r"(?=\s+(?:\w+\s+){0,2}?(?:attacks?|bombings?|hijackings?)\b)"
_AH = r"(?:\s*(?:AH\b|A\.H\.))"
RULES: tuple[Rule, ...] = (
    rule(r"(?P<words>9/11)(?!/)", _remembered, "digit"),
    rule(rf"(?P<words>7/7|26/11){_ATTACKS}", _remembered, "digit"),
    rule(
        rf"(?P<words>(?:Sept(?:ember|\.)?\s+11(?:th)?|11(?:th)?\s+Sept(?:ember|\.)?)){_ATTACKS}",
        _remembered,
        "month",
    ),
    rule(
        rf"(?:the\s+)?(?P<number>{_NTH})\s+(?:(?:day|night)\s+)?(?:of\s+)?(?P<month>{islamic.MONTH})"
        rf"(?:,?\s+(?P<hijri>{islamic.HIJRI_YEAR}){_AH}?)?",
        _hijri,
        "feast",
    ),
    rule(
        rf"(?:the\s+(?:holy\s+)?month\s+of\s+)?(?P<month>{islamic.MONTH}),?\s+"
        rf"(?P<hijri>{islamic.HIJRI_YEAR}){_AH}?",
        _hijri,
        "feast",
    ),
    rule(rf"(?P<hijri>{islamic.HIJRI_YEAR}){_AH}", _hijri, "digit"),
    *(
        rule(
            rf"(?:the\s+eve\s+of|(?P<count>the|{NUMBER})[\s-]+(?P<unit>days?|weeks?)\s+(?P<way>after|before))"
            rf"\s+(?:{name})(?P<which>)(?P<number>)(?P<{other}>)(?:,?\s+(?P<year>{YEAR}))?",
            _counted,
            needs,
        )
        for name, other, needs in (
            (rf"(?P<holiday>{holidays.NAMES})", "feast", "holiday"),
            (rf"(?P<feast>{islamic.NAMES})|{islamic.EID}", "holiday", "feast"),
        )
    ),
    rule(
        rf"(?:(?P<which>last|this|next|previous)\s+)?(?P<holiday>{holidays.NAMES})(?:,?\s+"
        rf"(?P<year>{YEAR}))?(?!\s+(?:markets?|trees?|cards?|gifts?|shopping|sales?|carols?|Islands?|Road)\b)",
        _holiday,
        "holiday",
    ),
    rule(
        rf"(?:the\s+)?(?P<number>{_NTH})\s+(?:(?:day|night)\s+)?(?:of\s+)?(?P<which>)(?P<feast>{islamic.NAMES})"
        rf"(?:,?\s+(?:of\s+|in\s+)?(?P<year>{YEAR}))?",
        _feast_day,
        "feast",
    ),
    rule(
        rf"(?:(?:the\s+)?(?P<number>{_NTH})\s+(?:(?:day|night)\s+)?(?:of\s+)?)?{islamic.EID}(?:\s+day)?",
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
