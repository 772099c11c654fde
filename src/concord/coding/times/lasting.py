"""Durations, repeated times and vague references: expressions that date nothing by themselves."""

from __future__ import annotations

import re
from dataclasses import replace

from concord.coding.times import spans
from concord.coding.times.clock import part_code
from concord.coding.times.meaning import Context, Kind, Meaning, Rule, relative, rule, unresolved
from concord.coding.times.words import (
    APPROX,
    NUMBER,
    PART,
    SURE_MONTH,
    UNIT,
    UNITS,
    WEEKDAY,
    count_of,
    month_of,
    unit_of,
    weekday_of,
)
from concord.regexes import lazy_regex

_DATE_UNIT = {"D": "D", "W": "W", "M": "M", "Q": "Q", "Y": "Y", "DE": "DE", "CE": "CE", "SE": "SE"}
_SIXTIETHS = {"H": "M", "TM": "S"}
_FRACTION = lazy_regex(r",?\s+(?:of|to|full|past|century|mile)\b")
_FOR = lazy_regex(r"\bfor\s+$", re.IGNORECASE)
_SHARE = lazy_regex(r"\b(?:an?|one|three|1|3)[\s-]+quarters?$", re.IGNORECASE)
_SOMEDAY = lazy_regex(
    r"\b(?:will|would|could|might|may|can|should|must|to|hopes?|he|she|they|it|we)\s+$",
    re.IGNORECASE,
)
# "The past three days" end with the day of publication: a length of time that has its days.
_ANCHORED = lazy_regex(
    r"(?:(?:the|these|those)\s+)?(?P<way>last|past|previous|preceding|next|coming)\b"
)
_EACH = r"(?:every|each)(?:\s+(?:other|single|second|few))?"


def period(number: str, unit_word: str) -> str:
    """Return the TIMEX3 value of so many units: "P3D", "PT2H", "PXY" for an open number."""
    count, unit = count_of(number), unit_of(unit_word)
    if unit == "F":
        unit, count = "W", None if count is None else count * 2
    if unit == "WE":
        return "P1WE" if count == 1 else f"P{_written(count)}WE"
    if unit in _SIXTIETHS and count is not None and count != int(count):
        whole = f"{int(count)}{unit[-1]}" if int(count) else ""
        return f"PT{whole}{round((count - int(count)) * 60)}{_SIXTIETHS[unit]}"
    if unit in {"S", "TM", "H"}:
        return f"PT{_written(count)}{'M' if unit == 'TM' else unit}"
    if count is not None and count != int(count) and unit == "Y":
        months = round((count - int(count)) * 12)
        years = f"{int(count)}Y" if int(count) else ""
        return f"P{years}{months}M"
    if unit in {"DE", "CE"} and count is not None:
        return f"P{_written(count * (10 if unit == 'DE' else 100))}Y"
    return f"P{_written(count)}{_DATE_UNIT[unit]}"


def _written(count: float | None) -> str:
    if count is None:
        return "X"
    return str(int(count)) if count == int(count) else str(count)


def _duration(match: re.Match[str], context: Context) -> Meaning | None:
    lower = match.group().lower()
    if re.search(r"\bsecond$", lower):
        # "A second blast": an ordinal.
        return None
    if _SHARE.search(lower) and _FRACTION.match(match.string, match.end()):
        # "Three-quarters of the town": a share.
        return None
    if lower == "one day" and _SOMEDAY.search(match.string, 0, match.start()):
        # "It will one day be rebuilt."
        return unresolved("vague", "FUTURE_REF")
    value = period(match["number"], match["unit"])
    anchored = _ANCHORED.match(lower)
    count = count_of(match["number"])
    if anchored is None or count is None or context.reference is None:
        return unresolved("duration", value)
    ahead = anchored["way"] in {"next", "coming"}
    days = spans.window(context.reference, count, unit_of(match["unit"]), ahead=ahead)
    whole = replace(days, value=value) if days is not None else None
    return Meaning("duration", value, whole, "relative" if whole else "unresolved")


def _open_duration(match: re.Match[str], context: Context) -> Meaning | None:
    del context
    return unresolved("duration", period("several", match["unit"]))


def _one_unit(match: re.Match[str], context: Context) -> Meaning | None:
    if re.fullmatch(r"the\s+full\s+year", match.group(), re.IGNORECASE):
        # Beside the results of a quarter, those of "the full year" are of its year; a forecast
        # "for the full year" is of the present one.
        if context.quarter is not None:
            return relative(spans.year(context.quarter.first.year))
        if context.reference is not None and _FOR.search(match.string, 0, match.start()):
            return relative(spans.year(context.reference.year))
    return unresolved("duration", period("a", match["unit"]))


def _each_unit(match: re.Match[str], context: Context) -> Meaning | None:
    del context
    number = "two" if re.search(r"\b(?:other|second)\b", match.group().lower()) else "a"
    if match.groupdict().get("number"):
        number = match["number"]
    return unresolved("repeated", period(number, match["unit"]))


def _each_weekday(match: re.Match[str], context: Context) -> Meaning | None:
    del context
    return unresolved("repeated", f"XXXX-WXX-{weekday_of(match['weekday']) + 1}")


def _each_weekday_part(match: re.Match[str], context: Context) -> Meaning | None:
    del context
    code = part_code(match["part"].removesuffix("s"))
    return unresolved("repeated", f"XXXX-WXX-{weekday_of(match['weekday']) + 1}{code}")


def _each_month(match: re.Match[str], context: Context) -> Meaning | None:
    del context
    return unresolved("repeated", f"XXXX-{month_of(match['month']):02d}")


