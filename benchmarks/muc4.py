"""MUC-4 role fillers, 1988-91 reports: ``python -m benchmarks.muc4 [--file FILE] [--json]``.

``FILE`` is in the GRIT format of the data set's README (``docid doctext extracts``); the default
is the 100 documents of TST3. The measure is CEAF-REE: per role the best one-to-one matching of
entities, a predicted one right if its mention is one of the gold entity's; micro over five roles.
``--fit`` fits anew, on the documents of TST1 and TST2, how the words that fill a role are chosen,
and writes ``muc_fillers.json``. Only ``--engine encoder`` (the default) has heads for MUC's
conventions, which are not ours: these figures say how well the model reads such fillers, and
nothing of them goes into a record.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from benchmarks.scoring_muc import (
    ROLES,
    Mention,
    Scale,
    entities,
    find_mentions,
    fit_scale,
    measure,
    normalise,
)
from concord.coding.engines.decoding import Reader
from concord.coding.engines.model_file import find_folder
from concord.coding.engines.network import Network, count_threads, load_network

DATA = Path(os.environ.get("CONCORD_DATA", "../shared/data"))
SCALES = Path(__file__).with_name("muc_fillers.json")
PARTS = 5
Rows = Sequence[dict[str, Any]]
Mentions = Mapping[str, list[Mention]]


def read_rows(file: Path) -> list[dict[str, Any]]:
    """Return the objects of a JSON lines file, packed or not."""
    opened = gzip.open if file.suffix == ".gz" else open
    with opened(file, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def read_mentions(rows: Rows, network: Network) -> list[Mentions]:
    """Return for each document, by role, the words that may fill it."""
    found: list[Mentions] = []
    for row in rows:
        reader = Reader(row["doctext"], network.read(row["doctext"]), network)
        found.append({role: find_mentions(reader, row["doctext"], role) for role in ROLES})
    return found


def gold_of(row: dict[str, Any]) -> dict[str, list[list[str]]]:
    """Return the annotated entities of a document by role, each its mentions."""
    return {
        role: [[mention[0] for mention in entity] for entity in entities]
        for role, entities in row["extracts"].items()
    }


def score(rows: Rows, network: Network, scales: Mapping[str, Scale]) -> dict[str, float]:
    """Return the figures over documents: ``ceaf_ree_micro_f1`` and each role's."""
    gold = {row["docid"]: gold_of(row) for row in rows}
    read = read_mentions(rows, network)
    found = {
        row["docid"]: {
            role: [
                [words]
                for chance, words in entities(mentions[role], scales[role], role)
                if chance >= scales[role].threshold
            ]
            for role in ROLES
        }
        for row, mentions in zip(rows, read, strict=True)
    }
    return {f"ceaf_ree_{name}": value for name, value in measure(found, gold).items()}


def fit(rows: Rows, network: Network) -> dict[str, Scale]:
    """Return the scales of the roles, fitted on documents.

    Each document's fillers are scored by what the other parts taught, and the threshold follows
    from the F1 that those scores reach.
    """
    read = read_mentions(rows, network)
    gold = {row["docid"]: gold_of(row) for row in rows}
    return {role: _fit_role(role, rows, read, gold) for role in ROLES}


def _fit_role(role: str, rows: Rows, read: Sequence[Mentions], gold: Mapping[str, Any]) -> Scale:
    def taught(among: Sequence[int]) -> Scale:
        mentions = [(m, rows[n]["docid"]) for n in among for m in read[n][role]]
        keys = {d: {normalise(w) for e in gold[d].get(role, []) for w in e} for d in gold}
        return fit_scale([m for m, _ in mentions], [m.key in keys[d] for m, d in mentions])

    everything = range(len(rows))
    rated: dict[str, list[tuple[float, str]]] = {}
    for part in range(PARTS):
        scale = taught([n for n in everything if n % PARTS != part])
        for n in everything[part::PARTS]:
            rated[rows[n]["docid"]] = entities(read[n][role], scale, role)

    def reached(threshold: float) -> float:
        said = {d: {role: [[w] for p, w in e if p >= threshold]} for d, e in rated.items()}
        return measure(said, gold)[f"{role.lower()}_f1"]

    # With scores that are chances, F1 is greatest where the cut is half of it (Lipton, Elkan and
    # Narayanaswamy 2014); the best of many cuts on so few documents would be chance.
    best = max(reached(n / 40) for n in range(4, 28))
    return replace(taught(everything), threshold=best / 2)


def read_scales(file: Path) -> dict[str, Scale]:
    """Return the scales of a file that ``--fit`` wrote."""
    told = json.loads(file.read_text("utf-8"))
    return {
        role: Scale(
            tuple(told[role]["middle"]),
            tuple(told[role]["spread"]),
            tuple(told[role]["weights"]),
            told[role]["bias"],
            told[role]["threshold"],
        )
        for role in ROLES
    }


def write_scales(file: Path, scales: Mapping[str, Scale]) -> None:
    """Write scales as JSON, to five digits."""
    rounded = {
        role: {
            name: [round(v, 5) for v in value] if isinstance(value, tuple) else round(value, 5)
            for name, value in asdict(scale).items()
        }
        for role, scale in scales.items()
    }
    file.write_text(json.dumps(rounded, indent=1) + "\n", "utf-8")


def main() -> None:
    """Print the figures; with ``--json`` the last line is one object."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--file", type=Path, default=DATA / "muc4" / "grit_test_tst3.jsonl.gz")
    parser.add_argument("--engine", default="encoder", choices=["encoder"])
    parser.add_argument("--fit", action="store_true", help="fit how fillers are chosen, and write")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    if not options.file.is_file():
        print(f"skipped: {options.file} is not there (set CONCORD_DATA)")
        return
    network = load_network(find_folder(), count_threads())
    if not all(head in network.model.heads for head in ROLES.values()):
        sys.exit("the model has no heads for MUC's roles")
    if options.fit:
        write_scales(SCALES, fit(read_rows(DATA / "muc4" / "grit_dev.jsonl.gz"), network))
    figures = score(read_rows(options.file), network, read_scales(SCALES))
    for name, value in figures.items():
        print(f"  {name:28s} {value:.3f}")
    if options.json:
        print(json.dumps(figures))


if __name__ == "__main__":
    main()
