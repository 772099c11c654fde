"""Quantities in running English: figures and number words with their hedges, as ranges.

``find`` reads "at least twelve", "between 20 and 30", "two to three", "dozens", "1.2 lakh",
"40-odd" and the like. "A" and "an" are no quantity here: the toll reader decides by the noun.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from concord.coding.wordpatterns import FIGURE, places_of
from concord.regexes import lazy_regex

if TYPE_CHECKING:
    from collections.abc import Iterator

_UNITS: Final = {
    word: value
    for value, word in enumerate(
        [
            "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine",
            "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen",
            "seventeen", "eighteen", "nineteen",
        ]
    )
}  # fmt: skip
_TENS: Final = {
    word: 10 * value
    for value, word in enumerate(
        ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], start=2
    )
} | {"fourty": 40}
_SCALES: Final = {
    "hundred": 100,
    "thousand": 1_000,
    "lakh": 100_000,
    "lakhs": 100_000,
    "lac": 100_000,
    "million": 1_000_000,
    "crore": 10_000_000,
    "crores": 10_000_000,
    "billion": 1_000_000_000,
}
# Indefinite words: what they stand for at least (the counting rule of the contract).
_OPEN: Final = {
    "several": 3,
    "some": 3,
    "few": 3,
    "many": 3,
    "various": 3,
    "numerous": 3,
    "multiple": 3,
    "number": 3,
    "handful": 3,
    "dozens": 12,
    "scores": 20,
    "hundreds": 100,
    "thousands": 1_000,
}

_FIGURE = r"\d{1,3}(?:,\d{2,3})+(?![\d,]*\d)|\d+(?:\.\d+)?"
_SCALE = "|".join(sorted(_SCALES, key=len, reverse=True))
# Tens with a unit ("twenty-five"), or one word.
_BELOW_100 = (
    rf"(?:(?:{'|'.join(_TENS)})(?:[\s-]+(?:{'|'.join(list(_UNITS)[1:10])})\b)?"
    rf"|(?:{'|'.join(sorted(_UNITS, key=len, reverse=True))}))\b"
)
_SCALED = rf"(?:{_SCALE})\b(?:[\s-]+(?:{_SCALE})\b)?"
_CARDINAL = (
    r"(?:half\s+a|half-a|a|one|two|three|four|five|six|\d+)\s+dozen\b|dozen\b"
    rf"|half\s+a\s+(?:{_SCALE})\b"
    rf"|(?:{_FIGURE})(?:\s*-?(?:{_SCALE})\b)?(?!\d)"
    rf"|(?:(?:a|{_BELOW_100})[\s-]+)?{_SCALED}(?:(?:\s+and)?\s+{_BELOW_100}(?:\s+{_SCALED})?)*"
    rf"|{_BELOW_100}"
    r"|(?:a\s+)?(?:couple|pair|trio)\b(?:\s+of\b)?|duo\b|both\b"
)
_AT_LEAST = (
    r"at\s+least|more\s+than|well\s+over|over|above|upwards?\s+of|no\s+(?:fewer|less)\s+than|"
    r"not\s+(?:fewer|less)\s+than|in\s+excess\s+of|a\s+minimum\s+of|exceeding"
)
_AT_MOST = (
    r"up\s*to|at\s+most|no\s+more\s+than|not\s+more\s+than|a\s+maximum\s+of|fewer\s+than|"
    r"less\s+than|under"
)
_ABOUT = (
    r"about|around|approximately|approx\.?|nearly|almost|some|roughly|an\s+estimated|estimated|"
    r"as\s+many\s+as|close\s+to|all|a\s+total\s+of|another|other"
)
_OPEN_WORDS = (
    r"dozens|scores|hundreds|thousands|several|few|many|various|numerous|"
    r"multiple"
)
QUANTITY = lazy_regex(
    rf"(?<![\w.,/$])(?:"
    rf"(?P<between>between|from)\s+(?P<b1>{_CARDINAL})\s+(?:and|to)\s+(?P<b2>{_CARDINAL})"
    rf"|(?:(?P<least>{_AT_LEAST})|(?P<most>{_AT_MOST})|(?P<about>{_ABOUT}))?\s*"
    rf"(?P<first>{_CARDINAL})"
    rf"(?:(?:[-\u2013]|\s+(?:to|or)\s+)(?P<second>{_CARDINAL})"
    # "25 30 men": a range whose dash an extractor lost.
    rf"|(?<=\d)\s(?P<lost>\d{{1,3}})(?![\d,:./]))?"
    rf"(?P<plus>\s*\+|\s*-?odd\b|\s+or\s+(?:more|so)\b)?"
    rf"|(?P<open>(?:(?:a|an)\s+(?:large\s+|small\s+|good\s+|unknown\s+|unspecified\s+|undisclosed\s+)?"
    rf"(?:number\s+of|handful)|(?:(?:a|an)\s+(?:good\s+)?)?(?:{_OPEN_WORDS}))"
    rf"(?:\s+(?:of\s+)?(?:dozens?|hundreds?|thousands?)\b)?(?:\s+of\b(?=\s+(?!the\b|them\b)))?|some)"
    rf")(?![\w/])(?!\.\d)(?!,\d{{3}})",
    re.IGNORECASE,
)
_WORD = lazy_regex(r"[a-z]+|\d[\d,]*(?:\.\d+)?", re.IGNORECASE)
MOST = 10**15


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number of things: ``low`` <= ``best`` <= ``high``; ``high`` None is open-ended.

    ``start`` and ``end`` are code points of the text searched, hedge included; ``vague`` marks
    words such as "several", "dozens". ``more`` is true for a remainder ("another two").
    """

    start: int
    end: int
    text: str
    low: int
    best: int
    high: int | None
    vague: bool = False
    more: bool = False


