"""Phrases as a researcher writes them in a lexicon, compiled once to regular expressions.

A phrase is words separated by blanks. ``*`` ends a word that may go on (``negotiat*``), ``~``
stands for up to five words, ``(a|b c)`` for alternatives (they nest), ``[sz]`` for one letter of
several, ``?`` after a word or a bracket makes it optional. Case does not matter unless the phrase
begins with ``=``.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from operator import itemgetter
from typing import Generic, NamedTuple, TypeVar

from concord.coding.wordpatterns import WordPattern, Words, words_of
from concord.regexes import compile_regex, lazy_regex

Label = TypeVar("Label")
# Bounded and possessive (also the star below), so that a text of marks without blanks is soon done.
_GAP_WORDS = 5
GAP = rf"(?:[^\s.;!?]{{1,80}}+\s++){{0,{_GAP_WORDS}}}?"
_END = r"(?:\s+|(?!\w))"
_TOKEN = lazy_regex(r"\)\??|[(|~]|[^\s()|~]+")
_PLAIN = lazy_regex(r"\[[A-Za-z0-9]+(?:-[A-Za-z0-9]+)?\]|[A-Za-z]+|.")


def _word(word: str) -> str:
    optional = word.endswith("?")
    word = word.removesuffix("?")
    stem, star = (word[:-1], r"[\w\u2019'-]{0,80}+") if word.endswith("*") else (word, "")
    letters = (m if len(m) > 1 else re.escape(m) for m in _PLAIN.findall(stem))
    source = "".join(letters).replace("'", "['\u2019]").replace(r"\-", "[- ]") + star
    # A blank is asked for after every word; the end of the text and a mark count as one.
    return rf"(?:{source}{_END})?" if optional else f"{source}{_END}"


def _sequence(tokens: list[str]) -> str:
    """Read tokens up to a closing bracket; every item carries its own following blank."""
    ways = [""]
    while tokens and not tokens[0].startswith(")"):
        piece = tokens.pop(0)
        if piece == "|":
            ways.append("")
        elif piece == "(":
            inner = _sequence(tokens)
            close = tokens.pop(0) if tokens else ")"
            ways[-1] += f"(?:{inner})" + close[1:]
        else:
            ways[-1] += GAP if piece == "~" else _word(piece)
    return "|".join(ways)


def pattern(phrase: str) -> str:
    """Return the regular expression source of one phrase, with word boundaries around it."""
    return rf"(?<![\w-])(?:{_sequence(_TOKEN.findall(phrase))})"


@lru_cache(maxsize=8192)
def _compile(phrases: tuple[str, ...]) -> WordPattern:
    listed = sorted(phrases, key=lambda p: (-len(p), p))
    return WordPattern(
        len(listed),
        lambda number: _way(listed[number]),
        lambda number: first_words(listed[number]),
        _join,
    )


def _way(phrase: str) -> str:
    return pattern(phrase[1:]) if phrase.startswith("=") else f"(?i:{pattern(phrase)})"


def _join(ways: Sequence[str]) -> str:
    return "|".join(ways) if ways else r"(?!)"


def compile_phrases(phrases: Iterable[str]) -> WordPattern:
    """Return one pattern that matches any of the phrases, the longest spelled first."""
    return _compile(tuple(phrases))


_KEY = lazy_regex(r"[^\W\d_]+|\d+")
_CHOICE = lazy_regex(r"\[([A-Za-z0-9]+)\]")
_STOP = lazy_regex(r"[.;!?]")
_STEM = 3  # letters by which phrases that begin with an open word are filed


def first_words(phrase: str) -> frozenset[str]:
    """Return how a phrase may begin: words in lower case, an open one with its star.

    Only the letters up to a hyphen or apostrophe count; a phrase that may begin with anything
    gives ``*``.
    """
    words, may_be_nothing = _firsts(_TOKEN.findall(phrase.removeprefix("=")))
    return frozenset("*") if may_be_nothing else frozenset(words) or frozenset("*")


def needed_words(phrase: str) -> tuple[frozenset[str], ...]:
    """Return sets of words of each of which every text with the phrase has one, as first words are.

    The set whose words are the longest comes first: it is the least likely to stand in a text.
    """
    return tuple(sorted(_needs(_TOKEN.findall(phrase.removeprefix("="))), key=_rarity))


def _rarity(words: frozenset[str]) -> tuple[int, int, list[str]]:
    return -min(map(len, words)), len(words), sorted(words)


def _needs(tokens: list[str]) -> set[frozenset[str]]:
    """Return the sets for what stands up to a closing bracket; of ways, one set for all of them."""
    ways: list[set[frozenset[str]]] = [set()]
    while tokens and not tokens[0].startswith(")"):
        piece = tokens.pop(0)
        if piece == "|":
            ways.append(set())
        elif piece == "(":
            inner = _needs(tokens)
            close = tokens.pop(0) if tokens else ")"
            ways[-1] |= set() if close.endswith("?") else inner
        elif piece != "~" and not piece.endswith("?") and "*" not in (keys := _keys(piece)):
            ways[-1].add(keys)
    if len(ways) == 1:
        return ways[0]
    if not all(ways):
        return set()
    return {frozenset().union(*(min(way, key=_rarity) for way in ways))}


def _length(tokens: list[str]) -> int:
    """Return how many words what stands up to a closing bracket may have, the most of its ways."""
    longest = length = 0
    while tokens and not tokens[0].startswith(")"):
        piece = tokens.pop(0)
        if piece == "|":
            longest, length = max(longest, length), 0
        elif piece == "(":
            length += _length(tokens)
            if tokens:
                tokens.pop(0)
        else:
            length += _GAP_WORDS if piece == "~" else 1 + piece.count("-")
    return max(longest, length)


def _firsts(tokens: list[str]) -> tuple[set[str], bool]:
    """Return the first words up to a closing bracket, and whether nothing may stand there."""
    found: set[str] = set()
    empty, whole = True, False
    while tokens and not tokens[0].startswith(")"):
        piece = tokens.pop(0)
        if piece == "|":
            whole, empty = whole or empty, True
        elif piece == "(":
            inner, nullable = _firsts(tokens)
            close = tokens.pop(0) if tokens else ")"
            found |= inner if empty else set()
            empty = empty and (nullable or close.endswith("?"))
        elif empty:
            found |= {"*"} if piece == "~" else _keys(piece.removesuffix("?"))
            empty = piece.endswith("?")
    return found, whole or empty


@lru_cache(maxsize=8192)
def _keys(word: str) -> frozenset[str]:
    """Return the keys of one word of a phrase; ``[sz]`` gives one for each letter."""
    choice = _CHOICE.search(word) if "[" in word else None
    if choice:
        before, after = word[: choice.start()], word[choice.end() :]
        return frozenset().union(*(_keys(before + letter + after) for letter in choice[1]))
    key = _KEY.match(word.lower())
    if key is None:
        return frozenset({"*"})
    goes_on = word[key.end() :] == "*" or word[key.end() :].startswith("[")
    return frozenset({key.group() + ("*" if goes_on else "")})


class _Entry(NamedTuple, Generic[Label]):
    """A phrase by its number: what it needs by numbers, a bit for each, its longest length.

    The length is in words, as many as may stand between its first and its last.
    """

    number: int
    needs: tuple[int, ...]
    bits: int
    length: int
    label: Label
    phrase: str


class _Filed(Generic[Label]):
    """What is filed under a word or a stem.

    ``begun`` are the phrases that begin with it, each with the rarest need that it has besides in
    the same sentence; ``met`` are the needs that the word meets.
    """

    __slots__ = ("begun", "met")

    def __init__(self) -> None:
        self.begun: list[tuple[_Entry[Label], int | None]] = []
        self.met: list[int] = []


_ANYTHING = frozenset({"*"})


@lru_cache(maxsize=8192)
def _one(phrase: str) -> re.Pattern[str]:
    return compile_regex(_way(phrase))


class PhraseFinder(Generic[Label]):
    """Many labelled phrases, filed by the words that they begin with and those that they need.

    A phrase is compiled and tried only in sentences that have what it needs, behind a word that it
    may begin with: most texts have few of them.
    """

    def __init__(self, phrases: Iterable[tuple[Label, str]]) -> None:
        self._phrases = tuple(phrases)
        self._exact: dict[str, _Filed[Label]] = {}
        self._open: dict[str, dict[str, _Filed[Label]]] = {}
        self._free: _Filed[Label] = _Filed()  # what may begin with anything
        self._under = lru_cache(maxsize=16384)(self._filed_under)
        self._is_filed = False

    def find(self, text: str) -> Iterator[tuple[Label, re.Match[str]]]:
        """Yield every phrase found with its label, in the order of the text."""
        words = words_of(text)
        places = words.found.get(self)
        if places is None:
            places = words.found[self] = sorted(self._places(text, words), key=itemgetter(0, 1))
        for start, _, entry in places:
            if match := _one(entry.phrase).match(text, start):
                yield entry.label, match

    def _places(self, text: str, words: Words) -> Iterator[tuple[int, int, _Entry[Label]]]:
        """Yield where phrases may begin, with those whose words are at hand.

        Nothing but a phrase that writes such a mark itself runs on over the end of a sentence, so
        that what it needs stands in the sentence that it begins in.
        """
        held = self._held(words)
        needs = _Needs(held)
        met = needs.bits
        if any(entry.bits & met == entry.bits for entry, _ in self._free.begun):
            held.append((words.places_of(_ANYTHING), self._free))
        stops = [match.start() for match in _STOP.finditer(text)]
        for starts, filed in held:
            for entry, need in filed.begun:
                if entry.bits & met == entry.bits:
                    led = starts if need is None else _led(starts, needs.places_of(need), stops)
                    for start in led:
                        if _are_near(text, needs, start, entry):
                            yield start, entry.number, entry

    def _held(self, words: Words) -> list[tuple[Sequence[int], _Filed[Label]]]:
        """Return what is filed under the words of a text, each with where its word stands.

        What may begin with anything is not among it.
        """
        if not self._is_filed:
            self._file()
        return [
            (places, filed) for word, places in words.places.items() for filed in self._under(word)
        ]

    def _filed_under(self, word: str) -> tuple[_Filed[Label], ...]:
        """Return what is filed under a word of a text, as it is and by its stems."""
        exact = (self._exact[word],) if word in self._exact else ()
        starts = (word[:length] for length in range(1, min(_STEM, len(word)) + 1))
        stems = (self._open[start].items() for start in starts if start in self._open)
        begun = (filed for listed in stems for stem, filed in listed if word.startswith(stem))
        return (*exact, *begun)

    def _file(self) -> None:
        """File the phrases, when a text is first searched for them."""
        numbers: dict[frozenset[str], int] = {}
        for number, (label, phrase) in enumerate(self._phrases):
            needs = needed_words(phrase)
            met = tuple(numbers.setdefault(need, len(numbers)) for need in needs)
            bits = sum(1 << need for need in met)
            entry = _Entry(number, met, bits, _length(_TOKEN.findall(phrase)), label, phrase)
            within = needs if _STOP.search(phrase.replace("?", "")) is None else ()
            for word in first_words(phrase):
                besides = (numbers[need] for need in within if word not in need)
                self._place_of(word).begun.append((entry, next(besides, None)))
        for words, need in numbers.items():
            for word in sorted(words):
                self._place_of(word).met.append(need)
        self._is_filed = True

    def _place_of(self, word: str) -> _Filed[Label]:
        """Return where a word is filed, one with a star by the first letters of its stem."""
        stem = word.removesuffix("*")
        if not stem:
            return self._free
        listed = self._exact if stem == word else self._open.setdefault(stem[:_STEM], {})
        return listed.setdefault(stem, _Filed())


class _Needs:
    """Where in a text the needs of phrases are met, by their numbers; ``bits`` has one for each."""

    __slots__ = ("_listed", "_places", "bits")

    def __init__(self, held: Iterable[tuple[Sequence[int], _Filed[Label]]]) -> None:
        self._listed: dict[int, list[Sequence[int]]] = {}
        self._places: dict[int, Sequence[int]] = {}
        for places, filed in held:
            for need in filed.met:
                self._listed.setdefault(need, []).append(places)
        self.bits = sum(1 << need for need in self._listed)

    def places_of(self, need: int) -> Sequence[int]:
        """Return where words stand that meet a need, in order."""
        if need not in self._places:
            listed = self._listed[need]
            several = (at for each in listed for at in each)
            self._places[need] = listed[0] if len(listed) == 1 else sorted(set(several))
        return self._places[need]


def _are_near(text: str, needs: _Needs, start: int, entry: _Entry[Label]) -> bool:
    """Return whether what a phrase needs stands on from a place, no farther than it is long."""
    for need in entry.needs:
        places = needs.places_of(need)
        at = bisect_left(places, start)
        if at == len(places) or len(text[start : places[at]].split()) > entry.length:
            return False
    return True


def _led(starts: Sequence[int], there: Sequence[int], stops: Sequence[int]) -> list[int]:
    """Return the starts from which a word stands somewhere on before the next stop."""
    found: list[int] = []
    done = 0
    for at in there:
        stop = bisect_left(stops, at)
        first = bisect_left(starts, stops[stop - 1] if stop else 0)
        last = bisect_left(starts, at + 1)
        found += starts[max(first, done) : last]
        done = last
    return found


def make_finder(phrases: Iterable[tuple[Label, str]]) -> PhraseFinder[Label]:
    """Return a finder of labelled phrases."""
    return PhraseFinder(phrases)


def strings(value: object) -> tuple[str, ...]:
    """Return a lexicon's list as a tuple of strings; anything else gives none."""
    if isinstance(value, Sequence) and not isinstance(value, str):
        return tuple(str(item) for item in value)
    return ()
