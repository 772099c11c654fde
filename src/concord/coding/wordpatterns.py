"""Patterns whose matches begin with known words, tried only where one of those words stands.

Most lists of a lexicon have no word in most texts. A text is split into its words once, whatever
number of lists is looked for in it, and each word is looked up once for all lists; where a list's
words are, only the ways that begin with that word are tried, and only those are ever compiled. What
is found is what the whole pattern finds.
"""

from __future__ import annotations

import re
import sys
from bisect import bisect_left
from functools import lru_cache
from itertools import accumulate, islice
from typing import TYPE_CHECKING, Any

from concord.coding.wordindex import STEM, WordIndex
from concord.regexes import compile_regex, lazy_regex

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

    _Places = tuple[tuple[int, re.Pattern[str]], ...]

ANY = "*"  # a way that may begin with anything
FIGURE = "#"  # any word of digits
# The letters beyond ASCII that stand for one of it where case does not matter.
_PLAIN = str.maketrans({"\u0130": "i", "\u0131": "i", "\u017f": "s", "\u212a": "k"})
_UNLIKE = "\u0130\u0131\u017f\u212a"
_WORD = lazy_regex(r"(?<!\w)(?:[^\W\d_]+|\d+)")
_WORDS = lazy_regex(r"(?<!\w)([^\W\d_]+|\d+)")
_ASCII_WORDS = lazy_regex(r"(?<!\w)([a-z]+|[0-9]+)")
_MOST = 4096  # patterns that are looked up together: a process uses some hundred
_STRETCH = 1000  # characters of what is taken for a part of a text
_WORD_HERE = lazy_regex(r"[^\W\d_]+|\d+")


class Words:
    """Where the words of a text begin, by word in lower case, and what is found by them.

    A word is letters or digits behind no letter: "don" of "don't", "ex" of "ex-rebels". ``found``
    keeps for each pattern where its ways may begin: a text is searched for many of its stretches.
    """

    __slots__ = ("_begun", "_looked_up", "_stems", "found", "places")

    def __init__(self, places: dict[str, list[int]]) -> None:
        self.places = places
        self.found: dict[object, Any] = {}
        self._stems: dict[str, list[str]] | None = None
        self._begun: dict[int, list[str]] | None = None
        self._looked_up = 0

    @property
    def stems(self) -> dict[str, list[str]]:
        """Return the words by their first letters."""
        if self._stems is None:
            stems: dict[str, list[str]] = {}
            for word in self.places:
                for length in range(1, min(STEM, len(word)) + 1):
                    stems.setdefault(word[:length], []).append(word)
            self._stems = stems
        return self._stems

    def begun_by(self, number: int) -> Sequence[str] | None:
        """Return the words that may begin a way of the pattern with a number in the index.

        None of a pattern that was filed after the words were looked up.
        """
        if self._begun is None:
            self._looked_up = _INDEX.size
            self._begun = _INDEX.filed_under(self.places)
        return self._begun.get(number, ()) if number < self._looked_up else None

    def places_of(self, firsts: frozenset[str]) -> list[int]:
        """Return where words stand, in order; one with a star goes on so, ``#`` is any figure."""
        found: list[int] | None = self.found.get(firsts)
        if found is None:
            plain, free = _by_kind(firsts)
            held = self.places.keys() & plain
            if free:
                held.update(*map(self._held, free))
            found = sorted([at for word in held for at in self.places[word]]) if held else _NONE
            self.found[firsts] = found
        return found

    def _held(self, word: str) -> list[str]:
        """Return the words that one with a star, or a figure, stands for."""
        if word == FIGURE:
            return [each for each in self.places if each[0].isdigit()]
        stem = word[:-1]
        listed = self.stems.get(stem[:STEM], ()) if stem else self.places
        return [each for each in listed if each.startswith(stem)]


@lru_cache(maxsize=8192)
def _by_kind(firsts: frozenset[str]) -> tuple[frozenset[str], tuple[str, ...]]:
    """Return the words as they are, and those with a star or for any figure."""
    free = tuple(sorted(word for word in firsts if word == FIGURE or word.endswith("*")))
    return firsts.difference(free), free


_NONE: list[int] = []
_NO_MATCHES: Iterator[re.Match[str]] = iter(())  # used up whatever is asked of it


def words_of(text: str) -> Words:
    """Return the words of a text; the last few texts are remembered."""
    # Apart, or the many stretches of one text would drive the text itself out.
    return _words_of_text(text) if len(text) > _STRETCH else _words_of_stretch(text)


