"""Lists of a large record: ``python -m benchmarks.lists [--incidents N] [--postgresql] ...``.

A record of N generated incidents (``stream_truth.py``, told in one document or in two, each a few
words long) is written by the record's own writers: what is measured is what lists and facets of the
web application take. ``--record FILE`` keeps it and goes on with it;
``--postgresql`` fills a PostgreSQL server of its own, which is thrown away. With ``--written M``
only so many are written, and then laid over under other ids by the database until there are N:
minutes instead of an hour, for lists that are as long.

Measured in a process of its own: the first list after the application has started (``cold``), lists
and facets of mixed questions, each asked for the first time (``warm``: median and longest), the
first list after one incident was ruled on, and after one was linked anew; and with ``--view``, in
the same minutes, what reading every incident of the view into the same columns takes, which is what
the first list took before rows were filed (``view_busy_s``). Seconds and milliseconds by the clock,
and ``busy`` ones of this process's processor; the server's own work is by the clock alone.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack
from dataclasses import replace
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import text

from benchmarks.fault_desk import scratch_server
from benchmarks.kept import greatest, keep
from benchmarks.size import QUESTIONS
from benchmarks.stream_truth import World
from concord.codebook.book import load
from concord.codebook.counting import category
from concord.identity import incident_id
from concord.model import Coding, Decision, Incident
from concord.record import open_record
from concord.record.listing import list_incidents

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from concord.codebook.book import Codebook
    from concord.model import Document, Event, Run
    from concord.record import Record

PAGE = 2000  # incidents written together


def made(world: World, first: int) -> Iterator[tuple[Incident, list[tuple[Event, Document]]]]:
    """Yield incidents from a number on, each with the reports that tell it."""
    number = first
    while True:
        truth = replace(world.truth(number), reports=1 + number % 2)
        told = list(world.reports(truth, number * 2))
        facts, documents = told[0][0], [document for _, document in told]
        facts = replace(facts, category=category(facts, world.book), confidence=0.8)
        yield (
            Incident(
                id=incident_id(facts.id),
                facts=facts,
                event_ids=tuple(event.id for event, _ in told),
                document_ids=tuple(each.id for each in documents),
                outlets=len({each.publisher for each in documents}),
                origins=len(documents),
            ),
            told,
        )
        number += 1


def fill(record: Record, book: Codebook, incidents: int) -> int:
    """Add incidents from where the record stands; return how many it has."""
    run = record.chosen_run() or record.start_run(
        engine="rules", coder_version="1", model_version="none", codebook_version=book.version
    )
    count = _write(record, run, [], []) or 0
    source = made(World(book), count)
    while count < incidents:
        page = list(islice(source, min(PAGE, incidents - count)))
        reports = [report for _, told in page for report in told]
        count = _write(record, run, reports, [incident for incident, _ in page]) or count
    return count


def _write(
    record: Record, run: Run, reports: list[tuple[Event, Document]], incidents: list[Incident]
) -> int | None:
    record.add(document for _, document in reports)
    record.write_codings(
        run, (Coding(document_id=each.id, run_id="", events=(event,)) for event, each in reports)
    )
    linked = record.linked_now(run, linker="")
    return record.change_incidents(run, (), incidents, linked=linked, reaches=())


def lay_over(record: Record, incidents: int) -> int:
    """Lay the incidents of the run over under other ids until there are so many; return how many.

    A copy has the events and documents of its original, and is found by its own id alone.
    """
    run = record.chosen_run()
    if run is None:
        return 0
    with record.database.write() as connection:
        first: int = connection.execute(_COUNT, {"run": run.id}).scalar_one()
        count, copy = first, 0
        while count < incidents:
            copy += 1
            many = min(first, incidents - count)
            asked = {"run": run.id, "many": many, "mark": f"-c{copy}", "owner": f"run:{run.id}"}
            for statement in _COPY:
                connection.execute(statement, asked)
            count += many
    return count


_COUNT = text("SELECT count(*) FROM incidents WHERE run_id = :run AND id NOT LIKE '%-c%'")
_FIRST = text(
    "SELECT id FROM incidents WHERE run_id = :run AND id NOT LIKE '%-c%' ORDER BY id LIMIT :many"
)
_COPY = (
    text(
        """INSERT INTO incidents (run_id, id, type, category, status, happened_from, happened_to,
            admin2, admin1, country, payload)
        SELECT run_id, id || :mark, type, category, status, happened_from, happened_to,
            admin2, admin1, country, replace(payload, '"' || id || '"', '"' || id || :mark || '"')
        FROM incidents WHERE run_id = :run AND id NOT LIKE '%-c%' ORDER BY id LIMIT :many"""
    ),
    text(
        """INSERT INTO incident_names (run_id, name, incident_id)
        SELECT run_id, id || :mark, id || :mark
        FROM incidents WHERE run_id = :run AND id NOT LIKE '%-c%' ORDER BY id LIMIT :many"""
    ),
    text(
        """INSERT INTO listing_rows (owner, id, packed)
        SELECT owner, id || :mark, packed
        FROM listing_rows WHERE owner = :owner AND id NOT LIKE '%-c%' ORDER BY id LIMIT :many"""
    ),
)


def measure(target: str, *, view: bool = False) -> dict[str, float]:
    """Return what lists take."""
    from fastapi.testclient import TestClient

    from concord.web import create_app

    book = load()
    found: dict[str, float] = {}
    with open_record(target, create=False) as record:
        client = TestClient(create_app(record, book, hosts=("testserver",)))

        def ask(path: str) -> Callable[[], object]:
            return lambda: client.get(path).raise_for_status()

        found |= timed("cold", ask("/api/facets"))
        found |= timed("cold_list", ask("/api/incidents"))
        each = [timed("q", ask(f"{path}?{question}")) for question in QUESTIONS
                for path in ("/api/incidents", "/api/facets", "/incidents")]  # fmt: skip
        found["warm_median_ms"] = round(statistics.median(e["q_s"] for e in each) * 1000, 1)
        found["warm_longest_ms"] = round(max(e["q_s"] for e in each) * 1000, 1)
        found["warm_busy_median_ms"] = round(
            statistics.median(e["q_busy_s"] for e in each) * 1000, 1
        )
        found["warm_busy_longest_ms"] = round(max(e["q_busy_s"] for e in each) * 1000, 1)
        found["lists_rss_mb"] = greatest()
        found |= after_changes(record, ask("/api/facets"))
        if view:
            found |= timed("view", lambda: list_incidents(record.view(book=book), book))
            found["view_rss_mb"] = greatest()
            found["cold_by_view_busy"] = round(found["cold_busy_s"] / found["view_busy_s"], 4)
    return found


def after_changes(record: Record, ask: Callable[[], object]) -> dict[str, float]:
    """Return what the first facets take after a ruling, and after one incident was linked anew."""
    run = record.chosen_run()
    if run is None:
        return {}
    with record.database.read() as connection:
        ident = connection.execute(_FIRST, {"run": run.id, "many": 1}).scalar_one()
    held = record.find_incident(run, ident)
    record.decide(
        Decision(sequence=0, kind="accept", subjects=(ident,), who="me", recorded=datetime.now(UTC))
    )
    found = timed("ruled", ask)
    if held is not None:
        _write(record, run, [], [replace(held, origins=held.origins + 1)])
    return {**found, **timed("linked", ask)}


def timed(name: str, work: Callable[[], object]) -> dict[str, float]:
    """Return the seconds that work takes, by the clock and of this process's processor."""
    started, busy = time.perf_counter(), time.process_time()
    work()
    taken = {
        f"{name}_s": time.perf_counter() - started,
        f"{name}_busy_s": time.process_time() - busy,
    }
    return {key: round(value, 3) for key, value in taken.items()}


