"""Find many fixed phrases in a text at once: leftmost, longest, spelling variants included."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from itertools import accumulate
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, TypeVar

from concord.codebook.names import fold_word, strip_marks
from concord.regexes import lazy_regex

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

Value = TypeVar("Value")

# A word, and the possessive ending behind it, which belongs to none.
_WORD = lazy_regex(
    r"((?:[A-Z]\.){2,}|[^\W_]+(?:['\u2019](?![sS]\b)[^\W_]+)*)((?:['\u2019][sS]?(?![^\W_]))?)"
)
_PARTS = 3  # of a text that is split by words: what stands before one, the word, its ending
_POSSESSIVE_S = lazy_regex(r"['\u2019]s\b")
# What may stand between the words of one name; a full stop or comma ends it.
_GAP = lazy_regex(r"[\s\-\u2010-\u2015/]{1,3}|\s?[(\[]|['\u2019]")
_LONGEST_ACRONYM = 9
_STRETCH = 1000  # characters of what is taken for a part of a text


class Words:
    """The words of a text in order; a possessive 's belongs to no word.

    Of each word there is where it begins, how it is written, its folded key and where the next one
    may begin. ``places`` are the numbers of the words by key, ``found`` what indexes find in them.
    """

    __slots__ = ("after", "found", "keys", "places", "starts", "written")

    def __init__(self, text: str) -> None:
        parts = _WORD.split(text)
        ends = list(accumulate(map(len, parts)))
        self.written = parts[1::_PARTS]
        self.starts = ends[0:-1:_PARTS]
        self.after = ends[2::_PARTS]
        self.keys = list(map(word_key, self.written))
        self.places: dict[str, list[int]] = {}
        for at, key in enumerate(self.keys):
            if key in self.places:
                self.places[key].append(at)
            else:
                self.places[key] = [at]
        self.found: dict[object, Any] = {}

    def end(self, at: int) -> int:
        """Return where a word ends."""
        return self.starts[at] + len(self.written[at])


@dataclass(frozen=True, slots=True)
class Hit(Generic[Value]):
    """A phrase found: its span, its words as written and the values filed under it."""

    start: int
    end: int
    text: str
    values: tuple[Value, ...]


class _Way(NamedTuple, Generic[Value]):
    """So many words of a text as a phrase: where they end, and the values filed under it."""

    length: int
    end: int
    values: tuple[Value, ...]


@dataclass(slots=True)
class _Node(Generic[Value]):
    next: dict[str, _Node[Value]] = field(default_factory=dict)
    leaves: list[tuple[tuple[str, ...], Value]] = field(default_factory=list)


@lru_cache(maxsize=16384)
def word_key(word: str) -> str:
    """Return a word's folded key ("U.S." is "us", "Tehreek" is "tehrik")."""
    return fold_word(strip_marks(word.replace(".", "")))


def split_words(text: str) -> Words:
    """Return the words of a text; those of the last few are remembered."""
    # Apart, or the many stretches of a batch of texts would drive the texts themselves out.
    return _words_of_text(text) if len(text) > _STRETCH else _words_of_stretch(text)


_words_of_text = lru_cache(maxsize=16)(Words)
_words_of_stretch = lru_cache(maxsize=64)(Words)


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
    first has their word, since one text has few of them. Where phrases stand in a text is found
    once, whatever is admitted of them.
    """

    def __init__(self) -> None:
        self._filed: dict[str, list[tuple[str, Value]]] = {}
        self._trees: dict[str, _Node[Value]] = {}
        self._size = 0

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
            key = word_key(first[1])
            self._filed.setdefault(key, []).append((phrase, value))
            self._size += 1
            if self._trees:
                self._trees.pop(key, None)

    def _tree(self, key: str) -> _Node[Value] | None:
        """Return what begins with a word, as a tree by the words that follow; None if nothing."""
        if key in self._trees or key not in self._filed:
            return self._trees.get(key)
        tree: _Node[Value] = _Node()
        for phrase, value in self._filed[key]:
            node, words = tree, Words(phrase)
            for following in words.keys[1:]:
                node = node.next.setdefault(following, _Node())
            node.leaves.append((tuple(words.written), value))
        self._trees[key] = tree
        return tree

    def find(
        self, text: str, admits: Callable[[Value], bool] | None = None
    ) -> Iterator[Hit[Value]]:
        """Yield the leftmost-longest phrases of a text; hits do not overlap.

        With ``admits``, phrases count only for the values that it admits.
        """
        free = 0
        for at, start, ways in self._standing(text):
            for way in ways if at >= free else ():
                values = tuple(filter(admits, way.values)) if admits else way.values
                if values:
                    yield Hit(start, way.end, text[start : way.end], values)
                    free = at + way.length
                    break

    def lookup(self, phrase: str) -> tuple[Value, ...]:
        """Return the values filed under exactly this phrase, in any case."""
        words = split_words(phrase)
        node = self._tree(words.keys[0]) if words.keys else None
        for key in words.keys[1:]:
            node = node.next.get(key) if node else None
        if node is None:
            return ()
        return _admitted(node, words.written) or _unique([value for _, value in node.leaves])

    def _standing(self, text: str) -> list[tuple[int, int, list[_Way[Value]]]]:
        """Return the words that phrases begin with, by number and start, with the phrases there."""
        words = split_words(text)
        key = (self, self._size)
        if key not in words.found:
            filed = self._filed.keys() & words.places.keys()
            begun = sorted(at for first in filed for at in words.places[first])
            listed = ((at, self._ways(text, words, at)) for at in begun)
            words.found[key] = [(at, words.starts[at], ways) for at, ways in listed if ways]
        found: list[tuple[int, int, list[_Way[Value]]]] = words.found[key]
        return found

    def _ways(self, text: str, words: Words, at: int) -> list[_Way[Value]]:
        """Return the phrases that stand at a word, the longest first."""
        node = self._tree(words.keys[at])
        ways: list[_Way[Value]] = []
        last = at
        while node is not None:
            values = _admitted(node, words.written[at : last + 1]) if node.leaves else ()
            if values:
                end = _close_bracket(text, words.starts[at], words.end(last))
                ways.append(_Way(last + 1 - at, end, values))
            last += 1
            further = node.next.get(words.keys[last]) if last < len(words.keys) else None
            node = further if further and _joined(text, words, last) else None
        return ways[::-1]


def _admitted(node: _Node[Value], words: Sequence[str]) -> tuple[Value, ...]:
    return _unique([v for written, v in node.leaves if all(map(matches_case, written, words))])


def _joined(text: str, words: Words, at: int) -> bool:
    return _GAP.fullmatch(text, words.after[at - 1], words.starts[at]) is not None


def _close_bracket(text: str, start: int, end: int) -> int:
    opened = text.count("(", start, end) > text.count(")", start, end)
    return end + 1 if opened and text[end : end + 1] == ")" else end


def _unique(values: list[Value]) -> tuple[Value, ...]:
    kept: list[Value] = []
    for value in values:
        if value not in kept:
            kept.append(value)
    return tuple(kept)
