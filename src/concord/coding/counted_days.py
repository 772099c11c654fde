"""Days that a sentence counts from another: "two days after a blast", "into a third day"."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from concord.coding.times.spans import precision_of, shifted
from concord.coding.times.words import NUMBER, ORDINALS, count_of, unit_of
from concord.coding.wordpatterns import places_of
from concord.model import When
from concord.regexes import lazy_regex

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from concord.model import Precision, Span

_RECENT = timedelta(days=10)
_COUNTED = lazy_regex(
    rf"\b(?:just\s+|only\s+|barely\s+|some\s+)?(?P<number>{NUMBER}|the)[\s-]+(?P<unit>days?|weeks?|months?|"
    r"years?)\s+(?P<way>after|before)\s+(?!that\b|which\b|noon\b|midnight\b|dark\b|(?:a\s+)?dawn\b)",
    re.IGNORECASE,
)
_NTH_DAY = lazy_regex(
    rf"\b(?P<way>for|into|on|in|entered|enters)\s+(?:a|an|its|the|their)\s+(?P<which>{'|'.join(ORDINALS)})\s+"
    r"(?:(?:consecutive|straight|successive)\s+)?(?P<unit>day)\b(?!\s+of\s+(?:Eid|Ramad|Muharram|the\s+month))",
    re.IGNORECASE,
)
_ON_THE_DAY = frozenset({"for", "on", "in"})
# "The attack comes two days after": counted from what the text tells of.
_COMES = lazy_regex(
    r"\b(?:the|this)\s+(?:[\w'\u2019-]+\s+){1,4}?(?:comes?|came|follow(?:s|ed)|happened|occurred|took\s+place)\s+$",
    re.IGNORECASE,
)
_REACH = 90  # characters before the number in which "the attack comes" stands
_LONGEST = timedelta(days=62)
_LOOK = 10  # characters of a unit of time and the blank behind it
_ON = r"\s+(?:(?:late|early|only)\s+)?(?:on\s+(?:the\s+)?)?(?:\w+\s+of\s+)?$"
_ENDED = lazy_regex(
    rf"\b(?:ended|concluded|finished|was\s+over|came\s+to\s+an\s+end|was\s+lifted){_ON}",
    re.IGNORECASE,
)
_BEGAN = lazy_regex(rf"\b(?:began|begun|started|broke\s+out|erupted){_ON}", re.IGNORECASE)
_COARSE: dict[str, Precision] = {"D": "day", "W": "week", "M": "month", "Y": "year"}


def find(
    text: str,
    whens: Sequence[When],
    spans: Sequence[Span],
    published: date | None,
    *,
    told: Sequence[When] = (),
) -> tuple[When, ...]:
    """Return the days that are only counted from another one, in order.

    "On Friday, two days after raiders burnt the village": the raid was on Wednesday. The day that
    is counted from must stand in the same sentence; but "the attack comes two days after" counts
    from the first day of ``told``, on which something happened. "The siege went into a third day
    on Friday": it began on Wednesday.
    """
    found = [*_counted(text, spans, whens, told), *_nth_days(text, spans, whens, published)]
    return tuple(sorted(found, key=lambda when: when.start or 0))


def _counted(
    text: str, spans: Sequence[Span], whens: Sequence[When], told: Sequence[When]
) -> Iterator[When]:
    for match in _COUNTED.finditer(text) if _may_count(text) else ():
        if any((w.start or 0) <= match.start() < (w.end or 0) for w in whens):
            continue  # "a day after Eid" is a time by itself
        number = 1.0 if match["number"].lower() == "the" else count_of(match["number"])
        anchor = _day_beside(spans, whens, match.start(), match.end())
        if anchor is None and _COMES.search(text, max(0, match.start() - _REACH), match.start()):
            anchor = _first_day(told, match.start())
        if anchor is None or number is None or number != int(number) or not number:
            continue
        unit = unit_of(match["unit"])
        sign = -1 if match["way"].lower() == "after" else 1
        if unit == "W":
            # A week is told by people who count days, but loosely.
            whole = shifted(anchor + sign * timedelta(weeks=int(number)), 0, "W")
        else:
            whole = shifted(anchor, sign * int(number), unit)
        yield When(
            first=whole.first,
            last=whole.last,
            precision=_COARSE[unit],
            basis="relative",
            text=match.group().strip(),
            start=match.start(),
            end=match.start() + len(match.group().rstrip()),
        )


_AROUND = frozenset(["after", "before"])
_UNITS = ("day", "days", "week", "weeks", "month", "months", "year", "years")


def _may_count(text: str) -> bool:
    """Return whether a unit of time stands right before "after" or "before"."""
    for at in places_of(text, _AROUND):
        led = text[max(0, at - _LOOK) : at]
        if led.rstrip().lower().endswith(_UNITS) or led[-2:].isspace():
            return True
    return False


def _nth_days(
    text: str, spans: Sequence[Span], whens: Sequence[When], published: date | None
) -> Iterator[When]:
    for match in _NTH_DAY.finditer(text):
        number = ORDINALS[match["which"].lower()]
        named = _day_beside(spans, whens, match.start(), match.end())
        if named is not None and match["way"].lower() in _ON_THE_DAY:
            continue  # "shelled for the second day on Sunday": what is told is of Sunday
        at = named or published
        if at is None or number < 2:  # noqa: PLR2004 - "on the first day": of what, is not said
            continue
        first = at - timedelta(days=number - 1)
        yield When(
            first=first,
            last=at,
            precision=precision_of_days(first, at),
            basis="relative",
            text=match.group(),
            start=match.start(),
            end=match.end(),
        )


def _day_beside(spans: Sequence[Span], whens: Sequence[When], start: int, end: int) -> date | None:
    """Return the day named nearest in the same sentence, outside of ``start`` to ``end``."""
    inside = next((s for s in spans if s.start <= start < s.end), None)
    if inside is None:
        return None
    days = [
        when
        for when in whens
        if when.precision == "day" and when.first is not None and when.start is not None
        if inside.start <= when.start < inside.end and not start <= when.start < end
    ]
    nearest = min(days, key=lambda when: abs((when.start or 0) - start), default=None)
    return nearest.first if nearest is not None else None


def _first_day(told: Sequence[When], before: int) -> date | None:
    """Return the first day that a text tells something of before an offset."""
    days = [w for w in told if w.precision == "day" and (w.start or 0) < before]
    return days[0].first if days else None


def begun(text: str, whens: Sequence[When]) -> tuple[When, ...]:
    """Return the days with "ended on Wednesday" reaching back to "it began on Tuesday".

    A day on which something ended does not say when it happened; with the day of its beginning it
    does. Both must be days, at most two months apart, and the only ones of their kind in the text.
    """
    ends = [w for w in whens if _is_after(text, w, _ENDED)]
    begins = [w for w in whens if _is_after(text, w, _BEGAN)]
    if len(ends) != 1 or len(begins) != 1:
        return tuple(whens)
    first, last = begins[0].first, ends[0].first
    if first is None or last is None or not timedelta(0) < last - first <= _LONGEST:
        return tuple(whens)
    whole = replace(ends[0], first=first, last=last, precision=precision_of_days(first, last))
    return tuple(whole if when is ends[0] else when for when in whens)


def precision_of_days(first: date, last: date) -> Precision:
    """Return the precision of a happening that went on over days: two are as exact as a night."""
    return "day" if last - first <= timedelta(days=1) else precision_of(first, last)


def _is_after(text: str, when: When, words: re.Pattern[str]) -> bool:
    start = when.start or 0
    return when.precision == "day" and bool(words.search(text[max(0, start - 30) : start]))


def since(when: When, published: date | None) -> When:
    """Return "since Wednesday" of the last days as those days: what is told began then."""
    if published is None or when.first is None or when.precision == "unknown":
        return replace(when, kind="duration")
    if timedelta(0) <= published - when.first <= _RECENT:
        return replace(when, last=published, precision="week")
    return replace(when, kind="duration")
