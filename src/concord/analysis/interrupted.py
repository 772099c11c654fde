"""Interrupted time series of monthly counts: a negative binomial level shift with trend and season.

    log E[y_t] = b0 + b1 * after_t + b2 * years_t + sum over h of (c_h sin + d_h cos)(2 pi h t / 12)

Bernal, Cummins and Gasparrini (2017), "Interrupted time series regression for the evaluation of
public health interventions: a tutorial", Int. J. Epidemiology 46(1). statsmodels fits it; the
dispersion is that at which Pearson's chi-square equals its degrees of freedom. Months depend on
each other, so the variance is a sandwich. By default its middle is that of an AR(1) process whose
coefficient is corrected for the bias that fitted regressors cause, with t on the effective number
of months: the Newey-West middle, which is offered too, covers too seldom in series this short
(``python -m benchmarks.effects`` measures both).
"""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, get_args

import numpy as np
from scipy import optimize, stats

from concord.analysis.congruence import Array
from concord.analysis.votes import UnknownRuleError

if TYPE_CHECKING:
    from collections.abc import Sequence


Errors = Literal["ar1", "newey_west"]
ERRORS: tuple[Errors, ...] = get_args(Errors)
MONTHS_A_YEAR = 12
# Seasons need to be seen this often before they are told from a trend.
YEARS_FOR_SEASON = {1: 2, 2: 4}
FEWEST_DEGREES = 5
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
    if model.errors not in ERRORS:
        raise UnknownRuleError("kind of errors", model.errors, ERRORS)
    every = np.asarray(counts, dtype=float)
    if not np.nansum(every[:at]) or not np.nansum(every[at:]):
        return None
    regressors = design(len(every), at, model)
    months = np.flatnonzero(np.isfinite(every)).astype(float)
    kept = np.isfinite(every)
    y, x = every[kept], regressors[kept]
    found = _fit(y, x)
    if found is None:
        return None
    params, mean, dispersion = found
    z = x * np.sqrt(mean / (1 + dispersion * mean))[:, None]
    bread = np.linalg.inv(z.T @ z)
    residuals = (y - mean) / np.sqrt(mean + dispersion * mean**2)
    correlation = corrected_correlation(residuals, z, months)
    if model.errors == "ar1":
        variance = _ar_variance(residuals, z, months, correlation)
    else:
        scores: Array = x * ((y - mean) / (1 + dispersion * mean))[:, None]
        variance = _newey_west(scores, bread)
    wide = stats.t.ppf(0.975, _degrees(x, correlation))
    without = regressors.copy()
    without[:, AFTER] = 0
    level = without @ params
    band = wide * np.sqrt(np.einsum("ij,jk,ik->i", without, variance, without))
    half = wide * np.sqrt(variance[AFTER, AFTER])
    return Fit(
        ratio=float(np.exp(params[AFTER])),
        low=float(_grow(params[AFTER] - half)),
        high=float(_grow(params[AFTER] + half)),
        fitted=np.exp(regressors @ params),
        expected=_grow(level),
        expected_low=_grow(level - band),
        expected_high=_grow(level + band),
        dispersion=float(dispersion),
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
    return float(optimize.brentq(excess, 0, LARGEST_DISPERSION))


def corrected_correlation(residuals: Array, z: Array, months: Array) -> float:
    """Return the AR(1) coefficient whose residuals, after fitting ``z``, correlate as these do.

    Residuals of a fit correlate less than the series does, the more so the more regressors. The
    coefficient is that at which the expected ratio tr(M S M R) / tr(M R) equals the observed one,
    where M projects off the weighted regressors, R is the AR(1) matrix and S pairs neighbours.
    """
    follows = np.subtract.outer(months, months) == 1
    observed = float(residuals @ follows @ residuals / (residuals**2).sum())
    off = _off(z)
    above = _lag_sums(off @ follows @ off, months)
    below = _lag_sums(off, months)
    grid = np.linspace(-0.5, 0.97, 99)
    powers = grid[:, None] ** np.arange(len(above))
    return float(np.interp(observed, (powers @ above) / (powers @ below), grid))


def _off(z: Array) -> Array:
    """Return the matrix that projects off the columns."""
    projection: Array = np.eye(len(z)) - z @ np.linalg.solve(z.T @ z, z.T)
    return projection


def _lag_sums(matrix: Array, months: Array) -> Array:
    """Return the sums of a matrix by distance in months: tr(matrix R) is a polynomial in them."""
    lags = np.abs(np.subtract.outer(months, months)).astype(int)
    sums: Array = np.bincount(lags.ravel(), weights=matrix.ravel()).astype(float)
    return sums


def _ar_variance(residuals: Array, z: Array, months: Array, correlation: float) -> Array:
    """Return the sandwich with an AR(1) middle; a negative correlation is not made use of."""
    rho = max(correlation, 0.0)
    related = rho ** np.abs(np.subtract.outer(months, months))
    left = float((_off(z) * related).sum()) / len(months)
    scale = float((residuals**2).mean()) / left
    bread = np.linalg.inv(z.T @ z)
    variance: Array = scale * bread @ (z.T @ related @ z) @ bread
    return variance


def _newey_west(scores: Array, bread: Array) -> Array:
    """Return the sandwich of Newey and West (1987), Bartlett weights, 4 (n/100)^(2/9) lags."""
    months, k = scores.shape
    lags = int(4 * (months / 100) ** (2 / 9))
    middle = scores.T @ scores
    for lag in range(1, lags + 1):
        product = scores[lag:].T @ scores[:-lag]
        middle = middle + (1 - lag / (lags + 1)) * (product + product.T)
    variance: Array = bread @ middle @ bread * months / (months - k)
    return variance


def _degrees(x: Array, correlation: float) -> float:
    rho = max(correlation, 0.0)
    return float(max(FEWEST_DEGREES, len(x) * (1 - rho) / (1 + rho) - x.shape[1]))
