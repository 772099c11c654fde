"""Find many fixed phrases in a text at once: leftmost, longest, spelling variants included."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar

from concord.codebook.names import fold_word, strip_marks
from concord.regexes import lazy_regex

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

Value = TypeVar("Value")

_WORD = lazy_regex(r"(?:[A-Z]\.){2,}|[^\W_]+(?:['\u2019](?![sS]\b)[^\W_]+)*")
_POSSESSIVE = lazy_regex(r"['\u2019]s?(?![^\W_])", re.IGNORECASE)
_APOSTROPHES = "'\u2019"
_POSSESSIVE_S = lazy_regex(r"['\u2019]s\b")
# What may stand between the words of one name; a full stop or comma ends it.
_GAP = lazy_regex(r"[\s\-\u2010-\u2015/]{1,3}|\s?[(\[]|['\u2019]")
_LONGEST_ACRONYM = 9


class Word(NamedTuple):
    """A word of a text with its span, its folded key and where the next word may begin."""

    start: int
    end: int
    text: str
    key: str
    after: int


@dataclass(frozen=True, slots=True)
class Hit(Generic[Value]):
    """A phrase found: its span, its words as written and the values filed under it."""

    start: int
    end: int
    text: str
    values: tuple[Value, ...]


@dataclass(slots=True)
class _Node(Generic[Value]):
    next: dict[str, _Node[Value]] = field(default_factory=dict)
    leaves: list[tuple[tuple[str, ...], Value]] = field(default_factory=list)


@lru_cache(maxsize=16384)
def word_key(word: str) -> str:
    """Return a word's folded key ("U.S." is "us", "Tehreek" is "tehrik")."""
    return fold_word(strip_marks(word.replace(".", "")))


@lru_cache(maxsize=8)
def split_words(text: str) -> tuple[Word, ...]:
    """Return the words of a text in order; a possessive 's belongs to no word.

    Many indexes read one text after the other, so the last few texts are remembered.
    """
    return _words(text)


def _words(text: str) -> tuple[Word, ...]:
    words: list[Word] = []
    last, length = 0, len(text)
    for match in _WORD.finditer(text):
        start, end = match.span()
        if start < last:
            continue
        written, last = match.group(), end
        if end < length and text[end] in _APOSTROPHES and (own := _POSSESSIVE.match(text, end)):
            last = own.end()
        words.append(Word(start, end, written, word_key(written), last))
    return tuple(words)


@lru_cache(maxsize=8)
def _places_of(text: str) -> dict[str, list[int]]:
    """Return the numbers of a text's words by their keys."""
    places: dict[str, list[int]] = {}
    for at, word in enumerate(split_words(text)):
        places.setdefault(word.key, []).append(at)
    return places


@lru_cache(maxsize=16384)
def is_acronym(word: str) -> bool:
    """Return whether a word is matched letter by letter (TTP, LeJ, U.S.), not by its sound."""
    letters = word.replace(".", "")
    return 1 < len(letters) <= _LONGEST_ACRONYM and any(c.isupper() for c in letters[1:])


def matches_case(written: str, found: str) -> bool:
    """Return whether a word found stands for the word of a phrase as the phrase writes it.

    Acronyms agree in every letter, capitalised words keep the capital, lower case takes any.
    """
    if is_acronym(written):
        return written.replace(".", "") == found.replace(".", "")
    return not written[0].isupper() or not found[0].islower()


class PhraseIndex(Generic[Value]):
    """Phrases and the values filed under them, to be found in texts in one pass.

    Phrases are filed by their first words; the tree of those that begin alike is made when a text
    first has their word, since one text has few of them.
    """

    def __init__(self) -> None:
        self._filed: dict[str, list[tuple[str, Value]]] = {}
        self._trees: dict[str, _Node[Value]] = {}

    def add(self, phrase: str, value: Value) -> None:
        """File a value under a phrase; several values may share one.

        "People's Army" is filed under "Peoples Army" too, since many outlets drop apostrophes.
        """
        self._file(phrase, value)
        if ("'" in phrase or "\u2019" in phrase) and _POSSESSIVE_S.search(phrase):
            self._file(_POSSESSIVE_S.sub("s", phrase), value)

    def _file(self, phrase: str, value: Value) -> None:
        first = _WORD.search(phrase)
        if first is not None:
            key = word_key(first.group())
            self._filed.setdefault(key, []).append((phrase, value))
            if self._trees:
                self._trees.pop(key, None)

    def _tree(self, key: str) -> _Node[Value] | None:
        """Return what begins with a word, as a tree by the words that follow; None if nothing."""
        if key in self._trees or key not in self._filed:
            return self._trees.get(key)
        tree: _Node[Value] = _Node()
        for phrase, value in self._filed[key]:
            node, words = tree, _words(phrase)
            for word in words[1:]:
                node = node.next.setdefault(word.key, _Node())
            node.leaves.append((tuple(word.text for word in words), value))
        self._trees[key] = tree
        return tree

    def find(
        self, text: str, admits: Callable[[Value], bool] | None = None
    ) -> Iterator[Hit[Value]]:
        """Yield the leftmost-longest phrases of a text; hits do not overlap.

        With ``admits``, phrases count only for the values that it admits.
        """
        places = _places_of(text)
        words = split_words(text)
        free = 0
        begun = self._filed.keys() & places.keys()
        for at in sorted([at for key in begun for at in places[key]]):
            found = self._longest(text, words, at, admits) if at >= free else None
            if found is None:
                continue
            length, values = found
            end = _close_bracket(text, words[at].start, words[at + length - 1].end)
            yield Hit(words[at].start, end, text[words[at].start : end], values)
            free = at + length

    def lookup(self, phrase: str) -> tuple[Value, ...]:
        """Return the values filed under exactly this phrase, in any case."""
        words = split_words(phrase)
        node = self._tree(words[0].key) if words else None
        for word in words[1:]:
            node = node.next.get(word.key) if node else None
        if node is None:
            return ()
        exact = [v for written, v in node.leaves if all(map(_same_case, written, words))]
        return _unique(exact or [value for _, value in node.leaves])

    def _longest(
        self,
        text: str,
        words: tuple[Word, ...],
        at: int,
        admits: Callable[[Value], bool] | None,
    ) -> tuple[int, tuple[Value, ...]] | None:
        node = self._tree(words[at].key)
        best = None
        length = 1
        while node is not None:
            if node.leaves:
                values = _admitted(node, words[at : at + length])
                values = tuple(filter(admits, values)) if admits else values
                best = (length, values) if values else best
            if at + length >= len(words) or not _joined(text, words, at + length):
                break
            node = node.next.get(words[at + length].key)
            length += 1
        return best


def _same_case(written: str, word: Word) -> bool:
    return matches_case(written, word.text)


def _admitted(node: _Node[Value], words: tuple[Word, ...]) -> tuple[Value, ...]:
    return _unique([v for written, v in node.leaves if all(map(_same_case, written, words))])


def _joined(text: str, words: tuple[Word, ...], at: int) -> bool:
    gap = text[words[at - 1].after : words[at].start]
    return _GAP.fullmatch(gap) is not None


def _close_bracket(text: str, start: int, end: int) -> int:
    opened = text.count("(", start, end) > text.count(")", start, end)
    return end + 1 if opened and text[end : end + 1] == ")" else end


def _unique(values: list[Value]) -> tuple[Value, ...]:
    kept: list[Value] = []
    for value in values:
        if value not in kept:
            kept.append(value)
    return tuple(kept)
