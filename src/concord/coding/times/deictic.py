"""Days read against publication or a day named before: weekdays, "yesterday", "that night"."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

from concord.coding.times import spans
from concord.coding.times.clock import clock_code, part_code
from concord.coding.times.meaning import Context, Meaning, Rule, relative, rule, unresolved
from concord.coding.times.spans import Stretch
from concord.coding.times.words import (
    ABOUT,
    CLOCK,
    HEDGE,
    PART,
    WEEKDAY,
    weekday_of,
)
from concord.regexes import lazy_regex

_BEFORE = 10  # characters before a part of the day in which its preposition is looked for
_EDGES_OF_DAY = frozenset({"dawn", "dusk", "sunrise", "sunset"})
_AT = lazy_regex(r"\b(?:at|by|until|till|before|after|since|around)\s+$", re.IGNORECASE)
_DURING = lazy_regex(r"\b(?:in|by|until|till|since|during)\s+$", re.IGNORECASE)


def weekday_day(number: int, context: Context, which: str = "") -> date | None:
    """Return the day of a weekday: the last one up to the reference, or the next by tense."""
    reference = context.reference
    if reference is None:
        return None
    back = (reference.weekday() - number) % 7
    if which in {"next", "coming", "upcoming"}:
        return reference + timedelta(days=7 - back)
    if which in {"last", "past", "previous"}:
        return reference - timedelta(days=back or 7)
    if which == "this":
        at = reference - timedelta(days=reference.weekday() - number)
        # "Raiders came this Saturday", told on a Monday.
        done = at > reference and context.tense == "past" and context.told
        return at - timedelta(days=7) if done else at
    if context.tense == "future":
        return reference + timedelta(days=(7 - back) % 7)
    return reference - timedelta(days=back)


def _weekday(match: re.Match[str], context: Context) -> Meaning | None:
    number = weekday_of(match["weekday"])
    which = (match["which"] or "").lower().split()[-1:]
    named = context.anchor.first if context.anchor is not None else None
    if which == ["previous"]:
        # "Friday's toll was twice that of the previous Friday."
        if named is not None and named.weekday() == number:
            context = replace(context, reference=named)
        elif match["weekday"] in match.string[: match.start()]:
            context = replace(context, reference=weekday_day(number, context))
    at = weekday_day(number, context, which[0] if which else "")
    if at is None:
        meaning = unresolved("date", f"XXXX-WXX-{number + 1}")
    else:
        meaning = relative(spans.day(at))
    return _timed(match, meaning)


def _timed(match: re.Match[str], meaning: Meaning) -> Meaning:
    groups = match.groupdict()
    clock = groups.get("clock") or groups.get("clock2")
    if clock:
        return meaning.at(clock_code(clock))
    part = groups.get("part") or groups.get("part2")
    return meaning.at(part_code(part)) if part else meaning


def _named_day(match: re.Match[str], context: Context) -> Meaning | None:
    """Read today, yesterday, tomorrow, tonight, last night, overnight, this morning."""
    word = " ".join(match["day"].lower().split())
    shift = _NAMED.get(word, 0)
    if context.reference is None:
        return _timed(match, unresolved("date", "XXXX-XX-XX"))
    meaning = relative(spans.day(context.reference + timedelta(days=shift)))
    if word in {"tonight", "last night", "yesternight", "the night before last"}:
        return meaning.at("TNI")
    return _timed(match, meaning)


_NAMED = {
    "today": 0, "yesterday": -1, "tomorrow": 1, "tonight": 0, "last night": -1,
    "the day before yesterday": -2, "day before yesterday": -2, "the day after tomorrow": 2,
    "yesternight": -1, "the night before last": -2,
}  # fmt: skip


def _overnight(match: re.Match[str], context: Context) -> Meaning | None:
    """Read "overnight": the night that ended on the day named before or of publication."""
    del match
    if context.reference is None:
        return unresolved("time", "TNI")
    end = context.reference
    value = (end - timedelta(days=1)).isoformat()
    return Meaning(
        "time", f"{value}TNI", Stretch(end - timedelta(days=1), end, value, "day"), "relative"
    )


def _this_part(match: re.Match[str], context: Context) -> Meaning | None:
    code = part_code(match["part"])
    if context.reference is None:
        return unresolved("time", f"XXXX-XX-XX{code}")
    return relative(spans.day(context.reference)).at(code)


def _part_alone(match: re.Match[str], context: Context) -> Meaning | None:
    """Read "at dawn", "in the early morning": of the day named before, which else is not known."""
    words = match["part"].lower()
    before = match.string[max(0, match.start() - _BEFORE) : match.start()]
    edge = words.startswith(("early", "late", "mid"))
    if words in _EDGES_OF_DAY:
        known = bool(_AT.search(before)) and not match["article"]
    else:
        known = bool(_DURING.search(before)) and (bool(match["article"]) or edge)
    if not known:
        return None
    code = part_code(match["part"])
    origin = context.origin
    day = origin.isoformat() if origin else "XXXX-XX-XX"
    if context.anchor is None:
        return unresolved("time", f"{day}{code}")
    return Meaning("time", f"{day}{code}", spans.day(context.anchor.first), "relative")


def _same_day(match: re.Match[str], context: Context) -> Meaning | None:
    """Read "the same day", "that night", "the next day", "the previous evening", by the anchor."""
    origin = context.origin
    which = match["which"].lower()
    unit = match["unit"].lower()
    shift = {"next": 1, "following": 1, "previous": -1, "preceding": -1, "before": -1}.get(which, 0)
    if origin is None:
        return unresolved("date", "XXXX-XX-XX")
    if unit in {"day", "date"}:
        return relative(spans.day(origin + timedelta(days=shift)))
    return relative(spans.day(origin + timedelta(days=shift))).at(part_code(unit))


def _within_day(match: re.Match[str], context: Context) -> Meaning | None:
    """Read "later in the day", "at the start of the day": the day of the news."""
    del match
    origin, reference = context.origin, context.reference
    if origin and reference and abs((reference - origin).days) > 1:
        # The last day named was of another story.
        origin = reference
    return relative(spans.day(origin)) if origin else unresolved("date", "XXXX-XX-XX")


def _clock(match: re.Match[str], context: Context) -> Meaning | None:
    """Read a clock time alone: on the day named before, or of publication."""
    code = clock_code(match["clock"])
    origin = context.scene
    if origin is None:
        return unresolved("time", f"XXXX-XX-XX{code}")
    return Meaning("time", f"{origin.isoformat()}{code}", spans.day(origin), "relative")


RULES: tuple[Rule, ...] = (
    rule(
        rf"(?:(?:{ABOUT}\s+)?(?P<clock>{CLOCK})(?:,?\s+on|,)?\s+)?(?:(?:earlier|early|later|late|mid)[\s-]+"
        r"(?:on\s+)?|(?:the\s+)?(?:early|small|wee)\s+hours\s+(?:of|on)\s+)?(?:(?:the\s+)?(?P<which>last|next|this\s+past|this\s+coming|this|past|"
        rf"previous|coming)\s+)?(?P<weekday>{WEEKDAY})(?:(?:['\u2019]s)?,?\s+(?:at\s+)?(?P<part>{PART})"
        rf")?(?:(?:,?\s+at|,)?\s+(?P<clock2>{CLOCK}))?",
        _weekday,
        "weekday",
    ),
    rule(
        rf"(?:the\s+)?(?P<part>{PART})\s+(?:of|on)\s+(?:(?P<which>last|next|this|past)\s+)"
        rf"?(?P<weekday>{WEEKDAY})",
        _weekday,
        "weekday",
    ),
    rule(
        rf"(?:(?:{ABOUT}\s+)?(?P<clock>{CLOCK})(?:,?\s+on|,)?\s+)?(?:(?P<part2>{PART})\s+)?(?:{HEDGE})?(?P<day>(?:the\s+)?day\s+"
        rf"before\s+yesterday|the\s+day\s+after\s+tomorrow|today|yesterday|tomorrow|tonight|"
        rf"last\s+night|yesternight|the\s+night\s+before\s+last)(?:\s+(?P<part>{PART}))?",
        _named_day,
        "named",
    ),
    rule(r"overnight", _overnight, "overnight"),
    rule(
        rf"(?P<article>the\s+)?(?P<part>{PART})(?!\s+(?:of|on|session|trading|rush|paper|{WEEKDAY})\b)",
        _part_alone,
        "part",
    ),
    rule(rf"(?:(?:earlier|later|early)\s+)?this\s+(?P<part>{PART})", _this_part, "part"),
    rule(
        r"(?:the\s+|that\s+)?(?:very\s+)?(?P<which>same|next|following|previous|preceding)\s+"
        r"(?P<unit>day|night|morning|evening|afternoon|date)",
        _same_day,
        "part",
    ),
    rule(
        r"the\s+(?P<unit>night|morning|evening|afternoon)\s+(?P<which>before)"
        r"(?=\s*(?:[.,;:)\u201d\"]|$)|\s+(?:in|at|when|and|by|near|on|outside|from|to)\b)",
        _same_day,
        "part",
    ),
    rule(
        r"(?:(?:late|later|early|earlier)\s+)?(?P<which>that)\s+(?P<unit>day|night|morning|"
        r"evening|afternoon)",
        _same_day,
        "part",
    ),
    rule(
        r"(?:(?:earlier|early|later|late)\s+(?:in\s+|on\s+))the\s+(?P<which>same\s+|)(?P<unit>day)",
        _within_day,
        "part",
    ),
    rule(
        r"(?:the\s+)?(?:start|end|beginning|close)\s+of\s+the\s+(?P<which>)(?P<unit>day)",
        _within_day,
        "part",
    ),
    rule(rf"(?:{ABOUT}\s+)?(?P<clock>{CLOCK})", _clock, "clock"),
)
