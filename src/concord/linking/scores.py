"""How well two events fit as one happening: named features that add up, each in plain sight.

A score is a sum of weights of evidence: two events are linked when it reaches the judge's
threshold. A level that rules a link out is not outweighed by any sum.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from concord.linking.columns import fill
from concord.linking.comparing import compare
from concord.linking.learned import LEARNED, SHIFT
from concord.linking.levels import FEATURES, NAMES, NOTHING, RULED_OUT, Weights
from concord.linking.places import distances

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from concord.codebook.tolls import Range
    from concord.linking.columns import Numbers
    from concord.linking.profiles import Profile

# Even odds.
THRESHOLD = -SHIFT
# Sums are kept in hundredths, so that no order of adding them changes a bit.
HUNDREDTHS = 100


@dataclass(frozen=True, kw_only=True)
class Judge:
    """By what two reports are one: what levels weigh, and what pairs and clusters must reach.

    A pair links at ``threshold``. Two clusters join if the pairs across them reach ``mean`` on
    average and ``least`` each.
    """

    weights: Weights = field(default_factory=lambda: LEARNED)
    threshold: float = THRESHOLD
    mean: float = THRESHOLD * 0.9
    least: float = THRESHOLD - 4.0

    @cached_property
    def tables(self) -> Mapping[str, Numbers]:
        """Return the weights of each feature's levels by their numbers, in hundredths."""
        return {
            name: np.array([in_hundredths(self.weights[name][level]) for level in NAMES[name]])
            for name in FEATURES
        }

    def totals(self, levels: Mapping[str, Numbers]) -> Numbers:
        """Return the sums of the features' weights for each pair, in hundredths."""
        weighed = [self.tables[name][found] for name, found in levels.items()]
        total: Numbers = np.array(weighed, dtype=np.int64).sum(axis=0)
        return total


NEWS = Judge()


def in_hundredths(value: float) -> int:
    """Return a weight as it is added up."""
    return round(value * HUNDREDTHS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Feature:
    """One named piece of evidence: what was seen, its weight, and whether it rules out."""

    name: str
    seen: str
    weight: float
    barred: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """The features of one pair; ``total`` is their sum, ``barred`` whether any rules it out."""

    features: tuple[Feature, ...]
    threshold: float = THRESHOLD

    @property
    def total(self) -> float:
        """Return the sum of the weights."""
        return sum(in_hundredths(feature.weight) for feature in self.features) / HUNDREDTHS

    @property
    def chance(self) -> float:
        """Return how likely a pair with this sum is one happening, 0 to 1.

        It is calibrated for news on pairs of the training sets (docs/explanation/linking.md).
        """
        return 0.0 if self.barred else 1 / (1 + math.exp(self.threshold - self.total))

    @property
    def barred(self) -> bool:
        """Return whether a feature rules the link out."""
        return any(feature.barred for feature in self.features)

    @property
    def linked(self) -> bool:
        """Return whether the pair is good enough to be one happening."""
        return not self.barred and self.total >= self.threshold


def score(a: Profile, b: Profile, judge: Judge = NEWS) -> Score:
    """Return the features of two events, the same whichever comes first."""
    (found,) = score_pairs([a, b], [(0, 1)], judge)
    return found


def score_pairs(
    profiles: Sequence[Profile], pairs: Sequence[tuple[int, int]], judge: Judge = NEWS
) -> tuple[Score, ...]:
    """Return the features of pairs of positions in ``profiles``.

    Where time or place rules a link out, nothing else is shown.
    """
    ordered = sorted(profiles, key=lambda profile: profile.order)
    rank = {id(profile): place for place, profile in enumerate(ordered)}
    places = [sorted(rank[id(profiles[n])] for n in pair) for pair in pairs]
    one, other = np.array(places, dtype=np.int64).reshape(-1, 2).T
    columns = fill(ordered)
    levels = compare(columns, one, other)
    apart = distances(columns, one, other)
    return tuple(
        _score(
            {name: NAMES[name][found[n]] for name, found in levels.items()},
            (ordered[one[n]], ordered[other[n]]),
            judge,
            float(apart[n]),
        )
        for n in range(len(pairs))
    )


def distance_km(a: Profile, b: Profile) -> float | None:
    """Return the distance in km less both radii, or None if a place is too coarse."""
    first = np.zeros(1, dtype=np.int64)
    (found,) = distances(fill([a, b]), first, first + 1)
    return None if np.isnan(found) else float(found)


def _score(
    levels: Mapping[str, str], pair: tuple[Profile, Profile], judge: Judge, apart: float
) -> Score:
    barred = {name for name, level in levels.items() if (name, level) in RULED_OUT}
    shown = [
        Feature(
            name=name,
            seen=_seen(name, level, pair, apart),
            weight=judge.weights[name][level],
            barred=name in barred,
        )
        for name, level in levels.items()
        if _shown(name, level, judge) and (not barred or name in ("time", "place"))
    ]
    return Score(features=tuple(shown), threshold=judge.threshold)


def _shown(name: str, level: str, judge: Judge) -> bool:
    silent = name in ("reading", "exact days") and not judge.weights[name][level]
    return level != NOTHING and not silent


def _seen(name: str, level: str, pair: tuple[Profile, Profile], apart: float) -> str:
    """Return the words of a level, with the values that stand on it."""
    details: dict[str, Any] = {
        "type": lambda: " and ".join(dict.fromkeys(each.event.type for each in pair)),
        "killed": lambda: " and ".join(_say(each.killed) for each in pair),
        "injured": lambda: str(pair[0].injured.best),
        "attackers killed": lambda: str(pair[0].attackers.best),
        "perpetrators": lambda: ", ".join(sorted(pair[0].actors & pair[1].actors)),
        "place": lambda: f"{apart:.0f} km" if "near" in level or " km " in level else "",
    }
    detail = details[name]() if name in details else ""
    return f"{level} ({detail})" if detail else level


def _say(value: Range) -> str:
    if value.high is None:
        return f"{value.low}+"
    return str(value.low) if value.low == value.high else f"{value.low}-{value.high}"
