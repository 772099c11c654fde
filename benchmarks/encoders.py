"""Rate against quality of the reading models: ``python -m benchmarks.encoders [--json]``.

For each variant of a reading model:

- ``pieces_per_second``: wordpieces of ordinary news (the texts of ``benchmarks.speed``) by the
  encoder alone, per second of processor time; the variants read each text in turn, so that whatever
  else the machine does falls on all alike, and the least of the rounds is taken. ``relative`` is
  that rate over that of ``base`` as it is shipped;
- ``clock_per_second``: the same by the clock, which is what more threads save;
- ``megabytes``: of the graph;
- with ``--quality "incidents satp muc4"``, half a minute a variant on an idle machine: ``main_f1``
  and ``all_f1`` of ``benchmarks.incidents``, ``satp_event_f1``, ``satp_family_f1`` and
  ``satp_counts_f1`` of ``benchmarks.satp``, ``muc4_micro_f1`` of ``benchmarks.muc4`` (whose texts
  alone are longer than a window), each coded with the variant.

A variant is a model folder (``base``, ``fast``, ``--also NAME=FOLDER``), a length of windows with
its overlap, threads, and how many windows are read at once. ``batch`` is only given to graphs whose
scales are fixed: with the scales of the shipped ones, what a window says would depend on its
company. ``--only NAMES`` measures some variants; ``--out FILE`` adds the run to a file of
results.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import sys
import tempfile
import time
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks import incidents, muc4, satp, scoring_incidents
from benchmarks.speed import texts_of
from concord.codebook.book import Codebook, load
from concord.coding.engines.model_file import find_folder, open_model
from concord.coding.engines.network import OUTPUTS, Network, start
from concord.coding.engines.windows import cut

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

ROUNDS = 3
TEXTS = 20
WINDOWS = ((256, 64), (256, 32), (192, 64), (192, 32), (128, 32), (384, 64))


@dataclass(frozen=True, slots=True, kw_only=True)
class Variant:
    """One way to run a reading model. ``batch`` is how many windows of a text are read at once."""

    name: str
    folder: Path
    window: int = 256
    overlap: int = 64
    threads: int = 1
    batch: int = 1


def list_variants(also: Mapping[str, Path]) -> Iterator[Variant]:
    """Yield the variants: both models as shipped, then each setting by itself."""
    folders = {name: find_folder(name=name) for name in ("base", "fast")} | dict(also)
    for name, folder in folders.items():
        yield Variant(name=name, folder=folder)
    for name in ("base", "fast"):
        for window, overlap in WINDOWS[1:]:
            label = f"{name} {window}/{overlap}"
            yield Variant(name=label, folder=folders[name], window=window, overlap=overlap)
        yield Variant(name=f"{name}, 2 threads", folder=folders[name], threads=2)
    for name, folder in also.items():
        if "static" in name:
            yield Variant(name=f"{name}, 4 windows at once", folder=folder, batch=4)


def make_reader(variant: Variant) -> Callable[[str], int]:
    """Return what reads a text by the encoder and returns how many wordpieces it has."""
    import numpy as np

    model = replace(open_model(variant.folder), window=variant.window, overlap=variant.overlap)
    network = Network(model, threads=variant.threads)
    if variant.batch == 1:
        return lambda text: len(network.read(text).pieces)

    session = start(model, variant.threads)

    def read_batches(text: str) -> int:
        pieces = [piece.id for piece in network.wordpiece.read(text)]
        windows = cut(len(pieces), size=variant.window, overlap=variant.overlap)
        for at in range(0, len(windows), variant.batch):
            rows = [pieces[w.start : w.end] for w in windows[at : at + variant.batch]]
            longest = max(map(len, rows))
            ids = np.array([row + [0] * (longest - len(row)) for row in rows], dtype=np.int64)
            fed = {"input_ids": ids, "attention_mask": (ids > 0).astype(np.int64)}
            session.run(list(OUTPUTS), fed)
        return len(pieces)

    return read_batches


def measure_rates(
    listed: Sequence[Variant], texts: Sequence[str], rounds: int
) -> dict[str, dict[str, float]]:
    """Return the rates of the variants, each text read by all of them in turn."""
    readers = {variant.name: make_reader(variant) for variant in listed}
    pieces = number = 0
    for reader in readers.values():
        reader(texts[0])
    spent = {name: [[0.0, 0.0] for _ in range(rounds)] for name in readers}
    for round_ in range(rounds):
        pieces = 0
        for text in texts:
            for name, reader in readers.items():
                begun, started = time.process_time(), time.perf_counter()
                number = reader(text)
                spent[name][round_][0] += time.process_time() - begun
                spent[name][round_][1] += time.perf_counter() - started
            pieces += number
    return {
        name: {
            "pieces_per_second": round(pieces / min(own for own, _ in times)),
            "clock_per_second": round(pieces / min(clock for _, clock in times)),
        }
        for name, times in spent.items()
    }


def copy_as(variant: Variant, place: Path) -> Path:
    """Return a copy of a model folder that cuts its windows as the variant does."""
    shutil.copytree(variant.folder, place)
    heads = place / "heads.json"
    told = json.loads(heads.read_text("utf-8")) | {
        "window": variant.window,
        "stride": variant.overlap,
    }
    heads.write_text(json.dumps(told, indent=1) + "\n", "utf-8")
    files = sorted(p for p in place.iterdir() if p.is_file() and p.name != "SHA256SUMS")
    sums = "".join(f"{sha256(p.read_bytes()).hexdigest()}  {p.name}\n" for p in files)
    (place / "SHA256SUMS").write_text(sums, "utf-8")
    return place


def measure_quality(variant: Variant, sets: Sequence[str]) -> dict[str, float]:
    """Return what the benchmarks named say of the default engine with the variant."""
    figures: dict[str, float] = {}
    with tempfile.TemporaryDirectory() as scratch:
        folder = copy_as(variant, Path(scratch) / "model")
        os.environ["CONCORD_MODEL"] = str(folder)
        for name in sets:
            found = QUALITY[name](load())
            figures |= {key: round(value, 4) for key, value in found.items()}
    return figures


def code_incidents(book: Codebook) -> dict[str, float]:
    """Return the figures of ``benchmarks.incidents``."""
    folder = incidents.DATA / "incidents_dev"
    rows = incidents.event_rows(incidents.read_lines(folder / "texts.jsonl"), book, "encoder")
    tally = incidents.score(incidents.read_lines(folder / "gold.jsonl"), rows)
    found = scoring_incidents.figures(tally)
    return {key: found[key] for key in ("main_f1", "all_f1")}


def code_digests(book: Codebook) -> dict[str, float]:
    """Return the figures of ``benchmarks.satp``."""
    folder = satp.DATA / "satp_events"
    gold = {row["id"]: row for row in incidents.read_lines(folder / "dev_annotations.jsonl")}
    texts = incidents.read_lines(folder / "dev_texts.jsonl")
    found = satp.score_set(texts, gold, book, "encoder")
    return {f"satp_{key}": found[key] for key in ("event_f1", "family_f1", "counts_f1")}


def fill_roles(_book: Codebook) -> dict[str, float]:
    """Return the figure of ``benchmarks.muc4``, whose texts are longer than a window."""
    rows = muc4.read_rows(muc4.DATA / "muc4" / "grit_test_tst3.jsonl.gz")
    network = Network(open_model(find_folder()), threads=1)
    found = muc4.score(rows, network, muc4.read_scales(muc4.SCALES))
    return {"muc4_micro_f1": found["ceaf_ree_micro_f1"]}


QUALITY: Mapping[str, Callable[[Codebook], dict[str, float]]] = {
    "incidents": code_incidents,
    "satp": code_digests,
    "muc4": fill_roles,
}


def measure(
    listed: Sequence[Variant], texts: Sequence[str], rounds: int, sets: Sequence[str]
) -> dict[str, dict[str, Any]]:
    """Return the figures of each variant; one that only changes threads reads the same."""
    figures: dict[str, dict[str, Any]] = {}
    rates = measure_rates(listed, texts, rounds)
    standard = rates.get("base", {}).get("pieces_per_second")
    for variant in listed:
        row: dict[str, Any] = dict(rates[variant.name])
        if standard:
            row["relative"] = round(row["pieces_per_second"] / standard, 3)
        row["megabytes"] = round((variant.folder / "model.onnx").stat().st_size / 1e6, 1)
        if sets and variant.threads == 1 and variant.batch == 1:
            row |= measure_quality(variant, sets)
        figures[variant.name] = row
        print(show(variant.name, row), flush=True)
    return figures


def show(name: str, row: Mapping[str, Any]) -> str:
    """Return the figures of a variant as a line."""
    return f"  {name:28s} " + ", ".join(f"{key} {value:g}" for key, value in row.items())


def main() -> None:
    """Print the figures; with ``--json`` the last line is one object."""
    given = _parser().parse_args()
    also = dict(pair.split("=", 1) for pair in given.also)
    listed = list(list_variants({name: Path(folder) for name, folder in also.items()}))
    if given.only:
        listed = [variant for variant in listed if variant.name in given.only.split(",")]
    texts = texts_of(None)[: given.texts]
    figures = measure(listed, texts, given.rounds, given.quality.split())
    if given.out is not None:
        write(given.out, figures)
    if given.json:
        print(json.dumps({f"{n} {k}": v for n, row in figures.items() for k, v in row.items()}))


def write(file: Path, figures: Mapping[str, Mapping[str, Any]]) -> None:
    """Add a run to a file of results, in the place of one by the same command."""
    command = "python -m benchmarks.encoders " + " ".join(sys.argv[1:])
    earlier = json.loads(file.read_text("utf-8"))["runs"] if file.is_file() else []
    run = {
        "date": datetime.now(tz=UTC).date().isoformat(),
        "machine": f"{platform.machine()}, {os.cpu_count()} cores, {platform.python_version()}",
        "command": command,
        "figures": figures,
    }
    runs = [*(old for old in earlier if old["command"] != command), run]
    file.write_text(json.dumps({"runs": runs}, indent=1) + "\n", "utf-8")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--also", action="append", default=[], metavar="NAME=FOLDER")
    parser.add_argument("--only", default="", help="names of variants, by commas")
    parser.add_argument("--quality", default="", help=f"sets to code too, of {', '.join(QUALITY)}")
    parser.add_argument("--texts", type=int, default=TEXTS)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--out", type=Path)
    parser.add_argument("--json", action="store_true")
    return parser


if __name__ == "__main__":
    main()
