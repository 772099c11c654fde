"""Three ways to say how sure a fit is, and what they agree on."""

from __future__ import annotations

import numpy as np
import pytest

from concord.analysis.dependence import (
    ERRORS,
    REPLICATES,
    Fitted,
    block_length,
    bootstrap,
    correlation_of,
    spread_of,
)
from concord.analysis.interrupted import AFTER, Model, fit_counts, fit_shift

MONTHS, ACT = 120, 80


def fitted(seed: int = 4, ratio: float = 0.5) -> Fitted:
    level = np.where(np.arange(MONTHS) >= ACT, 20 * ratio, 20)
    counts = np.random.default_rng(seed).negative_binomial(10, 10 / (10 + level)).astype(float)
    found = fit_counts(counts, ACT, Model())
    assert found is not None
    return found


def test_independent_months_give_like_intervals_by_every_kind() -> None:
    found = fitted()
    shift = np.zeros((1, len(found.params)))
    shift[0, AFTER] = 1
    widths = []
    for errors in ERRORS:
        low, high = spread_of(found, errors, correlation_of(found)).interval(found.params, shift)
        assert low[0] < np.log(0.5) < high[0]
        widths.append(high[0] - low[0])
    assert max(widths) < 1.5 * min(widths)


def test_draws_are_the_same_in_every_run_and_spread_around_the_fit() -> None:
    found = fitted()
    draws = bootstrap(found)
    assert draws.shape == (REPLICATES, len(found.params))
    assert (draws == bootstrap(found)).all()
    assert draws[:, AFTER].mean() == pytest.approx(found.params[AFTER], abs=0.05)


@pytest.mark.parametrize(("months", "length"), [(24, 3), (64, 4), (84, 5), (120, 5)])
def test_a_block_is_as_long_as_the_cube_root_of_the_months(months: int, length: int) -> None:
    assert block_length(months) == length


def test_a_block_bootstrap_can_be_chosen() -> None:
    counts = fitted().counts
    found = fit_shift(counts, ACT, Model(errors="block_bootstrap"))
    assert found is not None
    assert found.low < found.ratio < found.high < 1
    assert (found.expected_low < found.expected_high).all()
