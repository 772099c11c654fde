"""The measures of Discourse Network Analysis for a pair of actors, by formula.

``X`` holds, for one actor, how many statements it made on each option and side: an array
``(..., options, 2)`` with the side against first. Sources: the DNA manual (Leifeld, Gruber and
Bossner 2019, "Discourse Network Analyzer Manual", section on network export) and, where code and
manual differ, the code of DNA (``Exporter.java``), binary qualifier:

    congruence  sum over options j and sides k of x_jk * x'_jk
    conflict    sum over j and k of x_jk * x'_j(1-k)
    subtract    congruence - conflict
    ignore      sum over j of (sum over k of x_jk) * (sum over k of x'_jk)

divided by the normalisation. DNA calls the product of two activities "cosine", since it takes the
square after the sum; that is ``dna_cosine`` here, and ``cosine`` is the cosine of two vectors.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias, get_args

import numpy as np

from concord.analysis.votes import UnknownRuleError

if TYPE_CHECKING:
    from numpy.typing import NDArray

Normalisation = Literal["none", "average_activity", "jaccard", "dna_cosine", "cosine"]
NORMALISATIONS: tuple[Normalisation, ...] = get_args(Normalisation)
Array: TypeAlias = "NDArray[np.float64]"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sums:
    """Raw sums of a pair; each has the shape of the input without options and sides."""

    congruence: Array
    conflict: Array
    ignore: Array

    @property
    def subtract(self) -> Array:
        """Return congruence minus conflict."""
        return self.congruence - self.conflict

    @property
    def agreeing(self) -> Array:
        """Return the share of pairs of statements that agree; nan where there is no pair.

        A pair is one statement of each actor on the same option, so the share does not depend on
        how much either of them says.
        """
        with np.errstate(invalid="ignore", divide="ignore"):
            share: Array = self.congruence / (self.congruence + self.conflict)
        return share


def sum_pair(ours: Array, theirs: Array) -> Sums:
    """Return the raw sums of two actors over all options of ``(..., options, 2)``."""
    axes = (-2, -1)
    return Sums(
        congruence=(ours * theirs).sum(axis=axes),
        conflict=(ours * theirs[..., ::-1]).sum(axis=axes),
        ignore=(ours.sum(axis=-1) * theirs.sum(axis=-1)).sum(axis=-1),
    )


def divisor(ours: Array, theirs: Array, name: Normalisation) -> Array:
    """Return n of the formula ``sum / n``; raises UnknownRuleError.

    Activity is the sum of all statements on the options given. Average activity does not bound
    the result by 1 where duplicates are kept.
    """
    axes = (-2, -1)
    if name == "none":
        return np.ones(ours.shape[:-2])
    if name == "average_activity":
        mean: Array = (ours.sum(axis=axes) + theirs.sum(axis=axes)) / 2
        return mean
    if name == "jaccard":
        alone = (ours * (theirs == 0)).sum(axis=axes) + (theirs * (ours == 0)).sum(axis=axes)
        both: Array = alone + (ours * theirs).sum(axis=axes)
        return both
    if name == "dna_cosine":
        product: Array = ours.sum(axis=axes) * theirs.sum(axis=axes)
        return product
    if name == "cosine":
        lengths: Array = np.sqrt((ours**2).sum(axis=axes) * (theirs**2).sum(axis=axes))
        return lengths
    raise UnknownRuleError("normalisation", name, NORMALISATIONS)


def divide(sums: Array, by: Array) -> Array:
    """Return sum / n, 0 where n is 0, as DNA has it."""
    over = np.asarray(sums, dtype=float)
    divided: Array = np.divide(over, by, out=np.zeros_like(over), where=np.asarray(by) != 0)
    return divided