def _read_words(text: str) -> Words:
    is_ascii = text.isascii()
    plain = is_ascii or not any(letter in text for letter in _UNLIKE)
    lower = text.lower() if plain else text.translate(_PLAIN).lower()
    places: dict[str, list[int]] = {}
    if len(lower) != len(text):
        for match in _WORD.finditer(text):
            places.setdefault(_key(match), []).append(match.start())
        return Words(places)
    # Words and what is between them by turns; where each begins is the sum of the lengths before.
    parts = (_ASCII_WORDS if is_ascii else _WORDS).split(lower)
    starts = accumulate(map(len, parts))
    for word, start in zip(parts[1::2], islice(starts, 0, None, 2), strict=False):
        if word in places:
            places[word].append(start)
        else:
            places[word] = [start]
    return Words(places)


_words_of_text = lru_cache(maxsize=128)(_read_words)
_words_of_stretch = lru_cache(maxsize=256)(_read_words)


def _key(match: re.Match[str]) -> str:
    word = match.group()
    return word.lower() if word.isascii() else word.translate(_PLAIN).lower()


def may_begin(text: str, firsts: Iterable[str]) -> bool:
    """Return whether a text has one of the words, or for one with a star any that goes on so."""
    words = words_of(text)
    return any(
        first in words.places if not first.endswith("*") else _has_stem(words, first[:-1])
        for first in firsts
    )


def places_of(text: str, firsts: frozenset[str]) -> list[int]:
    """Return where words stand in a text, in order: see ``Words.places_of``."""
    return words_of(text).places_of(firsts)


def matches_at(
    pattern: re.Pattern[str], text: str, firsts: frozenset[str]
) -> Iterator[re.Match[str]]:
    """Yield what ``finditer`` yields of a pattern that begins with one of some words."""
    end = 0
    for start in places_of(text, firsts):
        if start >= end and (match := pattern.match(text, start)):
            yield match
            end = match.end()


def _has_stem(words: Words, stem: str) -> bool:
    return not stem or any(word.startswith(stem) for word in words.stems.get(stem[:STEM], ()))


_INDEX = WordIndex()


