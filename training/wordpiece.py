"""WordPiece of the uncased BERT vocabulary: pieces with the offsets of the word that each is of.

Words are what a tagger labels, so that a piece carries its whole word's place in the text.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import cache

from training.base import vocabulary_file

UNKNOWN = 100
FIRST = 101  # [CLS]
LAST = 102  # [SEP]
MASK = 103
LONGEST = 100  # characters; a longer word is unknown, by BERT's rule
_ASCII = range(33, 127)


@dataclass(frozen=True, slots=True)
class Pieces:
    """The pieces of a text: ids, and for each the start and end of its word in the text."""

    ids: tuple[int, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def inside(self, start: int, end: int) -> tuple[int, int] | None:
        """Return the half-open range of pieces whose words overlap a span of characters."""
        first = bisect_right(self.ends, start)
        last = bisect_left(self.starts, end)
        return (first, last) if first < last else None


@cache
def _splitter() -> re.Pattern[str]:
    """BERT's rule: white space parts words; punctuation and ideographs each stand alone."""
    alone = "".join(re.escape(chr(c)) for c in range(0x10000) if _stands_alone(c))
    alone += "\u4e00-\u9fff\u3400-\u4dbf\U00020000-\U0002ceaf\uf900-\ufaff\U0002f800-\U0002fa1f"
    return re.compile(f"[{alone}]|[^\\s{alone}]+")


def _stands_alone(code: int) -> bool:
    letter = chr(code)
    symbol = code in _ASCII and not letter.isalnum()
    return symbol or unicodedata.category(letter).startswith("P")


@cache
def vocabulary() -> dict[str, int]:
    """Return the pieces of the base vocabulary with their numbers."""
    lines = vocabulary_file().read_text("utf-8").split("\n")
    return {line: number for number, line in enumerate(lines) if line}


@cache
def _pieces_of(word: str) -> tuple[int, ...]:
    plain = _normalise(word)
    if len(plain) > LONGEST:
        return (UNKNOWN,)
    known, out, start = vocabulary(), [], 0
    while start < len(plain):
        for end in range(len(plain), start, -1):
            piece = plain[start:end] if start == 0 else f"##{plain[start:end]}"
            if piece in known:
                break
        else:
            return (UNKNOWN,)
        out.append(known[piece])
        start = end
    return tuple(out)


def _normalise(word: str) -> str:
    kept = (c for c in word if unicodedata.category(c)[0] != "C" and c != "\ufffd")
    apart = unicodedata.normalize("NFD", "".join(kept))
    return "".join(c for c in apart if unicodedata.category(c) != "Mn").lower()


def tokenise(text: str) -> Pieces:
    """Return the pieces of ``text``, in order, without the marks that begin and end a window."""
    ids: list[int] = []
    starts: list[int] = []
    ends: list[int] = []
    for match in _splitter().finditer(text):
        pieces = _pieces_of(match.group())
        ids += pieces
        starts += [match.start()] * len(pieces)
        ends += [match.end()] * len(pieces)
    return Pieces(tuple(ids), tuple(starts), tuple(ends))
