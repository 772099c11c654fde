"""Distilling: a model of fewer layers learns what a trained one says of every token.

The teacher says something of every head on every text, so that the student also learns heads that
a data set does not annotate. It starts from the teacher's own heads and every other layer.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import torch
from torch.nn import functional

from training.heads import BIO
from training.losses import NOMINAL
from training.network import THREE, ReadingModel

if TYPE_CHECKING:
    from pathlib import Path

    from training.network import Outputs

_WORTH = 5.0  # of the teacher's word beside the annotators'
_FIRST_POOLED = BIO[-1].end


def load_teacher(path: str | Path, device: torch.device) -> ReadingModel:
    """Return the six-layer model of a checkpoint, ready to be asked."""
    teacher = ReadingModel()
    teacher.load_state_dict(torch.load(path, weights_only=True, map_location="cpu")["model"])
    return teacher.to(device).eval()


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
    return {
        "taught_tags": tags * _WORTH / NOMINAL,
        "taught_pooled": rest.sum() * 0.1 / NOMINAL,
        "taught_arcs": arcs.sum() * 1.0 / NOMINAL,
    }
