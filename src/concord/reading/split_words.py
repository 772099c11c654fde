"""Words that a plain text parts by a hyphen at the end of a line, made whole again.

Text copied from a printed page breaks "explo-" from "sion": no reader of words finds either. Only
lines that are long, as those of a set column are, end so.
"""

from __future__ import annotations

import re

_NARROWEST = 12  # characters of a line of a printed column
# Widths are bounded, since a hostile file may hold a word of a million letters.
_PARTED = re.compile(
    r"(?<![\w-])((?:[^\W\d_]{1,40}-){0,3}[^\W\d_]{2,40})-[ \t]{0,4}\n"
    r"[ \t]{0,40}([^\W\d_]{2,40}[.,;:!?)\u201d\"']{0,3})[ \t]{0,4}"
)
_WORD = re.compile(r"[\w-]+")
# First parts of compounds that keep their hyphen wherever the line ends.
_COMPOUND = re.compile(
    r"(?:well|self|anti|ex|non|pro|multi|high|low|long|short|half|all|then|now|by|vice|deputy|part|full|cross|hard|near"
    r"|one|two|three|four|five|six|seven|eight|nine|ten|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
    r"|first|second|third|hand|road|car|suicide|bomb|fire|remote|state|year|old|north|south|east|west|door|check|bullet|heavy"
    r"|police|army|security|government|military|lower|upper|mid|co|semi|ill|so|al|ul|e|i)",
    re.IGNORECASE,
)


def join_split_words(text: str) -> str:
    """Return the text (line ends LF) with such words whole; the line then ends after the word."""
    if "-\n" not in text and "- \n" not in text:
        return text
    words = frozenset(_WORD.findall(text.lower()))
    return _PARTED.sub(lambda found: _joined(found, text, words), text)


def _joined(found: re.Match[str], text: str, words: frozenset[str]) -> str:
    begins = text.rfind("\n", 0, found.start()) + 1
    first, second = found[1], found[2]
    if found.end(1) - begins < _NARROWEST or not second[0].islower():
        return found[0]
    bare = re.sub(r"\W+$", "", second)
    whole, hyphened = f"{first}{bare}".lower(), f"{first}-{bare}".lower()
    keeps = whole not in words and (
        hyphened in words or _COMPOUND.fullmatch(first.rsplit("-", 1)[-1])
    )
    return f"{first}{'-' if keeps else ''}{second}\n"
