"""Distilling: a model learns what a trained one, or several, say of every token.

The teacher says something of every head on every text, so that the student also learns heads that
a data set does not annotate. A student of fewer layers starts from the teacher's own heads and
every other layer.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
import torch
from torch.nn import functional

from training.heads import BIO
from training.losses import GROUPS, NOMINAL, PAIR_WORTH, columns_of, running_sum, score_pairs
from training.network import Outputs, ReadingModel, autocast, send
from training.weights import THREE

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from training.examples import Batch

_WORTH = 5.0  # of the teacher's word beside the annotators'
_WORTH_POOLED = 0.1
_WORTH_PAIR = 0.5  # beside an annotated pair
_WORTH_HIDDEN = 20.0  # of its token vectors, from which its heads read all it says
_FIRST_POOLED = BIO[-1].end


@dataclass(frozen=True, slots=True)
class Taught:
    """A teacher's word on a batch: ``tags`` [batch, length, columns]; what else it can give.

    ``pairs[head]`` is (rows [n, 5] of window, left and right range; likelihoods [n, labels]).
    """

    tags: torch.Tensor
    arcs: torch.Tensor | None = None
    hidden: torch.Tensor | None = None
    pairs: dict[str, tuple[np.ndarray, np.ndarray]] = field(default_factory=dict)


class Teacher:
    """The six-layer model of a checkpoint. It is asked once of each window and then remembered.

    What is kept is its token vectors in half precision, from which its heads are read again.
    """

    def __init__(self, path: str | Path, device: torch.device) -> None:
        self.model = ReadingModel()
        state = torch.load(path, weights_only=True, map_location="cpu")
        self.model.load_state_dict(state["model"])
        self.model.to(device).eval()
        self.device = device
        self._kept: dict[int, torch.Tensor] = {}

    def ask(self, numbers: Sequence[int], batch: Batch) -> Taught:
        """Return what the teacher says of the windows of these numbers, which make the batch."""
        with torch.no_grad(), autocast(self.device):
            if any(number not in self._kept for number in numbers):
                self._read(numbers, batch)
            kept = [self._kept[number] for number in numbers]
            hidden = send(pad(kept, batch.ids.shape[1]), self.device).float()
            said = self.model.read_heads(hidden)
        return Taught(tags=said.tags, arcs=said.arcs, hidden=said.hidden)

    def _read(self, numbers: Sequence[int], batch: Batch) -> None:
        ids = send(batch.ids, self.device)
        mask = send(batch.mask, self.device)
        hidden = self.model(ids, mask).hidden.cpu()
        for row, number in enumerate(numbers):
            self._kept[number] = hidden[row, : int(batch.mask[row].sum())].half()


def pad(rows: Sequence[torch.Tensor], length: int) -> torch.Tensor:
    """Return [tokens, columns] of several windows as [windows, length, columns], zeros behind."""
    padded = rows[0].new_zeros((len(rows), length, rows[0].shape[1]))
    for row, values in enumerate(rows):
        padded[row, : len(values)] = values
    return padded


def copy_from(teacher: ReadingModel, student: ReadingModel) -> None:
    """Start the student from the teacher: its embeddings, its heads, every other layer."""
    state = teacher.state_dict()
    kept = {name: value for name, value in state.items() if not name.startswith("layers.")}
    for ours, theirs in enumerate(THREE):
        kept |= {
            name.replace(f"layers.{theirs}.", f"layers.{ours}.", 1): value
            for name, value in state.items()
            if name.startswith(f"layers.{theirs}.")
        }
    student.load_state_dict(kept)


def measure_difference(
    model: ReadingModel,
    student: Outputs,
    taught: Taught,
    mask: torch.Tensor,
    heads: torch.Tensor | None = None,
) -> dict[str, torch.Tensor]:
    """Return how far the student's word is from the teacher's, by part.

    ``heads`` [batch, span heads, length], true where the teacher's word on a head is heard; None:
    everywhere.
    """
    ours, theirs = student.tags.float(), taught.tags.float()
    pooled = slice(_FIRST_POOLED, None)
    losses = {
        "taught_tags": _differ_in_spans(ours, theirs, mask, heads) * _WORTH / NOMINAL,
        "taught_pooled": _distance(ours[..., pooled], theirs[..., pooled], mask)
        * _WORTH_POOLED
        / NOMINAL,
    }
    if taught.hidden is not None:
        away = _distance(student.hidden.float(), taught.hidden.float(), mask)
        losses["taught_hidden"] = away * _WORTH_HIDDEN / NOMINAL
    if taught.arcs is not None:
        away = _distance(student.arcs.float(), taught.arcs.float(), mask)
        losses["taught_arcs"] = away / NOMINAL
    sums = running_sum(student.arcs.float())
    for name, (rows, chances) in taught.pairs.items():
        scores = score_pairs(model, name, sums, send(rows, mask.device))
        wanted = send(chances, mask.device)
        loss = functional.binary_cross_entropy_with_logits(scores, wanted, reduction="sum")
        losses[f"taught_{name}"] = loss * _WORTH_PAIR * PAIR_WORTH[name] / NOMINAL
    return losses


def _differ_in_spans(
    ours: torch.Tensor, theirs: torch.Tensor, mask: torch.Tensor, heard: torch.Tensor | None
) -> torch.Tensor:
    """Return the sum over span heads and tokens of the divergence from the teacher."""
    total = torch.zeros((), device=ours.device)
    for group in GROUPS:
        said = functional.log_softmax(columns_of(ours, group), dim=-1)
        wanted = functional.log_softmax(columns_of(theirs, group), dim=-1)
        apart = functional.kl_div(said, wanted, reduction="none", log_target=True)
        by_head = apart.sum(-1)
        if heard is not None:
            rows = [BIO.index(head) for head in GROUPS[group]]
            by_head = by_head * heard[:, rows].transpose(1, 2)
        total = total + (by_head.sum(-1) * mask).sum()
    return total


def _distance(ours: torch.Tensor, theirs: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
    """Return the sum over tokens of the mean squared difference of their columns."""
    return (functional.mse_loss(ours, theirs, reduction="none").mean(-1) * mask).sum()
