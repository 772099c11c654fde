"""How a number is printed, and when a computed one agrees with it: the fixed rounding rule.

- "69": the computed number rounds to it (half a unit of the last printed digit). A count is
  exact; one that ends in two or more noughts may be rounded to a tenth of its last figure.
- "over", "more than", "at least" and "under", "fewer than", "up to": on that side, the number
  itself included for "at least" and "up to".
- "nearly", "almost", "close to": up to five percent below, for a fraction two points more, and
  not above.
- "about", "around", "some", "roughly": five percent either way, two points for a share.
- "a third", "two thirds", "half": two points either way; "doubled", "twice": five percent.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

Mode = Literal["exact", "about", "nearly", "over", "least", "under", "most", "between"]
_NEARLY = re.compile(
    r"\b(?:nearly|almost|close to|just under|not quite|approaching)\b", re.IGNORECASE
)
_ABOUT = re.compile(
    r"\b(?:about|around|some|roughly|approximately|an?\s+estimated|estimated)\b", re.IGNORECASE
)
_LEAST = re.compile(
    r"\b(?:at least|no fewer than|no less than|not less than|a minimum of)\b", re.IGNORECASE
)
_OVER = re.compile(
    r"\b(?:more than|over|above|exceed\w*|upwards of|in excess of|well over"
    r"|topp(?:ed|ing)|surpass\w+|beyond|past)\b",
    re.IGNORECASE,
)
_MOST = re.compile(r"\b(?:up to|at most|no more than|a maximum of)\b", re.IGNORECASE)
_UNDER = re.compile(r"\b(?:less than|fewer than|under|below)\b", re.IGNORECASE)
_WIDE = 0.05
_POINTS = 2.0  # of a share that is printed as a fraction or with "about"
_FAR = 0.10  # beyond this, "more than X" is true and says little
_NOUGHTS = 2
_TINY = 1e-9
_INFINITE = float("inf")


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """A printed number with what its words allow; ``step`` is a unit of its last printed digit."""

    value: float
    mode: Mode = "exact"
    step: float = 1.0
    share: bool = False
    fraction: bool = False
    ratio: bool = False
    upper: float | None = None

    def bounds(self) -> tuple[float, float]:
        """Return the lowest and the highest number that agree, both inclusive."""
        value, half = abs(self.value), self.step / 2
        wide = max(_WIDE * value, _POINTS if self.share else 0.0, half)
        beyond = 0.0 if self.share or self.ratio else 2 * _TINY
        slack = _POINTS if self.fraction else _WIDE * value if self.ratio else half
        points = _POINTS if self.fraction else 0.0
        ranges = {
            "between": (value - half, (self.upper or value) + half),
            "over": (value + beyond, _INFINITE),
            "least": (value - (half if self.share else 0), _INFINITE),
            "under": (-_INFINITE, value - beyond),
            "most": (-_INFINITE, value),
            "nearly": (
                value - max(_WIDE * value, half) - points,
                value + (half if self.share else 0),
            ),
            "about": (value - wide, value + wide),
            "exact": (value - slack, value + slack),
        }
        return ranges[self.mode]

    def agrees(self, computed: float) -> bool:
        """Return whether a computed number is what is printed, signs compared too."""
        if computed and self.value and (computed < 0) != (self.value < 0):
            return False
        low, high = self.bounds()
        return low - _TINY <= abs(computed) <= high + _TINY

    def understates(self, computed: float) -> bool:
        """Return whether "more than X" is true of a number far beyond X."""
        value = abs(self.value)
        return self.mode in {"over", "least"} and abs(computed) > value * (1 + _FAR) + self.step

    def words(self) -> str:
        """Return which numbers would agree, in words."""
        low, high = self.bounds()
        if high == _INFINITE:
            return f"{'at least' if self.mode == 'least' else 'over'} {say(abs(self.value))}"
        if low == -_INFINITE:
            return f"{'at most' if self.mode == 'most' else 'under'} {say(abs(self.value))}"
        return say(low) if low == high else f"{say(low)} to {say(high)}"


def read_mode(before: str, text: str) -> Mode:
    """Return how a number is hedged by its own words and the few before it."""
    for mode, pattern in _PATTERNS:
        if pattern.search(text):
            return mode
    lead = re.split(r"[,;:.]\s|\d", before[-24:])[-1]
    for mode, pattern in _PATTERNS:
        # "above the 380 of 2022" compares with a number that is exact.
        article = r"an?\s+" if mode in {"over", "under"} else r"the\s+|an?\s+"
        if re.search(rf"{pattern.pattern}\s*(?:{article})?$", lead, re.IGNORECASE):
            return mode
    return "exact"


_PATTERNS: tuple[tuple[Mode, re.Pattern[str]], ...] = (
    ("most", _MOST), ("least", _LEAST), ("over", _OVER), ("under", _UNDER),
    ("nearly", _NEARLY), ("about", _ABOUT),
)  # fmt: skip


def step_of(text: str, value: float, *, share: bool) -> float:
    """Return a unit of the last printed digit: 0.1 of "69.2", 1 of "69", 100 of "30,000" people."""
    number = re.search(r"\d[\d,]*(\.\d+)?", text)
    if number and number[1]:
        return float(10 ** -(len(number[1]) - 1))
    if share:
        return 1.0
    digits = str(round(abs(value)))
    noughts = len(digits) - len(digits.rstrip("0"))
    return float(10 ** (noughts - 1)) if noughts >= _NOUGHTS else 0.0


def say(number: float) -> str:
    """Return a number as it is printed: 1,204, 68.7."""
    if abs(number - round(number)) < _TINY:
        return f"{round(number):,}"
    return f"{number:,.1f}"
