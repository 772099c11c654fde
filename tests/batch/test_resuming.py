"""A run whose driver was killed goes on, on a real Ray cluster of this machine."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest
from tests.batch.making import invented_document, needs_ray

from concord import coding, pipeline
from concord.codebook.book import load
from concord.record import open_record
from concord.record.store import CODINGS

if TYPE_CHECKING:
    from pathlib import Path

    from concord.model import Ledger
    from concord.record import Record

WAIT = 240  # seconds: a busy machine starts a cluster slowly


def ledger_of(record: Record) -> Ledger | None:
    run = record.chosen_run()
    return record.ledger(run) if run else None


def start_coding(record: Path) -> subprocess.Popen[bytes]:
    command = "from concord.cli import main; main()"
    words = ("code", "--record", str(record), "--engine", "rules", "--workers", "ray")
    return subprocess.Popen(
        [sys.executable, "-c", command, *words],
        env={**os.environ, "RAY_ACCEL_ENV_VAR_OVERRIDE_ON_ZERO": "0"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


@needs_ray
@pytest.mark.xdist_group("ray")
def test_a_killed_driver_loses_no_coding_and_its_run_goes_on_to_the_same_end(
    tmp_path: Path,
) -> None:
    documents = [invented_document(number) for number in range(CODINGS * 2)]
    with open_record(tmp_path / "a.db") as record:
        record.add(documents)
        driver = start_coding(tmp_path / "a.db")
        until = time.monotonic() + WAIT
        while driver.poll() is None and time.monotonic() < until:
            ledger = ledger_of(record)
            if ledger is not None and ledger.coded:
                break
            time.sleep(0.02)
        driver.kill()
        driver.wait()
        ledger = ledger_of(record)
        assert ledger is not None
        assert ledger.coded >= CODINGS
        run = pipeline.code(record, load(), engine="rules")
        found = {each.document_id: each for each in record.codings(run)}
        assert len(record.runs()) == 1
    alone = coding.code(documents, load(), engine="rules", run_id=run.id)
    assert found == {each.document_id: each for each in alone}
