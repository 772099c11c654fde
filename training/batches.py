"""The batches of an epoch: which texts are seen, in what order, the same for the same seed."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import random
    from collections.abc import Sequence

    from training.examples import Example

_JITTER = 40  # wordpieces: windows of about the same length meet in ever new company


def draw(
    examples: Sequence[Example], rates: dict[str, tuple[float, float]], rng: random.Random
) -> list[Example]:
    """Return the windows of one epoch.

    ``rates`` gives for each data set how often a window with labels, and one without, is seen: 1.5
    is once, and again by the toss of a coin. Windows of one text are drawn together.
    """
    drawn: list[Example] = []
    times: dict[tuple[str, str], float] = {}
    for example in examples:
        toss = times.setdefault((example.source, example.text), rng.random())
        rate = rates[example.source][int(example.empty)]
        drawn += [example] * (int(rate) + int(toss < rate - int(rate)))
    return drawn


def pack(examples: Sequence[Example], tokens: int, rng: random.Random) -> list[list[Example]]:
    """Return batches of at most ``tokens`` padded wordpieces, windows of like length together."""
    order = sorted(
        ((len(example.ids) + rng.random() * _JITTER, n) for n, example in enumerate(examples))
    )
    batches: list[list[Example]] = []
    batch: list[Example] = []
    longest = 0
    for _, n in order:
        size = len(examples[n].ids)
        if batch and max(longest, size) * (len(batch) + 1) > tokens:
            batches.append(batch)
            batch, longest = [], 0
        batch.append(examples[n])
        longest = max(longest, size)
    if batch:
        batches.append(batch)
    rng.shuffle(batches)
    return batches
