"""Windows: a text longer than the model's length is read in equal pieces that overlap."""

from __future__ import annotations

import math

LENGTH = 256  # wordpieces of a window, the two marks at its ends included
STRIDE = 64  # wordpieces that neighbouring windows share, at least
ROOM = LENGTH - 2


def cut(pieces: int, room: int = ROOM, overlap: int = STRIDE) -> list[tuple[int, int]]:
    """Return half-open ranges that cover ``pieces`` wordpieces, equal in length to within one."""
    if pieces <= room:
        return [(0, pieces)]
    count = math.ceil((pieces - overlap) / (room - overlap))
    width = min(room, math.ceil((pieces + (count - 1) * overlap) / count))
    step = (pieces - width) / (count - 1)
    return [(round(i * step), round(i * step) + width) for i in range(count)]


def centrality(pieces: int, start: int, end: int) -> list[float]:
    """Return how far each wordpiece of a window stands from a cut: infinite at the text's ends."""
    far = float("inf")
    return [
        min(far if start == 0 else i, far if end == pieces else end - start - 1 - i)
        for i in range(end - start)
    ]
