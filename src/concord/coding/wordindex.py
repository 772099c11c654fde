"""Many lists of words at once: which of them have a word of a text, each word looked up once.

Two texts have most of their words in common, so what a word gives is remembered: one number, of
which each bit stands for a list.
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
        self._exact: dict[str, int] = {}
        self._open: dict[str, dict[str, int]] = {}
        self._known: dict[str, int] = {}
        self._filing = Lock()

    def file(self, words: Iterable[str], stems: Iterable[str]) -> int:
        """File a list under words and beginnings of words; return its number."""
        with self._filing:
            bit = 1 << self.size
            for word in words:
                self._exact[word] = self._exact.get(word, 0) | bit
            for stem in stems:
                filed = self._open.setdefault(stem[:STEM], {})
                filed[stem] = filed.get(stem, 0) | bit
            self._known = {}  # another one, which nobody fills with what was known before
            self.size += 1
            return self.size - 1

    def filed_under(self, words: Iterable[str]) -> int:
        """Return the lists that have one of some words: a bit for each, by its number."""
        found = 0
        known = self._known
        for word in words:
            lists = known.get(word)
            found |= self._look_up(word, known) if lists is None else lists
        return found

    def _look_up(self, word: str, known: dict[str, int]) -> int:
        if len(known) >= _REMEMBERED:
            known.clear()
        found = self._exact.get(word, 0)
        for length in _LENGTHS:
            for stem, lists in self._open.get(word[:length], {}).items():
                if word.startswith(stem):
                    found |= lists
        known[word] = found
        return found
