"""Votes counted by actor, option and side, and counted anew for resampling."""

from __future__ import annotations

import zlib
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, get_args

import numpy as np

from concord.analysis.congruence import Array
from concord.analysis.votes import SATURATING, UnknownRuleError, Vote, slot, without_duplicates

if TYPE_CHECKING:
    from collections.abc import Sequence

    from concord.analysis.votes import Duplicates

Resample = Literal["utterance", "document"]
RESAMPLES: tuple[Resample, ...] = get_args(Resample)
# Below this many utterances of one actor, resampling says nothing about it.
FEWEST_TO_RESAMPLE = 3
LEVEL = 0.95


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """The votes of a window: counts ``(options, 2)`` for each actor, the side against first."""

    options: tuple[str, ...]
    counts: Mapping[str, Array]
    names: Mapping[str, str]
    votes: Mapping[str, tuple[Vote, ...]]


def tally(votes: Sequence[Vote], rule: Duplicates) -> Tally:
    """Return the counts of the votes under a duplicates rule."""
    options = tuple(sorted({vote.option for vote in votes}))
    grouped: defaultdict[str, list[Vote]] = defaultdict(list)
    for vote in votes:
        grouped[vote.actor].append(vote)
    at = {option: n for n, option in enumerate(options)}
    counts = {}
    for actor in sorted(grouped):
        cells = np.zeros((len(options), 2))
        for vote in without_duplicates(grouped[actor], rule):
            cells[at[vote.option], int(vote.sign > 0)] += 1
        counts[actor] = cells
    return Tally(
        options=options,
        counts=counts,
        names={actor: _name(found) for actor, found in grouped.items()},
        votes={actor: tuple(grouped[actor]) for actor in sorted(grouped)},
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Units:
    """One actor's votes as units to draw from, and the cells that each fills.

    ``filled`` (units, slots) says which slots a unit speaks in, ``cells`` (slots, options * 2) to
    which cell a slot belongs; ``saturates`` is whether a slot counts once however often it is hit.
    """

    names: tuple[str, ...]
    filled: Array
    cells: Array
    saturates: bool

    def count(self, weights: Array) -> Array:
        """Return counts ``(draws, options, 2)`` for weights ``(draws, units)``."""
        hit = weights @ self.filled
        if self.saturates:
            hit = np.minimum(hit, 1)
        counted: Array = (hit @ self.cells).reshape(len(weights), -1, 2)
        return counted


def units_of(
    votes: Sequence[Vote], options: Sequence[str], rule: Duplicates, by: Resample
) -> Units:
    """Return an actor's votes as units: utterances, or the documents that carry them."""
    if by not in RESAMPLES:
        raise UnknownRuleError("unit to resample", by, RESAMPLES)
    saturates = rule in SATURATING
    used = list(votes) if saturates else list(without_duplicates(votes, rule))
    names = sorted({_unit(vote, by) for vote in used})
    slots = sorted({(vote.option, vote.sign, slot(vote, rule)) for vote in used})
    filled = np.zeros((len(names), len(slots)))
    cells = np.zeros((len(slots), len(options) * 2))
    for n, (option, sign, _) in enumerate(slots):
        cells[n, 2 * options.index(option) + (sign > 0)] = 1
    for vote in used:
        at = slots.index((vote.option, vote.sign, slot(vote, rule)))
        filled[names.index(_unit(vote, by)), at] = 1
    return Units(names=tuple(names), filled=filled, cells=cells, saturates=saturates)


def draw_weights(units: Units, draws: int, seed: tuple[int, str]) -> Array:
    """Return how often each unit is drawn, ``(draws, units)``, as many in all as there are.

    The actor is drawn from its own units, so a draw never leaves it silent. ``seed`` is a number
    and a name: the draws of one actor do not depend on who else is in the view.
    """
    number, name = seed
    generator = np.random.default_rng([number, zlib.crc32(name.encode())])
    size = len(units.names)
    drawn = generator.multinomial(size, np.full(size, 1 / size), size=draws)
    return drawn.astype(float)


def interval(draws: Array) -> tuple[float, float] | None:
    """Return the 95 % percentile interval, or None where the draws do not spread."""
    known = draws[np.isfinite(draws)]
    if len(known) * 2 < len(draws) or known.max() - known.min() == 0:
        return None
    tail = (1 - LEVEL) / 2
    low, high = np.quantile(known, [tail, 1 - tail])
    return float(low), float(high)


def _unit(vote: Vote, by: Resample) -> str:
    return vote.utterance if by == "utterance" else vote.document_id


def _name(votes: Sequence[Vote]) -> str:
    """Return the name most often given, the first one on a tie."""
    names = [vote.name for vote in votes]
    return max(dict.fromkeys(names), key=names.count)