def parse(words: str) -> int | None:
    """Return the whole number that a figure or cardinal words say ("two lakh"), or None.

    Numbers beyond MOST are None too: nothing that is counted comes near.
    """
    total = group = 0.0
    seen = False
    for word in _WORD.findall(words.lower()):
        value = _value(word)
        if word in {"and", "a", "an", "of"}:
            continue
        if word in {"dozen", "dozens"}:
            group, seen = max(group, 1) * 12, True
        elif word == "half":
            continue
        elif word in _SCALES:
            scale, seen = _SCALES[word], True
            if scale == _SCALES["hundred"]:
                # A hundred multiplies what stands before it; a thousand closes the group.
                group = max(group, 1) * scale
            else:
                total, group = total + round((group or 1) * scale), 0
        elif value is not None:
            group, seen = group + value, True
        else:
            return None
        if total + group > MOST:
            return None
    if not seen:
        return None
    number = total + group
    return round(number / 2) if words.lower().startswith("half") else round(number)


def _value(word: str) -> float | None:
    if word[0].isdigit():
        return float(word.replace(",", ""))
    if word in {"couple", "pair", "both", "duo"}:
        return 2
    if word == "trio":
        return 3
    return _UNITS.get(word, _TENS.get(word))


_COUNTED = "half a dozen couple pair trio duo both"
_NUMBERS = frozenset([FIGURE, *_COUNTED.split(), *_UNITS, *_TENS, *_SCALES])
_HEDGES = (
    "over above exceeding under about around approximately approx nearly almost some roughly"
    " estimated all another other"
)
_LONG_HEDGES = "between from at more well upward upwards no not in up upto fewer less an as close"
# A hedge of one word may be written together with its number: "someone".
_TOGETHER = (hedge + number for hedge in _HEDGES.split() for number in _NUMBERS)
# How a quantity may begin: as a number, or with the first word of a hedge or of an open word.
_BEGINS = _NUMBERS.union(_HEDGES.split(), _LONG_HEDGES.split(), _OPEN_WORDS.split("|"), _TOGETHER)


