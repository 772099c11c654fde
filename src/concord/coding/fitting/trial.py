"""The trial: each head taught by some documents and examined on others, before it may be used.

Documents are dealt into parts by the hash of their names. Each part is read by heads that were
taught by the other parts only, so that every ruling examines a head that has not seen it.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from concord.coding.fitting import linear

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import numpy.typing as npt

    from concord.coding.fitting.features import Taught
    from concord.coding.fitting.linear import Change, Table

    Numbers = npt.NDArray[np.float32]

PARTS = 5
FEWEST = 5  # rulings on a head, below which nothing can be said of what it learnt
# What a head that reads no more rulings rightly must lose of its loss to have learnt anything: a
# share, and at least so much. One that reads more of them may lose as good as nothing.
_GAIN, _LEAST = 0.1, 0.005
_CHANCE = 0.02


@dataclass(frozen=True, slots=True)
class Exam:
    """How a head did on rulings that it was not taught by: the shipped one, then the fitted one.

    ``right_*`` are rulings read rightly, ``loss_*`` the mean of -log of the share of what is right
    (lower is better), ``moved`` the share of the words that no ruling is about whose reading
    changed.
    """

    head: str
    rulings: int
    right_before: int
    right_after: int
    loss_before: float
    loss_after: float
    moved: float

    @property
    def passed(self) -> bool:
        """Return whether it reads more rulings rightly, or as many with clearly less doubt."""
        gained = self.loss_before - self.loss_after
        if self.right_after > self.right_before:
            return self.rulings >= FEWEST and gained >= -_CHANCE * self.loss_before
        clear = gained > max(_GAIN * self.loss_before, _LEAST)
        return self.rulings >= FEWEST and clear and self.right_after == self.right_before


def deal(names: Sequence[str], parts: int = PARTS) -> tuple[int, ...]:
    """Return the part of each document, the same whatever else is taught in the record."""
    ranked = sorted(set(names), key=lambda n: hashlib.sha256(n.encode()).hexdigest())
    part = {name: at % parts for at, name in enumerate(ranked)}
    return tuple(part[name] for name in names)


def examine(taught: Taught, parts: Sequence[int], strength: float) -> Exam:
    """Return how a head does on each part when it is taught by the others."""
    table = linear.stack(taught.rows)
    of_row = np.array([parts[lesson] for lesson in taught.lessons])
    moved = table.logits.copy()
    for part in sorted(set(of_row.tolist())):
        held = of_row == part
        if not (table.taught & ~held).any():
            continue
        change = fit(taught, _pick(table, ~held), strength)
        moved[held] += change.of(table.hidden[held])
    return _compare(taught, table, moved)


def fit(taught: Taught, table: Table, strength: float) -> Change:
    """Return the change of a head by the rows of a table."""
    head = taught.head
    return linear.fit(
        table,
        softmax=head.kind != "sigmoid",
        temperature=head.temperature,
        strength=strength,
    )


def _pick(table: Table, rows: npt.NDArray[np.bool_]) -> Table:
    return linear.Table(
        table.hidden[rows],
        table.logits[rows],
        table.wanted[rows],
        table.weight[rows],
        table.taught[rows],
    )


def _compare(taught: Taught, table: Table, moved: Numbers) -> Exam:
    head = taught.head
    softmax = head.kind != "sigmoid"
    weights = table.weight * table.taught
    before, after = (
        linear.losses(logits, table, softmax=softmax, temperature=head.temperature)
        for logits in (table.logits, moved)
    )
    total = float(weights.sum()) or 1.0
    kept = ~table.taught
    changed = _said(taught, table.logits) != _said(taught, moved)
    return Exam(
        head=head.name,
        rulings=len(taught.labels),
        right_before=sum(_right(taught, table.logits)),
        right_after=sum(_right(taught, moved)),
        loss_before=float((before * weights).sum()) / total,
        loss_after=float((after * weights).sum()) / total,
        moved=float(changed[kept].mean()) if kept.any() else 0.0,
    )


def _said(taught: Taught, logits: Numbers) -> npt.NDArray[np.int64]:
    """Return what a head says of each row: the number of its label, -1 for none."""
    shares = _of_labels(taught, logits)
    best = shares.argmax(axis=1)
    least = np.array([taught.head.thresholds.get(label, 0.5) for label in taught.head.labels])
    sure = shares[np.arange(len(best)), best] >= least[best]
    return np.where(sure | (taught.head.kind == "softmax"), best, -1)


def _right(taught: Taught, logits: Numbers) -> Iterator[bool]:
    """Yield for each ruling whether the head, over its rows together, says what is right."""
    shares = _of_labels(taught, logits)
    marks = np.array(taught.marks)
    for number, label in enumerate(taught.labels):
        mean = shares[marks == number].mean(axis=0)
        best = int(mean.argmax())
        name = taught.head.labels[best]
        sure = mean[best] >= taught.head.thresholds.get(name, 0.5)
        said = name if sure or taught.head.kind == "softmax" else None
        yield said == label


def _of_labels(taught: Taught, logits: Numbers) -> Numbers:
    """Return the shares of a head's labels [rows, labels]: of spans, beginning and inside alike."""
    from concord.coding.engines.decoding import probabilities

    shares = probabilities(taught.head, logits)
    if taught.head.kind != "bio":
        return shares
    both: Numbers = shares[:, 1::2] + shares[:, 2::2]
    return both
