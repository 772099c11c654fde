"""The whole recipe, from the base weights to both shipped models: ``python -m training.recipe``.

Four large models learn from the annotations, and a small one from weights adapted to the field's
news. The small one, of six layers, then learns from the annotations and from the four together, on
texts that nobody annotated too; one of three layers learns from that. Each step is a folder under
``--out``. A step that is complete is not done again, and one that was cut goes on where it was.
"""

from __future__ import annotations

import argparse
import json
import logging
import multiprocessing
import multiprocessing.connection
import os
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from training.__main__ import describe, export_epoch
from training.adapt import CHECKPOINT, Adaptation, adapt
from training.corpus import Corpus, read_corpus
from training.loop import Run
from training.settings import Settings
from training.shapes import MPNET
from training.ship import ship
from training.sources import SOURCES

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

DATA = Path(os.environ.get("CONCORD_DATA", "../shared/data"))
OWN = ("incidents", "reports", "varied", "plain", "desks", "press", "digests")
EVENTS = ("satp_events", *OWN, "positions")
EVERYTHING = tuple(source.name for source in SOURCES)
SHIPPED = ("base", "fast")
COMPLETE = "complete"  # a file in the folder of a step that is
SEEDS = (1, 2, 3, 4)  # of the large models
log = logging.getLogger("training")


@dataclass(frozen=True, slots=True)
class Step:
    """One run of the recipe: its folder's name, its settings, the steps that it waits for."""

    name: str
    settings: Settings | Adaptation
    after: tuple[str, ...] = ()


def plan(folder: Path, device: str, *, adaptation: int) -> list[Step]:
    """Return the steps in an order in which they can be done; paths are under ``folder``."""

    def at(name: str) -> str:
        return str(folder / name / CHECKPOINT)

    narrow = Settings(device=device, tokens=3072, rate=2.5e-4)
    wide = Settings(device=device, tokens=4096, rate=6e-5, shape=MPNET.name, layers=MPNET.layers)
    steps = [
        Step("adapted", Adaptation(epochs=adaptation, device=device)),
        *_twice("small", replace(narrow, adapted=at("adapted")), at, (3, 3), ("adapted",)),
    ]
    for seed in SEEDS:
        steps += _twice(f"large-{seed}", replace(wide, seed=seed), at, (3, 4))
    members = tuple(f"large-{seed}" for seed in SEEDS)
    base = Settings(
        epochs=8,
        finish=2,
        device=device,
        sources=EVERYTHING,
        tokens=8192,
        rate=4e-4,
        start_from=at("small"),
        teachers=tuple(at(name) for name in members),
    )
    steps.append(Step("base", base, ("small", *members)))
    fast = Settings(
        epochs=5,
        finish=1,
        layers=3,
        device=device,
        sources=EVERYTHING,
        tokens=8192,
        rate=4e-4,
        teachers=(at("base"),),
    )
    return [*steps, Step("fast", fast, ("base",))]


def _twice(
    name: str,
    settings: Settings,
    at: Callable[[str], str],
    epochs: tuple[int, int],
    after: tuple[str, ...] = (),
) -> list[Step]:
    """Return two steps: a model learns of events first, then goes on with all that is annotated."""
    early = f"{name}-events"
    first = replace(settings, epochs=epochs[0], sources=EVENTS)
    main = replace(settings, epochs=epochs[1], adapted="", start_from=at(early))
    return [Step(early, first, after), Step(name, main, (early,))]


def run_steps(steps: Sequence[Step], folder: Path, corpus: Corpus, *, at_once: int) -> None:
    """Do every step that is not complete, several at once, each in a process of its own.

    Raises:
        StepError: a step failed; the others that run are let finish.
    """
    # Forked, so that the corpus is read once; this process itself never touches the device.
    context = multiprocessing.get_context("fork")
    done = {step.name for step in steps if is_complete(step, folder)}
    running: dict[str, multiprocessing.process.BaseProcess] = {}
    failed: list[str] = []
    while len(done) < len(steps) and (running or not failed):
        for step in steps:
            free = step.name not in done and step.name not in running and not failed
            if free and len(running) < at_once and done.issuperset(step.after):
                process = context.Process(target=_do, args=(step, folder, corpus))
                process.start()
                running[step.name] = process
        multiprocessing.connection.wait([process.sentinel for process in running.values()])
        for name, process in list(running.items()):
            if process.exitcode is not None:
                del running[name]
                (failed.append if process.exitcode else done.add)(name)
    if failed:
        raise StepError(failed)


def is_complete(step: Step, folder: Path) -> bool:
    """Return whether a step has left all that the next ones need."""
    return (folder / step.name / COMPLETE).exists()


def _do(step: Step, folder: Path, corpus: Corpus) -> None:
    log.info("begins %s", step.name)
    out = folder / step.name
    if isinstance(step.settings, Adaptation):
        adapt(step.settings, corpus, out)
    else:
        _train(step.name, step.settings, out, corpus)
    (out / COMPLETE).touch()
    log.info("ended %s", step.name)


def _train(name: str, settings: Settings, out: Path, corpus: Corpus) -> None:
    out.mkdir(parents=True, exist_ok=True)
    run = Run(settings, [e for e in corpus.examples if e.source in settings.sources], out)
    describe(run, corpus.only(settings.sources))
    run.resume()
    run.train(_go_on)
    if name in SHIPPED:
        export_epoch(run)


def _go_on(run: Run) -> None:
    """Do nothing behind an epoch: only what is shipped is written as a graph, and once."""


class StepError(Exception):
    """A step of the recipe ended badly."""

    def __init__(self, names: Sequence[str]) -> None:
        super().__init__(
            f"{', '.join(names)} ended badly: its own message stands above; the same command goes"
            " on with what is left"
        )


def main() -> None:
    """Do the recipe, or what is left of it, and ship both models into the folder of the run."""
    given = _parser().parse_args()
    logging.basicConfig(format="%(asctime)s %(processName)s %(message)s", datefmt="%H:%M:%S")
    log.setLevel(logging.INFO)
    steps = plan(given.out, given.device, adaptation=given.adaptation)
    if given.until:
        names = [step.name for step in steps]
        steps = steps[: names.index(given.until) + 1]
    given.out.mkdir(parents=True, exist_ok=True)
    corpus = read_corpus(given.data, EVERYTHING)
    run_steps(steps, given.out, corpus, at_once=given.at_once)
    for step in steps:
        if given.ship and step.name in SHIPPED:
            ship(given.out / step.name, given.out / "models" / step.name, given.data)
    log.info("%s", json.dumps([step.name for step in steps]))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m training.recipe", description=__doc__)
    parser.add_argument("--data", type=Path, default=DATA, help="the folder of the data sets")
    parser.add_argument("--out", type=Path, required=True, help="the folder of all runs")
    parser.add_argument("--device", choices=("cpu", "cuda"), default="cpu")
    parser.add_argument("--at-once", type=int, default=1, help="steps that run side by side")
    parser.add_argument("--until", default="", help="the last step to do, by its name")
    parser.add_argument(
        "--adaptation", type=int, default=Adaptation().epochs, help="passes over the texts"
    )
    parser.add_argument(
        "--no-ship", dest="ship", action="store_false", help="leave the last epochs untuned"
    )
    return parser


if __name__ == "__main__":
    main()