def find(text: str, start: int = 0, end: int | None = None) -> tuple[Quantity, ...]:
    """Return the quantities in ``text[start:end]``, in order; offsets are into ``text``."""
    stop = len(text) if end is None else end
    found = (_read(match) for match in find_matches(text, start, stop))
    return tuple(quantity for quantity in found if quantity is not None)


def find_matches(text: str, start: int, stop: int) -> Iterator[re.Match[str]]:
    """Yield what the pattern finds from left to right, tried only where one may begin."""
    starts = set(_within(places_of(text, _BEGINS), start, stop))
    numbers = _within(places_of(text, _NUMBERS), start, stop)
    starts.update(_blank_before(text, at, start) for at in numbers)
    for at in sorted(starts):
        if at >= start and (match := QUANTITY.match(text, at, stop)):
            yield match
            start = match.end()


def _within(places: list[int], start: int, stop: int) -> list[int]:
    return places[bisect_left(places, start) : bisect_left(places, stop)]


def _blank_before(text: str, at: int, start: int) -> int:
    """Return where a match of the number at an offset may begin: at the blanks before it."""
    first = at
    while first > start and text[first - 1].isspace():
        first -= 1
    if first < at and first > 0 and (text[first - 1].isalnum() or text[first - 1] in "_.,/$"):
        return first + 1
    return first


def _read(match: re.Match[str]) -> Quantity | None:
    if match["open"]:
        return _open(match)
    if match["between"]:
        return _range(match, match["b1"], match["b2"])
    first, second = match["first"], match["second"] or match["lost"]
    if second:
        return _range(match, first, second)
    number = parse(first)
    if number is None:
        return None
    low, best, high = _bounds(match, number)
    hedge = (match["about"] or "").lower()
    return _made(match, low=low, best=best, high=high, more=hedge in {"another", "other"})


def _bounds(match: re.Match[str], number: int) -> tuple[int, int, int | None]:
    if match["least"] or match["plus"]:
        return number, number, None
    if match["most"]:
        return min(number, 1), number, number
    return number, number, number


def _shared_scale(first: str, second: str, *, low: int, high: int) -> int:
    """Return by what the first number of a range is to be multiplied: "two to three lakh"."""
    last = _WORD.findall(second.lower())[-1:]
    scale = _SCALES.get(last[0], 1) if last else 1
    alone = not any(word in _SCALES for word in _WORD.findall(first.lower()))
    return scale if alone and scale > 1 and low * scale <= high else 1


def _range(match: re.Match[str], first: str, second: str) -> Quantity | None:
    low, high = parse(first), parse(second)
    if low is None or high is None:
        return None
    if match["lost"] and not low < high <= 2 * low:
        return None
    low *= _shared_scale(first, second, low=low, high=high)
    if high < low:
        # "one hundred to two": not a range that we can read; the first number stands.
        return _made(match, low=low, best=low, high=low)
    return _made(match, low=low, best=low, high=high, vague=bool(match["least"]))


def _open(match: re.Match[str]) -> Quantity:
    words = [word for word in _WORD.findall(match["open"].lower()) if word in _OPEN]
    words += [f"{w}s" for w in _WORD.findall(match["open"].lower()) if f"{w}s" in _OPEN]
    number = max(_OPEN[word] for word in words)
    return _made(match, low=number, best=number, high=None, vague=True)


def _made(
    match: re.Match[str],
    *,
    low: int,
    best: int,
    high: int | None,
    vague: bool = False,
    more: bool = False,
) -> Quantity:
    # The pattern may begin with the space before the number.
    words = match.group().strip()
    start = match.end() - len(match.group().lstrip())
    return Quantity(
        start=start,
        end=start + len(words),
        text=words,
        low=low,
        best=best,
        high=high,
        vague=vague,
        more=more,
    )
