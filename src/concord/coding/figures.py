"""Figures in running text: counts, percentages, fractions, ratios, ranks and sums of money."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import product
from typing import TYPE_CHECKING, Literal

from concord.coding import numbers
from concord.coding.wordpatterns import FIGURE, matches_at, places_of
from concord.regexes import lazy_regex

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

FigureKind = Literal["count", "percent", "ratio", "rank", "money", "of"]
_WORDS = {
    "a": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "every": 1,
}  # fmt: skip
_PARTS = {
    "half": 2, "halves": 2, "third": 3, "thirds": 3, "quarter": 4, "quarters": 4, "fourth": 4,
    "fifth": 5, "fifths": 5, "sixth": 6, "seventh": 7, "eighth": 8, "tenth": 10, "tenths": 10,
    "twentieth": 20,
}  # fmt: skip
_SCALE = {
    "bn": 1e9, "billion": 1e9, "b": 1e9, "m": 1e6, "mn": 1e6, "million": 1e6, "crore": 1e7,
    "crores": 1e7,
    "lakh": 1e5, "lakhs": 1e5, "trillion": 1e12, "tn": 1e12, "thousand": 1e3, "k": 1e3,
}  # fmt: skip
_MULTIPLES = {
    "doubled": 2, "doubling": 2, "double": 2, "twice": 2, "tripled": 3, "trebled": 3, "triple": 3,
    "thrice": 3, "quadrupled": 4, "quadruple": 4,
}  # fmt: skip
_ORDINALS = {
    "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8,
    "ninth": 9, "tenth": 10,
}  # fmt: skip
_MANY = {"hundred": 100, "dozen": 12}
_WHOLE = 100  # percent
_YEARS = (1900, 2100)  # "of 2014" is a year and no total
_HEDGE = (
    r"(?:(?P<least>at\s+least|more\s+than|well\s+over|over|above|exceeding|no\s+(?:fewer|less)\s+than|no\s+fewer)"
    r"|(?P<most>up\s+to|less\s+than|fewer\s+than|under|at\s+most|below)"
    r"|(?P<about>about|around|some|nearly|almost|roughly|approximately|an?\s+estimated|estimated|close\s+to))?\s*"
)
_NUMBER = (
    r"(?P<number>\d[\d,]*(?:\.\d+)?|(?:(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)"
    r"(?:-\w+)?|\w+teen|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve))"
)
_PERCENT = lazy_regex(
    rf"(?<![\w.]){_HEDGE}(?P<sign>[-+\u2212]\s?)?{_NUMBER}(?:\s*(?:-|\u2013|to)\s*(?P<second>\d+(?:\.\d+)?))?\s*-?(?:%|per\s?cent\b|percent\b|pct\b|percentage\s+points?\b)",
    re.IGNORECASE,
)
_PART_NAMES = "|".join(sorted(_PARTS, key=len, reverse=True))
_PART_BEFORE = (
    r"(?=\s+(?:of|by|the|as|from|were|more|in|than|between|since|compared|against|during|after)\b"
    r"|[,;.])"
)
_FRACTION = lazy_regex(
    rf"\b{_HEDGE}(?:(?P<n>an?|one|two|three|four|five|six|seven|eight|nine|every)[\s-]+)?"
    rf"(?P<part>{_PART_NAMES})\b{_PART_BEFORE}",
    re.IGNORECASE,
)
_IN = lazy_regex(
    r"\b(?P<n>one|two|three|four|five|six|seven|eight|nine|\d)\s+(?:\w+\s+)?(?:in|out\s+of)\s+(?:every\s+)?(?P<d>two|three|four|five|six|seven|eight|nine|ten|twenty|\d{1,3})\b(?!\s+(?:days?|weeks?|months?|years?|hours?|districts?|provinces?|places?|villages?|cities|towns))",
    re.IGNORECASE,
)
_OF_BASE = (
    r"(?:the\s+|a\s+total\s+of\s+|all\s+|its\s+|some\s+|these\s+)?"
    r"(?P<d>\d[\d,]*|twenty-?\w*|thirty-?\w*|forty-?\w*|fifty-?\w*|eleven|twelve|\w+teen)\b"
)
_OF = lazy_regex(
    rf"\b(?P<n>\d[\d,]*|\w+)\s+(?:out\s+)?of\s+{_OF_BASE}",
    re.IGNORECASE,
)
_TIMES = lazy_regex(
    r"\b(?:(?P<word>doubled|doubling|twice|tripled|trebled|thrice|quadrupled)\b|(?P<n>\d+(?:\.\d+)?|two|three|four|five|six|seven|eight|nine|ten|a\s+hundred|a\s+dozen)"
    r"(?:\s+times\b(?=\s+(?:as|more|higher|the|that|larger|greater|over|what)|[,.;])|[- ]?fold\b))",
    re.IGNORECASE,
)
_RANK = lazy_regex(
    r"\b(?:(?P<ordinal>second|third|fourth|fifth)[\s-]+)?(?P<top>highest|worst|deadliest|bloodiest|largest|lowest|most\s+(?:\w+\s+){1,3}?)(?:\s*[\w'\u2019-]+){0,5}?\s+(?:since|in\s+(?:\w+\s+)?(?:years|decades|a\s+decade|months)|on\s+record|ever)\b",
    re.IGNORECASE,
)
_RANKED = lazy_regex(
    r"\b(?P<ordinal>first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth)[\s-]+(?:most|highest|worst|deadliest|largest)\b|\brank(?:ed|s|ing)?\s+(?P<o2>first|second|third|fourth|fifth|\d+(?:st|nd|rd|th))\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure with its kind, value and bounds; ``base`` is the Y of "X of Y"."""

    start: int
    end: int
    text: str
    kind: FigureKind
    value: float
    low: float | None = None
    high: float | None = None
    hedge: str | None = None
    base: float | None = None
    currency: str | None = None


