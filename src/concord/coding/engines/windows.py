"""Windows: a document's pieces cut into overlapping stretches that the model reads at once."""

from __future__ import annotations

from dataclasses import dataclass

MARKS = 2  # [CLS] and [SEP]


@dataclass(frozen=True, slots=True)
class Window:
    """The half-open range of pieces of one window, and the part that is read from it.

    ``kept_from:kept_to`` are the pieces that lie more central in this window than in any other;
    the kept parts of a document's windows cover each piece once.
    """

    start: int
    end: int
    kept_from: int
    kept_to: int


def cut(pieces: int, *, size: int, overlap: int) -> tuple[Window, ...]:
    """Return the windows over a number of pieces: of equal length, overlapping by ``overlap``.

    ``size`` counts the two marks. Raises ValueError if a window has no room beside its overlap.
    """
    room = size - MARKS
    if overlap < 0 or room <= overlap:
        message = f"windows of {size} pieces cannot overlap by {overlap}"
        raise ValueError(message)
    if pieces <= 0:
        return ()
    number = 1 if pieces <= room else -(-(pieces - overlap) // (room - overlap))
    length = -(-(pieces + (number - 1) * overlap) // number)
    starts = [min(n * (length - overlap), pieces - min(length, pieces)) for n in range(number)]
    ends = [min(start + length, pieces) for start in starts]
    # Half way through an overlap a piece is as far from the end of one window as from the
    # beginning of the next.
    seams = [(starts[n + 1] + ends[n]) // 2 for n in range(number - 1)]
    return tuple(
        Window(start, end, kept_from, kept_to)
        for start, end, kept_from, kept_to in zip(
            starts, ends, [0, *seams], [*seams, pieces], strict=True
        )
    )
