"""Expressions that count units or point at one: "two days ago", "last week", "this month"."""

from __future__ import annotations

import math
import re
from dataclasses import replace
from datetime import date, timedelta

from concord.coding.times import spans
from concord.coding.times.lasting import period
from concord.coding.times.meaning import Context, Meaning, Rule, relative, rule, unresolved
from concord.coding.times.spans import Stretch
from concord.coding.times.words import APPROX, NUMBER, UNIT, count_of, unit_of
from concord.regexes import lazy_regex

_DAY_HOURS = 24
_BEFORE = 8  # characters before "the last week" in which its preposition is looked for
_WITHIN = lazy_regex(r"\b(?:in|over|during|within)\s+$", re.IGNORECASE)
_FINER_THAN_DAY = frozenset({"S", "TM", "H"})


def _day_before(match: re.Match[str], context: Context) -> Meaning | None:
    origin = context.origin
    if origin is None:
        return unresolved("date", "XXXX-XX-XX")
    shift = -1 if match["way"].lower() in {"before", "earlier", "prior", "ago", "previous"} else 1
    if context.quarter is not None and match["unit"].lower() == "year" and shift < 0:
        return relative(_year_before(context.quarter))
    return relative(spans.shifted(origin, shift, unit_of(match["unit"])))


def _ago(match: re.Match[str], context: Context) -> Meaning | None:
    """Read "two days ago", "three weeks earlier", "a year later", "ten days from now"."""
    way = " ".join(match["way"].lower().split())
    ago = way in {"ago", "back"}
    forward = way in {"later", "after", "from now", "afterwards", "hence", "on", "from today"}
    origin = (
        context.reference if ago or way in {"from now", "hence", "from today"} else context.origin
    )
    if not ago and count_of(match["number"]) is None:
        # "A few days later": how long is all that is said.
        return unresolved("duration", period(match["number"], match["unit"]))
    return _moved(match["number"], match["unit"], origin, forward=forward)


def _half_more(match: re.Match[str], context: Context) -> Meaning | None:
    """Read "a year and a half ago", "two months and a half later"."""
    number = f"{match['number']} and a half"
    if not match["way"] or unit_of(match["unit"]) in _FINER_THAN_DAY:
        return unresolved("duration", period(number, match["unit"]))
    way = " ".join(match["way"].lower().split())
    origin = context.origin if way in {"earlier", "later"} else context.reference
    return _moved(number, match["unit"], origin, forward=way in {"later", "from now"})


def _units_ago(match: re.Match[str], context: Context) -> Meaning | None:
    one_year = match["number"].lower() in {"a", "one"} and unit_of(match["unit"]) == "Y"
    if one_year and context.quarter is not None:
        return relative(_year_before(context.quarter))
    return _moved(match["number"], match["unit"], context.reference, forward=False)


def _year_before(quarter: Stretch) -> Stretch:
    return spans.quarter_in(quarter, int(quarter.value[:4]) - 1)


def _moved(number: str, unit_word: str, origin: date | None, *, forward: bool) -> Meaning:
    count, unit = count_of(number), unit_of(unit_word)
    if count is None:
        return unresolved("vague", "FUTURE_REF" if forward else "PAST_REF")
    if origin is None:
        return unresolved("date", "XXXX-XX-XX")
    if unit in _FINER_THAN_DAY:
        return _hours(count, unit, origin)
    if count != int(count):
        return _fraction(count, unit, origin, forward=forward)
    whole = int(count) if forward else -int(count)
    try:
        return relative(spans.shifted(origin, whole, unit))
    except (ValueError, OverflowError):
        return unresolved("vague", "FUTURE_REF" if forward else "PAST_REF")


def _hours(count: float, unit: str, origin: date) -> Meaning:
    """Return the day itself: news is dated by day, and its hour of publication is not known."""
    if unit == "H" and count >= _DAY_HOURS:
        return relative(spans.day(origin - timedelta(hours=count)))
    return relative(spans.day(origin)).at("TXX")


def _fraction(count: float, unit: str, origin: date, *, forward: bool) -> Meaning:
    months = {"Y": 12, "M": 1, "DE": 120}.get(unit)
    sign = 1 if forward else -1
    if months is None:
        days = {"D": 1, "W": 7}.get(unit, 1)
        return relative(spans.day(origin + sign * timedelta(days=math.floor(count * days))))
    return relative(spans.shifted(origin, sign * round(count * months), "M"))


def _unit_by_word(match: re.Match[str], context: Context) -> Meaning | None:
    """Read "last week", "next month", "this year", "the previous year"."""
    which, unit = match["which"].lower(), unit_of(match["unit"])
    shift = _SHIFT[which]
    origin = context.reference
    if which in {"following", "preceding", "same", "that"} or (
        which == "previous" and context.anchor is not None and context.reference is None
    ):
        origin = context.origin
    if unit in _FINER_THAN_DAY or unit == "SE":
        return None
    if unit == "M" and which == "following" and context.month is not None:
        # "In March a group urged it ... the following month it sold."
        origin = context.month.first
    if unit == "Y" and which in {"same", "that"} and context.named_year is not None:
        # Somebody fled in June 2018 "and returned later that year".
        return relative(spans.year(context.named_year))
    if origin is None:
        return unresolved("date", "XXXX")
    if unit == "F":
        days = spans.window(origin, 1, unit, ahead=shift > 0)
        return Meaning("duration", "P2W", days and replace(days, value="P2W"), "relative")
    whole = spans.shifted(origin, shift, unit)
    if which == "past" or (which == "last" and _is_rolling(match)):
        return _rolling(whole, unit, origin)
    return relative(whole)


