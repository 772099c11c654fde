"""Killed at any moment, a second start ends with the record of an undisturbed one."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from sqlalchemy import select
from tests.record.making import code_plainly, document, link_plainly, start

from concord.record import Record, open_record
from concord.record.doctor import diagnose
from concord.record.tables import METADATA

DOCUMENTS = 1500
ROOT = Path(__file__).parents[2]
# Columns that say when something was written.
CLOCK = ("recorded", "started", "sequence")


def build(target: str) -> None:
    """Add, code and link, as a program does that knows nothing of an earlier start."""
    with open_record(target) as record:
        record.add(
            document(f"{'A bomb' if n % 3 else 'Rain'}, report {n}", f"{n}.txt")
            for n in range(DOCUMENTS)
        )
        run = start(record)
        record.write_codings(run, code_plainly(record.uncoded(run)))
        link_plainly(record, run)


def rows_of(record: Record) -> dict[str, list[tuple[object, ...]]]:
    """Return every row of every table, without what the clock says."""
    found: dict[str, list[tuple[object, ...]]] = {}
    with record.database.read() as connection:
        for name, table in METADATA.tables.items():
            if name == "run_starts":
                continue
            columns = [column for column in table.c if column.name not in CLOCK]
            found[name] = sorted(map(tuple, connection.execute(select(*columns))), key=repr)
    return found


def start_and_kill(target: str, after: float) -> bool:
    """Start a build of its own and kill it; return whether it was still at work."""
    code = f"from tests.record.test_killed import build; build({target!r})"
    child = subprocess.Popen(
        [sys.executable, "-c", code], cwd=ROOT, env={"PYTHONPATH": f"{ROOT / 'src'}:{ROOT}"}
    )
    database, log = Path(target), Path(f"{target}-wal")
    # The clock starts when the first rows are there, so that the kill hits the work.
    deadline = time.monotonic() + 60
    while not (log.exists() and log.stat().st_size) and child.poll() is None:
        assert time.monotonic() < deadline, f"{database} was never written"
        time.sleep(0.002)
    time.sleep(after)
    at_work = child.poll() is None
    child.send_signal(signal.SIGKILL)
    child.wait(timeout=30)
    return at_work


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[tuple[object, ...]]]:
    target = str(tmp_path_factory.mktemp("undisturbed") / "concord.db")
    build(target)
    with open_record(target) as record:
        assert len(rows_of(record)["documents"]) == DOCUMENTS
        return rows_of(record)


def test_a_killed_build_goes_on_with_nothing_lost_or_doubled(
    tmp_path: Path, undisturbed: dict[str, list[tuple[object, ...]]]
) -> None:
    moments = random.Random(7)
    killed = 0
    for number in range(6):
        target = str(tmp_path / f"{number}.db")
        killed += start_and_kill(target, moments.uniform(0, 0.4))
        build(target)
        with open_record(target) as record:
            assert rows_of(record) == undisturbed
            assert diagnose(record) == ()
    assert killed >= 3


def test_a_build_killed_again_and_again_ends_the_same(
    tmp_path: Path, undisturbed: dict[str, list[tuple[object, ...]]]
) -> None:
    target = str(tmp_path / "often.db")
    for after in (0.0, 0.05, 0.1, 0.15):
        start_and_kill(target, after)
    build(target)
    with open_record(target) as record:
        assert rows_of(record) == undisturbed
