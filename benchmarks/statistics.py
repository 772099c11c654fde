# ruff: noqa: A005 - the contract names the benchmark so, and it runs as a module of a package
"""Published numbers as read from texts: ``python -m benchmarks.statistics [--json]``.

``--file TEXTS GOLD`` scores any pair in the format of the positions set. A number is found when a
statistic of the document has its absolute value, each used once; of the numbers found, ``measure``
is the share with the gold measure, ``sign`` the share with its sign, ``bound`` the share that keep
an "at least" or "more than" (or have none), ``source`` the share that name a source where the gold
does.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.positions import DATA, documents, read_rows
from concord.codebook.book import load
from concord.coding import DEFAULT_ENGINE, code

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from concord.model import Statistic

_OPEN = ("at least", "more than", "over")


def score(
    gold: Sequence[Mapping[str, Any]], found: Mapping[str, Sequence[Statistic]]
) -> Counter[str]:
    """Return the counts: gold, predicted, matched, and what is right of the matched ones."""
    counts: Counter[str] = Counter()
    for row in gold:
        pool = [s for s in found.get(row["id"], ()) if s.value is not None]
        counts["predicted"] += len(pool)
        for claim in row["quantitative_claims"]:
            if not isinstance(claim["value"], (int, float)):
                continue
            counts["gold"] += 1
            hit = next((s for s in pool if _same(s.value, claim["value"])), None)
            if hit is not None:
                pool.remove(hit)
                counts["matched"] += 1
                counts.update(_right(hit, claim))
    return counts


def _same(value: float | None, wanted: float) -> bool:
    return value is not None and abs(abs(value) - abs(wanted)) < 1e-6


def _right(hit: Statistic, claim: Mapping[str, Any]) -> Counter[str]:
    wanted_open = any(word in (claim["unit"] or "") for word in _OPEN)
    given_open = hit.low is not None and hit.high is None
    return Counter(
        {
            "measure": hit.measure == claim["measure"],
            "sign": ((hit.value or 0) < 0) == (claim["value"] < 0),
            "bound": wanted_open == given_open,
            "sourced": claim["source"] is not None,
            "source": claim["source"] is not None and hit.source is not None,
        }
    )


def figures(counts: Counter[str]) -> dict[str, float]:
    """Return the figures, fractions from 0 to 1."""
    matched = counts["matched"]
    p = matched / counts["predicted"] if counts["predicted"] else 0.0
    r = matched / counts["gold"] if counts["gold"] else 0.0
    shares = {k: counts[k] / matched if matched else 0.0 for k in ("measure", "sign", "bound")}
    sourced = counts["source"] / counts["sourced"] if counts["sourced"] else 0.0
    f = 2 * p * r / (p + r) if p + r else 0.0
    return {"value_f1": f, "value_precision": p, "value_recall": r, **shares, "source": sourced}


def main() -> None:
    """Print the figures, and as the last line one JSON object with ``--json``."""
    parser = argparse.ArgumentParser(description=__doc__)
    folder = DATA / "positions_dev"
    parser.add_argument("--file", nargs=2, type=Path, metavar=("TEXTS", "GOLD"), default=None)
    parser.add_argument("--engine", default=DEFAULT_ENGINE)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    texts, gold = options.file or (folder / "texts.jsonl", folder / "gold.jsonl")
    if not texts.is_file() or not gold.is_file():
        print(f"skipped: there is no {texts}; set CONCORD_DATA to the folder of the data sets")
        return
    read = list(documents(read_rows(texts)))
    codings = code(read, load(), engine=options.engine)
    found = {d.source: coding.statistics for d, coding in zip(read, codings, strict=True)}
    made = figures(score(read_rows(gold), found))
    for name, value in made.items():
        print(f"{name:16s} {value:.3f}")
    if options.json:
        print(json.dumps({name: round(value, 4) for name, value in made.items()}))


if __name__ == "__main__":
    main()
