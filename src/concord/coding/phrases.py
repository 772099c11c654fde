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
    """A phrase: how it may begin, its plain words, and whether it stays in a sentence.

    ``begins`` holds words, those that go on with a star, each with its number in their order.
    """

    begins: tuple[tuple[str, tuple[int, int]], ...]
    needed: frozenset[str]
    within: bool
    label: Label
    phrase: str


@lru_cache(maxsize=8192)
def _one(phrase: str) -> re.Pattern[str]:
    return compile_regex(_way(phrase))


class PhraseFinder(Generic[Label]):
    """Many labelled phrases, filed by their first words so that a text is read once.

    A phrase is compiled when a text first has all of its plain words: most texts have few of them.
    """

    def __init__(self, phrases: Iterable[tuple[Label, str]]) -> None:
        self._phrases = tuple(phrases)
        self._filed: dict[str, list[_Entry[Label]]] | None = None

    def find(self, text: str) -> Iterator[tuple[Label, re.Match[str]]]:
        """Yield every phrase found with its label, in the order of the text."""
        words = words_of(text)
        places = words.found.get(self)
        if places is None:
            places = words.found[self] = self._places(text, words)
        for start, _, label, phrase in places:
            if match := _one(phrase).match(text, start):
                yield label, match

    def _places(self, text: str, words: Words) -> list[tuple[int, tuple[int, int], Label, str]]:
        """Return where phrases may begin, in order, with those whose plain words are at hand.

        Nothing but a phrase that writes such a mark itself runs on over the end of a sentence, so
        that the word that each is filed by stands in the sentence that it begins in.
        """
        filed = self._filed if self._filed is not None else self._file()
        held = words.places.keys()
        stops = [match.start() for match in _STOP.finditer(text)]
        places: list[tuple[int, tuple[int, int], Label, str]] = []
        for need in (filed.keys() & held) | {""}:
            there = words.places.get(need, [])
            for entry in filed.get(need, ()):
                if not entry.needed <= held:
                    continue
                for word, rank in entry.begins:
                    starts = words.starts_of(word)
                    if starts and entry.within:
                        starts = _led(starts, there, stops)
                    places += [(start, rank, entry.label, entry.phrase) for start in starts]
        places.sort(key=itemgetter(0, 1))
        return places

    def _file(self) -> dict[str, list[_Entry[Label]]]:
        """File the phrases by one of their plain words, when a text is first searched for them.

        That is the longest, which is the least likely to stand in a text.
        """
        filed: dict[str, list[_Entry[Label]]] = {}
        for number, (label, phrase) in enumerate(self._phrases):
            needed = needed_words(phrase)
            rarest = max(needed, key=lambda word: (len(word), word), default="")
            begins = tuple(
                (word, (min(len(word), _STEM + 1) if word.endswith("*") else 0, number))
                for word in sorted(first_words(phrase))
            )
            within = bool(needed) and _STOP.search(phrase.replace("?", "")) is None
            entry = _Entry(begins, needed, within, label, phrase)
            filed.setdefault(rarest, []).append(entry)
        self._filed = filed
        return filed


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
