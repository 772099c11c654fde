"""Killed at any moment, a second start ends with the record of an undisturbed one."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TypeAlias

import pytest
from sqlalchemy import select
from tests.record.making import code_plainly, document, link_plainly, start

from concord.record import open_record
from concord.record.doctor import diagnose
from concord.record.tables import METADATA

Rows: TypeAlias = dict[str, list[tuple[object, ...]]]
DOCUMENTS = 1500
ROOT = Path(__file__).parents[2]
# Columns that say when something was written.
CLOCK = ("recorded", "started", "sequence")
UP_TO = " up to "


def build(target: str, *, announce: bool = False) -> None:
    """Add, code and link, as a program does that knows nothing of an earlier start."""
    with open_record(target) as record:
        if announce:
            print("opened", flush=True)  # noqa: T201 - what the parent waits for
        record.add(
            document(f"{'A bomb' if n % 3 else 'Rain'}, report {n}", f"{n}.txt")
            for n in range(DOCUMENTS)
        )
        run = start(record)
        record.write_codings(run, code_plainly(record.uncoded(run)))
        link_plainly(record, run)


def rows_of(target: str) -> Rows:
    """Return every row of every table, without what the clock says.

    Rows of lists name documents by their numbers, which are such; the doctor compares them.
    """
    found: Rows = {}
    with open_record(target) as record, record.database.read() as connection:
        for name, table in METADATA.tables.items():
            if name in ("run_starts", "listing_rows"):
                continue
            columns = [column for column in table.c if column.name not in CLOCK]
            rows = (tuple(map(_lasting, row)) for row in connection.execute(select(*columns)))
            found[name] = sorted(rows, key=repr)
    return found


def _lasting(value: object) -> object:
    """Return a value without the numbers up to which incidents were linked.

    They come of sequences, of which PostgreSQL does not give back what a killed writer took.
    """
    return value.partition(UP_TO)[0] if isinstance(value, str) else value


def start_build(target: str, seed: str = "random") -> subprocess.Popen[str]:
    """Start a build in a process of its own; return when it has opened the record."""
    code = f"from tests.record.test_killed import build; build({target!r}, announce=True)"
    paths = f"{ROOT / 'src'}:{ROOT}"
    child = subprocess.Popen(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env={"PYTHONPATH": paths, "PYTHONHASHSEED": seed},
        stdout=subprocess.PIPE,
        text=True,
    )
    assert child.stdout is not None
    assert child.stdout.readline() == "opened\n"
    return child


def start_and_kill(target: str, after: float) -> bool:
    """Start a build and kill it; return whether it was still at work."""
    with start_build(target) as child:
        time.sleep(after)
        at_work = child.poll() is None
        child.send_signal(signal.SIGKILL)
        child.wait(timeout=30)
    return at_work


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> Rows:
    target = str(tmp_path_factory.mktemp("undisturbed") / "concord.db")
    build(target)
    rows = rows_of(target)
    assert len(rows["documents"]) == len(rows["codings"]) == DOCUMENTS
    return rows


def test_a_killed_build_goes_on_with_nothing_lost_or_doubled(
    target: str, undisturbed: Rows
) -> None:
    moments = random.Random(7)
    killed = [start_and_kill(target, moments.uniform(0, 0.3)) for _ in range(3)]
    assert any(killed)
    build(target)
    assert rows_of(target) == undisturbed
    with open_record(target) as record:
        assert diagnose(record) == ()


def test_a_build_killed_once_at_any_moment_ends_the_same(tmp_path: Path, undisturbed: Rows) -> None:
    for number in range(4):
        target = str(tmp_path / f"{number}.db")
        start_and_kill(target, 0.08 * number)
        build(target)
        assert rows_of(target) == undisturbed


def test_a_build_in_another_process_writes_the_same_rows(tmp_path: Path, undisturbed: Rows) -> None:
    for seed in ("1", "2"):
        target = str(tmp_path / f"{seed}.db")
        with start_build(target, seed) as child:
            assert child.wait(timeout=60) == 0
        assert rows_of(target) == undisturbed
