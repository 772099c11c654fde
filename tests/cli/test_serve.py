"""`concord serve` and `concord boundaries`, as they are typed."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from concord.cli import main
from concord.record import open_record

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def target(tmp_path: Path) -> str:
    path = tmp_path / "r.db"
    open_record(path).close()
    return str(path)


def test_a_port_that_is_taken_says_what_to_do(target: str) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = CliRunner().invoke(main, ["serve", "--record", target, "--port", str(port)])
    assert done.exit_code == 1
    assert "--port" in done.output
    assert str(port) in done.output


def test_a_record_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    missing = tmp_path / "none.db"
    done = CliRunner().invoke(main, ["serve", "--record", str(missing), "--port", "0"])
    assert done.exit_code == 1
    assert "concord build" in done.output
    assert not missing.exists()


@pytest.mark.slow
def test_it_serves_until_it_is_stopped(target: str) -> None:
    start = "from concord.cli import main; main()"
    command = [sys.executable, "-c", start, "serve", "--record", target, "--port", "0"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as served:
        assert served.stderr is not None
        line = served.stderr.readline()
        address = next(word for word in line.split() if word.startswith("http://127.0.0.1:"))
        try:
            deadline = time.monotonic() + 60
            while True:
                try:
                    with urllib.request.urlopen(address, timeout=60) as answer:  # noqa: S310 - ours
                        assert answer.status == 200
                        assert "default-src 'none'" in answer.headers["content-security-policy"]
                    break
                except urllib.error.URLError:
                    assert time.monotonic() < deadline
                    time.sleep(0.2)
        finally:
            served.terminate()


def test_boundaries_are_added_listed_and_removed(target: str, tmp_path: Path) -> None:
    ring = [[[68, 28], [72, 28], [72, 32], [68, 28]]]
    shape = {"type": "Feature", "properties": {"name": "a"},
             "geometry": {"type": "Polygon", "coordinates": ring}}  # fmt: skip
    file = tmp_path / "districts.geojson"
    file.write_text(json.dumps({"type": "FeatureCollection", "features": [shape]}))
    run = CliRunner().invoke
    added = run(main, ["boundaries", "add", str(file), "--record", target])
    assert added.exit_code == 0
    assert "1 shape kept as 'districts'" in added.output
    assert "districts" in run(main, ["boundaries", "list", "--record", target]).output
    assert run(main, ["boundaries", "remove", "districts", "--record", target]).exit_code == 0
    listed = run(main, ["boundaries", "list", "--record", target]).output
    assert "No boundaries yet" in listed
    again = run(main, ["boundaries", "remove", "districts", "--record", target])
    assert again.exit_code == 1
    assert "kept under the name" in again.output
