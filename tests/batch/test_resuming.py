"""A run whose driver was killed goes on, on a real Ray cluster of this machine."""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

from concord import coding, pipeline
from concord.codebook.book import load
from concord.identity import document_id, text_hash
from concord.model import Document
from concord.record import open_record
from concord.record.store import CODINGS

if TYPE_CHECKING:
    from pathlib import Path

    from concord.model import Ledger
    from concord.record import Record

WAIT = 240  # seconds: a busy machine starts a cluster slowly


def invented_document(number: int) -> Document:
    text = f"Rebels kidnapped {number + 2} teachers near Maiduguri on 3 May 2021. Case {number}."
    return Document(
        id=document_id(text, f"doc-{number}"),
        text=text,
        source=f"doc-{number}",
        text_hash=text_hash(text),
        published="2021-05-04",
        language="en",
    )


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


@pytest.mark.skipif(
    importlib.util.find_spec("ray") is None and not os.environ.get("CONCORD_REQUIRE_SERVICES"),
    reason="Ray is not installed",
)
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
    alone = coding.code(documents, load(), run_id=run.id)
    assert found == {each.document_id: each for each in alone}
