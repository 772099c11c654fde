"""Rules filed by the first letters of what they match, and tried only where such letters stand.

Some hundred rules look for times, and nearly everywhere none of them can begin. To file them takes
a tenth of a second, so that it is done only in a process that has read many texts.
"""

from __future__ import annotations

import re
import sys
from bisect import bisect_right
from typing import TYPE_CHECKING

from concord.coding.times.needs import windows
from concord.regexes import lazy_regex
from concord.regexes.beginnings import beginnings, plain_letters

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from concord.coding.times.meaning import Rule

    Stretches = list[tuple[int, int]]
    _ByKind = tuple[tuple[str, tuple[int, ...]], ...]

_LETTERS = 5  # by which rules are filed
_WORTH = 48  # texts that are searched before filing is worth it
_REMEMBERED = 20_000  # beginnings of words
# Where a rule may begin: at a letter, figure or apostrophe behind no letter or figure.
_BEGINS = lazy_regex(r"(?<!\w)[\w'\u2019]")
_APOSTROPHES = ("'", "\u2019")
_FAR = sys.maxsize


class Filing:
    """Rules in their order; ``find`` gives their matches in a text, whatever is filed of them."""

    def __init__(self, rules: Sequence[Rule]) -> None:
        self._rules = rules
        self._searched = 0
        self._filed: dict[str, list[int]] | None = None
        self._others: Sequence[int] = range(len(rules))
        self._known: dict[str, _ByKind] = {}

    @property
    def is_filed(self) -> bool:
        """Return whether rules have been filed."""
        return self._filed is not None

    @property
    def others(self) -> Sequence[int]:
        """Return the numbers of the rules that are not filed."""
        return self._others

    def find(self, text: str) -> Iterator[tuple[int, int, re.Match[str]]]:
        """Yield where rules match, by the start, with their numbers; in no order.

        Each rule is searched for as ``finditer`` does in each of the places that it needs.
        """
        self._searched += 1
        if self._filed is None and self._searched > _WORTH:
            self.file()
        places = windows(text)
        if self._filed is not None:
            yield from self._begun(text, places)
        places[""] = [(0, len(text))]
        for number in self._others:
            rule = self._rules[number]
            for start, end in places.get(rule.needs, ()):
                for match in rule.pattern.finditer(text, start, end):
                    yield match.start(), number, match

    def file(self) -> None:
        """File the rules whose beginnings can be told; the others are searched for as before."""
        filed: dict[str, list[int]] = {}
        others = []
        for number, rule in enumerate(self._rules):
            begun = beginnings(rule.pattern.pattern, re.IGNORECASE, length=_LETTERS)
            if begun is None or not rule.needs or not all(map(_is_found, begun)):
                others.append(number)
                continue
            for letters in begun:
                filed.setdefault(letters, []).append(number)
        self._filed, self._others = filed, others

    def _begun(
        self, text: str, places: dict[str, Stretches]
    ) -> Iterator[tuple[int, int, re.Match[str]]]:
        """Yield the matches of the rules that are filed."""
        known, rules = self._known, self._rules
        ends: dict[int, int] = {}
        for first, last in _joined(places):
            for at in [found.start() for found in _BEGINS.finditer(text, first, last)]:
                letters = text[at : at + _LETTERS]
                begun = known.get(letters)
                if begun is None:
                    begun = self._look_up(letters)
                for kind, numbers in begun:
                    end = _end_of(places[kind], at) if kind in places else 0
                    for number in numbers if at < end else ():
                        if at >= ends.get(number, 0) and (
                            match := rules[number].pattern.match(text, at, end)
                        ):
                            ends[number] = match.end()
                            yield at, number, match

    def _look_up(self, letters: str) -> _ByKind:
        """Return the rules that may begin with some letters, by the kind of word they need."""
        if len(self._known) >= _REMEMBERED:
            self._known.clear()
        plain = plain_letters(letters)
        filed = self._filed or {}
        lengths = range(1, len(plain) + 1)
        found: dict[str, list[int]] = {}
        for number in sorted({n for length in lengths for n in filed.get(plain[:length], ())}):
            found.setdefault(self._rules[number].needs, []).append(number)
        self._known[letters] = tuple((kind, tuple(numbers)) for kind, numbers in found.items())
        return self._known[letters]


def _is_found(letters: str) -> bool:
    """Return whether words are looked up that begin with some letters."""
    return letters[0].isalnum() or letters[0] in _APOSTROPHES


def _joined(places: dict[str, Stretches]) -> Stretches:
    """Return the stretches of all kinds as one list without overlaps."""
    joined: Stretches = []
    for start, end in sorted(each for listed in places.values() for each in listed):
        if joined and start <= joined[-1][1]:
            if end > joined[-1][1]:
                joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined


def _end_of(stretches: Stretches, at: int) -> int:
    """Return where the stretch ends that a place lies in; no more than the place if in none."""
    number = bisect_right(stretches, (at, _FAR)) - 1
    return stretches[number][1] if number >= 0 else 0
