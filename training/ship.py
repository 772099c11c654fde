"""From a trained epoch to a model folder: tuned, scored, described, summed, put in its place.

``python -m training.ship --run DIR --to DIR`` ships the last epoch of a run; ``python -m training``
calls it when the last epoch is done.
"""

from __future__ import annotations

import argparse
import json
import logging
import os
import shutil
from pathlib import Path
from typing import Any

from training.card import write_card
from training.files import hash_file, replace_folder, write_json, write_sums
from training.reading import Model
from training.score import describe_machine, score, score_held_out, show, today, tune_folder
from training.sources import SOURCES

DATA = Path(os.environ.get("CONCORD_DATA", "../shared/data"))
RESULTS = Path(__file__).parent / "results"
LICENSE = Path(__file__).parents[1] / "LICENSE"
BASE_LICENSE = "LICENSE-all-MiniLM-L6-v2"
_COMPARED = ("satp_events", "muc4")  # on which int8 is held against fp32
_EARLIER = {"start_from": "--start-from", "adapted": "--adapted", "teachers": "--teacher"}
_ENOUGH = 100  # cases, fewer say nothing of a difference
log = logging.getLogger("training")


def ship(run: Path, target: Path, data: Path, *, epoch: int | None = None) -> dict[str, Any]:
    """Return the figures of the model folder that is now at ``target``.

    ``epoch`` is counted from 1; None is the last one that the run has written.
    """
    number = epoch or max(
        int(p.name.removeprefix("epoch-")) for p in run.glob("epoch-*") if p.is_dir()
    )
    new = target.with_name(f"{target.name}.new")
    if new.exists():
        shutil.rmtree(new)
    shutil.copytree(run / f"epoch-{number}", new)
    described = json.loads((run / "run.json").read_text("utf-8")) | {"epoch": number}
    # Also sets that this run did not see: a run that goes on from a model has its other heads too.
    names = tuple(s.name for s in SOURCES if s.reports)
    name_version(new, described)
    tune_folder(new, Model(new), data, names)
    model = Model(new)
    figures = score(model, data, names) | {"held_out": score_held_out(model, data, names)}
    if (full := run / f"epoch-{number}.onnx").exists():
        figures["unquantised"] = compare(figures, score(Model(new, graph=full), data, _COMPARED))
    shutil.copyfile(LICENSE, new / BASE_LICENSE)
    write_card(new, described, figures)
    write_sums(new)
    replace_folder(new, target)
    log.info("shipped epoch %d to %s\n%s", number, target, show(figures))
    write_result(target, described, figures)
    return figures


def compare(shipped: dict[str, Any], full: dict[str, Any]) -> dict[str, float]:
    """Return the F1 figures of the fp32 graph with the same heads, beside those of the int8 one."""
    rows: dict[str, float] = {}
    for name, figures in full.items():
        for key, row in figures.items():
            other = shipped[name][key]
            if isinstance(row, dict) and row["n"] >= _ENOUGH:
                rows |= {f"{name} {key} int8": other["f1"], f"{name} {key} fp32": row["f1"]}
            elif not isinstance(row, dict) and key == "micro_f1":
                rows |= {f"{name} {key} int8": other, f"{name} {key} fp32": row}
    return rows


def name_version(folder: Path, described: dict[str, Any]) -> None:
    """Write the version into heads.json: layers, epoch, seed, and the graph's own hash."""
    settings = described["settings"]
    graph = hash_file(folder / "model.onnx")[:8]
    table = json.loads((folder / "heads.json").read_text("utf-8"))
    table["version"] = (
        f"minilm-{settings['layers']}l-e{described['epoch']}-s{settings['seed']}-{graph}"
    )
    write_json(folder / "heads.json", table)


def write_result(target: Path, described: dict[str, Any], figures: dict[str, Any]) -> None:
    """Write training/results/NAME.json for the model at ``target``."""
    RESULTS.mkdir(exist_ok=True)
    settings = described["settings"]
    result = {
        "date": today(),
        "machine": describe_machine(),
        "command": f"python -m training --data PATH --out DIR --seed {settings['seed']}"
        f" --epochs {settings['epochs']} --layers {settings['layers']}"
        + "".join(
            f" {flag} EARLIER/checkpoint.pt"
            for part, flag in _EARLIER.items()
            if described.get(part)
        ),
        "run": described,
        "figures": figures,
    }
    write_json(RESULTS / f"{target.name}-seed{settings['seed']}.json", result)


def main() -> None:
    """Ship an epoch of a run."""
    parser = argparse.ArgumentParser(prog="python -m training.ship", description=__doc__)
    parser.add_argument("--run", type=Path, required=True, help="the folder of the run")
    parser.add_argument("--to", type=Path, required=True, help="the model folder to write")
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--epoch", type=int, help="counted from 1 (default: the last)")
    given = parser.parse_args()
    logging.basicConfig(format="%(message)s")
    log.setLevel(logging.INFO)
    ship(given.run, given.to, given.data, epoch=given.epoch)


if __name__ == "__main__":
    main()
