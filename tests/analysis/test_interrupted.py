"""A shift in a series of counts: found where it is, not found where there is none."""

from __future__ import annotations

import numpy as np
import pytest

from concord.analysis.dependence import corrected_correlation
from concord.analysis.interrupted import Model, design, fit_shift
from concord.analysis.votes import UnknownRuleError

MONTHS, ACT = 120, 80
SEASON = np.exp(0.3 * np.sin(2 * np.pi * np.arange(MONTHS) / 12))


def counts(ratio: float, *, seed: int = 5, mean: float = 40.0) -> np.ndarray:
    level = mean * SEASON * np.where(np.arange(MONTHS) >= ACT, ratio, 1.0)
    return np.random.default_rng(seed).negative_binomial(20, 20 / (20 + level)).astype(float)


def test_a_halving_is_found_with_its_interval() -> None:
    found = fit_shift(counts(0.5), ACT)
    assert found is not None
    assert found.low < 0.5 < found.high < 1
    assert 0.01 < found.dispersion < 0.1


def test_where_nothing_changed_one_lies_in_the_interval() -> None:
    found = fit_shift(counts(1.0), ACT)
    assert found is not None
    assert found.low < 1 < found.high


def test_what_is_expected_is_the_level_without_the_shift() -> None:
    found = fit_shift(counts(0.5), ACT)
    assert found is not None
    assert found.expected[:ACT] == pytest.approx(found.fitted[:ACT])
    assert found.fitted[ACT:] == pytest.approx(found.ratio * found.expected[ACT:])
    assert (found.expected_low < found.expected).all()
    assert (found.expected < found.expected_high).all()


def test_a_month_left_out_keeps_its_place_in_the_season() -> None:
    whole = fit_shift(counts(0.5), ACT)
    gap = counts(0.5)
    gap[ACT] = np.nan
    found = fit_shift(gap, ACT)
    assert whole is not None
    assert found is not None
    assert len(found.expected) == MONTHS
    assert found.ratio == pytest.approx(whole.ratio, rel=0.1)


def test_a_side_without_any_event_has_no_ratio() -> None:
    assert fit_shift(np.where(np.arange(60) < 40, 3.0, 0.0), 40) is None
    assert fit_shift(np.where(np.arange(60) < 40, 0.0, 3.0), 40) is None


def test_without_overdispersion_the_model_is_poisson() -> None:
    steady = np.tile([9.0, 10.0, 11.0], 20)
    found = fit_shift(steady, 40)
    assert found is not None
    assert found.dispersion == 0
    assert found.ratio == pytest.approx(1, abs=0.05)


@pytest.mark.parametrize(("months", "columns"), [(20, 3), (30, 5), (60, 7)])
def test_seasons_need_years_to_be_told_from_a_trend(months: int, columns: int) -> None:
    assert design(months, months // 2, Model()).shape == (months, columns)
    assert design(months, months // 2, Model(season=False, trend=False)).shape == (months, 2)


def test_the_correlation_of_residuals_is_corrected_for_what_the_fit_took() -> None:
    """The mean of 300 estimates of 0.5 is near 0.5; that of the plain ratio is well below."""
    months, rho = np.arange(60), 0.5
    z = design(60, 40, Model())
    off = np.eye(60) - z @ np.linalg.solve(z.T @ z, z.T)
    generator = np.random.default_rng(3)
    plain, corrected = [], []
    for _ in range(300):
        shocks = generator.standard_normal(160)
        series = np.zeros(160)
        for n in range(1, 160):
            series[n] = rho * series[n - 1] + shocks[n]
        left = off @ series[100:]
        plain.append((left[1:] @ left[:-1]) / (left @ left))
        corrected.append(corrected_correlation(left, z, months))
    assert np.mean(plain) < 0.4
    assert np.mean(corrected) == pytest.approx(rho, abs=0.05)


def test_newey_west_is_offered_and_an_unknown_kind_refused() -> None:
    found = fit_shift(counts(0.5), ACT, Model(errors="newey_west"))
    assert found is not None
    assert found.low < found.ratio < found.high
    with pytest.raises(UnknownRuleError, match="ar1, newey_west, block_bootstrap"):
        fit_shift(counts(0.5), ACT, Model(errors="plain"))  # type: ignore[arg-type] # what is tested
