"""Pairs fitted: rulings that two triggers of one text tell the same happening, or different ones.

The head of pairs is a bilinear form, [one, 1] W [other, 1]; that is linear in the outer product of
both sides, so that W is fitted as a linear head is. The model reads a pair both ways round.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from concord.coding.engines.decoding import Reader
from concord.coding.engines.model_file import Head
from concord.coding.fitting.features import Row, Taught

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import numpy.typing as npt

    from concord.coding.engines.model_file import ArcHead
    from concord.coding.engines.network import Logits, Network
    from concord.coding.fitting.lessons import Lesson, Range

    Numbers = npt.NDArray[np.float32]

SAME = "same"
LEVEL = "pair"
KEPT = 30  # pairs of a document that no ruling is about and that should stay as they are


def read_pairs(
    lessons: Sequence[Lesson], network: Network, read: Sequence[Logits]
) -> Taught | None:
    """Return what the head of pairs is taught, as rows of outer products; None if nothing."""
    told = network.model.arcs.get(SAME)
    if told is None or not any(lesson.pairs for lesson in lessons):
        return None
    head = Head(
        name=SAME,
        kind="sigmoid",
        level=LEVEL,
        labels=told.labels,
        start=0,
        end=len(told.labels),
        temperature=told.temperature,
        thresholds=told.thresholds,
    )
    rows: list[tuple[Row, int, int]] = []
    labels: list[str | None] = []
    for number, (lesson, logits) in enumerate(zip(lessons, read, strict=True)):
        reader = Reader(lesson.text, logits, network)
        for pair in lesson.pairs:
            wanted = np.array([float(pair.same)], dtype=np.float32)
            made = list(_both(reader, told, pair.one, pair.other, wanted))
            rows += [(row, number, len(labels)) for row in made]
            labels += [SAME if pair.same else None] if made else []
        rows += [(row, number, -1) for row in _kept(reader, told, lesson)]
    return Taught(
        head,
        tuple(row for row, _, _ in rows),
        tuple(lesson for _, lesson, _ in rows),
        tuple(mark for _, _, mark in rows),
        tuple(labels),
    )


def _both(
    reader: Reader, told: ArcHead, one: Range, other: Range, wanted: Numbers | None
) -> Iterator[Row]:
    """Yield the rows of a pair, both ways round; without ``wanted`` they should stay."""
    for left, right in ((one, other), (other, one)):
        sides = reader.sides(SAME, [left], [right])
        if sides is None:
            return
        product = np.outer(sides[0][0], sides[1][0]).ravel().astype(np.float32)
        share = reader.pairs(SAME, [left], [right])[:, 0, 0]
        score = told.temperature * np.log(np.maximum(share, 1e-7) / np.maximum(1 - share, 1e-7))
        aim = share if wanted is None else wanted
        yield Row(
            product,
            score.astype(np.float32),
            aim.astype(np.float32),
            0.5,
            taught=wanted is not None,
        )


def _kept(reader: Reader, told: ArcHead, lesson: Lesson) -> Iterator[Row]:
    spans = [(s.start, s.end) for s in reader.spans("trigger")]
    ruled = {frozenset((pair.one, pair.other)) for pair in lesson.pairs}
    near = [
        (one, other)
        for by in range(1, len(spans))
        for one, other in zip(spans, spans[by:], strict=False)
        if frozenset((one, other)) not in ruled
    ]
    for one, other in near[:KEPT]:
        yield from _both(reader, told, one, other, None)
