"""Features: lessons as numbers, read once by the shipped model and never by a changed one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from concord.coding.engines.decoding import Reader
from concord.coding.engines.model_file import Head

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    import numpy as np
    import numpy.typing as npt

    from concord.coding.engines.network import Logits, Network
    from concord.coding.fitting.lessons import Lesson

    Numbers = npt.NDArray[np.float32]

# A document's words that no ruling is about hold the model to what it said of them: this many.
KEPT = 160
NEIGHBOURS = 8  # pieces on both sides of a mark that are always among them
HELD = 0.2  # what such a word weighs beside a ruling


@dataclass(frozen=True, slots=True)
class Row:
    """One reading of a head that a lesson says something about, or that should stay as it is.

    ``hidden`` is float32 [width], ``logits`` float32 [columns of the head], at temperature 1.
    ``wanted`` float32 [columns]: for softmax heads 1 where a column is right (several may be), for
    sigmoid heads the truth of each label; of a row that should stay, the shipped probabilities.
    """

    hidden: Numbers
    logits: Numbers
    wanted: Numbers
    weight: float
    taught: bool


@dataclass(frozen=True, slots=True)
class Taught:
    """What a head is taught: its rows, and which lesson (by number) and mark each belongs to.

    Rows of one mark are consecutive; ``marks`` names the label of each mark, None for none of the
    head's. A row that should stay has mark -1.
    """

    head: Head
    rows: tuple[Row, ...]
    lessons: tuple[int, ...]
    marks: tuple[int, ...]
    labels: tuple[str | None, ...]


def read_features(
    lessons: Sequence[Lesson], network: Network, read: Iterable[Logits] | None = None
) -> Mapping[str, Taught]:
    """Return what each head of the model is taught by the lessons, heads without a mark left out.

    ``read`` are the lessons' logits with their hidden outputs, in order, where they are known.
    """
    rows: dict[str, list[tuple[Row, int, int]]] = {}
    labels: dict[str, list[str | None]] = {}
    outputs = read or (network.read(lesson.text, hidden=True) for lesson in lessons)
    named = {mark.head for lesson in lessons for mark in lesson.marks}
    heads = [head for name, head in network.model.heads.items() if name in named]
    for number, (lesson, logits) in enumerate(zip(lessons, outputs, strict=True)):
        reader = Reader(lesson.text, logits, network)
        for head in heads:
            held = rows.setdefault(head.name, [])
            known = labels.setdefault(head.name, [])
            taken: set[int] = set()
            for mark in lesson.marks:
                if mark.head != head.name or (mark.label or head.labels[0]) not in head.labels:
                    continue
                first, last = reader.pieces_of(mark.start, mark.end)
                if first == last or taken & set(range(first, last)):
                    continue
                taken |= set(range(first, last))
                made = _taught(head, logits, (first, last), mark.label)
                held += [(row, number, len(known)) for row in made]
                known.append(mark.label)
            held += [(row, number, -1) for row in _kept(head, logits, taken)]
    return {
        head.name: Taught(
            head,
            tuple(row for row, _, _ in rows[head.name]),
            tuple(lesson for _, lesson, _ in rows[head.name]),
            tuple(mark for _, _, mark in rows[head.name]),
            tuple(labels[head.name]),
        )
        for head in heads
        if labels[head.name]
    }


def _taught(
    head: Head, logits: Logits, pieces: tuple[int, int], label: str | None
) -> Iterator[Row]:
    """Yield the rows of a mark: one a piece for a head of spans, else one of their mean."""
    import numpy as np

    first, last = pieces
    hidden, tags = _of(head, logits)
    wanted = _wanted(head, label)
    if head.kind == "bio":
        for at in range(first, last):
            yield Row(hidden[at], tags[at], wanted, 1.0 / (last - first), taught=True)
        return
    means: list[Any] = [x[first:last].mean(axis=0).astype(np.float32) for x in (hidden, tags)]
    yield Row(means[0], means[1], wanted, 1.0, taught=True)


def _of(head: Head, logits: Logits) -> tuple[Numbers, Numbers]:
    if logits.hidden is None:
        message = "features are read from logits with their hidden outputs"
        raise ValueError(message)
    return logits.hidden, logits.tags[:, head.start : head.end]


def _wanted(head: Head, label: str | None) -> Numbers:
    """Return the columns that are right: both of a label of spans, for its bounds are not ruled."""
    import numpy as np

    wanted = np.zeros(head.end - head.start, dtype=np.float32)
    if head.kind == "bio":
        at = 0 if label is None else 1 + 2 * head.labels.index(label)
        wanted[at : at + (1 if label is None else 2)] = 1.0
    elif label is not None:
        wanted[head.labels.index(label)] = 1.0
    return wanted


def _kept(head: Head, logits: Logits, taken: set[int]) -> Iterator[Row]:
    """Yield rows of pieces that no mark covers: those beside marks, and others evenly spread."""
    from concord.coding.engines.decoding import probabilities

    hidden, tags = _of(head, logits)
    near = {at + by for at in taken for by in range(-NEIGHBOURS, NEIGHBOURS + 1)}
    step = max(1, len(hidden) // KEPT)
    chosen = sorted((near | set(range(0, len(hidden), step))) - taken)
    inside = [at for at in chosen if 0 <= at < len(hidden)]
    if not inside:
        return
    stays = probabilities(head, tags[inside])
    for at, shares in zip(inside, stays, strict=True):
        yield Row(hidden[at], tags[at], shares, HELD, taught=False)
