"""Tune and score a model folder: ``python -m training.score --model DIR --name NAME [--tune]``.

Thresholds and temperatures come from held-out training texts and MUC's TST1 and TST2; figures are
of the reported splits. Writes training/results/NAME.json.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import os
import platform
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from training.examples import IGNORED
from training.figures import (
    Tallies,
    score_arcs,
    tally_arcs,
    tally_events,
    tally_marks,
    tally_pooled,
    tally_spans,
)
from training.files import write_json, write_sums
from training.fillers import CANDIDATE, choose, measure
from training.heads import ARCS, HEADS, MUC_ROLES
from training.reading import Model, Reading
from training.sources import SOURCES, read
from training.sources.documents import gold_fillers
from training.tuning import (
    all_candidates,
    bio_labels,
    pooled_places,
    reliability,
    roles_present,
    tune,
    tune_fillers,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from training.sources import Split
    from training.texts import AnnotatedText

DATA = Path(os.environ.get("CONCORD_DATA", "../shared/data"))
RESULTS = Path(__file__).parent / "results"
_MUC = "muc4"
_OWN = ("incidents", "reports", "varied", "plain", "desks", "press", "digests", "positions")
_NOISE = 0.02  # a word less likely than this to be of a span is no case for calibration


def main() -> None:
    """Tune if asked, then score the reported splits of the data sets named."""
    given = _parser().parse_args()
    names = tuple(given.sources.split(",")) if given.sources else tuple(s.name for s in SOURCES)
    model = Model(given.model, graph=given.graph)
    if given.tune:
        tune_folder(given.model, model, given.data, names)
        model = Model(given.model, graph=given.graph)
    figures = score(model, given.data, names)
    figures["held_out"] = score_held_out(model, given.data, names)
    result = {
        "date": today(),
        "machine": describe_machine(),
        "command": "python -m training.score " + " ".join(sys.argv[1:]),
        "figures": figures,
    }
    RESULTS.mkdir(exist_ok=True)
    write_json(RESULTS / f"{given.name}.json", result)
    sys.stdout.write(show(figures))


def read_texts(
    model: Model, data: Path, names: Sequence[str], split: Split
) -> dict[str, list[tuple[AnnotatedText, Reading]]]:
    """Return the texts of a split with the model's reading of each, by data set."""
    return {
        source.name: [(text, model.read(text.text)) for text in read(data, source, split)]
        for source in SOURCES
        if source.name in names
    }


def tune_folder(folder: Path, model: Model, data: Path, names: Sequence[str]) -> None:
    """Fit temperatures and thresholds and write them into the folder's heads.json."""
    held = read_texts(model, data, names, "tune")
    texts = [pair for pairs in held.values() for pair in pairs]
    tuned = tune(texts)
    table = json.loads((folder / "heads.json").read_text("utf-8"))
    if held.get(_MUC):
        for role, cut in tune_fillers(held[_MUC], gold_of(data, "tune")).items():
            head = MUC_ROLES[role]
            tuned[head] |= {
                "candidate": cut.candidate,
                "thresholds": {head: cut.threshold},
                "weights": {"candidate": cut.candidate},
            }
            tuned["muc_role"].setdefault("weights", {})[role] = cut.weight
    for entry in [*table["heads"], *table["arcs"]]:
        entry.update(tuned.get(entry["name"], {}))
        entry["reliability"] = tabulate_reliability(entry["name"], texts)
    write_json(folder / "heads.json", table)
    write_sums(folder)


def gold_of(data: Path, split: Split) -> dict[str, Any]:
    """Return the entities of MUC-4's documents of a split."""
    source = next(source for source in SOURCES if source.name == _MUC)
    return gold_fillers(data / source.files[split][0][0])


def score(model: Model, data: Path, names: Sequence[str]) -> dict[str, Any]:
    """Return the figures of every reported split, by data set."""
    figures: dict[str, Any] = {}
    for name, texts in read_texts(model, data, names, "report").items():
        figures[name] = tally(texts).rows()
        if name == _MUC:
            figures["muc4_ceaf_ree"] = score_fillers(model, texts, gold_of(data, "report"))
    return figures


def score_held_out(model: Model, data: Path, names: Sequence[str]) -> dict[str, Any]:
    """Return the figures on the held-out tenth of our own texts, which have no reported spans."""
    own = [name for name in _OWN if name in names]
    texts = [pair for pairs in read_texts(model, data, own, "tune").values() for pair in pairs]
    return tally(texts).rows()


