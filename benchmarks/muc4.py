"""MUC-4 role fillers, 1988-91 reports: ``python -m benchmarks.muc4 [--file FILE] [--json]``.

``FILE`` is in the GRIT format of the data set's README (``docid doctext extracts``); the default
is the 100 documents of TST3. The measure is CEAF-REE: per role the best one-to-one matching of
entities, a predicted one right if its mention is one of the gold entity's; micro over five roles.
Only ``--engine encoder`` (the default) has heads for MUC's conventions, which are not ours: these
figures say how well the model reads such fillers, and nothing of them goes into a record.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import sys
from pathlib import Path
from typing import Any

from benchmarks.scoring_muc import LEAST, ROLES, find_candidates, measure
from concord.coding.engines.decoding import Reader
from concord.coding.engines.model_file import find_folder
from concord.coding.engines.network import Network, count_threads, load_network

DATA = Path(os.environ.get("CONCORD_DATA", "../shared/data"))
PRESENT = "muc_role"


def read_rows(file: Path) -> list[dict[str, Any]]:
    """Return the objects of a JSON lines file, packed or not."""
    opened = gzip.open if file.suffix == ".gz" else open
    with opened(file, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def fillers(text: str, network: Network) -> dict[str, list[list[str]]]:
    """Return the entities of each role that the model reads in a text."""
    reader = Reader(text, network.read(text), network)
    heads = network.model.heads
    told = heads.get(PRESENT)
    weights = told.weights if told is not None else {}
    present = reader.likelihoods(PRESENT, 0, len(text))
    found = {}
    for role, head in ROLES.items():
        own = weights.get(role, 0.0)
        least = heads[head].weights.get("candidate", LEAST)
        floor = heads[head].thresholds.get(head, 0.5)
        found[role] = [
            [candidate.words]
            for candidate in find_candidates(reader, text, role, least)
            if (1 - own) * candidate.score + own * present.get(role, 0.0) >= floor
        ]
    return found


def score(rows: list[dict[str, Any]], network: Network) -> dict[str, float]:
    """Return the figures over documents: ``ceaf_ree_micro_f1`` and each role's."""
    gold = {
        row["docid"]: {
            role: [[mention[0] for mention in entity] for entity in entities]
            for role, entities in row["extracts"].items()
        }
        for row in rows
    }
    found = {row["docid"]: fillers(row["doctext"], network) for row in rows}
    return {f"ceaf_ree_{name}": value for name, value in measure(found, gold).items()}


def main() -> None:
    """Print the figures; with ``--json`` the last line is one object."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--file", type=Path, default=DATA / "muc4" / "grit_test_tst3.jsonl.gz")
    parser.add_argument("--engine", default="encoder", choices=["encoder"])
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    if not options.file.is_file():
        print(f"skipped: {options.file} is not there (set CONCORD_DATA)")
        return
    network = load_network(find_folder(), count_threads())
    if not all(head in network.model.heads for head in ROLES.values()):
        sys.exit("the model has no heads for MUC's roles")
    figures = score(read_rows(options.file), network)
    for name, value in figures.items():
        print(f"  {name:28s} {value:.3f}")
    if options.json:
        print(json.dumps(figures))


if __name__ == "__main__":
    main()
