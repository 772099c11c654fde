"""The loss: every head's own, each summed over what is annotated and weighted by its worth.

Sums are used, over a nominal batch, so that one span weighs the same whatever stands beside it.
The heads that make a record's figures come first: triggers, roles, counts, their links.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import torch
from torch.nn import functional

from training.examples import IGNORED
from training.heads import ARCS, BIO, BY_NAME
from training.network import send

if TYPE_CHECKING:
    from training.examples import Batch
    from training.network import Outputs, ReadingModel

NOMINAL = 2048  # tokens: sums are divided by this

_TOKEN = dict.fromkeys((head.name for head in BIO), 10.0) | {"trigger": 15.0, "count": 15.0}
_TOKEN |= {"content": 5.0}
# Span heads of as many labels and the same worth have their loss in one stroke: on a graphics card
# a step takes as long as it has strokes.
GROUPS = {
    "trigger": (BY_NAME["trigger"],),
    "count": (BY_NAME["count"],),
    "content": (BY_NAME["content"],),
    "spans": tuple(head for head in BIO if head.name not in ("trigger", "count", "content")),
}
_POOLED = {
    "status": 10.0,
    "background": 25.0,
    "count_class": 25.0,
    "count_total": 10.0,
    "option": 60.0,
    "stance": 40.0,
    "police": 30.0,
    "relevant": 20.0,
    "muc_type": 20.0,
    "muc_role": 20.0,
}
PAIR_WORTH = {"roles": 14.0, "same": 14.0, "said": 6.0}


def measure_loss(
    model: ReadingModel, outputs: Outputs, batch: Batch, device: torch.device
) -> dict[str, torch.Tensor]:
    """Return the weighted loss of each head that the batch annotates."""
    tags = outputs.tags.float()
    losses = _tag_losses(tags, batch)
    sums = running_sum(tags)
    for name, (rows, targets) in batch.pooled.items():
        head = BY_NAME[name]
        at = send(rows, device)
        logits = _mean(sums, at[:, 0], at[:, 1], at[:, 2])[:, head.start : head.end]
        wanted = send(targets, device)
        losses[name] = _pooled_loss(logits, wanted, head.kind) * _POOLED[name] / NOMINAL
    sums = running_sum(outputs.arcs.float())
    for name, (rows, targets) in batch.pairs.items():
        scores = score_pairs(model, name, sums, send(rows, device))
        wanted = send(targets, device)
        loss = functional.binary_cross_entropy_with_logits(scores, wanted, reduction="sum")
        losses[name] = loss * PAIR_WORTH[name] / NOMINAL
    return losses


def _tag_losses(tags: torch.Tensor, batch: Batch) -> dict[str, torch.Tensor]:
    # Which heads are annotated is asked of the arrays, not of the device, which would have to wait.
    wanted = send(batch.tags, tags.device)
    losses = {}
    for name, heads in GROUPS.items():
        rows = [BIO.index(head) for head in heads]
        if (batch.tags[:, rows] != IGNORED).any():
            labels = wanted.index_select(1, _numbers(tuple(rows), tags.device)).transpose(1, 2)
            loss = functional.cross_entropy(
                columns_of(tags, name).flatten(0, 2),
                labels.flatten(),
                ignore_index=IGNORED,
                reduction="none",
            )
            # Heads of a group are worth the same.
            losses[name] = loss.sum() * _TOKEN[heads[0].name] / NOMINAL
    return losses


def columns_of(tags: torch.Tensor, group: str) -> torch.Tensor:
    """Return [batch, length, heads, labels], what the span heads of a group say, side by side."""
    heads = GROUPS[group]
    columns = tuple(column for head in heads for column in range(head.start, head.end))
    chosen = tags.index_select(-1, _numbers(columns, tags.device))
    return chosen.unflatten(-1, (len(heads), -1))


@cache
def _numbers(values: tuple[int, ...], device: torch.device) -> torch.Tensor:
    return torch.tensor(values, device=device)


def _pooled_loss(logits: torch.Tensor, wanted: torch.Tensor, kind: str) -> torch.Tensor:
    if kind == "softmax":
        return functional.cross_entropy(logits, wanted, reduction="sum")
    return functional.binary_cross_entropy_with_logits(logits, wanted, reduction="sum")


def running_sum(values: torch.Tensor) -> torch.Tensor:
    """Return sums over the tokens before each place, so that any range's mean is a difference."""
    return functional.pad(values.cumsum(1), (0, 0, 1, 0))


def _mean(
    sums: torch.Tensor, window: torch.Tensor, start: torch.Tensor, end: torch.Tensor
) -> torch.Tensor:
    return (sums[window, end] - sums[window, start]) / (end - start)[:, None]


def score_pairs(
    model: ReadingModel, name: str, sums: torch.Tensor, rows: torch.Tensor
) -> torch.Tensor:
    """Return the scores [pairs, labels] of one pairwise head."""
    head = next(arc for arc in ARCS if arc.name == name)
    window, left_start, left_end, right_start, right_end = rows.unbind(1)
    left = _mean(sums, window, left_start, left_end)[:, head.start : head.middle]
    right = _mean(sums, window, right_start, right_end)[:, head.middle : head.end]
    left, right = (functional.pad(side, (0, 1), value=1.0) for side in (left, right))
    return torch.einsum("pd,lde,pe->pl", left, model.forms[name], right)
