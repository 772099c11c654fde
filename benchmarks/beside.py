"""Side by side, in one run: ``python -m benchmarks.beside [--repeat N] [--out FILE] [--json]``.

The development texts of the incidents set are coded by the script that a user would write at home
(``benchmarks/homemade.py``), by Concord's rules, and by its two reading models; one process, one
thread, in turns, so that whatever else the machine does falls on all alike. Quality is scored by
the protocol of the set (``benchmarks/scoring_incidents.py``); rate is texts per second of processor
time over the same texts, after two that warm up. No coder was fitted to these texts in this run;
Concord's were developed with a look at this set, the script was written without one.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks import scoring_incidents as scoring
from benchmarks.homemade import code_all
from benchmarks.incidents import DATA, event_rows, read_lines, score
from concord.codebook.book import load

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from concord.codebook.book import Codebook

Rows = list[dict[str, Any]]
SHOWN = ("main_f1", "all_f1", "type", "day", "killed_low", "injured_low", "admin1", "perpetrator")


def by_concord(
    engine: str, model: str = ""
) -> Callable[[Sequence[dict[str, Any]], Codebook], Rows]:
    """Return what codes texts by an engine and a model."""

    def work(texts: Sequence[dict[str, Any]], book: Codebook) -> Rows:
        if model:
            os.environ["CONCORD_MODEL"] = model
        return event_rows(texts, book, engine)

    return work


CODERS = {
    "script": code_all,
    "rules": by_concord("rules"),
    "fast": by_concord("encoder", "fast"),
    "base": by_concord("encoder", "base"),
}


def measure(repeat: int) -> dict[str, float]:
    """Return rate and quality of each coder."""
    folder = DATA / "incidents_dev"
    texts, gold = read_lines(folder / "texts.jsonl"), read_lines(folder / "gold.jsonl")
    book = load()
    spent = dict.fromkeys(CODERS, 0.0)
    found: dict[str, Rows] = {}
    for coder in CODERS.values():
        coder(texts[:2], book)
    for _ in range(repeat):
        for name, coder in CODERS.items():
            started = time.process_time()
            found[name] = coder(texts, book)
            spent[name] += time.process_time() - started
    words = sum(len(text["text"].split()) for text in texts)
    figures: dict[str, float] = {"texts": len(texts), "words": words}
    for name, rows in found.items():
        tally = score(gold, rows)
        told = scoring.figures(tally)
        figures |= {f"{name}_{key}": round(told[key], 4) for key in SHOWN if key in told}
        figures[f"{name}_negatives_wrong"] = tally.alarms
        figures[f"{name}_texts_per_second"] = round(repeat * len(texts) / spent[name], 2)
    return figures


def main() -> None:
    """Print a table, and as the last line one JSON object with ``--json``."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--repeat", type=int, default=1)
    parser.add_argument("--out", type=Path)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    if not (DATA / "incidents_dev").is_dir():
        print("skipped: there is no incidents_dev; set CONCORD_DATA to the folder of the data sets")
        return
    figures = measure(options.repeat)
    columns = [*SHOWN, "negatives_wrong", "texts_per_second"]
    print(f"{'':8}" + "".join(f"{c.replace('_', ' '):>17}" for c in columns))
    for name in CODERS:
        cells = (figures.get(f"{name}_{c}") for c in columns)
        print(f"{name:8}" + "".join(f"{'':>17}" if v is None else f"{v:>17.3f}" for v in cells))
    if options.out:
        made = {
            "command": f"python -m benchmarks.beside --repeat {options.repeat}",
            "date": datetime.now(UTC).date().isoformat(),
            "machine": f"{platform.machine()}, Python {platform.python_version()}",
            "figures": figures,
        }
        options.out.write_text(json.dumps(made, indent=1, sort_keys=True) + "\n", "utf-8")
    if options.json:
        print(json.dumps(figures))


if __name__ == "__main__":
    main()
