"""Do the intervals of ``analyse effects`` hold what they promise?

``python -m benchmarks.effects [--runs N] [--out FILE] [--json]`` simulates monthly series of 120
months with an act at month 80: mean 4, 12 and 40 before it, negative-binomial dispersion 0.2 and
0.6, AR(1) 0, 0.3 and 0.6 (a Gaussian copula, so that the margins stay negative binomial), a season
of amplitude 0.3 (log scale), and no effect or a halving. It prints, by setting, how often the 95 %
interval of the ratio holds the truth (coverage) and excludes 1 where the truth is a half (power),
for the interval that is shown (AR(1) sandwich) and for Newey-West. The published size is
``--runs 2000``; the default is small enough for ``make bench``. The seed is fixed.
"""

from __future__ import annotations

import argparse
import json
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np
from scipy import stats

from concord.analysis.interrupted import ERRORS, Errors, Model, fit_shift

MONTHS, ACT = 120, 80
AMPLITUDE = 0.3
MEANS = (4, 12, 40)
DISPERSIONS = (0.2, 0.6)
CORRELATIONS = (0.0, 0.3, 0.6)
RATIOS = (1.0, 0.5)
PROMISED, WANTED = 0.95, 0.92
SEED = 20_140_615


def simulate(generator: np.random.Generator, setting: tuple[float, ...]) -> Any:
    """Return one series of counts, ``(120,)``, for (mean, dispersion, correlation, ratio)."""
    mean, dispersion, correlation, ratio = setting
    t = np.arange(MONTHS)
    level = mean * np.exp(AMPLITUDE * np.sin(2 * np.pi * t / 12))
    level = np.where(t >= ACT, level * ratio, level)
    shocks = generator.standard_normal(MONTHS)
    latent = np.empty(MONTHS)
    latent[0] = shocks[0]
    for month in range(1, MONTHS):
        new = np.sqrt(1 - correlation**2) * shocks[month]
        latent[month] = correlation * latent[month - 1] + new
    size = 1 / dispersion
    return stats.nbinom.ppf(stats.norm.cdf(latent), size, size / (size + level))


def measure(setting: tuple[float, ...], runs: int) -> dict[str, float]:
    """Return coverage, power (share of intervals without 1) and the bias of the log ratio."""
    generator = np.random.default_rng([SEED, *(int(100 * part) for part in setting)])
    inside: dict[Errors, int] = dict.fromkeys(ERRORS, 0)
    without_one: dict[Errors, int] = dict.fromkeys(ERRORS, 0)
    logs, failed = [], 0
    for _ in range(runs):
        counts = simulate(generator, setting)
        for errors in ERRORS:
            found = fit_shift(counts, ACT, Model(errors=errors))
            if found is None:
                failed += 1
                continue
            inside[errors] += found.low <= setting[3] <= found.high
            without_one[errors] += not found.low <= 1 <= found.high
            logs.append(float(np.log(found.ratio)))
    named: dict[str, float] = {}
    for errors in ERRORS:
        named[f"coverage_{errors}"] = inside[errors] / runs
        named[f"excludes_1_{errors}"] = without_one[errors] / runs
    bias = float(np.mean(logs)) - float(np.log(setting[3]))
    return named | {"bias_log_ratio": round(bias, 4), "failed": failed}


def benchmark(runs: int) -> list[dict[str, float]]:
    """Return one row for each setting, in order."""
    rows = []
    for setting in product(MEANS, DISPERSIONS, CORRELATIONS, RATIOS):
        names = ("mean", "dispersion", "ar1", "ratio")
        rows.append(dict(zip(names, setting, strict=True)) | measure(setting, runs))
        print(" ".join(f"{name} {value:g}" for name, value in rows[-1].items()), flush=True)
    return rows


def figures(rows: list[dict[str, float]], runs: int) -> dict[str, float]:
    """Return the figures of the last line: worst and mean coverage, and power of a halving."""
    usual = [row for row in rows if row["ar1"] <= CORRELATIONS[1]]
    strong = [row for row in rows if row["ar1"] > CORRELATIONS[1]]
    halved = [row for row in usual if row["ratio"] < 1]
    return {
        "runs": runs,
        "coverage_lowest": min(row["coverage_ar1"] for row in usual),
        "coverage_mean": float(np.mean([row["coverage_ar1"] for row in usual])),
        "coverage_strong_lowest": min(row["coverage_ar1"] for row in strong),
        "coverage_strong_mean": float(np.mean([row["coverage_ar1"] for row in strong])),
        "coverage_newey_west_mean": float(np.mean([row["coverage_newey_west"] for row in usual])),
        "power_halving_mean": float(np.mean([row["excludes_1_ar1"] for row in halved])),
        "power_halving_lowest": min(row["excludes_1_ar1"] for row in halved),
    }


def main() -> None:
    """Print each setting and, with ``--json``, the figures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--runs", type=int, default=10, help="series of each setting")
    parser.add_argument("--out", type=Path, help="write the table as JSON")
    parser.add_argument("--json", action="store_true", help="the figures as the last line")
    asked = parser.parse_args()
    rows = benchmark(asked.runs)
    found = figures(rows, asked.runs)
    if asked.out:
        kept = {"command": f"python -m benchmarks.effects --runs {asked.runs}", "seed": SEED}
        text = json.dumps(kept | {"figures": found, "settings": rows}, indent=1)
        asked.out.write_text(text + "\n", encoding="utf-8")
    print(json.dumps(found) if asked.json else f"coverage, lowest up to AR 0.3: "
          f"{found['coverage_lowest']:.3f} (wanted {WANTED})")  # fmt: skip


if __name__ == "__main__":
    main()
