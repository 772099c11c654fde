"""Several trained models as one teacher: their mean word on every token and every pair of spans.

A model that learns from the mean of several that saw the same texts in other orders errs less than
any of them, and costs no more to run. Span heads are averaged as likelihoods, other heads as
logits. Pairwise heads have no common space from model to model, so that what is averaged there is
the likelihood of a pair, over the spans that the teachers find together.
"""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

import numpy as np
import torch
from torch.nn import functional

from training.distil import Taught, pad
from training.heads import ARCS, BIO, ROLES
from training.losses import running_sum, score_pairs
from training.network import ReadingModel, autocast, send
from training.shapes import shape_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from training.examples import Batch, Range
    from training.network import Outputs

_FLOOR = 1e-6  # of a likelihood, whose logarithm is kept in half precision
_LEFT = {"roles": ("trigger",), "same": ("trigger",), "said": ("source",)}
_RIGHT = {"roles": ROLES, "same": ("trigger",), "said": ("cue", "content")}
Rows = dict[str, tuple[np.ndarray, np.ndarray]]


class Ensemble:
    """The models of several checkpoints, asked once of each window and then remembered."""

    def __init__(self, paths: Sequence[str | Path], device: torch.device) -> None:
        self.models = [_load(path, device) for path in paths]
        self.device = device
        self._kept: dict[int, tuple[torch.Tensor, Rows]] = {}

    def ask(self, numbers: Sequence[int], batch: Batch) -> Taught:
        """Return what the teachers say of the windows of these numbers, which make the batch."""
        if any(number not in self._kept for number in numbers):
            with torch.no_grad(), autocast(self.device):
                self._read(numbers, batch)
        kept = [self._kept[number] for number in numbers]
        tags = pad([tags for tags, _ in kept], batch.ids.shape[1])
        pairs = _join([rows for _, rows in kept])
        return Taught(tags=send(tags, self.device).float(), pairs=pairs)

    def _read(self, numbers: Sequence[int], batch: Batch) -> None:
        ids = send(batch.ids, self.device)
        mask = send(batch.mask, self.device)
        said = [model(ids, mask) for model in self.models]
        tags = average_tags([outputs.tags.float() for outputs in said]).cpu()
        sizes = batch.mask.sum(1)
        found = [find_pairs(tags[row, : sizes[row]].numpy()) for row in range(len(sizes))]
        chances = self._weigh(said, found)
        for row, number in enumerate(numbers):
            rows = {name: (pairs, chances[row][name]) for name, pairs in found[row].items()}
            self._kept[number] = tags[row, : sizes[row]].half(), rows

    def _weigh(
        self, said: Sequence[Outputs], found: Sequence[dict[str, np.ndarray]]
    ) -> list[dict[str, np.ndarray]]:
        """Return the mean likelihood of each label of each pair, by window."""
        weighed: list[dict[str, np.ndarray]] = [{} for _ in found]
        sums = [running_sum(outputs.arcs.float()) for outputs in said]
        for head in ARCS:
            held = [(n, pairs[head.name]) for n, pairs in enumerate(found) if head.name in pairs]
            if not held:
                continue
            rows = np.concatenate([_place(pairs, n) for n, pairs in held])
            at = send(rows, self.device)
            scores = [
                score_pairs(model, head.name, arcs, at).float()
                for model, arcs in zip(self.models, sums, strict=True)
            ]
            chances = torch.sigmoid(torch.stack(scores)).mean(0).cpu().numpy()
            ends = np.cumsum([len(pairs) for _, pairs in held])[:-1]
            for (n, _), part in zip(held, np.split(chances, ends), strict=True):
                weighed[n][head.name] = part
        return weighed


def _load(path: str | Path, device: torch.device) -> ReadingModel:
    state = torch.load(path, weights_only=True, map_location="cpu")
    model = ReadingModel(shape=shape_of(state["model"]))
    model.load_state_dict(state["model"])
    return model.to(device).eval()


def average_tags(said: Sequence[torch.Tensor]) -> torch.Tensor:
    """Return the mean of [batch, length, columns]: span heads as log-likelihoods, others as is."""
    mean = torch.stack(list(said)).mean(0)
    for head in BIO:
        columns = slice(head.start, head.end)
        chances = [functional.softmax(tags[..., columns], dim=-1) for tags in said]
        mean[..., columns] = torch.stack(chances).mean(0).clamp_min(_FLOOR).log()
    return mean


def find_pairs(tags: np.ndarray) -> dict[str, np.ndarray]:
    """Return rows [pairs, 4] of left and right range for each pairwise head that has any.

    ``tags`` is [tokens, columns] of one window, span heads as log-likelihoods.
    """
    spans = {head.name: _spans(tags[:, head.start : head.end]) for head in BIO}
    found: dict[str, np.ndarray] = {}
    for head in ARCS:
        left = [span for name in _LEFT[head.name] for span in spans[name]]
        right = [span for name in _RIGHT[head.name] for span in spans[name]]
        rows = [
            (*one, *other)
            for one, other in product(left, dict.fromkeys(right))
            if head.name != "same" or one < other
        ]
        if rows:
            found[head.name] = np.array(rows, dtype=np.int64)
    return found


def _spans(chances: np.ndarray) -> list[Range]:
    """Return the runs of tokens whose likeliest label is no O; a B begins a new one."""
    best = chances.argmax(1)
    spans: list[Range] = []
    for token in np.flatnonzero(best):
        begins = best[token] % 2 == 1
        if spans and spans[-1][1] == token and not begins:
            spans[-1] = (spans[-1][0], int(token) + 1)
        else:
            spans.append((int(token), int(token) + 1))
    return spans


def _place(pairs: np.ndarray, window: int) -> np.ndarray:
    return np.concatenate([np.full((len(pairs), 1), window, dtype=np.int64), pairs], axis=1)


def _join(windows: Sequence[Rows]) -> Rows:
    """Return the pairs of several windows as the rows of a batch, [n, 5], with their targets."""
    joined: Rows = {}
    for head in ARCS:
        held = [(n, *rows[head.name]) for n, rows in enumerate(windows) if head.name in rows]
        if held:
            joined[head.name] = (
                np.concatenate([_place(pairs, n) for n, pairs, _ in held]),
                np.concatenate([chances for _, _, chances in held]),
            )
    return joined
