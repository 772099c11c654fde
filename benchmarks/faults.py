"""Faults, tried and survived: ``python -m benchmarks.faults [--tries N] [--only NAME] [--json]``.

Each trial starts from nothing or from a finished record, does one thing to it, and asks: did every
command end by the manual (done, or refused in words), and is what stands at the end, after one more
``concord build``, byte for byte the exports of an undisturbed run? A trial survives only if both
hold. ``damaged`` instead asks that no damage passes in silence: a command says so, or the exports
are unchanged; and that the backup restores the undisturbed exports.

``same`` builds the record in other ways that must not matter: hash seeds, thread counts, order of
arrival, worker processes; with the engine ``encoder``. ``--only same --way NAME`` tries one.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import os
import platform
import random
import shutil
import signal
import sqlite3
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.fault_desk import (
    Desk,
    Ended,
    file_limit,
    flip,
    kill_later,
    mount,
    scratch_server,
    unmount,
    wait_all,
    without_override,
    write_articles,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

SEED = 2026
MOST_DAMAGE = 6  # bytes changed in a file


class Trials:
    """The undisturbed run and a fresh desk for each trial."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.number = 0
        self.rng = random.Random(SEED)  # noqa: S311 - repeatable, no secret
        write_articles(folder / "articles")
        calm = self.desk()
        started = time.monotonic()
        ended = calm.build()
        if ended.status != 0:
            raise RuntimeError(ended.said)
        self.seconds = time.monotonic() - started
        self.calm = Path(calm.record)
        self.wanted = calm.sums()

    def desk(self, record: str | None = None) -> Desk:
        """Return a desk of its own with the same articles."""
        self.number += 1
        folder = self.folder / f"t{self.number}"
        folder.mkdir()
        shutil.copytree(self.folder / "articles", folder / "articles")
        return Desk(folder, record or str(folder / "r.db"), self.rng)

    def finished(self) -> Desk:
        """Return a desk with a finished record."""
        desk = self.desk()
        with sqlite3.connect(self.calm) as source, sqlite3.connect(desk.record) as target:
            source.backup(target)
        return desk

    def recovers(self, desk: Desk, *ended: Ended) -> str:
        """Return "" if all ended by the manual and a rerun gives the undisturbed exports."""
        bad = [each for each in ended if not each.as_promised]
        if bad:
            return f"a command ended with {bad[0].status}: {bad[0].said[-300:]}"
        again = desk.build()
        if again.status != 0:
            return f"the rerun ended with {again.status}: {again.said[-300:]}"
        return "" if desk.sums() == self.wanted else "other exports"


def killed(trials: Trials) -> str:
    """SIGKILL at a random moment, twice."""
    desk = trials.desk()
    for _ in range(2):
        kill_later(desk.start(*desk.build_args()), trials.rng.uniform(0, trials.seconds))
    return trials.recovers(desk)


def full_disk(trials: Trials) -> str:
    """The record's disk is full at a size at random, and room is made afterwards.

    It is a file system of that size where one may be mounted; else no file grows beyond the size.
    """
    desk = trials.desk()
    size = trials.rng.randrange(1, max(2, trials.calm.stat().st_size))
    small = desk.folder / "disk"
    small.mkdir()
    if not mount(small, size):
        return trials.recovers(desk, desk.build(before=file_limit(size)))
    try:
        desk.record = str(small / "r.db")
        ended = desk.build()
        mount(small, 4 * trials.calm.stat().st_size, again=True)
        return trials.recovers(desk, ended)
    finally:
        unmount(small)


def read_only(trials: Trials) -> str:
    """The record and its folder may be read and not written."""
    desk = trials.finished()
    before = Path(desk.record).read_bytes()
    (desk.articles / "new.jsonl").write_text('{"id": "new", "text": "Gunmen killed two men."}\n')
    os.chmod(desk.record, 0o444)  # noqa: PTH101 - the same
    desk.folder.chmod(0o555)
    ended = desk.run("add", str(desk.articles), before=without_override)
    read = desk.run("doctor", before=without_override)
    desk.folder.chmod(0o755)
    os.chmod(desk.record, 0o644)  # noqa: PTH101 - the same
    if ended.status == 0 or not ended.as_promised:
        return f"writing ended with {ended.status}: {ended.said[-300:]}"
    if not read.as_promised:
        return f"reading ended with {read.status}: {read.said[-300:]}"
    (desk.articles / "new.jsonl").unlink()
    if Path(desk.record).read_bytes() != before:
        return "the file was changed"
    return trials.recovers(desk)


