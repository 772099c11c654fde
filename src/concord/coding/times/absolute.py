"""Dates by month, day and year: written out, abbreviated, numeric, in ranges, by quarter or season."""

from __future__ import annotations

import re
from datetime import date, timedelta

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
    ANY_WEEKDAY,
    CLOCK,
    DAY,
    DECADES,
    EDGE,
    HEDGE,
    MONTH,
    ORDINALS,
    PART,
    PARTS,
    SEASONS,
    SPOKEN_YEAR,
    SURE_MONTH,
    YEAR,
    day_of,
    month_of,
    spoken_year,
)

_NEAR_FUTURE = timedelta(days=2)
_YEARLESS_AHEAD = timedelta(days=60)
_OF = r"(?:of\s+|,\s*)?"
_ORDINAL = "|".join(sorted(ORDINALS, key=len, reverse=True))
_WEEK_OF_MONTH = 7


def part_code(words: str) -> str:
    """Return the TIMEX3 code of a part of the day ("late night" -> "TNI")."""
    return "T" + PARTS[words.lower().split()[-1].removeprefix("mid").lstrip("-")]


def clock_code(words: str) -> str:
    """Return the TIMEX3 time of a clock expression ("2 p.m." -> "T14:00")."""
    lower = words.lower()
    if "noon" in lower and "after" not in lower or lower.startswith("mid") and "day" in lower:
        return "T12:00"
    if "midnight" in lower:
        return "T24:00"
    figures = re.findall(r"\d+", lower)
    if not figures:
        hour = _spoken_hour(lower)
        return f"T{hour:02d}:00"
    digits = figures[0]
    if len(digits) == 4:  # noqa: PLR2004 - "1430 hrs"
        return f"T{digits[:2]}:{digits[2:]}"
    hour = int(digits)
    minute = figures[1] if len(figures) > 1 and len(figures[1]) == 2 else "00"  # noqa: PLR2004
    late = re.search(r"p\.?m|evening|afternoon", lower)
    if late and hour < 12:  # noqa: PLR2004 - noon
        hour += 12
    if re.search(r"a\.?m\b|a\.m", lower) and hour == 12:  # noqa: PLR2004
        hour = 0
    return f"T{hour:02d}:{minute}"


def _spoken_hour(lower: str) -> int:
    hours = "one two three four five six seven eight nine ten eleven twelve".split()
    return next((at for at, word in enumerate(hours, 1) if lower.startswith(word)), 12)


def made_day(year: int, month: int, number: int) -> Stretch | None:
    """Return the day, or None if the calendar has no such day."""
    try:
        return spans.day(date(year, month, number))
    except ValueError:
        return None


def yearless(month: int, number: int, context: Context) -> Meaning | None:
    """Return the day of a date without a year: the last one, or the next by future tense."""
    if context.reference is None and context.year is None:
        return unresolved("date", f"XXXX-{month:02d}-{number:02d}")
    if context.year is not None and context.tense == "past":
        at = made_day(context.year, month, number)
        if at is not None and (context.reference is None or at.first <= context.reference):
            return relative(at)
    reference = context.reference
    if reference is None:
        return unresolved("date", f"XXXX-{month:02d}-{number:02d}")
    found = None
    for year in (reference.year + 1, reference.year, reference.year - 1, reference.year - 4):
        at = made_day(year, month, number)
        if at is None:
            continue
        if context.tense == "future":
            if at.first >= reference:
                found = at
            continue
        ahead = _NEAR_FUTURE if context.told else _YEARLESS_AHEAD
        if at.first <= reference + ahead:
            return relative(at)
    return relative(found) if found else None


def yearless_month(month: int, context: Context) -> Meaning:
    """Return a month without a year: the last one that had begun, or the next by future tense."""
    reference = context.reference
    if context.year is not None and context.tense == "past":
        return relative(spans.month(context.year, month))
    if reference is None:
        return unresolved("date", f"XXXX-{month:02d}")
    year = reference.year
    if context.tense == "future":
        year += 1 if month < reference.month else 0
    else:
        year -= 1 if month > reference.month else 0
    return relative(spans.month(year, month))


def _with_time(match: re.Match[str], meaning: Meaning | None) -> Meaning | None:
    if meaning is None:
        return None
    groups = match.groupdict()
    if groups.get("clock"):
        return meaning.at(clock_code(groups["clock"]))
    part = groups.get("part") or groups.get("part2")
    return meaning.at(part_code(part)) if part else meaning


