"""Krippendorff's alpha: agreement beyond chance, for any number of coders and missing values.

K. Krippendorff, "Computing Krippendorff's Alpha-Reliability" (2011), University of Pennsylvania,
https://repository.upenn.edu/asc_papers/43. Written from the formula, because the package that
computes it (krippendorff) is under the GPL and Concord is under Apache-2.0.
"""

from __future__ import annotations

import random
from collections import Counter
from itertools import combinations
from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence

Level = Literal["nominal", "ordinal", "interval", "ratio"]
# What the coders said of one unit, one value each; None where a coder said nothing.
Unit: TypeAlias = "Sequence[Hashable | None]"
# Fewer resamples than this share with a defined figure give no interval.
DEFINED = 0.9


def alpha(units: Iterable[Unit], level: Level = "nominal") -> float | None:
    """Return alpha: 1 for perfect agreement, 0 for that of chance, below 0 for less.

    ``level`` says how far apart two values are: equal or not (nominal), by rank (ordinal), by
    difference (interval), by difference over sum (ratio; values of 0 or more). Values of units
    with fewer than two of them are left out. None if all values are the same, or there are none:
    without variation, agreement cannot be told from chance.
    """
    pairable = [values for unit in units if len(values := [v for v in unit if v is not None]) > 1]
    counts = Counter(value for values in pairable for value in values)
    if len(counts) < 2:  # noqa: PLR2004 - variation needs two values
        return None
    scale = _scale(counts, level)
    total = counts.total()
    observed = sum(
        2
        * sum(_apart(scale[a], scale[b], level) for a, b in combinations(values, 2))
        / (len(values) - 1)
        for values in pairable
    )
    expected = _expected(counts, scale, level) / (total - 1)
    return 1 - observed / expected


def _scale(counts: Mapping[Hashable, int], level: Level) -> Mapping[Hashable, float]:
    """Return the number by which each value is compared.

    For ordinal data that is the middle of its ranks: the difference of two middles is the sum of
    the frequencies between them, the metric of the source.
    """
    if level == "nominal":
        return {value: place for place, value in enumerate(counts)}
    numbers = {value: float(value) for value in counts}  # type: ignore[arg-type] # numbers by level
    if level != "ordinal":
        return numbers
    ranks: dict[Hashable, float] = {}
    below = 0
    for value in sorted(counts, key=lambda v: numbers[v]):
        ranks[value] = below + counts[value] / 2
        below += counts[value]
    return ranks


def _apart(a: float, b: float, level: Level) -> float:
    if level == "nominal":
        return float(a != b)
    difference = a - b
    if level != "ratio" or not difference:
        return difference * difference
    ratio = difference / (a + b)
    return ratio * ratio


def _expected(
    counts: Mapping[Hashable, int], scale: Mapping[Hashable, float], level: Level
) -> float:
    """Return the sum of squared distances over all ordered pairs of values, whoever said them."""
    total = sum(counts.values())
    if level == "nominal":
        return float(total * total - sum(n * n for n in counts.values()))
    if level == "ratio":
        return 2 * sum(
            n * m * _apart(scale[a], scale[b], level)
            for (a, n), (b, m) in combinations(counts.items(), 2)
        )
    first = sum(n * scale[value] for value, n in counts.items())
    second = sum(n * scale[value] ** 2 for value, n in counts.items())
    return 2 * (total * second - first * first)


def interval(
    groups: Sequence[Sequence[Unit]],
    measure: Callable[[list[Unit]], float | None],
    *,
    seed: int,
    resamples: int,
) -> tuple[float | None, float | None]:
    """Return the 95 percent percentile interval of a measure over resampled groups of units.

    Groups (documents) are drawn with replacement, since what stands in one is not independent.
    The same seed draws the same. (None, None) with fewer than two groups, or if the measure is
    undefined in more than a tenth of the draws.
    """
    if len(groups) < 2:  # noqa: PLR2004 - one group has no spread
        return None, None
    draw = random.Random(seed)  # noqa: S311 - a seeded draw, nothing secret
    found = []
    for _ in range(resamples):
        drawn = draw.choices(groups, k=len(groups))
        value = measure([unit for group in drawn for unit in group])
        if value is not None:
            found.append(value)
    if len(found) < DEFINED * resamples:
        return None, None
    found.sort()
    return found[int(0.025 * (len(found) - 1))], found[-int(0.025 * (len(found) - 1)) - 1]
