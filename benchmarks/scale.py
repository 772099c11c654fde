"""Many documents: ``python -m benchmarks.scale [--documents N] [--every 10] [--engine NAME] ...``.

A feed of generated articles (``generated.py``; one in ``--every`` is a report of violence, 0 for
none, 1 for all) is written to one file of JSON lines, then read, coded and linked into a record
step by step, by the functions of ``concord build``, in this process. For each step are kept wall
time, processor time of this process, and resident memory while it works, so that a memory that
grows with the feed shows. ``encoder_share`` is the part of the coding's processor time in the
reading model alone (its pieces and network), measured inside the same run.

With ``--foreign`` the ordinary articles are set aside by their language before the gate: what is
measured then is the path, its record and its memory, over more documents than can be read.

A long run goes in parts: with ``--record`` and ``--seconds`` the coding stops after so long, and
the same command goes on where it stopped; figures of the parts are summed. ``--output FILE`` keeps
the figures of every size and engine in one file, with date, machine, load and command.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from benchmarks.generated import feed
from benchmarks.kept import greatest, keep, resident
from concord import coding, pipeline
from concord.codebook.book import load
from concord.coding.engines.network import Network
from concord.record import open_record

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from concord.coding.engines.network import Logits
    from concord.record import Record

T = TypeVar("T")
SAMPLES = 20  # of the resident memory, over a step
FIELDS = ("external_id", "title", "publisher", "published", "language", "text")


class Watch:
    """Tells resident memory while items pass, and lets no more pass once the time is up."""

    def __init__(self, total: int, seconds: float) -> None:
        self.total = total
        self.seconds = seconds
        self.seen: dict[str, int] = {}
        self.memory: dict[str, list[tuple[int, int]]] = {}

    def __call__(self, items: Iterable[T], what: str, total: int | None = None) -> Iterator[T]:
        """Yield the items on."""
        del total
        self.seen.setdefault(what, 0)
        points = self.memory.setdefault(what, [])
        step = max(1, self.total // SAMPLES)
        until = time.monotonic() + self.seconds
        for item in items:
            yield item
            self.seen[what] += 1
            if self.seen[what] % step == 0:
                points.append((self.seen[what], resident()))
            if what == "coding" and time.monotonic() > until:
                return


class Clock:
    """Wall and processor seconds of the steps, and of the reading model within them."""

    def __init__(self) -> None:
        self.wall: dict[str, float] = {}
        self.busy: dict[str, float] = {}
        self.encoder = 0.0
        self.read = 0

    def step(self, name: str, work: Any) -> Any:
        """Do some work and count its time."""
        started, busy = time.perf_counter(), time.process_time()
        found = work()
        self.wall[name] = time.perf_counter() - started
        self.busy[name] = time.process_time() - busy
        return found

    def watch_encoder(self) -> None:
        """Count the processor time of every reading of the network from now on."""
        plain = Network.read

        def read(network: Network, text: str, **asked: bool) -> Logits:
            busy = time.process_time()
            try:
                return plain(network, text, **asked)
            finally:
                self.encoder += time.process_time() - busy
                self.read += 1

        Network.read = read  # type: ignore[method-assign, assignment] # measured where it works, once a process


def write_feed(path: Path, options: argparse.Namespace) -> None:
    """Write the articles as JSON lines."""
    with gzip.open(path, "wt", compresslevel=1, encoding="utf-8") as out:
        for document in feed(options.documents, words=options.words, every=options.every):
            row = {name: getattr(document, name) for name in FIELDS}
            row["id"] = row.pop("external_id")
            if options.foreign and int(row["id"]) % options.every:
                row["language"] = "fr"
            out.write(json.dumps(row) + "\n")


def measure(record: Record, source: Path, options: argparse.Namespace) -> dict[str, Any]:
    """Return the figures of one part: reading if there is nothing yet, coding, and linking."""
    book = load()
    watch, clock = Watch(options.documents, options.seconds), Clock()
    clock.watch_encoder()
    if record.chosen_run() is None:
        write_feed(source, options)
        clock.step("read", lambda: pipeline.add([source], record=record, track=watch))
    run = clock.step(
        "code",
        lambda: pipeline.code(
            record, book, engine=options.engine, workers=options.workers, track=watch
        ),
    )
    ledger = record.ledger(run)
    incidents = 0
    if not ledger.pending:
        incidents = clock.step("link", lambda: pipeline.link(record, book, run))
    return {
        "coded_now": watch.seen.get("coding", 0),
        "pending": ledger.pending,
        "incidents": incidents,
        "read_by_encoder": clock.read,
        "encoder_busy_s": round(clock.encoder, 2),
        **{f"{name}_s": round(value, 2) for name, value in clock.wall.items()},
        **{f"{name}_busy_s": round(value, 2) for name, value in clock.busy.items()},
        "memory_mb": watch.memory,
        "rss_mb": greatest(),
    }


def together(parts: list[dict[str, Any]], documents: int) -> dict[str, Any]:
    """Return the figures of all parts of a run as one."""
    sums = {
        name: round(sum(part.get(name, 0) for part in parts), 2)
        for name in (
            "read_s", "read_busy_s", "code_s", "code_busy_s", "link_s", "link_busy_s",
            "encoder_busy_s", "read_by_encoder", "coded_now",
        )
    }  # fmt: skip
    found = {"documents": documents, "parts": len(parts), **sums}
    found["incidents"] = parts[-1]["incidents"]
    found["code_per_second"] = round(sums["coded_now"] / sums["code_busy_s"], 2)
    if sums["read_s"]:
        found["read_per_second"] = round(documents / sums["read_busy_s"], 1)
    if sums["encoder_busy_s"]:
        found["encoder_share"] = round(sums["encoder_busy_s"] / sums["code_busy_s"], 3)
        found["total_over_encoder"] = round(sums["code_busy_s"] / sums["encoder_busy_s"], 3)
    found["rss_mb"] = max(part["rss_mb"] for part in parts)
    found["memory_mb"] = [part["memory_mb"] for part in parts]
    return found


def main() -> None:
    """Print the figures; with ``--json`` the last line is one object."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=200)
    parser.add_argument("--every", type=int, default=10)
    parser.add_argument("--words", type=int, default=500)
    parser.add_argument("--engine", default=coding.DEFAULT_ENGINE)
    parser.add_argument("--workers", default="1")
    parser.add_argument("--record", type=Path, help="keep the record here, and go on with it")
    parser.add_argument(
        "--foreign", action="store_true", help="mark ordinary articles as of a language not read"
    )
    parser.add_argument("--seconds", type=float, default=1e9, help="stop coding after so long")
    parser.add_argument("--output", type=Path)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = options.record or Path(folder) / "scale.db"
        state = path.with_suffix(".parts.json")
        parts = json.loads(state.read_text("utf-8")) if state.exists() else []
        with open_record(path) as record:
            parts.append(measure(record, Path(folder) / "feed.jsonl.gz", options))
        state.write_text(json.dumps(parts), "utf-8")
    found = together(parts, options.documents)
    for name, value in found.items():
        print(f"{name:22}{value}")
    if parts[-1]["pending"]:
        print(f"{parts[-1]['pending']} documents are left: run the same command again")
    model = os.environ.get("CONCORD_MODEL", "")
    model += "-foreign" if options.foreign else ""
    name = (
        f"{options.engine}{model and '-'}{model.strip('-')}-{options.documents}-1in{options.every}"
    )
    if options.output:
        keep(options.output, f"{name}-{options.workers}", found)
    if options.json:
        print(json.dumps({k: v for k, v in found.items() if not isinstance(v, list)}))


if __name__ == "__main__":
    main()