def _full(match: re.Match[str], context: Context) -> Meaning | None:
    number, month = day_of(match["day"]), month_of(match["month"])
    year = match["year"]
    if year is None:
        return _with_time(match, yearless(month, number, context))
    at = made_day(_year_of(year), month, number)
    return _with_time(match, explicit(at) if at else None)


def _year_of(words: str) -> int:
    digits = words.lstrip("'\u2019")
    if len(digits) == 2:  # noqa: PLR2004 - "'98"
        return int(digits) + (1900 if int(digits) > 50 else 2000)  # noqa: PLR2004
    return int(digits)


def _days_range(match: re.Match[str], context: Context) -> Meaning | None:
    """Read "May 12-14", "12 to 14 May", "the night of July 19 and 20"."""
    month = month_of(match["month"])
    first, last = day_of(match["day"]), day_of(match["last"])
    if match["year"]:
        start = made_day(int(match["year"]), month, first)
        basis = "explicit"
    else:
        read = yearless(month, last, context)
        if read is None or read.stretch is None:
            return read
        start = made_day(read.stretch.first.year, month, first)
        basis = "relative"
    end = made_day(start.first.year, month, last) if start else None
    if start is None or end is None or end.first <= start.first:
        return None
    if match["night"]:
        # A night belongs to both days; operations are dated by the later one.
        return Meaning(
            "time", f"{end.value}TNI", Stretch(start.first, end.first, end.value, "day"), basis
        )
    value = f"{start.value}/{end.value}"
    precision = spans.precision_of(start.first, end.last)
    return Meaning("date", value, Stretch(start.first, end.last, value, precision), basis)


def _month_year(match: re.Match[str], context: Context) -> Meaning | None:
    del context
    return explicit(spans.month(_year_of(match["year"]), month_of(match["month"])))


def _month_of_deictic_year(match: re.Match[str], context: Context) -> Meaning | None:
    month = month_of(match["month"])
    if context.reference is None:
        return unresolved("date", f"XXXX-{month:02d}")
    year = deictic_year(match["which"], context)
    return relative(spans.month(year, month)) if year else None


def _month(match: re.Match[str], context: Context) -> Meaning | None:
    month = month_of(match["month"])
    which = (match.groupdict().get("which") or "").lower()
    if not which or context.reference is None:
        return yearless_month(month, context)
    return relative(spans.month(_year_by(which, month, context.reference), month))


def _year_by(which: str, month: int, reference: date) -> int:
    """Return the year of "last March", "next March", "this March", "the previous March"."""
    if which in {"next", "coming", "upcoming"}:
        return reference.year + (1 if month <= reference.month else 0)
    if which in {"last", "previous", "past"}:
        return reference.year - (1 if month >= reference.month else 0)
    return reference.year


def _day_of_deictic_year(match: re.Match[str], context: Context) -> Meaning | None:
    """Read "September 9 last year", "18 December of that year"."""
    month, number = month_of(match["month"]), day_of(match["day"])
    year = deictic_year(match["which"], context)
    if year is None:
        return unresolved("date", f"XXXX-{month:02d}-{number:02d}")
    at = made_day(year, month, number)
    return _with_time(match, relative(at)) if at else None


def deictic_year(which: str, context: Context) -> int | None:
    """Return the year of "last year", "that year", "the same year"."""
    word = which.lower().split()[-1]
    if word in {"that", "same"}:
        return context.named_year or (context.origin.year if context.origin else None)
    if context.reference is None:
        return None
    return context.reference.year + {"last": -1, "previous": -1, "next": 1}.get(word, 0)


def _that_year(match: re.Match[str], context: Context) -> Meaning | None:
    year = deictic_year(match["which"], context)
    return relative(spans.year(year)) if year else unresolved("date", "XXXX")


def _day_of_month(match: re.Match[str], context: Context) -> Meaning | None:
    """Read "on the 26th", "the 3rd of this month": in the month named or of the reference."""
    word = match["day"].lower()
    number = ORDINALS.get(word) or day_of(word)
    which = (match["which"] or "").lower()
    reference = context.reference
    if which in {"that", "same"} or reference is None:
        reference = context.origin
    if reference is None:
        return unresolved("date", f"XXXX-XX-{number:02d}")
    back = 1 if which in {"last", "previous"} or (not which and number > reference.day) else 0
    whole = spans.month(reference.year, reference.month - back)
    at = made_day(whole.first.year, whole.first.month, number)
    return relative(at) if at else None


