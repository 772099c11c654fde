"""The gazetteer's cost: ``python -m benchmarks.gazetteer [--lookups N] [--json]``.

Measured in a process of its own, the index compiled before: ``start_s``, processor seconds to open
the packs `world` and `pakistan` and to look up a first name; ``million_lookups_s``, processor
seconds for a million lookups of distinct names (every fifth is no place; in such an order that
the cache of the last names does not help). Memory is what the system counts as resident of that
process, in MB of a million bytes: ``rss_mb`` after the lookups, all of it (what is its own, and
pages of files, of the mapped tables among them, that it shares with others); ``rss_private_mb``, of
it what is this process's alone; ``rss_peak_mb``, the highest at any time; ``rss_before_mb``, Python
with Concord's modules and the names that will be asked. The records of places are read, not mapped:
the system keeps their pages for all processes, and counts them to none.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from concord.codebook.gazetteer import open_gazetteer
from concord.codebook.packs import open_pack
from concord.codebook.tables import read_places

if TYPE_CHECKING:
    from collections.abc import Sequence

PACKS = ("world", "pakistan")
_STEP = 7_919  # a prime: a walk through the names that never takes neighbours


def resident_mb(which: str = "Rss") -> float:
    """Return the memory of this process that is resident now, of one kind or all, in MB."""
    lines = Path("/proc/self/smaps_rollup").read_text("ascii").splitlines()
    return sum(int(line.split()[1]) for line in lines if line.startswith(which)) * 1024 / 1e6


def peak_mb() -> float:
    """Return the most memory that was ever resident of this process, in MB."""
    lines = Path("/proc/self/status").read_text("ascii").splitlines()
    return next(int(each.split()[1]) for each in lines if each.startswith("VmHWM")) * 1024 / 1e6


def measure(names: Sequence[str], lookups: int) -> dict[str, float]:
    """Return the figures of this process."""
    before = resident_mb()
    started = time.process_time()
    gazetteer = open_gazetteer([open_pack(name) for name in PACKS])
    gazetteer.find("Quetta")
    opened = time.process_time()
    found = 0
    for number in range(lookups):
        name = names[number * _STEP % len(names)]
        found += bool(gazetteer.find(name if number % 5 else f"{name}x", similar=False))
    spent = time.process_time() - opened
    return {
        "start_s": opened - started,
        "million_lookups_s": spent * 1e6 / lookups,
        "found": found / lookups,
        "rss_mb": resident_mb(),
        "rss_private_mb": resident_mb("Private_") - resident_mb("Private_Hugetlb"),
        "rss_peak_mb": peak_mb(),
        "rss_before_mb": before,
    }


def main() -> int:
    """Print the figures; with ``--json`` the last line is one object."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.gazetteer", description=__doc__)
    parser.add_argument("--lookups", type=int, default=300_000)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.inside:
        names = sys.stdin.read().splitlines()
        print(json.dumps(measure(names, options.lookups)))
        return 0
    open_gazetteer([open_pack(name) for name in PACKS])  # compiled for the process that is measured
    rows = (row for name in PACKS for row in read_places(open_pack(name)))
    every = list(dict.fromkeys(row.place.name for row in rows))
    names = every[:: max(1, len(every) // 20_000)]
    command = [sys.executable, "-m", "benchmarks.gazetteer", "--inside"]
    done = subprocess.run(  # noqa: S603 - our own module
        [*command, "--lookups", str(options.lookups)],
        input="\n".join(names), capture_output=True, text=True, check=True,
    )  # fmt: skip
    figures = {key: round(value, 4) for key, value in json.loads(done.stdout).items()}
    for key, value in figures.items():
        print(f"  {key:20s} {value:.3f}")
    if options.json:
        print(json.dumps(figures))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
