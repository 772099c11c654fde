"""The formulas of Discourse Network Analysis on worked examples."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from concord.analysis.congruence import NORMALISATIONS, divide, divisor, sum_pair
from concord.analysis.votes import UnknownRuleError

# Options talks, operation, border; each against and for. A speaks 8 times, B 7 times.
A = np.array([[0.0, 3.0], [2.0, 1.0], [2.0, 0.0]])
B = np.array([[1.0, 2.0], [4.0, 0.0], [0.0, 0.0]])


def test_raw_sums_by_hand() -> None:
    sums = sum_pair(A, B)
    assert sums.congruence == 0 * 1 + 3 * 2 + 2 * 4 + 1 * 0
    assert sums.conflict == 0 * 2 + 3 * 1 + 2 * 0 + 1 * 4
    assert sums.subtract == 14 - 7
    assert sums.ignore == 3 * 3 + 3 * 4 + 2 * 0
    assert sums.agreeing == pytest.approx(14 / 21)


@pytest.mark.parametrize(
    ("name", "n"),
    [
        ("none", 1),
        ("average_activity", (8 + 7) / 2),
        # Where B is silent A has 1 + 2, where A is silent B has 1; where both speak 6 + 8.
        ("jaccard", (1 + 2) + 1 + 14),
        ("dna_cosine", 8 * 7),
        ("cosine", np.sqrt(9 + 4 + 1 + 4) * np.sqrt(1 + 4 + 16)),
    ],
)
def test_each_normalisation_by_hand(name: str, n: float) -> None:
    assert divisor(A, B, name) == pytest.approx(n)  # type: ignore[arg-type] # a name of the table
    assert divide(sum_pair(A, B).congruence, divisor(A, B, name)) == pytest.approx(14 / n)  # type: ignore[arg-type] # the same


def test_the_cosine_of_dna_is_no_cosine() -> None:
    """Two actors who say the same are at 1 by the cosine of vectors, and not by DNA's."""
    same = sum_pair(A, A).congruence
    assert divide(same, divisor(A, A, "cosine")) == pytest.approx(1)
    assert divide(same, divisor(A, A, "dna_cosine")) == pytest.approx(18 / 64)


def test_average_activity_can_exceed_one() -> None:
    assert divide(sum_pair(A, B).congruence, divisor(A, B, "average_activity")) > 1


def test_nothing_said_divides_to_nothing() -> None:
    silent = np.zeros((3, 2))
    for name in NORMALISATIONS:
        assert divide(sum_pair(A, silent).congruence, divisor(A, silent, name)) == 0
    assert np.isnan(sum_pair(A, silent).agreeing)


def test_an_unknown_normalisation_names_those_that_exist() -> None:
    with pytest.raises(UnknownRuleError, match="average_activity, jaccard, dna_cosine, cosine"):
        divisor(A, B, "euclid")  # type: ignore[arg-type] # what is tested


COUNTS = arrays(float, (4, 2), elements=st.integers(0, 9).map(float))


@given(COUNTS, COUNTS)
def test_measures_are_symmetric_and_add_up(a: np.ndarray, b: np.ndarray) -> None:
    one, other = sum_pair(a, b), sum_pair(b, a)
    assert one.congruence + one.conflict == one.ignore
    assert (one.congruence, one.conflict) == (other.congruence, other.conflict)
    for name in NORMALISATIONS:
        assert divisor(a, b, name) == divisor(b, a, name)
    turned = sum_pair(a, b[:, ::-1])
    assert (turned.congruence, turned.conflict) == (one.conflict, one.congruence)


@given(COUNTS, COUNTS)
def test_a_cosine_is_at_most_one(a: np.ndarray, b: np.ndarray) -> None:
    assert divide(sum_pair(a, b).congruence, divisor(a, b, "cosine")) <= 1 + 1e-9


@pytest.mark.parametrize(
    ("measure", "by_normalisation"),
    [
        ("congruence", (14.0, 1.8666666666666667, 0.7777777777777778, 0.25)),
        ("conflict", (7.0, 0.9333333333333333, 0.3888888888888889, 0.125)),
        ("subtract", (7.0, 0.9333333333333333, 0.3888888888888889, 0.125)),
        ("ignore", (21.0, 2.8, 1.1666666666666667, 0.375)),
    ],
)
def test_the_numbers_of_dna_itself(measure: str, by_normalisation: tuple[float, ...]) -> None:
    """What DNA's own loop gives: leifeld-lab/dna, Exporter.java, compiled from commit 175985b."""
    names = ("none", "average_activity", "jaccard", "dna_cosine")
    for name, wanted in zip(names, by_normalisation, strict=True):
        ours = divide(getattr(sum_pair(A, B), measure), divisor(A, B, name))  # type: ignore[arg-type] # a name of the table
        assert ours == wanted
