"""Counts of UCDP GED against SQL: ``python -m benchmarks.ged [--file EVENTS] [--json]``.

The file (jsonl, jsonl.gz or csv) is imported into a new SQLite record as ``concord import ged``
does it, and read again as a view. For every year, every year and actor, every year and province and
every year, actor and province, events and deaths (low, best, high) are counted from the view's
incidents and, independently, by DuckDB in SQL over the file as it is. ``mismatches`` is the number
of cells of these tables that differ or that only one side has; it must be 0. Low and high are the
smallest and largest of the row's three estimates on both sides, which the documentation says.

Times, codebook loaded before: ``import_seconds`` is the import into SQLite, ``view_seconds`` the
reading of the view, ``table_seconds`` the shares of every year and actor, of events and of the
dead with their bounds (``analysis.shares_by_period``), once the view is read, ``trends_seconds``
the same years and actors by ``analysis.trends``, with tolls and rolling means. The last two are
the best of three. All are wall-clock; ``_cpu_seconds`` is what a step takes of a processor, which
a busy machine changes less.
"""

from __future__ import annotations

import argparse
import json
import os
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

import duckdb

from concord import pipeline
from concord.analysis import shares_by_period, trends
from concord.analysis.measures import toll_of
from concord.codebook.book import Codebook, load
from concord.exchange import import_ged
from concord.record import open_record

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from concord.model import ExternalEvent, Incident

FILE = (
    Path(os.environ.get("CONCORD_DATA", "../shared/data"))
    / "ucdp_ged_pakistan"
    / "events_1989_2019.jsonl.gz"
)
# What is counted in each cell: events, then deaths as low, best, high.
Cell: TypeAlias = tuple[int, int, int, int]
Key: TypeAlias = tuple[str, ...]
Table: TypeAlias = dict[Key, Cell]
NOTHING: Cell = (0, 0, 0, 0)
GROUPINGS: dict[str, tuple[str, ...]] = {
    "year": ("year",),
    "year and actor": ("year", "actor"),
    "year and province": ("year", "province"),
    "year, actor and province": ("year", "actor", "province"),
}
SQL = """
    WITH sides AS (
        SELECT id, side_a AS actor FROM given
        UNION
        SELECT id, side_b AS actor FROM given WHERE type_of_violence <> 3
    ),
    rows AS (
        SELECT DISTINCT g.id, g.year::VARCHAR AS year, g.adm_1 AS province{actor},
            least(g.low, g.best, g.high) AS low, g.best AS best,
            greatest(g.low, g.best, g.high) AS high
        FROM given g {joined}
    )
    SELECT {keys}, count(*), sum(low), sum(best), sum(high) FROM rows GROUP BY {keys}
"""


def main() -> None:
    """Print the tables compared and the times, and with --json the figures as one object."""
    parser = argparse.ArgumentParser(description="Counts of GED against SQL.")
    parser.add_argument("--file", type=Path, default=FILE)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    if not options.file.exists():
        print(f"skipped: {options.file} is not there (set CONCORD_DATA)")
        return
    book = load()
    with tempfile.TemporaryDirectory() as folder:
        figures = measure(options.file, Path(folder) / "ged.db", book)
    for name, value in figures.items():
        print(f"{name} {value:.3f}" if isinstance(value, float) else f"{name} {value:,}")
    if options.json:
        print(json.dumps(figures))