def find_figures(text: str, currencies: re.Pattern[str]) -> tuple[Figure, ...]:
    """Return the figures of a text in order; overlapping readings are ranked by kind."""
    kept: list[Figure] = []
    for reader in (
        _percents,
        _money_reader(currencies),
        _ratios,
        _ranks,
        _fractions,
        _shares,
        _counts,
    ):
        for figure in reader(text):
            if not any(figure.start < k.end and k.start < figure.end for k in kept):
                kept.append(figure)
    return tuple(sorted(kept, key=lambda f: f.start))


def _value(words: str) -> float | None:
    plain = words.replace(",", "")
    if re.fullmatch(r"\d+(?:\.\d+)?", plain):
        return float(plain)
    number = numbers.parse(words)
    return float(number) if number is not None else None


def _bounded(match: re.Match[str], value: float, kind: FigureKind) -> Figure:
    groups = match.groupdict()
    hedge = next((groups[g] for g in ("least", "most", "about") if groups.get(g)), None)
    low, high = (
        (value, None)
        if groups.get("least")
        else (None, value)
        if groups.get("most")
        else (value, value)
    )
    words = " ".join(hedge.split()).lower() if hedge else None
    return Figure(match.start(), match.end(), match.group(), kind, value, low, high, words)


# Without one of these a text has no figure of the kind: they are cheaper to look for.
# Its first letter in both cases: a class of characters is found at once, ignoring case is not.
_PERCENT_WORDS = lazy_regex(r"[%pP](?:(?<=%)|(?i:er\s?cent|ct))")
_RATIO_WORDS = ("doubl", "twice", "tripled", "trebled", "thrice", "quadrupled", "times", "fold")
_REACH = 80  # characters of a figure on either side of the word that it needs


