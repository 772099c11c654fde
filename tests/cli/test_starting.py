"""A command loads what it needs and no more: what it does not need delays the first result."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

TEXT = "Two policemen were killed when gunmen attacked a checkpoint in Bannu on Monday."
RUN = """
import atexit, gc, json, os, sys
from concord.cli import main
try:
    main()
except SystemExit as end:
    assert not end.code, end.code
print()
print(json.dumps({
    "modules": sorted(sys.modules),
    "threshold": gc.get_threshold()[0],
    "threads": os.environ.get("OPENBLAS_NUM_THREADS"),
}))
"""


def run(*words: str) -> dict[str, object]:
    done = subprocess.run(
        [sys.executable, "-c", RUN, *words], check=True, capture_output=True, text=True
    )
    found: dict[str, object] = json.loads(done.stdout.splitlines()[-1])
    return found


@pytest.fixture(scope="module")
def after_code(tmp_path_factory: pytest.TempPathFactory) -> dict[str, object]:
    folder: Path = tmp_path_factory.mktemp("record")
    (folder / "one.txt").write_text(TEXT, "utf-8")
    record = str(folder / "one.db")
    run("add", str(folder / "one.txt"), "--record", record)
    run("code", "--record", record, "--engine", "rules")  # now packs are in the cache
    (folder / "two.txt").write_text(f"Again: {TEXT}", "utf-8")
    run("add", str(folder / "two.txt"), "--record", record)
    return run("code", "--record", record, "--engine", "rules")


@pytest.mark.parametrize(
    "library", ["altair", "httpx", "jinja2", "multiprocessing.pool", "polars", "rich", "yaml"]
)
def test_coding_loads_no_library_that_it_does_not_need(
    after_code: dict[str, object], library: str
) -> None:
    assert library not in after_code["modules"]  # type: ignore[operator]  # of a JSON object


@pytest.mark.parametrize(
    "package", ["analysis", "checking", "exchange", "linking", "publishing", "report", "web"]
)
def test_coding_loads_no_package_of_other_commands(
    after_code: dict[str, object], package: str
) -> None:
    assert f"concord.{package}" not in after_code["modules"]  # type: ignore[operator]  # of a JSON object


def test_a_command_seldom_looks_for_cycles(after_code: dict[str, object]) -> None:
    assert after_code["threshold"] == 250_000


def test_numpy_starts_no_thread_beside_the_reading_model(
    after_code: dict[str, object], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert after_code["threads"] == "1"
    monkeypatch.setenv("OPENBLAS_NUM_THREADS", "2")
    assert run("code", "--help")["threads"] == "2"
