"""Do the intervals of ``analyse effects`` hold what they promise?

``python -m benchmarks.effects [--runs N] [--out FILE] [--json]`` simulates monthly series of 120
months with an act at month 80: mean 4, 12 and 40 before it, negative-binomial dispersion 0.2 and
0.6, AR(1) 0, 0.3 and 0.6 (a Gaussian copula, so that the margins stay negative binomial), a season
of amplitude 0.3 (log scale), and no effect or a halving. It prints, by setting, how often the 95 %
interval of the ratio holds the truth (coverage) and excludes 1 where the truth is a half (power),
for the interval that is shown (AR(1) sandwich), for Newey-West and, on the first ``--drawn``
series, for the block bootstrap. The published size is ``--runs 2000 --drawn 200``, about twenty
minutes of one processor, which ``--out FILE --minutes 5`` takes in pieces: what FILE holds is not
run again. The default is small enough for ``make bench``. The seed is fixed.
"""

from __future__ import annotations

import argparse
import json
import time
from itertools import product
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np
from scipy import stats

from concord.analysis.dependence import ERRORS, Errors
from concord.analysis.effects import TRUSTED_CORRELATION
from concord.analysis.interrupted import AFTER, Model, fit_counts, judge

MONTHS, ACT = 120, 80
AMPLITUDE = 0.3
MEANS = (4, 12, 40)
DISPERSIONS = (0.2, 0.6)
CORRELATIONS = (0.0, 0.3, 0.6)
RATIOS = (1.0, 0.5)
WANTED = 0.92
SEED = 20_140_615
# Mean, dispersion, correlation, ratio.
Setting: TypeAlias = tuple[float, ...]


def simulate(generator: np.random.Generator, setting: Setting) -> Any:
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


def measure(setting: Setting, runs: int, drawn: int) -> dict[str, float]:
    """Return coverage, power (share of intervals without 1) and the bias of the log ratio.

    ``block_bootstrap`` is measured on the first ``drawn`` series. ``warned`` is the share of those
    whose correlation makes ``analyse effects`` warn, ``coverage_unwarned`` the coverage elsewhere.
    """
    generator = np.random.default_rng([SEED, *(int(100 * part) for part in setting)])
    inside: dict[str, list[bool]] = {errors: [] for errors in (*ERRORS, "unwarned")}
    without_one: dict[Errors, list[bool]] = {errors: [] for errors in ERRORS}
    logs: list[float] = []
    for run in range(runs):
        counts = simulate(generator, setting)
        fitted = fit_counts(counts, ACT, Model())
        if fitted is None:
            continue
        logs.append(float(fitted.params[AFTER]))
        for errors in ERRORS:
            if errors == "block_bootstrap" and run >= drawn:
                continue
            found = judge(fitted, fitted.regressors, errors)
            inside[errors].append(found.low <= setting[3] <= found.high)
            without_one[errors].append(not found.low <= 1 <= found.high)
            if errors == "ar1" and found.correlation <= TRUSTED_CORRELATION:
                inside["unwarned"].append(inside["ar1"][-1])
    named: dict[str, float] = {}
    for errors in ERRORS:
        named[f"coverage_{errors}"] = share(inside[errors])
        named[f"excludes_1_{errors}"] = share(without_one[errors])
    named["coverage_unwarned"] = share(inside["unwarned"])
    named["warned"] = round(1 - len(inside["unwarned"]) / (len(logs) or 1), 4)
    bias = float(np.mean(logs)) - float(np.log(setting[3]))
    return named | {"bias_log_ratio": round(bias, 4), "failed": runs - len(logs)}


def share(found: list[bool]) -> float:
    """Return the share of what is true, nan of nothing."""
    return round(sum(found) / len(found), 4) if found else float("nan")