def _stretches(text: str, needed: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    """Yield the stretches of a text around what figures of a kind need, cut at blanks."""
    start, end = 0, -1
    for match in needed.finditer(text):
        first = text.rfind(" ", 0, max(0, match.start() - _REACH)) + 1
        if end >= 0 and first > end:
            yield start, end
        if end < 0 or first > end:
            start = first
        end = text.find(" ", match.end() + _REACH)
        end = len(text) if end < 0 else end
    if end >= 0:
        yield start, end


def _percents(text: str) -> Iterator[Figure]:
    stretches = _stretches(text, _PERCENT_WORDS)
    for match in (match for stretch in stretches for match in _PERCENT.finditer(text, *stretch)):
        value = _value(match["number"])
        if match["second"] and re.fullmatch(r"(?:19|20)\d\d", match["number"]):
            # "from 54 percent in 2013 to 72 percent": the year belongs to the number before
            yield from _percents_from(match.start("second"), text[: match.end()])
        elif value is not None:
            sign = -1 if match["sign"] and match["sign"].strip() in {"-", "\u2212"} else 1
            yield _bounded(match, sign * value, "percent")


def _percents_from(start: int, text: str) -> Iterator[Figure]:
    for figure in _percents(text[start:]):
        yield replace(figure, start=figure.start + start, end=figure.end + start)


@lru_cache(maxsize=4)
def _money_reader(currencies: re.Pattern[str]) -> Callable[[str], Iterator[Figure]]:
    scales = "|".join(sorted(_SCALE, key=len, reverse=True))
    amount = (
        r"(?P<amount>\d[\d,]*(?:\.\d+)?|one|two|three|four|five|six|seven|eight|nine|ten|half\s+a)"
        rf"\s*-?(?P<scale>{scales})?\b"
    )
    before = lazy_regex(rf"{_HEDGE}(?P<currency>{currencies.pattern})\.?\s?{amount}", re.IGNORECASE)
    after = lazy_regex(
        rf"(?<![\w.]){_HEDGE}{amount}\s+(?P<currency>{currencies.pattern})\b", re.IGNORECASE
    )

    def read(text: str) -> Iterator[Figure]:
        stretches = tuple(_stretches(text, currencies))
        for pattern, stretch in product((before, after), stretches):
            for match in pattern.finditer(text, *stretch):
                value = _value(match["amount"])
                if value is not None:
                    scale = _SCALE.get((match["scale"] or "").lower(), 1)
                    made = _bounded(match, round(value * scale, 6), "money")
                    yield replace(made, currency=match["currency"])

    return read


# The words that such figures begin with, or without which a text has none of them.
_DIGITS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_RANK_WORDS = frozenset(
    ["second", "third", "fourth", "fifth", "highest", "worst", "deadliest", "bloodiest", "largest",
     "lowest", "most"]
)  # fmt: skip
_RANKED_WORDS = frozenset([*_ORDINALS, "first", "rank", "ranked", "ranks", "ranking"])
_IN_WORDS = frozenset([*_DIGITS, FIGURE])
_TIMES_WORDS = frozenset(
    [*_MULTIPLES, *(word + end for word in (*_DIGITS, "ten") for end in ("", "fold")), "a", FIGURE]
)
_PART_WORDS = frozenset(_PARTS)
_PART = lazy_regex(rf"(?:{_PART_NAMES})\b{_PART_BEFORE}", re.IGNORECASE)
_OF_WORD = frozenset(["of"])
_OF_NUMBER = lazy_regex(rf"of\s+{_OF_BASE}", re.IGNORECASE)


def _may_have(text: str, words: frozenset[str], rest: re.Pattern[str]) -> bool:
    """Return whether the rest of a figure stands anywhere in a text, at one of its words."""
    return any(rest.match(text, at) for at in places_of(text, words))


def _ratios(text: str) -> Iterator[Figure]:
    lower = text.lower()
    if not any(word in lower for word in _RATIO_WORDS):
        return
    for match in matches_at(_TIMES, text, _TIMES_WORDS):
        number = (match["n"] or "").lower()
        known = _MULTIPLES.get((match["word"] or "").lower()) or _MANY.get(number.split(" ")[-1])
        value: float | None = float(known) if known else _value(number)
        if value:
            yield Figure(match.start(), match.end(), match.group(), "ratio", value, value, value)


def _ranks(text: str) -> Iterator[Figure]:
    for match in matches_at(_RANK, text, _RANK_WORDS):
        place = _ORDINALS.get((match["ordinal"] or "").lower(), 1)
        yield Figure(match.start(), match.end(), match.group(), "rank", float(place))
    for match in matches_at(_RANKED, text, _RANKED_WORDS):
        word = (match["ordinal"] or match["o2"] or "").lower()
        place = 1 if word == "first" else _ORDINALS.get(word) or int(re.sub(r"\D", "", word) or 1)
        yield Figure(match.start(), match.end(), match.group(), "rank", float(place))


def _fractions(text: str) -> Iterator[Figure]:
    for match in _FRACTION.finditer(text) if _may_have(text, _PART_WORDS, _PART) else ():
        whole = _WORDS.get((match["n"] or "a").lower().replace("an", "a"), 1)
        if match["n"] is None and match["part"].lower() != "half":
            continue
        value = round(100 * whole / _PARTS[match["part"].lower()], 1)
        if value <= _WHOLE:
            yield _bounded(match, value, "percent")
    for match in matches_at(_IN, text, _IN_WORDS):
        count, base = _value(match["n"]), _value(match["d"])
        if count and base and count <= base:
            value = round(100 * count / base, 1)
            yield Figure(match.start(), match.end(), match.group(), "percent", value, value, value)


def _shares(text: str) -> Iterator[Figure]:
    for match in _OF.finditer(text) if _may_have(text, _OF_WORD, _OF_NUMBER) else ():
        count, base = _value(match["n"]), _value(match["d"])
        if count and base and 0 < count <= base and not _YEARS[0] <= base <= _YEARS[1]:
            yield Figure(
                match.start(), match.end(), match.group(), "of", count, count, count, base=base
            )


# A year and the number that something rose to, which are no range; a second year makes them one.
_YEAR_TO = lazy_regex(r"(?:19|20)\d\d\s+to\s+(?P<number>(?!(?:19|20)\d\d$)\d[\d,]*)", re.IGNORECASE)
_FROM_TO = lazy_regex(r"from\s+(?P<first>.+?)\s+to\s+(?P<second>.+)", re.IGNORECASE)


_HEDGED = lazy_regex(
    r"(at\s+least|more\s+than|well\s+over|over|above|up\s*to|less\s+than|fewer\s+than|under|about|around|nearly|almost|some|roughly|approximately|an?\s+estimated|as\s+many\s+as)\b",
    re.IGNORECASE,
)


def _end(quantity: numbers.Quantity, between: re.Match[str], group: str) -> Iterator[Figure]:
    """Yield one end of "from 380 to 641": two counts and no range."""
    value = _value(between[group])
    if value is not None:
        start, end = (quantity.start + offset for offset in between.span(group))
        yield Figure(start, end, between[group], "count", value, value, value)


def _counts_from(start: int, text: str) -> Iterator[Figure]:
    for figure in _counts(text):
        yield replace(figure, start=figure.start + start, end=figure.end + start)


def _counts(text: str) -> Iterator[Figure]:
    for quantity in numbers.find(text):
        if quantity.vague:
            continue
        dated = _YEAR_TO.fullmatch(quantity.text)
        if dated:  # "from 36 in 2011 to 123": the year belongs to the number before
            yield from _counts_from(quantity.start + dated.start("number"), dated["number"])
            continue
        between = _FROM_TO.fullmatch(quantity.text)
        if between:
            for group in ("first", "second"):
                yield from _end(quantity, between, group)
            continue
        hedge = _HEDGED.match(quantity.text)
        high = float(quantity.high) if quantity.high is not None else None
        yield Figure(
            quantity.start,
            quantity.end,
            quantity.text,
            "count",
            float(quantity.best),
            float(quantity.low),
            high,
            " ".join(hedge.group().lower().split()) if hedge else None,
        )
