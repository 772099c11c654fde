"""A large record: ``python -m benchmarks.size --record FILE [--documents N] [--seconds S] ...``.

A record of N generated documents (``generated.py``; four in ten are reports of violence, and the
first two of every ten tell of one incident: 300,000 incidents in a million documents) is written by
the record's own writers. Codings are invented, not read from the texts: what is measured is the
record. Reports carry a statement for every second event, quotes and assertions.

Without ``--measure`` the record is filled; after ``--seconds`` the work stops, and the same command
goes on. With it are measured, each in a process of its own: linking everything, where the record
has not been linked, size on disk by part, time to open,
the first list (which reads every incident into columns), lists and facets over HTTP's own routes
(median and longest of mixed questions), coding's question of what is left to do, linking anew after
one new document (five times, each a document of its own), and backup and restore, with what is
restored backed up again: both must have one SHA-256. ``--postgresql`` moves the record to a
PostgreSQL server of its own, which is started for it and thrown away, and measures there; give it
a record that was not linked yet, and it is linked there. ``--output FILE`` keeps the figures by
size and database.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from benchmarks.fault_desk import scratch_server
from benchmarks.generated import make_text
from benchmarks.kept import MIB, greatest, keep
from benchmarks.stream_truth import World
from concord import linking, pipeline
from concord.codebook.book import load
from concord.codebook.counting import category
from concord.identity import event_id, statement_id, text_hash
from concord.model import Coding, Document, Event, Evidence, Statement
from concord.record import open_record
from concord.record.backup import restore_backup, write_backup

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from concord.codebook.book import Codebook
    from concord.record import Record

PAGE = 2000  # documents added together
RECORDED = "2026-01-01T00:00:00+00:00"  # in the heads of backups, so that they compare
RELINKED = 5  # new documents, one after another
QUESTIONS = (
    "", "since=2010&until=2012", "types=bombing", "since=2015-03&until=2015-09&types=armed_attack",
    "killed=5", "disputed=true", "countries=PK", "countries=NG&since=2018", "sources=Outlet%203",
)  # fmt: skip


def ten(world: World, number: int, words: int) -> Iterator[tuple[Document, Coding]]:
    """Yield ten documents from a number on, with their codings."""
    for truth, numbers in ((0, (0, 1)), (1, (2,)), (2, (3,))):
        told = replace(world.truth(number // 10 * 3 + truth), reports=len(numbers))
        reports = [
            _told(world.book, *report, number + at, words)
            for at, report in zip(numbers, world.reports(told, number + numbers[0]), strict=True)
        ]
        for at, (event, document) in enumerate(reports):
            said = tuple(_said(document, number + at))
            coding = Coding(document_id=document.id, run_id="", events=(event,), statements=said)
            yield document, coding
    for at in range(4, 10):
        document = make_text(number + at, words=words)
        yield document, Coding(document_id=document.id, run_id="", relevant=False)


def _told(
    book: Codebook, event: Event, report: Document, number: int, words: int
) -> tuple[Event, Document]:
    """Return an event of the stream as one of an article that is as long as articles are."""
    document = make_text(number, words=words, relevant=True)
    at = document.text.index(" on ")
    # The names are those of the stream: unrelated texts share few, as they do in print.
    text = f"{document.text[:at]}{document.text[at:].lower()} {report.text}"
    document = replace(document, published=report.published, text=text, text_hash=text_hash(text))
    quotes = [
        Evidence(field=field, start=0, end=at, quote=document.text[:at])
        for field in ("type", "happened", "places", "killed")
    ]
    event = replace(
        event,
        id=event_id(document.id, 0, event.family),
        document_id=document.id,
        start=0,
        end=at,
        background=False,
        summary=document.text[:at],
        confidence=0.8,
        evidence=tuple(quotes),
    )
    return replace(event, category=category(event, book)), document


def _said(document: Document, number: int) -> Iterator[Statement]:
    if number % 2:
        yield Statement(
            id=statement_id(document.id, 0, 40, "talks"),
            document_id=document.id,
            speaker="the government",
            speaker_id="gov-pk",
            speaker_name="Government of Pakistan",
            stance="opposes",
            voice="own",
            start=0,
            end=40,
            quote=document.text[:40],
            option="talks",
        )


def fill(record: Record, book: Codebook, options: argparse.Namespace) -> int:
    """Add documents and codings from where the record stands; return how many there are now."""
    until = time.monotonic() + options.seconds
    run = record.start_run(
        engine="rules", coder_version="1", model_version="none", codebook_version=book.version
    )
    # A part that was killed may have added documents without their codings: the last page again.
    done = max(0, record.ledger(run).documents - PAGE) // 10 * 10
    world = World(book)
    made = (
        each for at in range(done, options.documents, 10) for each in ten(world, at, options.words)
    )
    while time.monotonic() < until and (page := list(islice(made, PAGE))):
        record.add(document for document, _ in page)
        record.write_codings(run, (coding for _, coding in page))
    return record.ledger(run).documents


def measure_link(options: argparse.Namespace) -> dict[str, float]:
    """Return what it takes to link everything; nothing if that was done before."""
    book = load()
    with open_record(options.record, create=False) as record:
        run = record.chosen_run()
        if run is None or record.linked_now(run, linker=linking.VERSION).grown:
            return {}
        started, busy = time.perf_counter(), time.process_time()
        count = pipeline.link(record, book, run)
        return {
            "link_s": _since(started) / 1000,
            "link_busy_s": _busy_since(busy),
            "link_rss_mb": greatest(),
            "incidents": count,
        }


def measure_open(options: argparse.Namespace) -> dict[str, float]:
    """Return the time to open, and to know what there is and what is left to code."""
    started = time.perf_counter()
    record = open_record(options.record, create=False)
    found = {"open_ms": _since(started)}
    run = record.chosen_run()
    started = time.perf_counter()
    ledger = record.ledger(run) if run else None
    found["ledger_ms"] = _since(started)
    started = time.perf_counter()
    list(record.uncoded(run) if run else ())
    found["uncoded_ms"] = _since(started)
    started, busy = time.perf_counter(), time.process_time()
    record.search("bomb quetta")
    found["search_ms"] = _since(started)
    found["search_busy_ms"] = round((time.process_time() - busy) * 1000, 2)
    return {**found, "documents": ledger.documents if ledger else 0, **sizes(record)}


def sizes(record: Record) -> dict[str, float]:
    """Return the size on disk, MiB: of the file, or of the database."""
    database = record.database
    with database.read() as connection:
        if connection.dialect.name != "sqlite":
            size = connection.execute(sa.text("SELECT pg_database_size(current_database())"))
            return {"size_mb": round(size.scalar_one() / MIB, 1)}
        found: dict[str, float] = {}
        pages = connection.execute(sa.text("SELECT name, sum(pgsize) FROM dbstat GROUP BY name"))
        for name, size in pages:
            kind = "search" if name.startswith("document_words") or "fts" in name else name
            found[kind] = found.get(kind, 0.0) + size
    total = sum(found.values())
    large = {f"size_{n}_mb": round(v / MIB, 1) for n, v in found.items() if v > total / 50}
    return {"size_mb": round(total / MIB, 1), **large}


def measure_lists(options: argparse.Namespace) -> dict[str, float]:
    """Return the time of the first list, then of lists and facets of mixed questions."""
    from fastapi.testclient import TestClient

    from concord.web import create_app

    times: dict[str, list[float]] = {"list": [], "facets": []}
    busy: dict[str, list[float]] = {"list": [], "facets": []}
    with open_record(options.record, create=False) as record:
        client = TestClient(create_app(record, load(), hosts=("testserver",)))

        def ask(path: str) -> tuple[float, float]:
            started, worked = time.perf_counter(), time.process_time()
            client.get(path).raise_for_status()
            return _since(started), round((time.process_time() - worked) * 1000, 2)

        first, first_busy = ask("/api/facets")
        for question in QUESTIONS:
            for kind, path in (("list", "/api/incidents"), ("facets", "/api/facets")):
                taken, worked = ask(f"{path}?{question}")
                times[kind].append(taken)
                busy[kind].append(worked)
    found = {f"{kind}_ms": statistics.median(each) for kind, each in times.items()}
    found |= {f"{kind}_busy_ms": statistics.median(each) for kind, each in busy.items()}
    found |= {f"{kind}_longest_ms": max(each) for kind, each in times.items()}
    found |= {f"{kind}_longest_busy_ms": max(each) for kind, each in busy.items()}
    found |= {"first_list_ms": first, "first_list_busy_s": round(first_busy / 1000, 2)}
    return {**found, "lists_rss_mb": greatest()}


def measure_relink(options: argparse.Namespace) -> dict[str, float]:
    """Return what it takes to add one report and to link anew."""
    book = load()
    world = World(book)
    with open_record(options.record, create=False) as record:
        run = record.chosen_run()
        if run is None:
            return {}
        # Codings are invented: packs edited since do not make them old, as they would a real run.
        book.version = run.codebook_version
        # Reports that are not there yet, also when this is measured a second time.
        number = 1_000_000_000 + record.ledger(run).documents * 10
        numbers = range(number, number + 10 * RELINKED, 10)
        made = [each for at in numbers for each in ten(world, at, options.words) if each[1].events]
        times: dict[str, list[float]] = {"add": [], "relink": [], "busy": []}
        count = 0
        for document, coding in made[::4]:
            started = time.perf_counter()
            record.add([document])
            record.write_codings(run, [coding])
            times["add"].append(_since(started))
            started, busy = time.perf_counter(), time.process_time()
            count = pipeline.link(record, book, run)
            times["busy"].append(time.process_time() - busy)
            times["relink"].append(_since(started) / 1000)
        return {
            "add_one_ms": statistics.median(times["add"]),
            "relink_first_s": times["relink"][0],
            "relink_first_busy_s": round(times["busy"][0], 3),
            "relink_s": statistics.median(times["relink"]),
            "relink_busy_s": round(statistics.median(times["busy"]), 3),
            "relink_longest_s": max(times["relink"]),
            "incidents": count,
            "relink_rss_mb": greatest(),
        }


def measure_backup(options: argparse.Namespace) -> dict[str, float]:
    """Return what it takes to write a backup and to restore it, checks included."""
    target = Path(f"{options.record}.restored")
    with tempfile.TemporaryDirectory(dir=target.parent) as folder:
        file, again = Path(folder, "one.gz"), Path(folder, "two.gz")
        found, digest = timed_backup(options.record, file)
        found |= timed_restore(file, f"{folder}/restored.db")
        _, restored = timed_backup(f"{folder}/restored.db", again)
    return {**found, "restored_alike": digest == restored, "backup_rss_mb": greatest()}


def timed_backup(record: str, file: Path) -> tuple[dict[str, float], str]:
    """Back a record up; return what it took, and the SHA-256 of the content."""
    with open_record(record, create=False) as held:
        started, busy = time.perf_counter(), time.process_time()
        made = write_backup(held.database, file, recorded=RECORDED)
    found = {"backup_s": _since(started) / 1000, "backup_busy_s": _busy_since(busy)}
    return {**found, "backup_mb": round(file.stat().st_size / MIB, 1)}, made.digest


def timed_restore(file: Path, target: str) -> dict[str, float]:
    """Restore a backup; return what it took."""
    started, busy = time.perf_counter(), time.process_time()
    restore_backup(file, target)
    return {"restore_s": _since(started) / 1000, "restore_busy_s": _busy_since(busy)}


def measure_moved(options: argparse.Namespace) -> dict[str, Any]:
    """Return the figures of the record moved to a PostgreSQL server of its own."""
    with tempfile.TemporaryDirectory() as place, scratch_server() as (url, _):
        file, again = Path(place, "one.gz"), Path(place, "two.gz")
        _, digest = timed_backup(options.record, file)
        found: dict[str, Any] = timed_restore(file, url)
        backed, moved = timed_backup(url, again)
        options.record = url
        found |= {**backed, "restored_alike": digest == moved}
        asked = options.measure or [name for name in MEASURES if name != "backup"]
        return found | measure(asked, options)


MEASURES: dict[str, Callable[[argparse.Namespace], dict[str, float]]] = {
    "link": measure_link,
    "open": measure_open,
    "lists": measure_lists,
    "relink": measure_relink,
    "backup": measure_backup,
}


def _since(started: float) -> float:
    return round((time.perf_counter() - started) * 1000, 2)


def _busy_since(started: float) -> float:
    return round(time.process_time() - started, 1)


def measure(names: list[str], options: argparse.Namespace) -> dict[str, Any]:
    """Return the figures, each kind measured in a process of its own."""
    found: dict[str, Any] = {}
    for name in names:
        command = [sys.executable, "-m", "benchmarks.size", "--record", options.record]
        command += ["--one", name, "--words", str(options.words)]
        done = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603 - ours
        found |= json.loads(done.stdout.strip().splitlines()[-1])
    return found


def main() -> None:
    """Fill a record, or measure one; with ``--json`` the last line is one object."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--record", help="a file, or a postgresql:// URL; default: a small one")
    parser.add_argument("--documents", type=int, default=1000)
    parser.add_argument("--words", type=int, default=200)
    parser.add_argument("--seconds", type=float, default=1e9)
    parser.add_argument("--measure", nargs="*", choices=list(MEASURES))
    parser.add_argument(
        "--postgresql", action="store_true", help="move it to a server of its own, measure there"
    )
    parser.add_argument("--output", type=Path)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--one", choices=list(MEASURES), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one:
        print(json.dumps(MEASURES[options.one](options)))
        return
    if options.record is None:
        run_small(options)
        return
    if options.measure is None and not options.postgresql:
        with open_record(options.record) as record:
            done = fill(record, load(), options)
        print(f"{done} of {options.documents} documents; {greatest():.0f} MiB at most")
        return
    moved = measure_moved(options) if options.postgresql else None
    show(moved or measure(options.measure or list(MEASURES), options), options)


def run_small(options: argparse.Namespace) -> None:
    """Fill and measure a small record that is thrown away."""
    with tempfile.TemporaryDirectory() as folder:
        options.record = f"{folder}/size.db"
        with open_record(options.record) as record:
            fill(record, load(), options)
        show(measure(list(MEASURES), options), options)


def show(found: dict[str, Any], options: argparse.Namespace) -> None:
    """Print the figures and keep them."""
    for name, value in found.items():
        print(f"{name:28}{value:14.1f}")
    if options.output:
        database = "postgresql" if options.record.startswith("postgres") else "sqlite"
        keep(options.output, f"{database}-{options.documents}", found, whole=False)
    if options.json:
        print(json.dumps(found))


if __name__ == "__main__":
    main()
