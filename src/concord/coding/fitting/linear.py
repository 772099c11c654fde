"""Linear heads fitted: logistic regression that starts from the shipped weights and stays near.

What is minimised over the change D = (weight, bias) of one head, over its rows x:

    sum over taught rows   weight * -log(share of the right columns)
  + sum over kept rows     weight * KL(shipped shares || shares)
  + strength / 2 * (mean |x|^2 * |weight|^2 + |bias|^2)

Shares are those that the engine reads: a softmax or a sigmoid of the logits divided by the head's
temperature. The kept rows are learning without forgetting (Li and Hoiem, ECCV 2016) in its simplest
form. The problem is smooth and solved by L-BFGS from D = 0, so the same rows give the same change.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from collections.abc import Sequence

    from concord.coding.fitting.features import Row

Numbers = npt.NDArray[np.float32]
STRENGTH = 0.2
STEPS = 60
_LEAST = 1e-7  # a share below it counts as this


@dataclass(frozen=True, slots=True)
class Change:
    """What is added to a head's logits: hidden @ weight.T + bias.

    ``weight`` is float32 [columns, width], ``bias`` float32 [columns].
    """

    weight: Numbers
    bias: Numbers

    def of(self, hidden: Numbers) -> Numbers:
        """Return what is added to the logits of rows [n, width]: float32 [n, columns]."""
        added: Numbers = hidden @ self.weight.T + self.bias
        return added


@dataclass(frozen=True, slots=True)
class Table:
    """Rows side by side: hidden [n, width], logits and wanted [n, columns], weight, taught [n]."""

    hidden: Numbers
    logits: Numbers
    wanted: Numbers
    weight: Numbers
    taught: npt.NDArray[np.bool_]


def stack(rows: Sequence[Row]) -> Table:
    """Return rows as arrays."""
    return Table(
        np.stack([row.hidden for row in rows]),
        np.stack([row.logits for row in rows]),
        np.stack([row.wanted for row in rows]),
        np.array([row.weight for row in rows], dtype=np.float32),
        np.array([row.taught for row in rows], dtype=bool),
    )


def fit(table: Table, *, softmax: bool, temperature: float, strength: float = STRENGTH) -> Change:
    """Return the change of a head that the rows ask for; its size falls as ``strength`` grows."""
    from scipy.optimize import minimize

    columns, width = table.logits.shape[1], table.hidden.shape[1]
    size = float(np.square(table.hidden).sum(axis=1).mean()) or 1.0
    start = table.logits / temperature
    # The last column of the rows stands for the bias.
    given = np.concatenate(
        [table.hidden / np.float32(size**0.5), np.ones((len(start), 1), np.float32)], axis=1
    )

    def cost(flat: npt.NDArray[np.float64]) -> tuple[float, npt.NDArray[np.float64]]:
        change = flat.reshape(columns, width + 1)
        moved = start + given @ (change.T / temperature).astype(np.float32)
        loss, slope = _loss(moved, table, softmax=softmax)
        gradient = slope.T @ given / temperature + strength * change
        return loss + strength / 2 * float(np.square(change).sum()), gradient.ravel()

    zero = np.zeros(columns * (width + 1))
    found: Any = minimize(
        cost, zero, jac=True, method="L-BFGS-B", options={"maxiter": STEPS, "maxcor": 8}
    )
    change = found.x.reshape(columns, width + 1)
    return Change((change[:, :-1] / size**0.5).astype(np.float32), change[:, -1].astype(np.float32))


def losses(logits: Numbers, table: Table, *, softmax: bool, temperature: float) -> Numbers:
    """Return -log(share of the right columns) of each row, of sigmoid heads the mean of labels."""
    shares = _shares(logits / temperature, softmax=softmax)
    if softmax:
        right: Numbers = -np.log(np.maximum((shares * table.wanted).sum(axis=1), _LEAST))
        return right
    mean: Numbers = _binary(shares, table.wanted).mean(axis=1)
    return mean


def _loss(scaled: Numbers, table: Table, *, softmax: bool) -> tuple[float, Numbers]:
    """Return the loss and its slope by the scaled logits."""
    shares = _shares(scaled, softmax=softmax)
    if not softmax:
        loss = _binary(shares, table.wanted).sum(axis=1)
        slope = (shares - table.wanted) * table.weight[:, None]
        return float((loss * table.weight).sum()), slope
    # A taught row gives its right columns their parts of one; a kept row has shares already.
    held = np.where(table.taught[:, None], shares * table.wanted, table.wanted)
    total = np.maximum(held.sum(axis=1, keepdims=True), _LEAST)
    target = held / total
    loss = np.where(
        table.taught,
        -np.log(total[:, 0]),
        -(table.wanted * np.log(np.maximum(shares, _LEAST))).sum(axis=1),
    )
    slope = (shares - target) * table.weight[:, None]
    return float((loss * table.weight).sum()), slope


def _shares(scaled: Numbers, *, softmax: bool) -> Numbers:
    if softmax:
        raised = np.exp(scaled - scaled.max(axis=1, keepdims=True))
        shares: Numbers = raised / raised.sum(axis=1, keepdims=True)
        return shares
    single = 1.0 / (1.0 + np.exp(-np.clip(scaled, -60.0, 60.0)))
    return single.astype(np.float32)


def _binary(shares: Numbers, truth: Numbers) -> Numbers:
    kept = np.clip(shares, _LEAST, 1.0 - _LEAST)
    loss: Numbers = -(truth * np.log(kept) + (1.0 - truth) * np.log(1.0 - kept)).astype(np.float32)
    return loss
