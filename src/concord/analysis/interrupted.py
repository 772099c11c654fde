"""Interrupted time series of monthly counts: a negative binomial level shift with trend and season.

    log E[y_t] = b0 + b1 * after_t + b2 * years_t + sum over h of (c_h sin + d_h cos)(2 pi h t / 12)

Bernal, Cummins and Gasparrini (2017), "Interrupted time series regression for the evaluation of
public health interventions: a tutorial", Int. J. Epidemiology 46(1). statsmodels fits it; the
dispersion is that at which Pearson's chi-square equals its degrees of freedom. Months depend on
each other: ``concord.analysis.dependence`` says how far the result can be trusted.
"""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from concord.analysis.congruence import Array
from concord.analysis.dependence import ERRORS, Errors, Fitted, correlation_of, spread_of
from concord.analysis.votes import UnknownRuleError

if TYPE_CHECKING:
    from collections.abc import Sequence


MONTHS_A_YEAR = 12
# Seasons need to be seen this often before they are told from a trend.
YEARS_FOR_SEASON = {1: 2, 2: 4}
LARGEST_DISPERSION = 50.0
# On the log scale: a fit that runs away from the counts.
LARGEST_PARAMETER = 50.0
AFTER = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Fit:
    """A fitted series, month by month in the order given, months left out included.

    ``ratio`` is exp(b1): the level after against the level that trend and season would give.
    ``expected`` is that level with its 95 % band, for every month; ``fitted`` the model with the
    shift. ``correlation`` is that of neighbouring months' residuals, corrected.
    """

    ratio: float
    low: float
    high: float
    fitted: Array
    expected: Array
    expected_low: Array
    expected_high: Array
    dispersion: float
    correlation: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """What is fitted; ``harmonics`` None takes as many as the length allows."""

    trend: bool = True
    season: bool = True
    errors: Errors = "ar1"


def fit_shift(counts: Sequence[float], at: int, model: Model | None = None) -> Fit | None:
    """Return the fit of a shift at index ``at``, or None where counts cannot tell.

    A month whose count is nan is left out of the fit. Nothing can be told if either side has no
    event at all, or the fit does not converge. Raises UnknownRuleError.
    """
    model = model or Model()
    check_errors(model.errors)
    fitted = fit_counts(counts, at, model)
    if fitted is None:
        return None
    return judge(fitted, design(len(counts), at, model), model.errors)


def check_errors(errors: str) -> None:
    """Raise UnknownRuleError unless it is a kind of errors."""
    if errors not in ERRORS:
        raise UnknownRuleError("kind of errors", errors, ERRORS)


def fit_counts(counts: Sequence[float], at: int, model: Model) -> Fitted | None:
    """Return the fitted model without a word on how sure it is, or None as ``fit_shift``."""
    every = np.asarray(counts, dtype=float)
    if not np.nansum(every[:at]) or not np.nansum(every[at:]):
        return None
    kept = np.isfinite(every)
    y, x = every[kept], design(len(every), at, model)[kept]
    found = _fit(y, x)
    if found is None:
        return None
    params, mean, dispersion = found
    return Fitted(
        counts=y,
        regressors=x,
        months=np.flatnonzero(kept).astype(float),
        params=params,
        mean=mean,
        dispersion=dispersion,
    )


def judge(fitted: Fitted, regressors: Array, errors: Errors) -> Fit:
    """Return the shift with its interval, and the level of every month of ``regressors``."""
    correlation = correlation_of(fitted)
    spread = spread_of(fitted, errors, correlation)
    shift = np.zeros((1, len(fitted.params)))
    shift[0, AFTER] = 1
    low, high = spread.interval(fitted.params, shift)
    without = regressors.copy()
    without[:, AFTER] = 0
    expected_low, expected_high = spread.interval(fitted.params, without)
    return Fit(
        ratio=float(np.exp(fitted.params[AFTER])),
        low=float(_grow(low[0])),
        high=float(_grow(high[0])),
        fitted=np.exp(regressors @ fitted.params),
        expected=_grow(without @ fitted.params),
        expected_low=_grow(expected_low),
        expected_high=_grow(expected_high),
        dispersion=float(fitted.dispersion),
        correlation=float(correlation),
    )


def _grow(level: Array) -> Array:
    """Return exp, what runs away kept finite."""
    grown: Array = np.exp(np.clip(level, -LARGEST_PARAMETER, LARGEST_PARAMETER))
    return grown


def design(months: int, at: int, model: Model) -> Array:
    """Return the regressors ``(months, k)``: constant, after, years from the act, seasons."""
    t = np.arange(months, dtype=float)
    columns = [np.ones(months), (t >= at).astype(float)]
    if model.trend:
        columns.append((t - at) / MONTHS_A_YEAR)
    for harmonic, years in YEARS_FOR_SEASON.items():
        if model.season and months >= years * MONTHS_A_YEAR:
            angle = 2 * np.pi * harmonic * t / MONTHS_A_YEAR
            columns += [np.sin(angle), np.cos(angle)]
    return np.column_stack(columns)


def _fit(y: Array, x: Array) -> tuple[Array, Array, float] | None:
    """Return parameters, means and dispersion (variance = mean + dispersion * mean^2)."""
    degrees = len(y) - x.shape[1]
    dispersion = 0.0
    with warnings.catch_warnings():
        # Series of zeros make statsmodels warn of steps that the result is then checked for.
        warnings.simplefilter("ignore")
        found = _glm(y, x, dispersion, None)
        for _ in range(8):
            if found is None:
                return None
            before, dispersion = dispersion, _dispersion(y, np.asarray(found.mu), degrees)
            if abs(before - dispersion) < 1e-4:  # noqa: PLR2004 - a fourth decimal changes nothing
                break
            found = _glm(y, x, dispersion, found.params)
    if found is None:
        return None
    return np.asarray(found.params), np.asarray(found.mu), dispersion


def _glm(y: Array, x: Array, dispersion: float, start: Any) -> Any:
    # The library's front door imports all of it.
    from statsmodels.genmod import families
    from statsmodels.genmod.generalized_linear_model import (
        GLM,
    )

    family = families.NegativeBinomial(alpha=dispersion) if dispersion else families.Poisson()
    try:
        found = GLM(y, x, family=family).fit(start_params=start)
    except (ValueError, np.linalg.LinAlgError):
        return None
    usable = found.converged and np.isfinite(found.params).all()
    return found if usable and np.abs(found.params).max() < LARGEST_PARAMETER else None


def _dispersion(y: Array, mean: Array, degrees: int) -> float:
    def excess(dispersion: float) -> float:
        return float(((y - mean) ** 2 / (mean + dispersion * mean**2)).sum()) - degrees

    if excess(0) <= 0:
        return 0.0
    if excess(LARGEST_DISPERSION) > 0:
        return LARGEST_DISPERSION
    from scipy import optimize

    return float(optimize.brentq(excess, 0, LARGEST_DISPERSION))
