"""Where in a text a rule is worth trying: around a word that it cannot do without.

Most of a text holds no time at all, and a regular expression that may begin with a number or an
article is slow to find that out. One pass over the words finds the places for every kind of rule.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import accumulate, islice

from concord.coding.times.words import DECADES, MONTHS, PARTS, SEASONS, WEEKDAYS
from concord.regexes import lazy_regex

_WORD = lazy_regex(r"([a-z]+|\d+)")
_MARGIN = 64  # characters of an expression before or after the word that it needs
_YEAR_DIGITS = 4
_PREFIX = 4  # letters of the feasts, which are spelled in many ways
_FEAST_WORDS = (
    "rama ramz muha moha ashu asho eid arba cheh shab youm safa rabi juma jama jumo raja sha shaa "
    "shaw dhu dhul zul zi zil dhi mawl kurb taba bakr leba hari feas"
)
_FEASTS = frozenset(_FEAST_WORDS.split())


def _kinds() -> dict[str, tuple[str, ...]]:
    """Return for each word the kinds of rules that need it."""
    units = "second minute min hour hr day night week fortnight weekend month year decade season"
    holidays = (
        "christmas easter friday palm year years thanksgiving nowruz nauroz day valentine "
        "valentines halloween"
    )
    lasting = (
        "daily weekly monthly yearly annually hourly nightly fortnightly biweekly bimonthly now "
        "currently present presently moment nowadays days current recently recent past lately ago "
        "future coming time term being later"
    )
    plain = {
        "month": [*MONTHS, *(name[:3] for name in MONTHS), "sept"],
        "weekday": [*WEEKDAYS, *(f"{name}s" for name in WEEKDAYS)],
        "unit": [*units.split(), *(f"{unit}s" for unit in units.split()), "century", "centuries"],
        "quarter": ["quarter", "quarters"],
        "clock": ["clock", "noon", "midnight", "midday", "day"],
        "part": [*PARTS, "day", "date"],
        "named": ["today", "yesterday", "tomorrow", "tonight", "night", "yesternight"],
        "season": list(SEASONS),
        "spoken": ["eighteen", "nineteen", "twenty", "thousand"],
        "decade": list(DECADES),
        "century": ["century"],
        "half": ["half"],
        "ago": ["ago", "back"],
        "time": ["time"],
        "each": ["every", "each"],
        "fiscal": ["fiscal", "financial", "budget", "fy"],
        "overnight": ["overnight"],
        "period": ["period"],
        "holiday": holidays.split(),
        "lasting": lasting.split(),
    }
    plain["unit"] += plain["quarter"]
    for short in ("mon", "tue", "tues", "wed", "thu", "thur", "thurs", "fri", "sat", "sun"):
        plain["weekday"].append(short)
    found: dict[str, tuple[str, ...]] = {}
    for kind, words in plain.items():
        for word in words:
            found[word] = (*found.get(word, ()), kind)
    return found


_KINDS = _kinds()


def windows(text: str) -> dict[str, list[tuple[int, int]]]:
    """Return for each kind of rule the stretches of ``text`` to try it in, in order, disjoint."""
    found: dict[str, list[tuple[int, int]]] = {}
    lower = text.lower()
    # Words and what is between them by turns; where each ends is the sum of the lengths.
    parts = _WORD.split(lower if len(lower) == len(text) else text)
    for word, end in zip(parts[1::2], islice(accumulate(map(len, parts)), 1, None, 2), strict=True):
        for kind in _kinds_of(word):
            _add(found.setdefault(kind, []), text, end - len(word), end)
    return found


@lru_cache(maxsize=16384)
def _kinds_of(word: str) -> tuple[str, ...]:
    if word[0].isdigit():
        extra = ("year",) if len(word) >= _YEAR_DIGITS else ()
        return (*extra, "digit", "clock", *(("decade",) if word[-1] == "0" else ()))
    if word[:_PREFIX] in _FEASTS:
        return ("feast",)
    return _KINDS.get(word, ())


def _add(listed: list[tuple[int, int]], text: str, start: int, end: int) -> None:
    if listed and end <= listed[-1][1] - _MARGIN:
        return
    # Edges lie on spaces, so that no word or number is cut.
    first = text.rfind(" ", 0, max(0, start - _MARGIN)) + 1
    last = text.find(" ", end + _MARGIN)
    last = len(text) if last < 0 else last
    if listed and first <= listed[-1][1]:
        listed[-1] = (listed[-1][0], last)
    else:
        listed.append((first, last))
