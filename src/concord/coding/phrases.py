"""Phrases as a researcher writes them in a lexicon, compiled once to regular expressions.

A phrase is words separated by blanks. ``*`` ends a word that may go on (``negotiat*``), ``~``
stands for up to five words, ``(a|b c)`` for alternatives (they nest), ``[sz]`` for one letter of
several, ``?`` after a word or a bracket makes it optional. Case does not matter unless the phrase
begins with ``=``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Generic, TypeVar

Label = TypeVar("Label")
# Bounded and possessive (also the star below), so that a text of marks without blanks is soon done.
GAP = r"(?:[^\s.;!?]{1,80}+\s++){0,5}?"
_END = r"(?:\s+|(?!\w))"
_TOKEN = re.compile(r"\)\??|[(|~]|[^\s()|~]+")
_PLAIN = re.compile(r"\[[A-Za-z0-9]+(?:-[A-Za-z0-9]+)?\]|.")


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
def _compile(phrases: tuple[str, ...]) -> re.Pattern[str]:
    ways = [
        pattern(phrase[1:]) if phrase.startswith("=") else f"(?i:{pattern(phrase)})"
        for phrase in sorted(phrases, key=lambda p: (-len(p), p))
    ]
    return re.compile("|".join(ways) if ways else r"(?!)")


def compile_phrases(phrases: Iterable[str]) -> re.Pattern[str]:
    """Return one pattern that matches any of the phrases, the longest spelled first."""
    return _compile(tuple(phrases))


_KEY = re.compile(r"[a-z]+|\d+")
_TEXT_WORD = re.compile(r"(?<![\w-])(?:[A-Za-z]+|\d+)")
_STEM = 3  # letters by which phrases that begin with an open word are filed


def first_words(phrase: str) -> frozenset[str]:
    """Return how a phrase may begin: words in lower case, an open one with its star.

    Only the letters up to a hyphen or apostrophe count; a phrase that may begin with anything
    gives ``*``.
    """
    words, _ = _firsts(_TOKEN.findall(phrase.removeprefix("=")))
    return frozenset(words) or frozenset("*")


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
    choice = re.search(r"\[([A-Za-z0-9]+)\]", word)
    if choice:
        return set().union(
            *(_keys(word[: choice.start()] + c + word[choice.end() :]) for c in choice[1])
        )
    key = _KEY.match(word.lower())
    if key is None:
        return {"*"}
    return {key.group() + ("*" if word[key.end() :] == "*" else "")}


@dataclass(frozen=True, slots=True)
class PhraseFinder(Generic[Label]):
    """Many labelled phrases, filed by their first words so that a text is read once.

    A phrase is compiled when a text first has its first word: most texts have few of them.
    """

    exact: dict[str, tuple[tuple[Label, str], ...]]
    open: dict[str, tuple[tuple[str, Label, str], ...]]

    def find(self, text: str) -> Iterator[tuple[Label, re.Match[str]]]:
        """Yield every phrase found with its label, in the order of the text."""
        for word in _TEXT_WORD.finditer(text):
            key = word.group().lower()
            for label, phrase in self.exact.get(key, ()):
                if match := _compile((phrase,)).match(text, word.start()):
                    yield label, match
            for length in range(min(_STEM, len(key)) + 1):
                for stem, label, phrase in self.open.get(key[:length], ()):
                    if key.startswith(stem) and (
                        match := _compile((phrase,)).match(text, word.start())
                    ):
                        yield label, match


def make_finder(phrases: Iterable[tuple[Label, str]]) -> PhraseFinder[Label]:
    """Return a finder of labelled phrases."""
    exact: dict[str, list[tuple[Label, str]]] = {}
    open_: dict[str, list[tuple[str, Label, str]]] = {}
    for label, phrase in phrases:
        for word in sorted(first_words(phrase)):
            if word.endswith("*"):
                stem = word[:-1]
                open_.setdefault(stem[:_STEM], []).append((stem, label, phrase))
            else:
                exact.setdefault(word, []).append((label, phrase))
    return PhraseFinder(
        {word: tuple(rows) for word, rows in exact.items()},
        {stem: tuple(rows) for stem, rows in open_.items()},
    )


def strings(value: object) -> tuple[str, ...]:
    """Return a lexicon's list as a tuple of strings; anything else gives none."""
    if isinstance(value, Sequence) and not isinstance(value, str):
        return tuple(str(item) for item in value)
    return ()
