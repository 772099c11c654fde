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
GAP = r"(?:[^\s.;!?]{1,80}+\s++){0,5}?"
_END = r"(?:\s+|(?!\w))"
_TOKEN = lazy_regex(r"\)\??|[(|~]|[^\s()|~]+")
_PLAIN = lazy_regex(r"\[[A-Za-z0-9]+(?:-[A-Za-z0-9]+)?\]|.")


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


@lru_cache(maxsize=8192)
def needed_words(phrase: str) -> frozenset[str]:
    """Return words in lower case that every text with the phrase has: the plain ones."""
    found: set[str] = set()
    depth, ways = 0, False
    for piece in _TOKEN.findall(phrase.removeprefix("=")):
        if piece == "(":
            depth += 1
        elif piece.startswith(")"):
            depth -= 1
        ways = ways or (depth <= 0 and piece == "|")
        if not depth and piece.isascii() and piece.isalpha():
            found.add(piece.lower())
    return frozenset() if ways or depth else frozenset(found)


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


def _keys(word: str) -> set[str]:
    """Return the keys of one word of a phrase; ``[sz]`` gives one for each letter."""
    choice = _CHOICE.search(word) if "[" in word else None
    if choice:
        return set().union(
            *(_keys(word[: choice.start()] + c + word[choice.end() :]) for c in choice[1])
        )
    key = _KEY.match(word.lower())
    if key is None:
        return {"*"}
    goes_on = word[key.end() :] == "*" or word[key.end() :].startswith("[")
    return {key.group() + ("*" if goes_on else "")}


class _Entry(NamedTuple, Generic[Label]):
    """A phrase: its number in their order, its plain words, whether it stays in a sentence."""

    number: int
    needed: frozenset[str]
    within: bool
    label: Label
    phrase: str


_Filed = dict[str, list[_Entry[Label]]]


@lru_cache(maxsize=8192)
def _one(phrase: str) -> re.Pattern[str]:
    return compile_regex(_way(phrase))


class PhraseFinder(Generic[Label]):
    """Many labelled phrases, filed by their first words so that a text is read once.

    A phrase is compiled when a text first has all of its plain words: most texts have few of them.
    """

    def __init__(self, phrases: Iterable[tuple[Label, str]]) -> None:
        self._exact: dict[str, list[tuple[Label, str]]] = {}
        self._open: dict[str, list[tuple[str, Label, str]]] = {}
        self._filed: dict[str, _Filed[Label]] = {}
        for label, phrase in phrases:
            for word in sorted(first_words(phrase)):
                stem = word.removesuffix("*")
                if stem == word:
                    self._exact.setdefault(word, []).append((label, phrase))
                else:
                    self._open.setdefault(stem[:_STEM], []).append((stem, label, phrase))

    def find(self, text: str) -> Iterator[tuple[Label, re.Match[str]]]:
        """Yield every phrase found with its label, in the order of the text."""
        words = words_of(text)
        places = words.found.get(self)
        if places is None:
            places = words.found[self] = self._places(text, words)
        for start, _, label, phrase in places:
            if match := _one(phrase).match(text, start):
                yield label, match

    def _places(self, text: str, words: Words) -> list[tuple[int, int, Label, str]]:
        """Return where phrases may begin, in order, with those whose plain words are at hand.

        Nothing but a phrase that writes such a mark itself runs on over the end of a sentence, so
        that the word that each is filed by stands before the next one.
        """
        held = words.places.keys()
        found = self._exact.keys() & held
        for stem in self._open.keys() & words.stems.keys():
            found.update(words.stems[stem])
        ends = [*(match.start() for match in _STOP.finditer(text)), len(text)]
        places: list[tuple[int, int, Label, str]] = []
        for word in held if "" in self._open else found:
            by_need = self._begun_by(word)
            possible = [
                (words.places[need], entry)
                for need in by_need.keys() & held
                for entry in by_need[need]
                if entry.needed <= held
            ]
            for start in words.places[word] if possible else ():
                end = ends[bisect_left(ends, start)]
                places += [
                    (start, entry.number, entry.label, entry.phrase)
                    for there, entry in possible
                    if not entry.within
                    or ((at := bisect_left(there, start)) < len(there) and there[at] < end)
                ]
        places.sort(key=itemgetter(0, 1))
        return places

    def _begun_by(self, word: str) -> _Filed[Label]:
        """Return the phrases that may begin with a word, by one of their plain words.

        That one is the longest beside the word itself, which is the least likely to stand in a
        text; else it is the word.
        """
        if word in self._filed:
            return self._filed[word]
        listed = self._exact.get(word, [])
        for length in range(min(_STEM, len(word)) + 1):
            filed = self._open.get(word[:length], ())
            listed = listed + [(label, p) for stem, label, p in filed if word.startswith(stem)]
        if not listed:
            return {}  # not kept: texts have any number of words
        found: _Filed[Label] = {}
        for number, (label, phrase) in enumerate(listed):
            needed = needed_words(phrase)
            rarest = max(needed - {word}, key=lambda w: (len(w), w), default=word)
            within = _STOP.search(phrase.replace("?", "")) is None
            entry = _Entry(number, needed, within, label, phrase)
            found.setdefault(rarest, []).append(entry)
        self._filed[word] = found
        return found


def make_finder(phrases: Iterable[tuple[Label, str]]) -> PhraseFinder[Label]:
    """Return a finder of labelled phrases."""
    return PhraseFinder(phrases)


def strings(value: object) -> tuple[str, ...]:
    """Return a lexicon's list as a tuple of strings; anything else gives none."""
    if isinstance(value, Sequence) and not isinstance(value, str):
        return tuple(str(item) for item in value)
    return ()