def read_only_disk(trials: Trials) -> str:
    """The record's file system may only be read; where none may be mounted, its folder."""
    desk = trials.finished()
    disk = desk.folder / "disk"
    disk.mkdir()
    room = 8 * trials.calm.stat().st_size
    if not mount(disk, room):
        return read_only(trials)
    try:
        desk.record = str(shutil.copy(desk.record, str(disk / "r.db")))
        mount(disk, room, again=True, writable=False)
        wrote, read = desk.build(), desk.run("doctor")
        mount(disk, room, again=True)
        if wrote.status == 0 or not wrote.as_promised:
            return f"writing ended with {wrote.status}: {wrote.said[-300:]}"
        return trials.recovers(desk, read)
    finally:
        unmount(disk)


def two_writers(trials: Trials) -> str:
    """Two builds of the same articles into one record at one time."""
    desk = trials.desk()
    both = [desk.start(*desk.build_args()) for _ in range(2)]
    return trials.recovers(desk, *wait_all(both))


def damaged(trials: Trials) -> str:
    """A few bytes of the record's file are changed: said, or without effect; the backup is good."""
    desk = trials.finished()
    kept = desk.folder / "kept.concord.gz"
    made = desk.run("backup", str(kept))
    flip(Path(desk.record), trials.rng, trials.rng.randrange(1, MOST_DAMAGE))
    doctor = desk.run("doctor")
    if not doctor.as_promised:
        return f"doctor ended with {doctor.status}: {doctor.said[-300:]}"
    if doctor.status == 0:
        try:
            if desk.sums() != trials.wanted:
                return "other exports, and nothing was said"
        except ValueError as error:
            if "Traceback" in str(error) and "ConcordError" not in str(error):
                return "an export broke"
    desk.record = str(desk.folder / "restored.db")
    back = desk.run("restore", str(kept))
    return trials.recovers(desk, made, back)


def clock_back(trials: Trials) -> str:
    """The clock runs backwards while documents are added, coded and ruled on."""
    from concord import pipeline
    from concord.codebook.book import load
    from concord.record import open_record

    desk = trials.desk()
    stamps = iter(range(10**6, 0, -1))
    with open_record(desk.record, clock=lambda: datetime.fromtimestamp(next(stamps), UTC)) as held:
        pipeline.build([desk.articles], record=held, book=load(), engine=desk.engine)
    return trials.recovers(desk)


def cut_backup(trials: Trials) -> str:
    """SIGKILL during a backup: no half file has its name, and an older one stays whole."""
    desk = trials.finished()
    kept, later = desk.folder / "kept.concord.gz", desk.folder / "later.concord.gz"
    started = time.monotonic()
    ended = [desk.run("backup", str(kept))]
    lasted = time.monotonic() - started
    kill_later(desk.start("backup", str(later)), trials.rng.uniform(0.5, 1.0) * lasted)
    for file in [kept, *([later] if later.exists() else [])]:
        desk.record = str(desk.folder / f"{file.name}.db")
        ended.append(desk.run("restore", str(file)))
    return trials.recovers(desk, *ended)


def restarted(trials: Trials) -> str:
    """PostgreSQL is restarted at a random moment of a build."""
    desk = trials.desk()
    with scratch_server() as (url, restart):
        desk.record = url
        process = desk.start(*desk.build_args())
        time.sleep(trials.rng.uniform(0.2, trials.seconds))
        restart()
        return trials.recovers(desk, *wait_all([process]))


def stopped(trials: Trials) -> str:
    """SIGINT (Ctrl-C) at a random moment."""
    desk = trials.desk()
    process = desk.start(*desk.build_args())
    time.sleep(trials.rng.uniform(0.2, trials.seconds))
    process.send_signal(signal.SIGINT)
    said, _ = process.communicate(timeout=60)
    if "Traceback" in said:
        return f"a traceback: {said[-300:]}"
    return trials.recovers(desk)


