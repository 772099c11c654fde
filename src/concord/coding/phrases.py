"""Phrases as a researcher writes them in a lexicon, compiled once to regular expressions.

A phrase is words separated by blanks. ``*`` ends a word that may go on (``negotiat*``), ``~``
stands for up to five words, ``(a|b c)`` for alternatives (they nest), ``[sz]`` for one letter of
several, ``?`` after a word or a bracket makes it optional. Case does not matter unless the phrase
begins with ``=``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

GAP = r"(?:[^\s.;!?]+\s+){0,5}?"
_TOKEN = re.compile(r"\)\??|[(|~]|[^\s()|~]+")
_PLAIN = re.compile(r"\[[A-Za-z0-9]+(?:-[A-Za-z0-9]+)?\]|.")


def _word(word: str) -> str:
    optional = word.endswith("?")
    word = word.removesuffix("?")
    stem, star = (word[:-1], r"[\w\u2019'-]*") if word.endswith("*") else (word, "")
    letters = (m if len(m) > 1 else re.escape(m) for m in _PLAIN.findall(stem))
    source = "".join(letters).replace("'", "['\u2019]").replace(r"\-", "[- ]") + star
    return rf"(?:{source}\s+)?" if optional else rf"{source}\s+"


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
    # A blank is asked for after every word; the end of the text counts as one.
    body = _sequence(_TOKEN.findall(phrase)).replace(r"\s+", r"(?:\s+|(?!\w))")
    return rf"(?<![\w-])(?:{body})"


@lru_cache(maxsize=1024)
def _compile(phrases: tuple[str, ...]) -> re.Pattern[str]:
    ways = [
        pattern(phrase[1:]) if phrase.startswith("=") else f"(?i:{pattern(phrase)})"
        for phrase in sorted(phrases, key=lambda p: (-len(p), p))
    ]
    return re.compile("|".join(ways) if ways else r"(?!)")


def compile_phrases(phrases: Iterable[str]) -> re.Pattern[str]:
    """Return one pattern that matches any of the phrases, the longest spelled first."""
    return _compile(tuple(phrases))


def strings(value: object) -> tuple[str, ...]:
    """Return a lexicon's list as a tuple of strings; anything else gives none."""
    if isinstance(value, Sequence) and not isinstance(value, str):
        return tuple(str(item) for item in value)
    return ()
