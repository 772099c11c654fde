"""The spread of seeds: ``python -m benchmarks.seeds --also NAME=FOLDER [--also ...] [--out FILE]``.

Each model folder, and ``base`` as it is shipped, is put through ``benchmarks.incidents``, ``satp``,
``muc4`` and ``polnear`` in a process of its own, by ``CONCORD_MODEL``. For every figure: what the
shipped model reaches, and mean, least and most of the others. They are what one run of the recipe
without teachers gives, so that the spread says how much of a difference is chance.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from pathlib import Path
from statistics import mean
from typing import TYPE_CHECKING, Any

from benchmarks.kept import circumstances

if TYPE_CHECKING:
    from collections.abc import Mapping

SHIPPED = "base"
SETS: Mapping[str, tuple[str, ...]] = {
    "incidents": (
        "main_f1",
        "all_f1",
        "type",
        "day",
        "killed_low",
        "injured_low",
        "killed_attackers",
        "admin1",
        "perpetrator",
        "claimed_by",
        "background_flag",
        "links_b3_f1",
    ),
    "satp": (
        "event_f1",
        "family_f1",
        "role_f1",
        "counts_f1",
        "source_f1",
        "spans_event_f1",
        "spans_family_f1",
        "spans_role_f1",
        "spans_role_head_f1",
    ),
    "muc4": ("ceaf_ree_micro_f1",),
    "polnear": ("spans_source_token_f1", "spans_cue_token_f1", "spans_content_token_f1"),
}


def measure(model: str) -> dict[str, float]:
    """Return the figures of a model, named or in a folder."""
    figures: dict[str, float] = {}
    for name, kept in SETS.items():
        done = subprocess.run(  # noqa: S603 - our own benchmarks
            [sys.executable, "-m", f"benchmarks.{name}", "--json"],
            env=os.environ | {"CONCORD_MODEL": model},
            capture_output=True,
            text=True,
            check=True,
        )
        found = json.loads(done.stdout.strip().splitlines()[-1])
        figures |= {f"{name} {key}": round(found[key], 4) for key in kept if key in found}
    return figures


def spread(rows: Mapping[str, Mapping[str, float]]) -> dict[str, dict[str, float]]:
    """Return for each figure the shipped model's, and mean, least and most of the others."""
    seeds = [row for name, row in rows.items() if name != SHIPPED]
    return {
        key: {
            "shipped": value,
            "mean": round(mean(row[key] for row in seeds), 4),
            "least": min(row[key] for row in seeds),
            "most": max(row[key] for row in seeds),
        }
        for key, value in rows[SHIPPED].items()
    }


def show(table: Mapping[str, Mapping[str, float]]) -> str:
    """Return the spread as lines to read."""
    lines = [f"{'':32s} shipped   mean  least   most"]
    for key, row in table.items():
        told = " ".join(f"{row[part]:6.3f}" for part in ("shipped", "mean", "least", "most"))
        lines.append(f"{key:32s}  {told}")
    return "\n".join(lines)


def main() -> None:
    """Print the spread; ``--out`` keeps it with every model's figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--also", action="append", required=True, metavar="NAME=FOLDER")
    parser.add_argument("--out", type=Path)
    given = parser.parse_args()
    models = {SHIPPED: SHIPPED} | dict(pair.split("=", 1) for pair in given.also)
    rows = {name: measure(model) for name, model in models.items()}
    table = spread(rows)
    print(show(table))
    if given.out is not None:
        told: dict[str, Any] = {"spread": table, "models": rows, **circumstances()}
        given.out.write_text(json.dumps(told, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
