"""Many lists of words at once: which of them have a word, each word looked up once for all lists.

Two texts have most of their words in common, so what a word gives is remembered.
"""

from __future__ import annotations

from threading import Lock
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable

List = TypeVar("List", bound="Hashable")

STEM = 3  # letters by which words that go on are filed
_LENGTHS = range(1, STEM + 1)
_REMEMBERED = 20_000  # words


class WordIndex(Generic[List]):
    """Lists by the words and the beginnings of words that they have.

    Lists are numbered as they are filed. A reader asks for ``size`` before it looks words up: all
    lists with a smaller number were looked for.
    """

    def __init__(self) -> None:
        self.size = 0
        self._exact: dict[str, list[List]] = {}
        self._open: dict[str, list[tuple[str, List]]] = {}
        self._known: dict[str, tuple[List, ...]] = {}
        self._filing = Lock()

    def file(self, listed: List, words: Iterable[str], stems: Iterable[str]) -> int:
        """File a list under words and beginnings of words; return its number."""
        with self._filing:
            for word in words:
                self._exact.setdefault(word, []).append(listed)
            for stem in stems:
                self._open.setdefault(stem[:STEM], []).append((stem, listed))
            self._known = {}  # another one, which nobody fills with what was known before
            self.size += 1
            return self.size - 1

    def filed_under(self, words: Iterable[str]) -> dict[List, list[str]]:
        """Return the lists that have one of some words, each with those words."""
        found: dict[List, list[str]] = {}
        known = self._known
        for word in words:
            lists = known.get(word)
            if lists is None:
                lists = self._look_up(word, known)
            for listed in lists:
                if listed in found:
                    found[listed].append(word)
                else:
                    found[listed] = [word]
        return found

    def _look_up(self, word: str, known: dict[str, tuple[List, ...]]) -> tuple[List, ...]:
        if len(known) >= _REMEMBERED:
            known.clear()
        found = dict.fromkeys(self._exact.get(word, ()))
        for length in _LENGTHS:
            for stem, listed in self._open.get(word[:length], ()):
                if word.startswith(stem):
                    found[listed] = None
        known[word] = tuple(found)
        return known[word]