def _adverb(match: re.Match[str], context: Context) -> Meaning | None:
    del context
    return unresolved("repeated", _ADVERBS[match.group().lower()])


_ADVERBS = {
    "daily": "P1D", "weekly": "P1W", "monthly": "P1M", "yearly": "P1Y", "annually": "P1Y",
    "hourly": "PT1H", "nightly": "P1D", "fortnightly": "P2W",
    "biweekly": "P2W", "bimonthly": "P2M",
}  # fmt: skip


def _reference(kind: Kind, value: str) -> Rule:
    words = {
        "PRESENT_REF": (
            r"now|currently|at\s+present|the\s+present|presently|at\s+(?:this|the)\s+moment|"
            r"this\s+moment|nowadays|these\s+days|the\s+current\s+(?:moment|time|day)|"
            r"at\s+this\s+(?:time|point)|the\s+present\s+time|the\s+time\s+being|"
            r"current(?=\s+[a-z])(?!\s+(?:fiscal|financial|calendar|year|quarter|month|week|decade|century))"
        ),
        "PAST_REF": (
            r"(?:more\s+|most\s+|just\s+|very\s+)?recently|(?:the\s+)?recent\s+(?:past|times)|"
            r"recent\s+(?:days|weeks|months|years|decades)|"
            r"(?<=\bin )the\s+past(?!\s+(?:\w+\s+)?(?:\w+s|year|month|week|decade|century)\b)"
            r"|lately|long\s+ago"
        ),
        "FUTURE_REF": (
            r"the\s+(?:near\s+|foreseeable\s+|immediate\s+|distant\s+)?future|"
            r"a\s+later\s+(?:date|time|stage)|the\s+(?:near|short|medium|long|longer)\s+term"
        ),
    }[value]
    return rule(rf"(?:{words})", lambda _match, _context: unresolved(kind, value), "lasting")


_LAST_SOME = (
    r"(?:(?:the|these|those|their|its|his|her)\s+)?"
    r"(?:last|past|next|coming|first|opening|previous|preceding|final|closing|following)"
)
_FILLER = (
    r"(?:more|full|consecutive|straight|successive|long|calendar|working|trading|business|whole|"
    r"additional|extra|solid|short)"
)
_SINGULAR = "|".join(
    sorted(
        {
            u
            for u in UNITS
            if u not in {"centurie", "min", "hr", "second", "quarter", "season", "night"}
        }
    )
)

RULES: tuple[Rule, ...] = (
    rule(
        rf"(?:the\s+(?=(?:\d+|[a-z]+)\s+(?:days|weeks|months|years)\b)|(?:(?:{APPROX})\s+)*)"
        rf"(?P<number>{NUMBER})(?:\s+(?:to|or)\s+{NUMBER})?(?:[\s-]+{_FILLER})?[\s-]+"
        rf"(?P<unit>{UNIT})(?!['\u2019]?[\s-]olds?\b|-(?:ago|earlier)\b)(?:[\s-](?:long|period)(?!\w))?",
        _duration,
        "unit",
    ),
    rule(
        rf"{_LAST_SOME}\s+(?:{APPROX}\s+)?(?P<number>{NUMBER})(?:\s+(?:to|or)\s+{NUMBER})?[\s-]+"
        rf"(?:{_FILLER}\s+)?(?P<unit>{UNIT})",
        _duration,
        "unit",
    ),
    rule(
        rf"(?:{_LAST_SOME}|many|several)\s+(?P<unit>(?:minutes|hours|days|weeks|months|quarters|years|"
        rf"decades|centuries)(?!\w))",
        _open_duration,
        "unit",
    ),
    rule(
        r"(?:the\s+(?:(?:early|earlier|later|intervening|following|coming)\s+)?(?=years\b))?"
        r"(?P<unit>(?:minutes|(?<!early )(?<!small )(?<!wee )hours|days|weeks|months|years|decades|"
        r"centuries))(?:\s+ago|\s+"
        r"earlier|\s+later)?(?![\s-]+olds?\b)",
        _open_duration,
        "unit",
    ),
    rule(rf"(?:all|the\s+(?:whole|entire|full))\s+(?P<unit>{_SINGULAR})", _one_unit, "unit"),
    rule(
        r"the\s+(?P<unit>hour|minute|week|month|year|decade|century)(?![\s-](?:ago|earlier)\b)",
        _one_unit,
        "unit",
    ),
    rule(rf"{_EACH}\s+(?:(?P<number>{NUMBER})\s+)?(?P<unit>{UNIT})", _each_unit, "each"),
    rule(
        rf"(?:(?:once|twice|{NUMBER}\s+times)\s+)?(?:a|per)\s+(?P<unit>{_SINGULAR})",
        _each_unit,
        "unit",
    ),
    rule(rf"{_EACH}\s+(?P<weekday>{WEEKDAY})(?:\s+{PART})?", _each_weekday, "weekday"),
    rule(
        rf"(?P<weekday>{WEEKDAY})\s+(?P<part>mornings|afternoons|evenings|nights)",
        _each_weekday_part,
        "weekday",
    ),
    rule(
        r"(?:on\s+)?(?P<weekday>(?-i:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)days)",
        _each_weekday,
        "weekday",
    ),
    rule(rf"{_EACH}\s+(?P<month>{SURE_MONTH})", _each_month, "month"),
    rule(
        r"(?:daily|weekly|monthly|yearly|annually|hourly|nightly|fortnightly|biweekly|bimonthly)",
        _adverb,
        "lasting",
    ),
    _reference("vague", "PRESENT_REF"),
    _reference("vague", "PAST_REF"),
    _reference("vague", "FUTURE_REF"),
)
