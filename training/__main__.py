"""Train the reading model: ``python -m training --data PATH --out DIR``."""

from __future__ import annotations

import argparse
import json
import logging
import os
from dataclasses import asdict
from pathlib import Path
from typing import Any

from training.corpus import Corpus, read_corpus
from training.export import describe_heads, write_model
from training.files import write_json
from training.loop import Run, epoch_tokens
from training.settings import Settings
from training.ship import ship

DATA = Path(os.environ.get("CONCORD_DATA", "../shared/data"))
log = logging.getLogger("training")


def main() -> None:
    """Train, or go on training, and leave a model folder behind each epoch."""
    given = _parser().parse_args()
    logging.basicConfig(format="%(asctime)s %(message)s", datefmt="%H:%M:%S")
    log.setLevel(logging.INFO)
    settings = Settings(
        epochs=given.epochs,
        layers=given.layers,
        seed=given.seed,
        threads=given.threads,
        device=given.device,
        sources=tuple(given.sources.split(",")) if given.sources else Settings().sources,
        rate=given.rate,
        tokens=given.tokens,
        start_from=given.start_from,
        adapted=given.adapted,
        teachers=tuple(given.teacher.split(",")) if given.teacher else (),
        teach_gaps=given.teach_gaps,
        frozen=given.frozen,
    )
    given.out.mkdir(parents=True, exist_ok=True)
    corpus = read_corpus(given.data, settings.sources)
    run = Run(settings, corpus.examples, given.out)
    describe(run, corpus)
    if run.resume():
        log.info("goes on at epoch %d, batch %d", run.epoch + 1, run.done)
    run.train(export_epoch)
    ship(given.out, given.ship or given.out / "model", given.data)


def describe(run: Run, corpus: Corpus) -> None:
    """Write run.json: what this run depends on."""
    tokens = epoch_tokens(run)
    log.info("windows %d, tokens an epoch %s, steps %d", len(corpus.examples), tokens, run.steps)
    settings = asdict(run.settings)
    earlier = {part: _described(settings.pop(part)) for part in ("start_from", "adapted")}
    earlier["teachers"] = [_described(path) for path in settings.pop("teachers")]
    write_json(
        run.folder / "run.json",
        {
            "settings": settings,
            **{part: told for part, told in earlier.items() if told},
            "texts": corpus.texts,
            "dropped": corpus.dropped,
            "tokens": tokens,
            "steps": run.steps,
            "data": corpus.hashes,
        },
    )


def _described(checkpoint: str) -> dict[str, Any]:
    """Return what the run depends on that left a checkpoint: its place on a disk says nothing."""
    if not checkpoint:
        return {}
    told = json.loads((Path(checkpoint).parent / "run.json").read_text("utf-8"))
    kept = ("settings", "texts", "tokens", "adapted", "start_from", "teachers", "notes")
    return {part: told[part] for part in kept if part in told}


def export_epoch(run: Run) -> None:
    """Write the model as it stands behind an epoch, its heads not yet tuned."""
    folder = run.folder / f"epoch-{run.epoch}"
    heads = describe_heads({}, version="untuned", sources=list(run.settings.sources))
    write_model(run.model, folder, heads, keep_fp32=folder.with_suffix(".onnx"))
    described = json.loads((run.folder / "run.json").read_text("utf-8"))
    described["seconds"] = round(run.seconds)
    write_json(run.folder / "run.json", described)
    log.info("wrote %s", folder)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m training", description=__doc__)
    parser.add_argument("--data", type=Path, default=DATA, help="the folder of the data sets")
    parser.add_argument("--out", type=Path, required=True, help="the folder of the run")
    parser.add_argument("--ship", type=Path, help="the model folder (default: model in --out)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--epochs", type=int, default=Settings().epochs)
    parser.add_argument("--layers", type=int, choices=(6, 3), default=6)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--device", choices=("cpu", "cuda"), default="cpu")
    parser.add_argument("--sources", default="", help="data sets, by commas (default: all)")
    parser.add_argument("--rate", type=float, default=Settings().rate, help="of the encoder")
    parser.add_argument(
        "--start-from", default="", help="a checkpoint whose weights begin this run"
    )
    parser.add_argument(
        "--teach-gaps",
        action="store_true",
        help="the teachers speak only of span heads that a text's annotators left out",
    )
    parser.add_argument(
        "--frozen", type=int, default=0, help="layers from below that stay as they are (default: 0)"
    )
    parser.add_argument("--tokens", type=int, default=Settings().tokens, help="of a batch")
    parser.add_argument(
        "--adapted", default="", help="what training.adapt made of the base weights"
    )
    parser.add_argument(
        "--teacher",
        default="",
        help="checkpoints of six layers, by commas, that the model learns from, by their mean",
    )
    return parser


if __name__ == "__main__":
    main()