def benchmark(asked: argparse.Namespace) -> list[dict[str, float]]:
    """Return one row for each setting, in order; those in ``--out`` already are not run again."""
    started, rows, done = time.monotonic(), kept_rows(asked), 0
    for setting in product(MEANS, DISPERSIONS, CORRELATIONS, RATIOS):
        named = dict(zip(("mean", "dispersion", "ar1", "ratio"), setting, strict=True))
        if any(row.items() >= named.items() for row in rows):
            continue
        if done and asked.minutes and time.monotonic() - started > 60 * asked.minutes:
            break
        rows.append(named | measure(setting, asked.runs, asked.drawn))
        done += 1
        print(" ".join(f"{name} {value:g}" for name, value in rows[-1].items()), flush=True)
        keep(rows, asked)
    return rows


def kept_rows(asked: argparse.Namespace) -> list[dict[str, float]]:
    """Return the settings of an earlier piece of the same run."""
    if not asked.out or not asked.out.exists():
        return []
    kept = json.loads(asked.out.read_text(encoding="utf-8"))
    same = kept["figures"]["runs"] == asked.runs and kept["figures"].get("drawn") == asked.drawn
    return list(kept["settings"]) if same else []


def keep(rows: list[dict[str, float]], asked: argparse.Namespace) -> None:
    """Write the settings so far and their figures to ``--out``."""
    if asked.out:
        command = f"python -m benchmarks.effects --runs {asked.runs} --drawn {asked.drawn}"
        kept = {"command": command, "seed": SEED, "figures": figures(rows, asked)}
        text = json.dumps(kept | {"settings": rows}, indent=1)
        asked.out.write_text(text + "\n", encoding="utf-8")


def figures(rows: list[dict[str, float]], asked: argparse.Namespace) -> dict[str, float]:
    """Return the figures of the last line: lowest and mean coverage, and power of a halving."""
    usual = [row for row in rows if row["ar1"] <= CORRELATIONS[1]]
    strong = [row for row in rows if row["ar1"] > CORRELATIONS[1]]
    halved = [row for row in usual if row["ratio"] < 1]
    return {
        "runs": asked.runs,
        "drawn": asked.drawn,
        "settings": len(rows),
        "coverage_lowest": lowest(usual, "coverage_ar1"),
        "coverage_mean": mean(usual, "coverage_ar1"),
        "coverage_strong_lowest": lowest(strong, "coverage_ar1"),
        "coverage_strong_mean": mean(strong, "coverage_ar1"),
        "warned_usual": mean(usual, "warned"),
        "warned_strong": mean(strong, "warned"),
        "coverage_newey_west_mean": mean(usual, "coverage_newey_west"),
        "coverage_block_bootstrap_mean": mean(usual, "coverage_block_bootstrap"),
        "power_halving_mean": mean(halved, "excludes_1_ar1"),
        "power_halving_lowest": lowest(halved, "excludes_1_ar1"),
    }


def mean(rows: list[dict[str, float]], name: str) -> float:
    """Return the mean of a figure over settings, nan of none."""
    return round(float(np.mean([row[name] for row in rows])), 4) if rows else float("nan")


def lowest(rows: list[dict[str, float]], name: str) -> float:
    """Return the lowest of a figure over settings, nan of none."""
    return min((row[name] for row in rows), default=float("nan"))


def main() -> None:
    """Print each setting and, with ``--json``, the figures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--runs", type=int, default=10, help="series of each setting")
    parser.add_argument("--drawn", type=int, default=5, help="of these for the block bootstrap")
    parser.add_argument("--out", type=Path, help="write the table as JSON, and go on from it")
    parser.add_argument("--minutes", type=float, help="begin no second setting after so long")
    parser.add_argument("--json", action="store_true", help="the figures as the last line")
    asked = parser.parse_args()
    found = figures(benchmark(asked), asked)
    print(json.dumps(found) if asked.json else f"coverage, lowest up to AR 0.3: "
          f"{found['coverage_lowest']:.3f} (wanted {WANTED})")  # fmt: skip


if __name__ == "__main__":
    main()
