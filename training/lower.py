"""Layers that stay as they are: read once for each window, then remembered.

A run that teaches the upper layers only (``--frozen 4``) is a third of the work of one that teaches
all of them: enough for a processor to take in some hundred new texts. No words are hidden in it,
since what the lower layers say of a window would be another thing each time.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import torch

from training.distil import pad
from training.network import autocast, send

if TYPE_CHECKING:
    from collections.abc import Sequence

    from training.examples import Batch
    from training.network import ReadingModel


class LowerLayers:
    """The lower layers of a model, frozen; what they say is kept in half precision."""

    def __init__(self, model: ReadingModel, layers: int, device: torch.device) -> None:
        model.freeze(layers)
        self.model = model
        self.layers = layers
        self.device = device
        self._kept: dict[int, torch.Tensor] = {}

    def ask(self, numbers: Sequence[int], batch: Batch) -> torch.Tensor:
        """Return the vectors [windows, length, HIDDEN] of the windows of these numbers."""
        if any(number not in self._kept for number in numbers):
            self._read(numbers, batch)
        kept = [self._kept[number] for number in numbers]
        return send(pad(kept, batch.ids.shape[1]), self.device).float()

    def _read(self, numbers: Sequence[int], batch: Batch) -> None:
        mask = send(batch.mask, self.device)
        learning = self.model.training
        self.model.eval()
        with torch.no_grad(), autocast(self.device):
            x = self.model.embed(send(batch.ids, self.device))
            x = self.model.rise(x, mask, end=self.layers).cpu()
        self.model.train(learning)
        for row, number in enumerate(numbers):
            self._kept[number] = x[row, : int(batch.mask[row].sum())].half()