def main() -> None:
    """Fill a record and print what its lists take."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--incidents", type=int, default=2000)
    parser.add_argument("--written", type=int, help="write so many, and lay them over")
    parser.add_argument("--view", action="store_true", help="measure reading every incident, too")
    parser.add_argument("--record", help="a file that is kept; default: one that is thrown away")
    parser.add_argument("--postgresql", action="store_true", help="a server of its own")
    parser.add_argument("--output", type=Path)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--one", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one:
        print(json.dumps(measure(options.record, view=options.view)))
        return
    with ExitStack() as held:
        if options.postgresql:
            options.record = held.enter_context(scratch_server())[0]
        elif options.record is None:
            options.record = held.enter_context(tempfile.TemporaryDirectory()) + "/lists.db"
        with open_record(options.record) as record:
            written = options.written or options.incidents
            filled = timed("fill", lambda: fill(record, load(), written))
            lay_over(record, options.incidents)
        command = [sys.executable, "-m", "benchmarks.lists", "--record", options.record, "--one"]
        command += ["--view"] if options.view else []
        done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)  # noqa: S603 - ours
    found = {
        "incidents": options.incidents,
        "written": written,
        **filled,
        **json.loads(done.stdout.splitlines()[-1]),
    }
    for name, value in found.items():
        print(f"{name:28}{value:14.3f}")
    if options.output:
        database = "postgresql" if "postgres" in options.record else "sqlite"
        keep(options.output, f"{database}-{options.incidents}", found)
    if options.json:
        print(json.dumps(found))


if __name__ == "__main__":
    main()