def tally(texts: Sequence[tuple[AnnotatedText, Reading]]) -> Tallies:
    """Return the counts of everything that is annotated in the texts."""
    tallies = Tallies()
    for text, reading in texts:
        tally_spans(reading, text, tallies)
        tally_marks(reading, text, tallies)
        tally_pooled(reading, text, tallies)
        tally_arcs(reading, text, tallies)
        tally_events(reading, text, tallies)
    return tallies


def score_fillers(
    model: Model, texts: Sequence[tuple[AnnotatedText, Reading]], gold: dict[str, Any]
) -> dict[str, float]:
    """Return CEAF-REE by role with the thresholds of the folder."""
    heads = {role: model.heads[head] for role, head in MUC_ROLES.items()}
    floors = {role: head.get("candidate", CANDIDATE) for role, head in heads.items()}
    thresholds = {role: heads[role]["thresholds"][name] for role, name in MUC_ROLES.items()}
    weights = dict.fromkeys(MUC_ROLES, 0.0) | model.heads["muc_role"].get("weights", {})
    said = {
        text.name: choose(
            all_candidates(text, reading, floors),
            roles_present(text, reading),
            thresholds,
            weights,
        )
        for text, reading in texts
    }
    wanted = {text.name: gold[text.name] for text, _ in texts}
    return {name: round(figure, 4) for name, figure in measure(said, wanted).items()}


def tabulate_reliability(
    name: str, texts: Sequence[tuple[AnnotatedText, Reading]]
) -> list[list[float]]:
    """Return [mean confidence, share right, cases] by slices of confidence, on tuning texts."""
    chances, right = [], []
    head = next((head for head in HEADS if head.name == name), None)
    for text, reading in texts:
        if head is None:
            arcs, rows = score_arcs(reading, name, text.arcs.get(name, ()))
            labels = next(arc.labels for arc in ARCS if arc.name == name)
            for arc, row in zip(arcs, rows, strict=True):
                chances += [float(value) for value in row]
                right += [float(label in arc.labels) for label in labels]
        elif head.kind == "bio":
            if name in text.spans:
                known = bio_labels(text, name)
                at = np.flatnonzero(known != IGNORED)
                inside = 1.0 - reading.chances(name)[at][:, 0]
                kept = inside >= _NOISE
                chances += inside[kept].tolist()
                right += (known[at][kept] > 0).astype(float).tolist()
        else:
            for place, labels in pooled_places(text, name):
                at_pieces = reading.pieces.inside(*place)
                if at_pieces is None:
                    continue
                row = reading.pooled(name, at_pieces)
                if head.kind == "softmax":
                    chances.append(float(row.max()))
                    right.append(float(head.labels[int(row.argmax())] in labels))
                else:
                    chances += row.tolist()
                    right += [float(label in labels) for label in head.labels]
    if not chances:
        return []
    rows_held = reliability(np.array(chances), np.array(right))
    return [[round(a, 3), round(b, 3), n] for a, b, n in rows_held]


def today() -> str:
    """Return the date for a result's file."""
    return dt.datetime.now(tz=dt.UTC).date().isoformat()


def describe_machine() -> str:
    """Return the class of machine: processor kind and cores, no name of it."""
    return f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"


def show(figures: dict[str, Any]) -> str:
    """Return the figures as lines to read."""
    lines = []
    for name, rows in figures.items():
        lines.append(f"== {name}")
        for key, row in rows.items():
            if isinstance(row, dict):
                told = f"P {row['p']:.3f} R {row['r']:.3f} F1 {row['f1']:.3f} n {row['n']:.0f}"
                lines.append(f"{key:28} {told}")
            else:
                lines.append(f"{key:28} {row:.3f}")
    return "\n".join(lines) + "\n"


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m training.score", description=__doc__)
    parser.add_argument("--model", type=Path, required=True, help="a model folder")
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--name", required=True, help="of the file under training/results")
    parser.add_argument("--tune", action="store_true", help="fit heads.json first")
    parser.add_argument("--graph", type=Path, help="another graph (fp32) with the same heads")
    parser.add_argument("--sources", default="", help="data sets, by commas (default: all)")
    return parser


if __name__ == "__main__":
    main()