def measure(file: Path, at: Path, book: Codebook) -> dict[str, float]:
    """Return the figures of one file, imported into a new record."""
    started, busy = time.perf_counter(), time.process_time()
    with open_record(str(at)) as record:
        pipeline.import_rows(record, import_ged(file, book, country="PK"))
        imported, used = time.perf_counter(), time.process_time()
        view = record.view(book=book, datasets="ged", inclusion="all_violence")
        events = tuple(view.incidents())
        read = time.perf_counter()
        table, table_cpu = best_of_three(lambda: shares_by_period(view, by="actor"))
        series, _ = best_of_three(lambda: trends(view, window="year", by="actor"))
        named = provinces(record.externals("ged"))
    compared = [
        mismatches(tabulated(events, keys), by_sql(file, keys, named))
        for keys in GROUPINGS.values()
    ]
    return {
        "events": len(events),
        "cells": sum(cells for cells, _ in compared),
        "mismatches": sum(wrong for _, wrong in compared),
        "import_seconds": imported - started,
        "import_cpu_seconds": used - busy,
        "view_seconds": read - imported,
        "table_seconds": table,
        "table_cpu_seconds": table_cpu,
        "trends_seconds": series,
    }


def best_of_three(run: Callable[[], object]) -> tuple[float, float]:
    """Return the seconds of the fastest of three runs, by the clock and of a processor."""
    found = []
    for _ in range(3):
        started, busy = time.perf_counter(), time.process_time()
        run()
        found.append((time.perf_counter() - started, time.process_time() - busy))
    return min(each for each, _ in found), min(each for _, each in found)


def year_of(incident: Incident) -> str:
    """Return the year in which an incident began."""
    first = incident.facts.happened[0].first
    return str(first.year) if first else ""


def tabulated(events: Sequence[Incident], keys: tuple[str, ...]) -> Table:
    """Return events and deaths by the keys, from the view's incidents."""
    table: Table = {}
    for event in events:
        killed = toll_of(event).killed_total
        added = (1, killed.low or 0, killed.best or 0, killed.high or 0)
        parts = {"year": {year_of(event)}, "province": {event.facts.places[0].admin1 or ""}}
        parts["actor"] = {p.text for p in event.facts.perpetrators}
        for key in combined([parts[name] for name in keys]):
            table[key] = plus(table.get(key, NOTHING), added)
    return table


def combined(parts: list[set[str]]) -> Iterator[Key]:
    """Yield every choice of one value of each part."""
    if not parts:
        yield ()
        return
    for value in sorted(parts[0]):
        for rest in combined(parts[1:]):
            yield (value, *rest)


def plus(one: Cell, other: Cell) -> Cell:
    """Return the sum of two cells."""
    return (one[0] + other[0], one[1] + other[1], one[2] + other[2], one[3] + other[3])


def provinces(rows: Iterator[ExternalEvent]) -> Mapping[str, str]:
    """Return the name that the record gives to each first-order unit as the file writes it."""
    named = {}
    for row in rows:
        named[row.row.get("adm_1", "")] = row.facts.places[0].admin1 or ""
    return named


def by_sql(file: Path, keys: tuple[str, ...], named: Mapping[str, str]) -> Table:
    """Return events and deaths by the keys, from the file, by DuckDB alone."""
    actor = "actor" in keys
    reader = "read_csv" if file.suffix == ".csv" else "read_json"
    query = SQL.format(
        actor=", s.actor" if actor else "",
        joined="JOIN sides s ON s.id = g.id" if actor else "",
        keys=", ".join(keys),
    )
    table: Table = {}
    with duckdb.connect() as database:
        database.execute(f"CREATE VIEW given AS SELECT * FROM {reader}('{file}')")  # noqa: S608 - our own file
        for row in database.execute(query).fetchall():
            labels = dict(zip(keys, row, strict=False))
            if "province" in labels:
                labels["province"] = named.get(labels["province"] or "", "")
            key = tuple(str(labels[name]) for name in keys)
            cell = tuple(int(value) for value in row[len(keys) :])
            table[key] = plus(table.get(key, NOTHING), (cell[0], cell[1], cell[2], cell[3]))
    return table


def mismatches(one: Table, other: Table) -> tuple[int, int]:
    """Return how many cells there are, and how many differ."""
    keys = one.keys() | other.keys()
    return len(keys), sum(one.get(key) != other.get(key) for key in keys)


if __name__ == "__main__":
    main()
