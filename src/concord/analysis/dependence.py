"""How far the parameters of a fitted series can be trusted when its months depend on each other.

Three answers to one question, the choice being that of ``interrupted.Model``:

- ``ar1``: a sandwich whose middle is that of an AR(1) process, its coefficient corrected for the
  bias that fitted regressors cause;
- ``newey_west``: the sandwich of Newey and West (1987), "A simple, positive semi-definite,
  heteroskedasticity and autocorrelation consistent covariance matrix", Econometrica 55(3);
- ``block_bootstrap``: the model fitted again to series whose Pearson residuals are drawn in moving
  blocks, so that neighbours stay together (Künsch 1989, "The jackknife and the bootstrap for
  general stationary observations", Annals of Statistics 17(3); residuals of a generalised linear
  model as in Moulton and Zeger 1991, "Bootstrapping generalized linear models", Computational
  Statistics & Data Analysis 11(1)).

``python -m benchmarks.effects`` measures what each covers.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias, get_args

import numpy as np
import numpy.typing as npt

from concord.analysis.congruence import Array

Errors: TypeAlias = Literal["ar1", "newey_west", "block_bootstrap"]
ERRORS: tuple[Errors, ...] = get_args(Errors)
FEWEST_DEGREES = 5
REPLICATES = 499
# Refits start at the fit, whose dispersion they keep: Newton's method is there after a few steps.
STEPS = 5
LARGEST_STEP = 2.0
SEED = 1989


@dataclass(frozen=True, slots=True, kw_only=True)
class Fitted:
    """A fitted model: counts ``(n,)``, regressors ``(n, k)``, the month of each, and the result.

    The variance of a count is mean + dispersion * mean^2.
    """

    counts: Array
    regressors: Array
    months: Array
    params: Array
    mean: Array
    dispersion: float

    def residuals(self) -> Array:
        """Return Pearson's residuals, ``(n,)``."""
        scaled: Array = (self.counts - self.mean) / np.sqrt(
            self.mean + self.dispersion * self.mean**2
        )
        return scaled

    def weighted(self) -> Array:
        """Return the regressors times the root of each month's weight, ``(n, k)``."""
        roots = np.sqrt(self.mean / (1 + self.dispersion * self.mean))
        weighted: Array = self.regressors * roots[:, None]
        return weighted


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """What is known of the parameters: variance ``(k, k)``, how wide 95 % is, or draws of them."""

    variance: Array
    wide: float
    draws: Array | None = None

    def interval(self, params: Array, rows: Array) -> tuple[Array, Array]:
        """Return the 95 % interval of ``rows @ params``, one for each row of ``(m, k)``."""
        middle = rows @ params
        if self.draws is not None:
            low, high = np.quantile(rows @ self.draws.T, (0.025, 0.975), axis=1)
            # The basic interval: as far as draws lie from the fit, the fit may lie from the truth.
            return 2 * middle - high, 2 * middle - low
        half = self.wide * np.sqrt(np.einsum("ij,jk,ik->i", rows, self.variance, rows))
        return middle - half, middle + half


def spread_of(fitted: Fitted, errors: Errors, correlation: float) -> Spread:
    """Return how far the parameters may lie from the truth; the kind is checked by the caller."""
    # Takes a second to import, and only this needs it.
    from scipy import stats

    wide = float(stats.t.ppf(0.975, _degrees(fitted.regressors, correlation)))
    if errors == "block_bootstrap":
        draws = bootstrap(fitted)
        return Spread(variance=np.cov(draws, rowvar=False), wide=wide, draws=draws)
    if errors == "ar1":
        return Spread(variance=_ar_variance(fitted, correlation), wide=wide)
    return Spread(variance=_newey_west(fitted), wide=wide)


def correlation_of(fitted: Fitted) -> float:
    """Return the correlation of neighbouring months' residuals, corrected for the fit."""
    return corrected_correlation(fitted.residuals(), fitted.weighted(), fitted.months)


