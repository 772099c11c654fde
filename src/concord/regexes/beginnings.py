"""How the matches of an expression may begin: their first letters, told from the expression.

Of some hundred expressions that might begin at a place of a text, the few letters that stand there
rule out all but one or two. What is told here is never too little: every match begins with one of
the beginnings.
"""

from __future__ import annotations

import re
from importlib import import_module
from typing import Any

from concord.regexes.kept import is_known_interpreter

DIGIT, BLANK = "0", " "  # stand for every digit, and for whatever parts words
# The letters beyond ASCII that stand for one of it where case does not matter.
_PLAIN = str.maketrans({"\u0130": "i", "\u0131": "i", "\u017f": "s", "\u212a": "k"})
_MOST = 4096  # beginnings of one expression: of more, the shorter ones are told
_WIDEST = 64  # letters of a set that are told one by one
# Parts of an expression, as re names them.
_OF_NO_LENGTH = frozenset({"AT", "ASSERT", "ASSERT_NOT"})
_ONE_LETTER = frozenset({"LITERAL", "IN"})

# A beginning, and whether it is cut off there: anything may follow.
_Begun = set[tuple[str, bool]]
_NOTHING: _Begun = {("", False)}
_ANYTHING: _Begun = {("", True)}


def plain_letters(text: str) -> str:
    """Return a text as beginnings are told: lower case, each digit a 0, each blank one blank."""
    if not text.isascii():
        text = text.translate(_PLAIN)
    return "".join(map(_plain, text))


def beginnings(pattern: str, flags: int, *, length: int) -> frozenset[str] | None:
    """Return the first letters of whatever an expression matches, at most ``length`` of them.

    They are told as ``plain_letters`` tells a text: a match begins with one of them by
    ``startswith``. None where the expression, or this interpreter, is not understood, or where a
    match may begin with anything.
    """
    if not is_known_interpreter() or flags & ~re.IGNORECASE:
        return None
    parsed = import_module("re._parser").parse(pattern, flags)
    for most in range(length, 0, -1):
        found = _Beginnings(most).of(parsed)
        told = {begun for begun, _ in found}
        if len(told) <= _MOST:
            return None if "" in told else frozenset(told)
    return None


def _plain(letter: str) -> str:
    if letter.isdecimal():
        return DIGIT
    return BLANK if letter.isspace() else letter.lower()


class _Beginnings:
    """Reads the parts of a parsed expression one behind the other, up to a number of letters."""

    def __init__(self, length: int) -> None:
        self._length = length

    def of(self, parts: Any) -> _Begun:
        """Return how a row of parts may begin."""
        found = _NOTHING
        for name, given in parts:
            if all(cut for _, cut in found):
                break
            found = self._behind(found, self._part(str(name), given))
            if len(found) > _MOST:
                return found
        return found

    def _behind(self, first: _Begun, then: _Begun) -> _Begun:
        """Return what stands behind what has been read, cut at the greatest length."""
        made: _Begun = {(begun, cut) for begun, cut in first if cut}
        for begun, _ in first - made:
            for letters, ended in then:
                whole = begun + letters
                made.add((whole[: self._length], ended or len(whole) >= self._length))
        return made

    def _part(self, name: str, given: Any) -> _Begun:
        """Return how one part may begin; a part that is not known may be anything."""
        if name in _OF_NO_LENGTH:
            return _NOTHING
        if name in _ONE_LETTER:
            return self._set([(name, given)] if name == "LITERAL" else given)
        if name == "BRANCH":
            return set().union(*(self.of(way) for way in given[1]))
        if name in {"SUBPATTERN", "ATOMIC_GROUP"}:
            return self.of(given[-1] if name == "SUBPATTERN" else given)
        return self._repeated(*given) if name.endswith("_REPEAT") else _ANYTHING

    def _set(self, items: Any) -> _Begun:
        """Return the letters of a set; those beyond ASCII that case may change may be anything."""
        letters: set[str] = set()
        for name, given in items:
            kind = str(name)
            if kind == "LITERAL":
                letters.add(chr(given))
            elif kind == "RANGE" and given[1] - given[0] < _WIDEST:
                letters.update(map(chr, range(given[0], given[1] + 1)))
            elif kind == "CATEGORY" and str(given) == "CATEGORY_DIGIT":
                letters.add(DIGIT)
            elif kind == "CATEGORY" and str(given) == "CATEGORY_SPACE":
                letters.add(BLANK)
            else:
                return _ANYTHING
        if any(not each.isascii() and each.lower() != each.upper() for each in letters):
            return _ANYTHING
        return {(plain_letters(each), False) for each in letters}

    def _repeated(self, least: int, most: int, part: Any) -> _Begun:
        once = self.of(part)
        found = _NOTHING
        for _ in range(min(least, self._length)):
            found = self._behind(found, once)
        told = set(found)
        for _ in range(min(int(most) - least, self._length)):
            found = self._behind({each for each in found if not each[1]}, once)
            if found <= told:
                break
            told |= found
        return told
