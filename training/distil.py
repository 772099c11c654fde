"""Distilling: a model of fewer layers learns what a trained one says of every token.

The teacher says something of every head on every text, so that the student also learns heads that
a data set does not annotate. It starts from the teacher's own heads and every other layer.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import torch
from torch import nn
from torch.nn import functional

from training.heads import BIO
from training.losses import NOMINAL
from training.network import THREE, Outputs, ReadingModel, autocast

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from training.examples import Batch

_WORTH = 5.0  # of the teacher's word beside the annotators'
_WORTH_HIDDEN = 20.0  # of its token vectors, from which its heads read all it says
_FIRST_POOLED = BIO[-1].end


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

    def ask(self, numbers: Sequence[int], batch: Batch) -> Outputs:
        """Return what the teacher says of the windows of these numbers, which make the batch."""
        with torch.no_grad(), autocast(self.device):
            if any(number not in self._kept for number in numbers):
                self._read(numbers, batch)
            kept = [self._kept[number] for number in numbers]
            hidden = nn.utils.rnn.pad_sequence(kept, batch_first=True).to(self.device).float()
            return self.model.read_heads(hidden)

    def _read(self, numbers: Sequence[int], batch: Batch) -> None:
        ids = torch.as_tensor(batch.ids, device=self.device)
        mask = torch.as_tensor(batch.mask, device=self.device)
        hidden = self.model(ids, mask).hidden.cpu()
        for row, number in enumerate(numbers):
            self._kept[number] = hidden[row, : int(batch.mask[row].sum())].half()


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
    student: Outputs, teacher: Outputs, mask: torch.Tensor
) -> dict[str, torch.Tensor]:
    """Return how far the student's word is from the teacher's, by part."""
    real = mask.bool()
    ours, theirs = student.tags.float()[real], teacher.tags.float()[real]
    tags = torch.zeros((), device=ours.device)
    for head in BIO:
        said = functional.log_softmax(ours[:, head.start : head.end], dim=-1)
        wanted = functional.softmax(theirs[:, head.start : head.end], dim=-1)
        tags = tags + functional.kl_div(said, wanted, reduction="sum")
    rest = functional.mse_loss(
        ours[:, _FIRST_POOLED:], theirs[:, _FIRST_POOLED:], reduction="none"
    ).mean(-1)
    arcs = functional.mse_loss(
        student.arcs.float()[real], teacher.arcs.float()[real], reduction="none"
    ).mean(-1)
    hidden = functional.mse_loss(
        student.hidden.float()[real], teacher.hidden.float()[real], reduction="none"
    ).mean(-1)
    return {
        "taught_hidden": hidden.sum() * _WORTH_HIDDEN / NOMINAL,
        "taught_tags": tags * _WORTH / NOMINAL,
        "taught_pooled": rest.sum() * 0.1 / NOMINAL,
        "taught_arcs": arcs.sum() * 1.0 / NOMINAL,
    }
