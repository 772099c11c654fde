"""Forms: the small pattern language of the lexicons, compiled to regular expressions once.

A form is words. ``*`` ends a stem, ``~`` is a gap of up to four words (``~ ~`` of up to eight),
``(a|b)`` are alternatives (an empty one makes the whole optional), a hyphen stands for a hyphen or
a space, ``?`` makes the letter or group before it optional. Forms ignore case unless they are
compiled with ``cased``.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from concord.coding.wordpatterns import WordPattern
from concord.regexes import lazy_regex

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_BEGINS = r"(?<!\w)"
_GAP = r"(?:[\"\u201c\u2018]?[\w'\u2019.-]*[\w'\u2019]\s+)"
_GAP_WORDS = 4
_OPTIONAL = lazy_regex(r"\(([^()]*)\|\)\s+")
# What is optional before a gap may as well be one of the gap's words.
_BEFORE_GAP = lazy_regex(r"\([^()]*\|\)\s+~\s*")
# Letters that no question mark follows are one piece: one step and not one for each.
_PIECES = lazy_regex(r"(?:\s*~)+\s*|\s+|\[[^\]]*\]\+?|[A-Za-z]+(?![A-Za-z?])|.")
_PIECE = {
    "(": "(?:",
    ")": ")",
    "|": "|",
    "?": "?",
    "*": r"[\w'\u2019-]*",
    "-": r"[-\u2010-\u2015\s]+",
    ".": r"\.?",
    "'": "['\u2019]",
}


def source(form: str) -> str:
    """Return the regular expression of one form, with word boundaries around it."""
    form = _BEFORE_GAP.sub("~ ", form.strip())
    form = _OPTIONAL.sub(r"((\1) )?", form)
    return _BEGINS + "".join(_translate(p) for p in _PIECES.findall(form)) + r"(?!\w)"


def _translate(piece: str) -> str:
    if "~" in piece:
        return rf"\s+{_GAP}{{0,{_GAP_WORDS * piece.count('~')}}}?"
    if piece.isspace():
        return r"\s+"
    if piece.startswith("["):
        return piece
    return _PIECE.get(piece) or re.escape(piece)


def first_words(form: str) -> frozenset[str]:
    """Return how a form may begin: words in lower case, one that may go on with a star.

    Only letters of the first word count; a form that may begin with anything gives ``*``.
    """
    form = _OPTIONAL.sub(r"((\1) )?", _BEFORE_GAP.sub("~ ", form.strip()))
    done, live = _begin([p for p in _PIECES.findall(form) if p])
    # What is still being spelled at the end is a whole word.
    found = done | {_whole(word) for word in live}
    return frozenset({"*"} if any(word in {"", "*"} for word in found) else found)


def _whole(word: str) -> str:
    return word or "*"


def _begin(pieces: list[str]) -> tuple[set[str], set[str]]:
    """Return the first words that end before a closing bracket, and those still being spelled."""
    done: set[str] = set()
    ended: set[str] = set()  # by the ways before the last bar
    live, before = {""}, {""}
    while pieces and pieces[0] != ")":
        piece = pieces.pop(0)
        if piece == "|":
            ended, live = ended | live, {""}
        elif piece == "?":
            live |= before
        elif piece == "(":
            inner, open_ = _begin(pieces)
            if pieces:
                pieces.pop(0)
            before = live
            done |= {one + other for one in live for other in inner}
            live = {one + other for one in live for other in open_}
        else:
            before = live
            done, live = _spell(piece, done, live)
    return done, ended | live


def _spell(piece: str, done: set[str], live: set[str]) -> tuple[set[str], set[str]]:
    """Return both sets after one piece of a word: letters go on, anything else ends it."""
    if piece.isascii() and piece.isalpha():
        return done, {word + piece.lower() for word in live}
    ends = piece.isspace() or piece in {"-", "'"}
    return done | {_whole(word) if ends else f"{word}*" for word in live}, set()


@lru_cache(maxsize=1024)
def _compiled(forms: tuple[str, ...], cased: bool) -> WordPattern:  # noqa: FBT001 - a cache key
    return WordPattern(
        len(forms),
        # Said once and not in every form: where no word begins, no form is tried.
        lambda number: source(forms[number]).removeprefix(_BEGINS),
        lambda number: first_words(forms[number]),
        _join,
        0 if cased else re.IGNORECASE,
    )


def _join(ways: Sequence[str]) -> str:
    return f"{_BEGINS}(?:{'|'.join(ways)})" if ways else r"(?!)"


def compile_forms(forms: Iterable[str], *, cased: bool = False) -> WordPattern:
    """Return one pattern that matches any of the forms, the longer-spelled first."""
    return _compiled(tuple(sorted(forms, key=lambda form: (-len(form), form))), cased)
