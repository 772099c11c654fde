"""Clock times and parts of the day as TIMEX3 has them."""

from __future__ import annotations

import re

from concord.coding.times.words import PARTS
from concord.regexes import lazy_regex

_HOURS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven")
_NOON = 12
_PAIR = 2  # digits of an hour or of minutes
_UNIVERSAL = lazy_regex(r"\b(?:GMT|UTC)\b")


def part_code(words: str) -> str:
    """Return the TIMEX3 code of a part of the day ("late night" -> "TNI")."""
    return "T" + PARTS[words.lower().split()[-1].removeprefix("mid").lstrip("-")]


def clock_code(words: str) -> str:
    """Return the TIMEX3 time of a clock: "2 p.m." -> "T14:00", "1402 GMT" -> "T14:02Z"."""
    local = words.partition("(")[0] or words
    zone = "Z" if _UNIVERSAL.search(local) else ""
    return f"{_time_of(local.lower())}{zone}"


def _time_of(lower: str) -> str:
    if re.match(r"noon|mid-?day", lower):
        return "T12:00"
    if lower.startswith("midnight"):
        return "T24:00"
    figures = re.findall(r"\d+", lower)
    if not figures:
        return f"T{_spoken_hour(lower):02d}:00"
    digits = figures[0]
    if len(digits) == 2 * _PAIR:
        # "1430 hrs"
        return f"T{digits[:_PAIR]}:{digits[_PAIR:]}"
    minute = figures[1] if len(figures) > 1 and len(figures[1]) == _PAIR else "00"
    return f"T{_hour(int(digits), lower):02d}:{minute}"


def _hour(hour: int, lower: str) -> int:
    if re.search(r"p\.?m|evening|afternoon", lower) and hour < _NOON:
        return hour + _NOON
    return 0 if re.search(r"a\.?m\b|a\.m", lower) and hour == _NOON else hour


def _spoken_hour(lower: str) -> int:
    return next((at for at, word in enumerate(_HOURS, 1) if lower.startswith(word)), _NOON)