def _iso(match: re.Match[str], context: Context) -> Meaning | None:
    del context
    at = made_day(int(match["year"]), int(match["month"]), int(match["day"]))
    if at is None:
        return None
    meaning = explicit(at)
    return meaning.at(f"T{match['time']}") if match["time"] else meaning


def _numeric(match: re.Match[str], context: Context) -> Meaning | None:
    """Read "25/12/2014": by the order given, or where only one order is possible."""
    first, second, year = int(match["a"]), int(match["b"]), _year_of(match["year"])
    if first > 12 >= second or context.order == "dmy":  # noqa: PLR2004 - months of a year
        at = made_day(year, second, first)
    elif second > 12 >= first or context.order == "mdy" or first == second:  # noqa: PLR2004
        at = made_day(year, first, second)
    else:
        return unresolved("date", f"{year:04d}-XX-XX")
    return explicit(at) if at else None


def _year(match: re.Match[str], context: Context) -> Meaning | None:
    del context
    return explicit(spans.year(int(match["year"])))


def _spoken(match: re.Match[str], context: Context) -> Meaning | None:
    del context
    year = spoken_year(match["spoken"])
    if not 1700 < year < 2100:  # noqa: PLR2004 - years that news speaks of
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
    elif which in {"last", "previous"} and at >= reference:
        at = holidays.in_year(name, year - 1)
    elif context.tense == "past" and not which and at > reference + _YEARLESS_AHEAD:
        at = holidays.in_year(name, year - 1)
    return relative(spans.day(at))


def _the_weekend(match: re.Match[str], context: Context) -> Meaning | None:
    """Read "over the weekend": the last one that had begun, or the next by future tense."""
    del match
    if context.reference is None:
        return unresolved("date", "XXXX-WXX-WE")
    at = context.reference
    if context.tense == "past" and at.weekday() < 5:  # noqa: PLR2004 - Saturday
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
    return explicit(spans.year(_year_of(match["year"])))


def _fiscal(match: re.Match[str], context: Context) -> Meaning | None:
    """Read "fiscal 2014", "FY2013-14": July to June as in Pakistan where two years are named."""
    del context
    year = _year_of(match["year"])
    if not match["second"]:
        return explicit(spans.years(year, year, f"{year:04d}"))
    first, last = spans.month(year, 7).first, spans.month(year + 1, 6).last
    return Meaning("date", f"{year:04d}", Stretch(first, last, f"{year:04d}", "year"), "explicit")


def _year_pair(match: re.Match[str], context: Context) -> Meaning | None:
    del context
    first, last = int(match["year"]), int(match["last"])
    if len(match["last"]) == 2:  # noqa: PLR2004 - "2013-14"
        last += first // 100 * 100
    if not first < last <= first + 60:
        return None
    return explicit(spans.years(first, last, f"{first:04d}/{last:04d}"))