# name -> what is tried, and how many times of the tries asked for
FAULTS: Mapping[str, tuple[Callable[[Trials], str], float]] = {
    "killed": (killed, 1.0),
    "interrupted": (stopped, 0.5),
    "full_disk": (full_disk, 1.0),
    "read_only": (read_only, 0.1),
    "read_only_disk": (read_only_disk, 0.1),
    "two_writers": (two_writers, 0.3),
    "damaged": (damaged, 1.0),
    "clock_back": (clock_back, 0.1),
    "cut_backup": (cut_backup, 0.3),
    "postgresql_restarted": (restarted, 0.3),
}
SAME = "same: "
# What must not matter: name -> settings of the environment, and more arguments.
WAYS: Mapping[str, tuple[dict[str, str], tuple[str, ...]]] = {
    "hash seed 1": ({"PYTHONHASHSEED": "1"}, ()),
    "hash seed 77": ({"PYTHONHASHSEED": "77"}, ()),
    "two threads": ({"CONCORD_THREADS": "2"}, ()),
    "four threads": ({"CONCORD_THREADS": "4"}, ()),
    "two processes": ({}, ("--workers", "2")),
    "three processes": ({}, ("--workers", "3")),
    "a Ray cluster": ({"RAY_ACCEL_ENV_VAR_OVERRIDE_ON_ZERO": "0"}, ("--workers", "ray")),
    "backwards": ({}, ()),
    "two halves": ({}, ()),
    "shuffled": ({}, ()),
    "PostgreSQL": ({}, ()),
}


def sameness(trials: Trials, ways: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield each way to build the record with "" or how its exports differ."""
    plain = trials.desk()
    plain.engine = "encoder"
    plain.build()
    wanted = plain.sums()
    for name in ways:
        if name == "a Ray cluster" and importlib.util.find_spec("ray") is None:
            continue
        desk = trials.desk()
        if name != "PostgreSQL":
            yield name, _differs(trials, desk, name, wanted)
            continue
        with scratch_server() as (url, _):
            desk.record = url
            yield name, _differs(trials, desk, name, wanted)


def _differs(trials: Trials, desk: Desk, name: str, wanted: Mapping[str, str]) -> str:
    """Build the record of a desk in some way; return "" or how its exports differ."""
    env, more = WAYS[name]
    desk.engine, desk.env = "encoder", env
    files = sorted(map(str, desk.articles.iterdir()))
    if name == "backwards":
        files.reverse()
    if name == "shuffled":
        trials.rng.shuffle(files)
    parts = [files[1::2], files] if name == "two halves" else [files]
    ended = [desk.run(*desk.build_args(*part), *more) for part in parts]
    bad = [each.said[-300:] for each in ended if each.status]
    return bad[0] if bad else "" if _same(desk.sums(), wanted) else "other exports"


def _same(one: Mapping[str, str], other: Mapping[str, str]) -> bool:
    return dict(one) == dict(other)


def main() -> None:
    """Try each fault, print a table, and as the last line one JSON object with ``--json``."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tries", type=int, default=4)
    parser.add_argument("--only", choices=[*FAULTS, "same"])
    parser.add_argument("--way", choices=WAYS, help="of the ways of ``same``, only this one")
    parser.add_argument("--out", type=Path, help="Write the figures as JSON to this file.")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    figures: dict[str, float] = {}
    with tempfile.TemporaryDirectory(prefix="concord-faults-") as folder:
        Path(folder).chmod(0o755)
        trials = Trials(Path(folder))
        for name, (attempt, part) in FAULTS.items():
            if options.only in {None, name}:
                tries = max(1, round(options.tries * part))
                told = [attempt(trials) for _ in range(tries)]
                _report(figures, name, told)
        if options.only in {None, "same"}:
            for name, why in sameness(trials, [options.way] if options.way else WAYS):
                print(f"    {name}: {why or 'the same exports'}", flush=True)
                figures[f"{SAME}{name}"] = int(not why)
            _add_up(figures)
    if options.out:
        _write(options.out, figures, options.tries)
    if options.json:
        print(json.dumps(figures))


def _add_up(figures: dict[str, float]) -> None:
    ways = [each for name, each in figures.items() if name.startswith(SAME)]
    figures |= {"same_tried": len(ways), "same_survived": sum(ways)}
    print(f"same: tried {len(ways)}, survived {sum(ways)}", flush=True)


def _report(figures: dict[str, float], name: str, told: list[str]) -> None:
    survived = sum(not each for each in told)
    figures |= {f"{name}_tried": len(told), f"{name}_survived": survived}
    print(f"{name}: tried {len(told)}, survived {survived}", flush=True)
    for each in filter(None, told):
        print(f"    {each}", flush=True)


def _write(file: Path, figures: Mapping[str, float], tries: int) -> None:
    found = json.loads(file.read_text("utf-8")) if file.is_file() else {"figures": {}}
    found["command"] = f"python -m benchmarks.faults --tries {tries}"
    found["date"] = datetime.now(UTC).date().isoformat()
    found["machine"] = f"{platform.machine()}, Python {platform.python_version()}"
    found["figures"] |= figures
    if any(name.startswith(SAME) for name in figures):
        _add_up(found["figures"])
    file.write_text(json.dumps(found, indent=1, sort_keys=True) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