def corrected_correlation(residuals: Array, z: Array, months: Array) -> float:
    """Return the AR(1) coefficient whose residuals, after fitting ``z``, correlate as these do.

    Residuals of a fit correlate less than the series does, the more so the more regressors. The
    coefficient is that at which the expected ratio tr(M S M R) / tr(M R) equals the observed one,
    where M projects off the weighted regressors, R is the AR(1) matrix and S pairs neighbours.
    """
    follows = (np.subtract.outer(months, months) == 1).astype(float)
    observed = float(residuals @ follows @ residuals / (residuals**2).sum())
    off = _off(z)
    above = _lag_sums(off @ follows @ off, months)
    below = _lag_sums(off, months)
    grid = np.linspace(-0.5, 0.97, 99)
    powers = grid[:, None] ** np.arange(len(above))
    return float(np.interp(observed, (powers @ above) / (powers @ below), grid))


def bootstrap(fitted: Fitted) -> Array:
    """Return parameters of refits to series with block-wise drawn residuals, ``(499, k)``.

    A block is as long as the cube root of the months, rounded up. Residuals are widened for the
    parameters that were fitted. The draws are the same in any process.
    """
    months, k = fitted.regressors.shape
    generator = np.random.default_rng(SEED)
    residuals = fitted.residuals()
    residuals = (residuals - residuals.mean()) * np.sqrt(months / (months - k))
    drawn = residuals[_blocks(generator, months, block_length(months))]
    scale = np.sqrt(fitted.mean + fitted.dispersion * fitted.mean**2)
    return _refit(fitted, fitted.mean + drawn * scale)


def block_length(months: int) -> int:
    """Return the length of a block, in months."""
    return int(np.ceil(months ** (1 / 3)))


def _blocks(generator: np.random.Generator, months: int, length: int) -> npt.NDArray[np.intp]:
    """Return indices ``(REPLICATES, months)`` of moving blocks laid end to end."""
    many = -(-months // length)
    starts = generator.integers(0, months - length + 1, size=(REPLICATES, many))
    laid: npt.NDArray[np.intp] = (starts[:, :, None] + np.arange(length)).reshape(REPLICATES, -1)
    return laid[:, :months]


def _refit(fitted: Fitted, series: Array) -> Array:
    """Return the quasi-likelihood estimates of each series ``(m, n)``, the dispersion kept."""
    x = fitted.regressors
    params = np.repeat(fitted.params[None, :], len(series), axis=0)
    pairs = (x[:, :, None] * x[:, None, :]).reshape(len(x), -1)
    k = x.shape[1]
    for _ in range(STEPS):
        mean = np.exp(np.clip(params @ x.T, -50, 50))
        damped = 1 + fitted.dispersion * mean
        score = ((series - mean) / damped) @ x
        information = ((mean / damped) @ pairs).reshape(-1, k, k)
        step = np.linalg.solve(information + 1e-9 * np.eye(k), score[:, :, None])[:, :, 0]
        params = params + np.clip(step, -LARGEST_STEP, LARGEST_STEP)
    refitted: Array = params
    return refitted


def _off(z: Array) -> Array:
    """Return the matrix that projects off the columns."""
    projection: Array = np.eye(len(z)) - z @ np.linalg.solve(z.T @ z, z.T)
    return projection


def _lag_sums(matrix: Array, months: Array) -> Array:
    """Return the sums of a matrix by distance in months: tr(matrix R) is a polynomial in them."""
    lags = np.abs(np.subtract.outer(months, months)).astype(int)
    sums: Array = np.bincount(lags.ravel(), weights=matrix.ravel()).astype(float)
    return sums


def _ar_variance(fitted: Fitted, correlation: float) -> Array:
    """Return the sandwich with an AR(1) middle; a negative correlation is not made use of."""
    rho, z, months = max(correlation, 0.0), fitted.weighted(), fitted.months
    related = rho ** np.abs(np.subtract.outer(months, months))
    left = float((_off(z) * related).sum()) / len(months)
    scale = float((fitted.residuals() ** 2).mean()) / left
    bread = np.linalg.inv(z.T @ z)
    variance: Array = scale * bread @ (z.T @ related @ z) @ bread
    return variance


def _newey_west(fitted: Fitted) -> Array:
    """Return the sandwich with Bartlett weights over 4 (n/100)^(2/9) lags."""
    damped = 1 + fitted.dispersion * fitted.mean
    scores = fitted.regressors * ((fitted.counts - fitted.mean) / damped)[:, None]
    z = fitted.weighted()
    bread = np.linalg.inv(z.T @ z)
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
