"""Forms: the small pattern language of the lexicons, compiled to regular expressions once.

A form is words. ``*`` ends a stem, ``~`` is a gap of up to four words, ``(a|b)`` are alternatives
(an empty one makes the whole optional), a hyphen stands for a hyphen or a space, ``?`` makes the
letter or group before it optional. Forms ignore case unless they are compiled with ``cased``.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_BEGINS = r"(?<!\w)"
_GAP = r"(?:[\w'\u2019.-]*[\w'\u2019]\s+){0,4}?"
_OPTIONAL = re.compile(r"\(([^()]*)\|\)\s+")
# What is optional before a gap may as well be one of the gap's words.
_BEFORE_GAP = re.compile(r"\([^()]*\|\)\s+~\s*")
_PIECES = re.compile(r"\s*~\s*|\s+|\[[^\]]*\]\+?|.")
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
        return r"\s+" + _GAP
    if piece.isspace():
        return r"\s+"
    if piece.startswith("["):
        return piece
    return _PIECE.get(piece) or re.escape(piece)


@lru_cache(maxsize=1024)
def _compiled(forms: tuple[str, ...], cased: bool) -> re.Pattern[str]:  # noqa: FBT001 - a cache key
    if not forms:
        return re.compile(r"(?!)")
    # Said once and not in every form: where no word begins, no form is tried.
    ways = "|".join(source(form).removeprefix(_BEGINS) for form in forms)
    return re.compile(f"{_BEGINS}(?:{ways})", 0 if cased else re.IGNORECASE)


def compile_forms(forms: Iterable[str], *, cased: bool = False) -> re.Pattern[str]:
    """Return one pattern that matches any of the forms, the longer-spelled first."""
    return _compiled(tuple(sorted(forms, key=lambda form: (-len(form), form))), cased)