def _decade(match: re.Match[str], context: Context) -> Meaning | None:
    del context
    figures = (match["figures"] or "").strip("'\u2019")
    if figures:
        number = int(figures) if len(figures) == 4 else 1900 + int(figures)  # noqa: PLR2004
        return explicit(spans.decade(number // 10 * 10))
    return explicit(spans.decade(1900 + DECADES[match["words"].lower()]))


def _century(match: re.Match[str], context: Context) -> Meaning | None:
    del context
    word = match["which"].lower()
    number = ORDINALS.get(word) or int("".join(c for c in word if c.isdigit()) or "0")
    return explicit(spans.century(number)) if 0 < number < 30 else None  # noqa: PLR2004


def _quarter(match: re.Match[str], context: Context) -> Meaning | None:
    number = ORDINALS[match["which"].lower()]
    year = match["year"] or match["year2"]
    if number < 0:
        number = 4
    if number > 4:  # noqa: PLR2004 - quarters of a year
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
        return explicit(spans.season(_year_of(match["year"]), code))
    which = (match["which"] or "").lower()
    if context.reference is None:
        return unresolved("date", f"XXXX-{code}")
    at = spans.season(context.reference.year, code)
    if which in {"next", "coming"} and at.first <= context.reference:
        at = spans.season(context.reference.year + 1, code)
    elif which in {"last", "previous", "past"} and at.last >= context.reference:
        at = spans.season(context.reference.year - 1, code)
    elif which not in {"next", "coming", "this"} and at.first > context.reference:
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
_LEAD = (
    rf"(?:(?:(?:the\s+)?(?P<part>{PART})\s+(?:of|on)\s+)|(?:(?:(?:about|around)\s+)?(?P<clock>{CLOCK})(?:,?\s+on|,)?\s+))?"
    rf"(?:{ANY_WEEKDAY},?\s+(?:the\s+)?)?"
)
_TAIL = rf"(?:(?:,?\s+)(?P<part2>{PART}))?"
_YEAR_TAIL = rf"(?:(?:,\s*|\s+of\s+|\s+)(?P<year>{YEAR}|['\u2019]\d\d(?!\d)))?"
_WHICH = r"(?:the\s+)?(?P<which>last|next|this|previous|past|coming|upcoming|same)"
_UNITS_AFTER = r"(?!\s*(?:percent|per cent|%|people|persons|km|miles|pounds|shares|points))"

RULES: tuple[Rule, ...] = (
    rule(
        rf"{_LEAD}(?P<month>{MONTH})\s*(?P<day>{DAY}),?\s+(?:of\s+)?(?:the\s+)?(?P<which>last|this|that|same|previous)\s+year",
        _day_of_deictic_year,
    ),
    rule(
        rf"{_LEAD}(?P<day>{DAY})\s+(?:of\s+)?(?P<month>{MONTH}),?\s+(?:of\s+)?(?:the\s+)?(?P<which>last|this|that|same|previous)\s+year",
        _day_of_deictic_year,
    ),
    rule(r"(?P<which>that|the\s+same)\s+year", _that_year),
    rule(
        r"(?<=\bon )the\s+(?P<day>\d{1,2}(?:st|nd|rd|th))(?:\s+of\s+(?:the\s+)?(?P<which>this|current|same|last|that|previous)\s+month)?",
        _day_of_month,
    ),
    rule(
        rf"the\s+(?P<day>\d{{1,2}}(?:st|nd|rd|th)|{_ORDINAL})\s+of\s+(?:the\s+)?(?P<which>this|current|same|last|that|previous)\s+month",
        _day_of_month,
    ),
    rule(
        rf"{_LEAD}{_WHEN}(?P<month>{MONTH})\s*(?P<day>{DAY})(?!\s*(?:-|\u2013|to|and)\s*\d{{1,2}}\b(?!\s*{MONTH}))(?!:\d){_YEAR_TAIL}{_TAIL}",
        _full,
    ),
    rule(
        rf"{_LEAD}{_WHEN}(?P<day>{DAY})[\s-]*(?:of\s+|day\s+of\s+)?(?P<month>{MONTH})(?:[\s,-]*(?:of\s+)?(?P<year>{YEAR}|['\u2019]\d\d(?!\d)))?{_TAIL}",
        _full,
    ),
    rule(
        rf"(?P<night>(?:the\s+)?(?:(?:intervening\s+)?night\s+(?:between|of)\s+))?(?P<month>{MONTH})\s*(?P<day>{DAY})\s*(?:-|\u2013|to|and|till|until|through)\s*(?:{MONTH}\s+)?(?P<last>{DAY})(?:,?\s+(?P<year>{YEAR}))?",
        _days_range,
    ),
    rule(
        rf"(?P<night>(?:the\s+)?(?:(?:intervening\s+)?night\s+(?:between|of)\s+))?(?P<day>{DAY})\s*(?:-|\u2013|to|and|till|until|through)\s*(?P<last>{DAY})\s+(?P<month>{MONTH})(?:,?\s+(?P<year>{YEAR}))?",
        _days_range,
    ),
    rule(
        rf"(?:the\s+month\s+of\s+)?{_WHEN}(?P<month>{MONTH})(?:,?\s+(?:of\s+)?|-)(?P<year>{YEAR}|['\u2019]\d\d(?!\d))",
        _month_year,
    ),
    rule(
        rf"{_WHEN}(?P<month>{MONTH})\s+(?:of\s+)?(?:the\s+)?(?P<which>last|this|next|same|previous)\s+year",
        _month_of_deictic_year,
    ),
    rule(rf"(?:the\s+month\s+of\s+)?{_WHEN}(?P<month>{SURE_MONTH})", _month),
    rule(rf"(?:{HEDGE}|{EDGE})(?P<month>{MONTH})", _month),
    rule(rf"{_WHICH}\s+(?P<month>{MONTH})", _month),
    rule(rf"(?<=\bin )(?P<month>{MONTH})", _month),
    rule(rf"(?<=\bof )(?P<month>{MONTH})", _month),
    rule(rf"(?<=\bsince )(?P<month>{MONTH})", _month),
    rule(rf"(?<=\bby )(?P<month>{MONTH})", _month),
    rule(rf"(?<=\buntil )(?P<month>{MONTH})", _month),
    rule(rf"(?<=\bfrom )(?P<month>{MONTH})", _month),
    rule(
        r"(?P<year>(?:1[5-9]|20)\d\d)[-/](?P<month>\d{1,2})[-/](?P<day>\d{1,2})(?:T(?P<time>\d\d:\d\d(?::\d\d)?)\S{0,6})?",
        _iso,
    ),
    rule(
        r"(?P<a>\d{1,2})[/.-](?P<b>\d{1,2})[/.-](?P<year>(?:19|20)\d\d|\d\d)(?![/.-]\d)", _numeric
    ),
    rule(rf"{_WHEN}(?:the\s+year\s+)?(?P<year>{YEAR}){_UNITS_AFTER}", _year),
    rule(
        rf"(?:the\s+)?(?:year\s+|(?P<month>{MONTH})\s+(?:of\s+)?|(?P<season>spring|summer|autumn|winter)\s+(?:of\s+)?)?(?P<spoken>{SPOKEN_YEAR})",
        _spoken,
    ),
    rule(
        rf"(?:(?P<which>last|this|next|previous)\s+)?(?P<holiday>{holidays.NAMES})(?:,?\s+(?P<year>{YEAR}))?",
        _holiday,
    ),
    rule(r"(?:the|this\s+past)\s+weekend", _the_weekend),
    rule(r"the\s+(?:latest\s+)?quarter", _past_quarter),
    rule(r"(?:the\s+)?year(?:['\u2019]s)?[\s-]+end", _year_end),
    rule(r"(?<=\bin )(?P<year>['\u2019]\d\d(?!s))", _short_year),
    rule(
        rf"(?:the\s+)?(?:fiscal\s+(?:year\s+)?|financial\s+year\s+|FY\s?)(?P<year>{YEAR}|\d\d)(?:[-/\u2013](?P<second>\d{{2,4}}))?",
        _fiscal,
    ),
    rule(
        r"(?P<year>(?:19|20)\d\d)\s*[-\u2013/]\s*(?P<last>(?:19|20)\d\d|\d\d)(?![-/\d])", _year_pair
    ),
    rule(
        rf"(?:the\s+)?(?:{HEDGE})?(?:(?P<figures>(?:1[5-9]|20)\d0|['\u2019]?\d0)['\u2019]?s|(?P<words>{'|'.join(DECADES)}))",
        _decade,
    ),
    rule(
        rf"(?:the\s+)?(?:{HEDGE}|{EDGE}(?:the\s+)?)?(?P<which>{_ORDINAL}|\d{{1,2}}(?:st|nd|rd|th))[\s-]+century",
        _century,
    ),
    rule(
        rf"(?:(?P<rel>(?:this|last|next)\s+year(?:'s)?)\s+|the\s+|(?P<year2>{YEAR})(?:'s)?\s+)*(?P<which>first|second|third|fourth|1st|2nd|3rd|4th)[\s-]quarter(?:\s+(?:of\s+)?(?:fiscal\s+)?(?P<year>{YEAR}))?",
        _quarter,
    ),
    rule(
        rf"(?:the\s+)?(?P<which>first|second)[\s-]half(?:\s+of\s+(?:(?P<year>{YEAR})|(?P<rel>this|last|next)\s+year))",
        _half,
    ),
    rule(
        rf"(?:(?:the\s+)?(?P<which>last|this|next|past|previous|coming|early|late|mid)[\s-]+|the\s+)(?P<season>spring|summer|autumn|fall|winter)(?:(?:\s+of)?,?\s+(?P<year>{YEAR}))?(?!\s+(?:of|from|in|to|by|below|short|into|apart|olympics))",
        _season,
    ),
    rule(
        rf"(?P<which>)(?P<season>spring|summer|autumn|fall|winter)(?:\s+of)?\s+(?P<year>{YEAR})",
        _season,
    ),
    rule(
        rf"(?:(?:the\s+)?(?P<which>last|this|next|previous|coming)\s+)?(?P<feast>{islamic.NAMES})(?:,?\s+(?:of\s+|in\s+)?(?P<year>{YEAR}))?",
        _feast,
    ),
)
