"""Many lists of words at once: which of them have which words of a text, each looked up once.

Two texts have most of their words in common, so what a word gives is remembered.
"""

from __future__ import annotations

from threading import Lock
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

STEM = 3  # letters by which words that go on are filed
_LENGTHS = range(1, STEM + 1)
_REMEMBERED = 20_000  # words


class WordIndex:
    """Lists by the words and the beginnings of words that they have.

    Lists are numbered as they are filed. A reader asks for ``size`` before it looks words up: all
    lists with a smaller number were looked for.
    """

    def __init__(self) -> None:
        self.size = 0
        self._exact: dict[str, list[int]] = {}
        self._open: dict[str, dict[str, list[int]]] = {}
        self._known: dict[str, tuple[int, ...]] = {}
        self._filing = Lock()

    def file(self, words: Iterable[str], stems: Iterable[str]) -> int:
        """File a list under words and beginnings of words; return its number."""
        with self._filing:
            for word in words:
                self._exact.setdefault(word, []).append(self.size)
            for stem in stems:
                filed = self._open.setdefault(stem[:STEM], {})
                filed.setdefault(stem, []).append(self.size)
            self._known = {}  # another one, which nobody fills with what was known before
            self.size += 1
            return self.size - 1

    def filed_under(self, words: Iterable[str]) -> dict[int, list[str]]:
        """Return which of some words each list has, by its number; lists with none are left out."""
        found: dict[int, list[str]] = {}
        known = self._known
        for word in words:
            lists = known.get(word)
            for number in self._look_up(word, known) if lists is None else lists:
                if number in found:
                    found[number].append(word)
                else:
                    found[number] = [word]
        return found

    def _look_up(self, word: str, known: dict[str, tuple[int, ...]]) -> tuple[int, ...]:
        if len(known) >= _REMEMBERED:
            known.clear()
        found = dict.fromkeys(self._exact.get(word, ()))
        for length in _LENGTHS:
            for stem, lists in self._open.get(word[:length], {}).items():
                if word.startswith(stem):
                    found.update(dict.fromkeys(lists))
        known[word] = tuple(found)
        return known[word]
