"""Training examples: a window of an annotated text, with its labels as numbers.

Two things are made here: what one window holds (``Example``), and what many windows hold together
as arrays that the losses read (``Batch``).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from training.heads import ARCS, BIO, BY_NAME
from training.windows import cut
from training.wordpiece import FIRST, LAST, Pieces, tokenise

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from training.texts import AnnotatedText, Labelled, Place

_EIGHT = 8  # a graphics card reads rows of a multiple of eight at once
IGNORED = -100  # torch's own mark for a token that no label is known of
Range = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Pooled:
    """A head read over a range of tokens, with what it should say of each of its labels."""

    head: str
    tokens: Range
    target: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Pair:
    """A pairwise head read over two ranges of tokens."""

    head: str
    left: Range
    right: Range
    target: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Example:
    """One window. ``tags`` is [heads of kind bio, tokens], with IGNORED where nothing is known."""

    text: str
    source: str
    ids: np.ndarray
    tags: np.ndarray
    pooled: tuple[Pooled, ...]
    pairs: tuple[Pair, ...]

    @property
    def empty(self) -> bool:
        """Return whether nothing in the window is labelled as being there."""
        return not (self.tags > 0).any() and not any(any(p.target) for p in self.pooled)


def make_examples(text: AnnotatedText) -> Iterator[Example]:
    """Yield the windows of a text, each with the labels that lie whole inside it."""
    pieces = tokenise(text.text)
    if not pieces.ids:
        return
    tags = label_pieces(text, pieces)
    pooled = list(_pooled(text, pieces))
    pairs = list(_pairs(text, pieces))
    for start, end in cut(len(pieces.ids)):
        ids = np.array([FIRST, *pieces.ids[start:end], LAST], dtype=np.int32)
        inside = tags[:, start:end]
        whole = np.full((len(BIO), len(ids)), IGNORED, dtype=np.int16)
        whole[:, 1:-1] = inside
        yield Example(
            text=text.name,
            source=text.source,
            ids=ids,
            tags=whole,
            pooled=tuple(
                Pooled(p.head, at, p.target)
                for p in pooled
                if (at := _clip(p.tokens, start, end)) is not None
            ),
            pairs=tuple(
                Pair(p.head, _shift(p.left, start), _shift(p.right, start), p.target)
                for p in pairs
                if _holds(p.left, start, end) and _holds(p.right, start, end)
            ),
        )


def _holds(tokens: Range, start: int, end: int) -> bool:
    return start <= tokens[0] and tokens[1] <= end


def _shift(tokens: Range, start: int) -> Range:
    # One more for the mark that begins a window.
    return tokens[0] - start + 1, tokens[1] - start + 1


def _clip(tokens: Range, start: int, end: int) -> Range | None:
    """Return the part of a range inside the window if that is half of it or of the window."""
    low, high = max(tokens[0], start), min(tokens[1], end)
    enough = 2 * (high - low) >= min(tokens[1] - tokens[0], end - start)
    return _shift((low, high), start) if enough and high > low else None


def label_pieces(text: AnnotatedText, pieces: Pieces | None = None) -> np.ndarray:
    """Return the labels of the bio heads over all pieces; the longest of two that overlap stays."""
    pieces = pieces or tokenise(text.text)
    tags = np.full((len(BIO), len(pieces.ids)), IGNORED, dtype=np.int16)
    for row, head in enumerate(BIO):
        if head.name not in text.spans:
            continue
        for region in text.regions.get(head.name, [(0, len(text.text))]):
            if (at := pieces.inside(*region)) is not None:
                tags[row, at[0] : at[1]] = 0
        _paint(tags[row], text.spans[head.name], head.labels, pieces)
    return tags


def _paint(row: np.ndarray, spans: list[Labelled], labels: Sequence[str], pieces: Pieces) -> None:
    for span in sorted(spans, key=lambda s: (s.start - s.end, s.start)):
        at = pieces.inside(span.start, span.end)
        if at is None or span.label not in labels or (row[at[0] : at[1]] > 0).any():
            continue
        first = 1 + 2 * labels.index(span.label)
        row[at[0] : at[1]] = first + 1
        row[at[0]] = first


def _pooled(text: AnnotatedText, pieces: Pieces) -> Iterator[Pooled]:
    for name, marks in text.marks.items():
        for mark in dict.fromkeys(marks):
            labels = (mark.label,) if mark.label else ()
            yield from _read_over(name, (mark.start, mark.end), labels, pieces)
    for name, sentences in text.sentences.items():
        for place, labels in sentences:
            yield from _read_over(name, place, labels, pieces)
    for name, labels in text.whole.items():
        yield from _read_over(name, (0, len(text.text)), labels, pieces)


def _read_over(
    name: str, place: Place, labels: tuple[str, ...], pieces: Pieces
) -> Iterator[Pooled]:
    at = pieces.inside(*place)
    target = [float(label in labels) for label in BY_NAME[name].labels]
    if BY_NAME[name].kind == "softmax" and sum(target) > 1:
        target = [value / sum(target) for value in target]
    if at is not None:
        yield Pooled(name, at, tuple(target))


def _pairs(text: AnnotatedText, pieces: Pieces) -> Iterator[Pair]:
    for head in ARCS:
        for arc in text.arcs.get(head.name, ()):
            left, right = pieces.inside(*arc.left), pieces.inside(*arc.right)
            if left is not None and right is not None:
                target = tuple(float(label in arc.labels) for label in head.labels)
                yield Pair(head.name, left, right, target)


@dataclass(frozen=True, slots=True)
class Batch:
    """Windows side by side: padded arrays, and for every other head its rows.

    ``pooled[head]`` is (rows [n, 3] of window, first and last token; targets [n, labels]);
    ``pairs[head]`` is (rows [n, 5] of window, left and right range; targets [n, labels]).
    """

    ids: np.ndarray
    mask: np.ndarray
    tags: np.ndarray
    pooled: dict[str, tuple[np.ndarray, np.ndarray]]
    pairs: dict[str, tuple[np.ndarray, np.ndarray]]

    @property
    def tokens(self) -> int:
        """Return how many tokens are no padding."""
        return int(self.mask.sum())


def collate(examples: Sequence[Example]) -> Batch:
    """Return the examples as one batch."""
    longest = max(len(example.ids) for example in examples)
    length = -(-longest // _EIGHT) * _EIGHT
    shape = (len(examples), length)
    ids, mask = np.zeros(shape, dtype=np.int64), np.zeros(shape, dtype=np.int64)
    tags = np.full((len(examples), len(BIO), length), IGNORED, dtype=np.int64)
    pooled: dict[str, list[tuple[tuple[int, ...], tuple[float, ...]]]] = {}
    pairs: dict[str, list[tuple[tuple[int, ...], tuple[float, ...]]]] = {}
    for n, example in enumerate(examples):
        size = len(example.ids)
        ids[n, :size], mask[n, :size], tags[n, :, :size] = example.ids, 1, example.tags
        for item in example.pooled:
            pooled.setdefault(item.head, []).append(((n, *item.tokens), item.target))
        for pair in example.pairs:
            pairs.setdefault(pair.head, []).append(((n, *pair.left, *pair.right), pair.target))
    return Batch(ids, mask, tags, _stack(pooled), _stack(pairs))


def _stack(
    rows: dict[str, list[tuple[tuple[int, ...], tuple[float, ...]]]],
) -> dict[str, tuple[np.ndarray, np.ndarray]]:
    return {
        name: (
            np.array([row for row, _ in held], dtype=np.int64),
            np.array([target for _, target in held], dtype=np.float32),
        )
        for name, held in rows.items()
    }


def count_tokens(examples: Iterable[Example]) -> int:
    """Return the tokens of the windows, their two marks included."""
    return sum(len(example.ids) for example in examples)
