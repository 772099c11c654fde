"""How soon the first result comes: ``python -m benchmarks.first_result [--runs N] [--json]``.

``concord code`` on a record of one document (texts of ``benchmarks.speed`` or of ``--file``, cut to
500 words, those of 450 or more first), each time in a process of its own on one core with one
thread, from the start of Python to its end:

- ``first_result_cpu_s``, ``first_result_s``: medians of its processor time (user and system) and of
  the clock over N runs, as any but the first on a machine: modules are compiled to bytecode, and
  the user's cache holds the place index, the YAML files of the packs and the code of expressions.
  Other work on the machine disturbs the processor time less than the clock;
- ``new_texts_cpu_s``: the same over N other texts, each coded once, with words not met before;
- with ``--very-first``, ``very_first_cpu_s`` and ``very_first_s``: one run without bytecode and
  with an empty cache, most of which compiles the place index;
- ``phase_...``: what the processor was busy with, milliseconds, the medians of N runs that were
  timed inside: ``command`` is what the other phases leave of the command, ``end`` of the process.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from benchmarks.speed import texts_of
from concord.coding.engines.model_file import find_folder, is_there

if TYPE_CHECKING:
    from collections.abc import Sequence

RUNS = 7
ORDINARY = 450  # words
CONCORD = ("-c", "from concord.cli import main; main()")
TIMED = ("-c", "from benchmarks.first_result_phases import main; main()")


class Taken(NamedTuple):
    """Seconds of the processor and of the clock, and what was printed."""

    busy: float
    clock: float
    said: str


def run(folder: Path, record: str, code: Sequence[str] = CONCORD, cache: str = "") -> Taken:
    """Run ``concord code`` on a copy of a record in a folder, and return what it took.

    ``cache`` names a folder in there that stands for the user's cache.
    """
    shutil.copy(folder / record, folder / "copy.db")
    environ = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    environ |= {"CONCORD_THREADS": "1", "PYTHONPYCACHEPREFIX": f"{folder}/bytecode{cache}"}
    environ |= {"XDG_CACHE_HOME": f"{folder}/{cache}"} if cache else {}
    started, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(  # noqa: S603 - our own command
        [sys.executable, *code, "code", "--record", f"{folder}/copy.db", "--engine", "encoder"],
        env=environ,
        check=True,
        capture_output=True,
        text=True,
        preexec_fn=stay_on_one_core,
    )
    clock, after = time.perf_counter() - started, resource.getrusage(resource.RUSAGE_CHILDREN)
    busy = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Taken(busy, clock, done.stdout)


def stay_on_one_core() -> None:
    """Keep this process on one of the cores that it may use."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})


def add(folder: Path, number: int, text: str) -> str:
    """Add a text to a record of its own in a folder; return the record's name."""
    (folder / f"{number}.txt").write_text(text, "utf-8")
    words = ["add", f"{folder}/{number}.txt", "--record", f"{folder}/{number}.db"]
    subprocess.run([sys.executable, *CONCORD, *words], check=True, capture_output=True)  # noqa: S603 - our own command
    return f"{number}.db"


def figures(texts: Sequence[str], runs: int, *, very_first: bool = False) -> dict[str, float]:
    """Return the figures of the first text, coded again and again, and of the others, once each."""
    found: dict[str, float] = {}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        first, *others = (add(folder, n, text) for n, text in enumerate(texts[: runs + 1]))
        if very_first:
            taken = run(folder, first, cache="cache")
            found |= {"very_first_cpu_s": taken.busy, "very_first_s": taken.clock}
        run(folder, first)
        again = [run(folder, first) for _ in range(runs)]
        found["first_result_cpu_s"] = statistics.median(taken.busy for taken in again)
        found["first_result_s"] = statistics.median(taken.clock for taken in again)
        if new := [run(folder, record).busy for record in others]:
            found["new_texts_cpu_s"] = statistics.median(new)
        timed = [run(folder, first, TIMED) for _ in range(runs)]
    inside = [json.loads(taken.said.splitlines()[-1]) for taken in timed]
    for taken, phases in zip(timed, inside, strict=True):
        phases["end"] = taken.busy - sum(phases.values())
    for phase in inside[0]:
        found[f"phase_{phase}"] = 1000 * statistics.median(each[phase] for each in inside)
    return found


def main() -> None:
    """Print the figures; with ``--json`` the last line is one object."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--file", type=Path)
    parser.add_argument("--runs", type=int, default=RUNS)
    parser.add_argument("--very-first", action="store_true")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    if not is_there():
        print(f"skipped: there is no model at {find_folder()}")
        return
    texts = sorted(texts_of(options.file), key=lambda text: len(text.split()) < ORDINARY)
    found = figures(texts, options.runs, very_first=options.very_first)
    for name, value in found.items():
        print(f"  {name:26s} {value:.3f}" if name.endswith("_s") else f"  {name:26s} {value:.0f}")
    if options.json:
        print(json.dumps({name: round(value, 4) for name, value in found.items()}))


if __name__ == "__main__":
    main()