class WordPattern:
    """Several ways of wording as one pattern; the first way that matches at a place counts.

    There are ``size`` ways: ``way`` gives the expression of one by its number, ``firsts`` how it
    may begin (words in lower case, one that goes on with a star, ``*`` for anything), ``join``
    makes one expression of some. The methods are those of a compiled pattern.
    """

    __slots__ = (
        "_compiled",
        "_exact",
        "_firsts",
        "_flags",
        "_join",
        "_known",
        "_number",
        "_open",
        "_size",
        "_way",
    )

    def __init__(
        self,
        size: int,
        way: Callable[[int], str],
        firsts: Callable[[int], frozenset[str]],
        join: Callable[[Sequence[str]], str],
        flags: int = 0,
    ) -> None:
        self._size = size
        self._way = way
        self._firsts = firsts
        self._join = join
        self._flags = flags
        self._exact: dict[str, list[int]] | None = None
        self._open: dict[str, list[tuple[str, int]]] = {}
        self._number = _MOST  # in the index, once it is filed
        self._known: dict[str, re.Pattern[str] | None] = {}
        self._compiled: dict[tuple[int, ...], re.Pattern[str]] = {}

    @property
    def pattern(self) -> str:
        """Return the expression of all ways."""
        return self._join([self._way(number) for number in range(self._size)])

    def search(self, text: str, pos: int = 0, endpos: int = sys.maxsize) -> re.Match[str] | None:
        """Return the first match, as a compiled pattern does."""
        places = self._places(text, endpos)
        if not places:
            return None if places is not None else self._whole().search(text, pos, endpos)
        for start, tried in places[bisect_left(places, (pos,)) :] if pos else places:
            if start >= endpos:
                return None
            if match := tried.match(text, start, endpos):
                return match
        return None

    def match(self, text: str, pos: int = 0, endpos: int = sys.maxsize) -> re.Match[str] | None:
        """Return the match that begins at ``pos``."""
        tried = self._at(text, pos, endpos)
        return tried.match(text, pos, endpos) if tried else None

    def fullmatch(self, text: str, pos: int = 0, endpos: int = sys.maxsize) -> re.Match[str] | None:
        """Return the match that runs from ``pos`` to the end."""
        tried = self._at(text, pos, endpos)
        return tried.fullmatch(text, pos, endpos) if tried else None

    def may_match(self, text: str, start: int, end: int) -> bool:
        """Return whether the pattern may match in ``text[start:end]``; if not, it does not."""
        places = self._places(text, sys.maxsize)
        if places is None or _is_inside(text, start) or _is_inside(text, end):
            return True
        at = bisect_left(places, (start,))
        return at < len(places) and places[at][0] < end

    def sub(self, words: str | Callable[[re.Match[str]], str], text: str) -> str:
        """Return the text with ``words``, or what it makes of the match, for each match."""
        kept, at = [], 0
        for match in self.finditer(text):
            kept += [text[at : match.start()], words if isinstance(words, str) else words(match)]
            at = match.end()
        return "".join((*kept, text[at:]))

    def finditer(
        self, text: str, pos: int = 0, endpos: int = sys.maxsize
    ) -> Iterator[re.Match[str]]:
        """Yield the matches in order; they do not overlap."""
        places = self._places(text, endpos)
        if not places:
            return _NO_MATCHES if places is not None else self._whole().finditer(text, pos, endpos)
        return _matches(places, text, pos, endpos)

    def _places(self, text: str, endpos: int) -> _Places | None:
        """Return where something may begin, in order, with what may; None if anywhere."""
        # Perhaps inside a word: only then are the words of the shorter text others.
        if 0 < endpos < len(text) and text[endpos].isalnum() and text[endpos - 1].isalnum():
            text = text[:endpos]
        # As ``words_of``: asked for some hundred times in a text.
        words = _words_of_text(text) if len(text) > _STRETCH else _words_of_stretch(text)
        found: _Places | Words | None = words.found.get(self, words)  # themselves: not looked for
        if isinstance(found, Words):
            found = words.found[self] = self._find(words)
        return found

    def _find(self, words: Words) -> _Places | None:
        if self._exact is None:
            self._file()
        if ANY in self._open:
            return None
        begins = self._begins(words)
        if not begins:
            return ()
        places = [
            (start, tried) for word in begins
            if (tried := self._by_word(word)) is not None
            for start in words.places[word]
        ]  # fmt: skip
        # No two begin at one place, so that patterns are never compared.
        places.sort()
        return tuple(places)

    def _begins(self, words: Words) -> Collection[str]:
        """Return the words of a text among which are all that the ways may begin with."""
        begun = words.begun_by(self._number)
        if begun is not None:
            return begun
        found = self._file().keys() & words.places.keys()
        for first in self._open.keys() & words.stems.keys() if self._open else ():
            stems = tuple(stem for stem, _ in self._open[first])
            found.update(word for word in words.stems[first] if word.startswith(stems))
        return found

    def _at(self, text: str, pos: int, endpos: int) -> re.Pattern[str] | None:
        self._file()
        if ANY in self._open:
            return self._whole()
        word = _WORD_HERE.match(text, pos, endpos)
        return self._by_word(_key(word)) if word else None

    def _by_word(self, word: str) -> re.Pattern[str] | None:
        """Return the ways that may begin with a word as one pattern, None if none does."""
        if word not in self._known:
            numbers = set(self._file().get(word, ()))
            for length in range(1, min(STEM, len(word)) + 1):
                filed = self._open.get(word[:length], ())
                numbers.update(n for stem, n in filed if word.startswith(stem))
            if not numbers:
                return None  # not kept: texts have any number of words
            self._known[word] = self._some(tuple(sorted(numbers)))
        return self._known[word]

    def _whole(self) -> re.Pattern[str]:
        return self._some(tuple(range(self._size)))

    def _some(self, numbers: tuple[int, ...]) -> re.Pattern[str]:
        if numbers not in self._compiled:
            joined = self._join([self._way(number) for number in numbers])
            self._compiled[numbers] = compile_regex(joined, self._flags)
        return self._compiled[numbers]

    def _file(self) -> dict[str, list[int]]:
        """File the ways by how they may begin, when the pattern is first used."""
        if self._exact is None:
            exact: dict[str, list[int]] = {}
            for number in range(self._size):
                for first in sorted(self._firsts(number)):
                    stem = first.removesuffix("*")
                    if stem == first:
                        exact.setdefault(first, []).append(number)
                    else:
                        self._open.setdefault(stem[:STEM] or ANY, []).append((stem, number))
            self._exact = exact
            if ANY not in self._open and _INDEX.size < _MOST:
                stems = (stem for filed in self._open.values() for stem, _ in filed)
                self._number = _INDEX.file(exact, stems)
        return self._exact


def _is_inside(text: str, at: int) -> bool:
    """Return whether a cut at an offset would make other words: inside one, or behind a mark."""
    if not 0 < at < len(text):
        return False
    return text[at - 1].isalnum() or text[at - 1] == "_"


def _matches(places: _Places, text: str, pos: int, endpos: int) -> Iterator[re.Match[str]]:
    for start, tried in places:
        if start >= endpos:
            return
        if start >= pos and (match := tried.match(text, start, endpos)):
            yield match
            pos = match.end()


def plain_pattern(words: Iterable[str], frame: str = r"(?<!\w)(?:{})(?!\w)") -> WordPattern:
    """Return the pattern of words as they are written, case included, the longest first.

    ``frame`` is what stands around them in the expression.
    """
    ordered = sorted(words, key=lambda word: (-len(word), word))
    return WordPattern(
        len(ordered),
        lambda number: re.escape(ordered[number]),
        lambda number: _begins(ordered[number]),
        lambda ways: frame.format("|".join(ways)) if ways else r"(?!)",
    )


def _begins(words: str) -> frozenset[str]:
    first = _WORD_HERE.match(words)
    return frozenset({_key(first) if first else ANY})