def _is_rolling(match: re.Match[str]) -> bool:
    """Return whether "the last week" counts back from the day, as "in the last week" does."""
    before = match.string[max(0, match.start() - _BEFORE) : match.start()]
    return match.group().lower().startswith("the ") and bool(_WITHIN.search(before))


def _rolling(whole: Stretch, unit: str, origin: date) -> Meaning:
    """Return "the past week" as the days up to the day of publication, under its TIMEX3 value."""
    days = spans.window(origin, 1, unit)
    if days is None:
        return relative(whole)
    if unit == "DE":
        return Meaning("duration", "P10Y", replace(days, value="P10Y"), "relative")
    return relative(replace(days, value=whole.value))


_SHIFT = {
    "last": -1, "past": -1, "previous": -1, "preceding": -1, "next": 1, "coming": 1,
    "following": 1, "upcoming": 1, "this": 0, "current": 0, "same": 0, "that": 0, "latest": 0,
}  # fmt: skip


def _earlier_this(match: re.Match[str], context: Context) -> Meaning | None:
    """Read "earlier this month": from its first day to the day of publication."""
    if context.reference is None:
        return unresolved("date", "XXXX")
    unit = unit_of(match["unit"])
    whole = spans.shifted(context.reference, 0, unit)
    if match["way"].lower() == "earlier" and whole.first < context.reference:
        whole = Stretch(whole.first, context.reference, whole.value, whole.precision)
    return relative(whole)


def _this_unit(match: re.Match[str], context: Context) -> Meaning | None:
    """Read "the highest toll of the year" as of the year of publication."""
    if context.reference is None:
        return unresolved("date", "XXXX")
    return relative(spans.shifted(context.reference, 0, unit_of(match["unit"])))


def _year_edge(match: re.Match[str], context: Context) -> Meaning | None:
    """Read "the end of the year", "early next year", "the end of last month"."""
    which = (match["which"] or "the").lower()
    if context.reference is None:
        return unresolved("date", "XXXX")
    shift = {"last": -1, "next": 1, "previous": -1, "coming": 1}.get(which, 0)
    return relative(spans.shifted(context.reference, shift, unit_of(match["unit"])))


# "Two days after the attack" dates by the attack, which is not read here: a duration.
_ALONE = r"(?=\s*(?:[.,;:)]|$))"
_NO_EVENT = r"(?!\s+(?:the|an?|his|her|their|its|our|this|that)\s)"
_WAY = (
    r"(?P<way>ago|back|earlier|previously|later|afterwards|from\s+now|hence|from\s+today|"
    rf"(?:before|prior|after|on){_ALONE})"
)

RULES: tuple[Rule, ...] = (
    rule(
        r"(?:just\s+|only\s+)?(?:the|a|one)\s+(?P<unit>day|week|month|year)\s+"
        rf"(?P<way>earlier|later|(?:before|prior|after){_ALONE})",
        _day_before,
        "unit",
    ),
    rule(
        r"(?:(?:late|later|early|earlier)\s+(?:on\s+)?)?the\s+(?P<unit>day|week|month|year)\s+"
        rf"(?P<way>(?:before|after){_NO_EVENT}|prior|previous)",
        _day_before,
        "unit",
    ),
    rule(
        r"the\s+(?P<unit>week|month|year)(?!['\u2019]?[\s-](?:ago|earlier|old|end|end(?:ed|ing)|long|before|"
        r"after|prior|following|to|that|when|in\s+which|since|until|of|and|or|is|was|has|had|will|"
        r"(?:after|before)\s+next)\b)",
        _this_unit,
        "unit",
    ),
    rule(
        rf"(?:(?:{APPROX}|just|only)\s+)*(?P<number>{NUMBER})(?:\s+(?:to|or)\s+{NUMBER})?[\s-]+(?P<unit>{UNIT})"
        r"(?:\s+or\s+(?:so|more|two|three))?\s+(?:ago|back)(?P<way>)",
        _units_ago,
        "ago",
    ),
    rule(
        rf"(?:(?:{APPROX}|just|only)\s+)*(?P<number>{NUMBER})[\s-]+(?P<unit>{UNIT})\s+{_WAY}",
        _ago,
        "unit",
    ),
    rule(
        rf"(?:(?:{APPROX}|just|only)\s+)*(?P<number>{NUMBER})\s+(?P<unit>{UNIT})\s+and\s+a\s+half"
        r"(?:\s+(?P<way>ago|back|earlier|later|from\s+now))?",
        _half_more,
        "half",
    ),
    rule(
        rf"(?P<number>{NUMBER})[\s-]+(?P<unit>{UNIT})['\u2019]?\s+time",
        lambda m, c: _moved(m["number"], m["unit"], c.reference, forward=True),
        "time",
    ),
    rule(
        r"(?:(?:early|late|later|mid)[\s-]+|(?:the\s+)?(?:end|beginning|start|middle|latter "
        r"part|early part)\s+of\s+)?(?:the\s+)?(?P<which>last|past|previous|preceding|next|"
        r"coming|following|upcoming|this|current|same|that|latest)\s+(?P<unit>week|weekend|"
        r"fortnight|month|quarter|year|decade|century)",
        _unit_by_word,
        "unit",
    ),
    rule(
        r"(?P<way>earlier|later|early|late)\s+(?:in\s+)?(?:this|the)\s+(?P<unit>week|month|"
        r"year|decade|century|weekend)",
        _earlier_this,
        "unit",
    ),
    rule(
        r"(?:the\s+)?(?:(?:end|beginning|start|middle)\s+of\s+)(?:the\s+|(?P<which>last|next|"
        r"this|previous|coming)\s+)(?P<unit>week|month|year|decade|century)",
        _year_edge,
        "unit",
    ),
    rule(
        r"(?P<unit>year)[\s-](?P<way>earlier|ago)",
        _day_before,
        "unit",
    ),
)
