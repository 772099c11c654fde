"""WordPiece: a text as the pieces of an uncased BERT vocabulary, each with its place in the text.

The ids are those of the reference implementation (clean, part ideographs, strip accents, lower,
part punctuation, longest match first); the offsets are code points of the text as it was given.
A word reads alike wherever it stands, so words are read once and remembered.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple, overload

from concord.regexes import lazy_regex

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

UNKNOWN = "[UNK]"
LONGEST_WORD = 100  # characters; longer ones are unknown, as in the reference
_REMEMBERED = 50_000  # words
# What parts words. Other controls (form feeds among them) are dropped and join what they part.
_WORD = lazy_regex(r"[^ \t\n\r\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+")
_PLAIN = lazy_regex(r"[A-Za-z0-9]+|[!-/:-@\[-`{-~]")
_DROPPED = frozenset({"Cc", "Cf", "Co", "Cs"})
_REPLACEMENT = "\ufffd"
_IDEOGRAPHS = (
    (0x4E00, 0x9FFF),
    (0x3400, 0x4DBF),
    (0x20000, 0x2A6DF),
    (0x2A700, 0x2B73F),
    (0x2B740, 0x2B81F),
    (0x2B920, 0x2CEAF),
    (0xF900, 0xFAFF),
    (0x2F800, 0x2FA1F),
)


class Piece(NamedTuple):
    """One piece: its id in the vocabulary and the half-open range of code points it stands for."""

    id: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Pieces(Sequence[Piece]):
    """The pieces of a text in order, kept as three lists of equal length."""

    ids: list[int]
    starts: list[int]
    ends: list[int]

    def __len__(self) -> int:
        """Return how many pieces there are."""
        return len(self.ids)

    @overload
    def __getitem__(self, at: int) -> Piece: ...
    @overload
    def __getitem__(self, at: slice) -> Pieces: ...
    def __getitem__(self, at: int | slice) -> Piece | Pieces:
        """Return one piece, or those of a slice."""
        if isinstance(at, slice):
            return Pieces(self.ids[at], self.starts[at], self.ends[at])
        return Piece(self.ids[at], self.starts[at], self.ends[at])


class _Letter(NamedTuple):
    """One character after cleaning, with where it came from."""

    text: str
    start: int


_Part = tuple[str, Sequence[int]]  # letters of a word, and where each came from
# The pieces of a word: its ids, and for each how far from the word's start it begins and ends.
_Word = tuple[tuple[int, ...], tuple[int, ...], tuple[int, ...]]


class WordPiece:
    """Reads texts by one vocabulary; the same text gives the same pieces always."""

    def __init__(self, vocabulary: Mapping[str, int]) -> None:
        self.vocabulary = vocabulary
        self.unknown = vocabulary[UNKNOWN]
        self._words: dict[str, _Word] = {}

    def read(self, text: str) -> Pieces:
        """Return the pieces of a text in order, without the marks of begin and end."""
        ids: list[int] = []
        starts: list[int] = []
        ends: list[int] = []
        words = self._words
        for match in _WORD.finditer(text):
            word, at = match.group(), match.start()
            known = words.get(word)
            if known is None:
                known = self._remember(word)
            numbers, begin, end = known
            if len(numbers) == 1:  # most words are one piece
                ids.append(numbers[0])
                starts.append(at + begin[0])
                ends.append(at + end[0])
            else:
                ids += numbers
                starts += [at + start for start in begin]
                ends += [at + start for start in end]
        return Pieces(ids, starts, ends)

    def _remember(self, word: str) -> _Word:
        if len(self._words) >= _REMEMBERED:
            self._words.clear()
        parts = _plain(word) if word.isascii() else _parts(word)
        pieces = [p for part in parts for p in self._split(*part)]
        self._words[word] = (
            tuple(piece.id for piece in pieces),
            tuple(piece.start for piece in pieces),
            tuple(piece.end for piece in pieces),
        )
        return self._words[word]

    def _split(self, text: str, starts: Sequence[int]) -> Iterator[Piece]:
        """Yield the longest pieces of the vocabulary that make up a part of a word.

        ``starts`` says where each of its characters came from.
        """
        at = 0
        pieces = []
        while at < len(text):
            end = self._longest(text, at)
            if end is None or len(text) > LONGEST_WORD:
                yield Piece(self.unknown, starts[0], starts[-1] + 1)
                return
            form = text[at:end] if at == 0 else f"##{text[at:end]}"
            pieces.append(Piece(self.vocabulary[form], starts[at], starts[end - 1] + 1))
            at = end
        yield from pieces

    def _longest(self, text: str, at: int) -> int | None:
        mark = "##" if at else ""
        for end in range(min(len(text), at + LONGEST_WORD), at, -1):
            if f"{mark}{text[at:end]}" in self.vocabulary:
                return end
        return None


def _plain(word: str) -> Iterator[_Part]:
    """Yield the parts of a word of ASCII letters, controls aside."""
    if not word.isprintable():
        yield from _parts(word)
        return
    for match in _PLAIN.finditer(word):
        yield match.group().lower(), range(*match.span())


def _parts(word: str) -> Iterator[_Part]:
    """Yield the parts of a word: runs of letters, marks and ideographs alone."""
    part: list[_Letter] = []
    for letter, alone in _cleaned(word):
        if alone:
            if part:
                yield _joined(part)
            yield _joined([letter])
            part = []
        elif letter.text:
            part.append(letter)
    if part:
        yield _joined(part)


def _joined(letters: Sequence[_Letter]) -> _Part:
    text = "".join(letter.text for letter in letters)
    return text, [letter.start for letter in letters for _ in letter.text]


def _cleaned(word: str) -> Iterator[tuple[_Letter, bool]]:
    """Yield the characters that are left, lower and without accents, and which stand alone."""
    for at, character in enumerate(word):
        if unicodedata.category(character) in _DROPPED or character == _REPLACEMENT:
            continue
        ideograph = any(first <= ord(character) <= last for first, last in _IDEOGRAPHS)
        for bare in _bare(character):
            mark = _is_mark(bare)
            yield _Letter("" if ideograph and bare.isspace() else bare, at), mark or ideograph


@lru_cache(maxsize=4096)
def _bare(character: str) -> tuple[str, ...]:
    """Return a character without its accents, in lower case."""
    parted = unicodedata.normalize("NFD", character)
    return tuple(low for c in parted if unicodedata.category(c) != "Mn" for low in c.lower())


def _is_mark(character: str) -> bool:
    """Return whether a character is punctuation, or a sign of ASCII."""
    category = unicodedata.category(character)
    return category.startswith("P") or (character.isascii() and category.startswith("S"))


def read_vocabulary(content: str) -> dict[str, int]:
    """Return the ids of a vocabulary file: the number of each line."""
    return {line: number for number, line in enumerate(content.removesuffix("\n").split("\n"))}
