"""Krippendorff's alpha on the worked examples of his paper of 2011, and its rules for gaps."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from concord.analysis.alpha import Level, Unit, alpha, interval


def units_of(*coders: str) -> list[Unit]:
    """One line of values a coder, a dot where nothing was said; turned into units."""
    rows = [[None if v == "." else int(v) if v.isdigit() else v for v in c.split()] for c in coders]
    return [list(unit) for unit in zip(*rows, strict=True)]


# Krippendorff (2011), section B: two coders, binary data.
BINARY = units_of("0 1 0 0 0 0 0 0 1 0", "1 1 1 0 0 1 0 0 0 0")
# Section C: two coders, five nominal values.
NOMINAL = units_of("a a b b d c c c e d d a", "b a b b b c c c e d d d")
# Section D: four coders, values missing.
MISSING = units_of(
    "1 2 3 3 2 1 4 1 2 . . .",
    "1 2 3 3 2 2 4 1 2 5 . 3",
    ". 3 3 3 2 3 4 2 2 5 1 .",
    "1 2 3 3 2 4 4 1 2 5 1 .",
)


def test_binary_data_of_two_coders() -> None:
    assert alpha(BINARY) == pytest.approx(0.095, abs=0.0005)


def test_nominal_data_of_two_coders() -> None:
    assert alpha(NOMINAL) == pytest.approx(0.692, abs=0.0005)


@pytest.mark.parametrize(
    ("level", "expected"),
    [("nominal", 0.743), ("ordinal", 0.815), ("interval", 0.849), ("ratio", 0.797)],
)
def test_four_coders_with_gaps_at_every_level(level: str, expected: float) -> None:
    assert alpha(MISSING, level) == pytest.approx(expected, abs=0.0005)  # type: ignore[arg-type]


def test_perfect_agreement_is_one_and_reversed_values_are_below_zero() -> None:
    assert alpha([[1, 1], [2, 2], [3, 3]], "interval") == 1
    assert (alpha([["a", "b"], ["b", "a"]]) or 0) < 0


@pytest.mark.parametrize("units", [[], [["a", None]], [["a", "a"], ["a", "a"]]])
def test_without_variation_there_is_no_figure(units: list[Unit]) -> None:
    assert alpha(units) is None


def test_zeros_are_values_for_ratios() -> None:
    assert alpha([[0, 0], [5, 5], [0, 5]], "ratio") == pytest.approx(
        alpha([[0, 0], [5, 5], [0, 5]])
    )


def test_random_codings_agree_by_chance() -> None:
    draw = random.Random(7)
    units = [[draw.choice("abc"), draw.choice("abc")] for _ in range(3000)]

    assert alpha(units) == pytest.approx(0, abs=0.05)


def test_the_interval_holds_the_figure_and_repeats_by_its_seed() -> None:
    groups = [[unit] for unit in NOMINAL]

    low, high = interval(groups, alpha, seed=3, resamples=400)

    assert low is not None
    assert high is not None
    assert low < 0.692 < high
    assert (low, high) == interval(groups, alpha, seed=3, resamples=400)


def test_one_document_has_no_interval() -> None:
    assert interval([NOMINAL], alpha, seed=1, resamples=10) == (None, None)


def test_a_figure_that_is_mostly_undefined_has_no_interval() -> None:
    assert interval([[["a", "a"]], [["a", "a"]]], alpha, seed=1, resamples=10) == (None, None)


VALUES = st.one_of(st.none(), st.integers(min_value=0, max_value=9))


@given(
    units=st.lists(st.lists(VALUES, min_size=3, max_size=3), max_size=12),
    level=st.sampled_from(["nominal", "ordinal", "interval", "ratio"]),
)
def test_alpha_is_at_most_one_and_asks_neither_for_order_of_units_nor_of_coders(
    units: list[Unit], level: Level
) -> None:
    value = alpha(units, level)

    assert value is None or value <= 1 + 1e-9
    turned = alpha([list(reversed(unit)) for unit in reversed(units)], level)
    assert turned == (None if value is None else pytest.approx(value))
