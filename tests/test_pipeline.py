"""The whole path: killed at any moment, in any hash seed, the same record comes out."""

from __future__ import annotations

import contextlib
import json
import os
import random
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

PLACES = ("Quetta", "Peshawar", "Karachi", "Lahore", "Bannu", "Turbat", "Mardan", "Sukkur")


def write_articles(folder: Path, count: int) -> None:
    folder.mkdir()
    rows = [
        {
            "id": f"a{n}",
            "published": f"2023-{n % 12 + 1:02d}-{n % 27 + 1:02d}",
            "publisher": "Valley Times",
            "text": f"Gunmen shot dead {n % 7 + 2} policemen at a checkpost near "
            f"{PLACES[n % len(PLACES)]} on Monday, officials said. The chief minister called for "
            "talks with the militants.",
        }
        for n in range(count)
    ]
    text = "".join(json.dumps(row) + "\n" for row in rows)
    (folder / "feed.jsonl").write_text(text, encoding="utf-8")


def concord(*args: str, seed: str = "0") -> list[str]:
    os.environ["PYTHONHASHSEED"] = seed
    return [sys.executable, "-c", "from concord.cli import main; main()", *args]


KINDS = ("documents", "events", "incidents", "statements", "positions")
EXPORT = """
import sys
from concord.cli import main
for kind in sys.argv[2:]:
    out = f"{sys.argv[1]}-{kind}.jsonl"
    main(["export", kind, "-o", out, "--record", sys.argv[1]], standalone_mode=False)
"""


def exports(record: Path) -> dict[str, bytes]:
    """All exports, by one process: starting takes longer than writing."""
    subprocess.run([sys.executable, "-c", EXPORT, str(record), *KINDS], check=True)
    return {kind: Path(f"{record}-{kind}.jsonl").read_bytes() for kind in KINDS}


def build(articles: Path, record: Path, seed: str = "0") -> list[str]:
    report = str(record.with_suffix(".html"))
    return concord("build", str(articles), "--record", str(record), "--report", report, seed=seed)


def rows_in(record: Path, table: str) -> int:
    """Count what another process has committed so far; nothing yet counts as none."""
    try:
        with contextlib.closing(sqlite3.connect(f"{record.as_uri()}?mode=ro", uri=True)) as looking:
            (count,) = looking.execute(f"SELECT COUNT(*) FROM {table}").fetchone()  # noqa: S608
    except sqlite3.OperationalError:
        return 0
    return int(count)


def kill_after(command: list[str], record: Path, table: str, *, wait: float) -> bool:
    """Start a build, kill it once the table has rows and a moment more; return if it was alive."""
    process = subprocess.Popen(command)
    while process.poll() is None and not rows_in(record, table):
        time.sleep(0.01)
    time.sleep(wait)
    alive = process.poll() is None
    process.kill()
    process.wait()
    return alive


@pytest.mark.slow
def test_killed_in_the_middle_a_rerun_ends_with_the_same_exports(tmp_path: Path) -> None:
    articles = tmp_path / "articles"
    write_articles(articles, 450)
    calm, killed = tmp_path / "calm.db", tmp_path / "killed.db"
    subprocess.run(build(articles, calm), check=True)

    # By what is committed, not by the clock: in the first codings, between two transactions of
    # them, and at some moment of the rerun.
    moments = random.Random(7)
    in_the_first = kill_after(build(articles, killed), killed, "documents", wait=0.3)
    between = kill_after(build(articles, killed), killed, "codings", wait=0.0)
    kill_after(build(articles, killed), killed, "documents", wait=moments.uniform(1, 4))
    coded = rows_in(killed, "codings")
    subprocess.run(build(articles, killed), check=True)

    assert in_the_first
    assert between
    assert 0 < coded <= 450
    assert exports(killed) == exports(calm)


def test_two_hash_seeds_give_the_same_bytes(tmp_path: Path) -> None:
    articles = tmp_path / "articles"
    write_articles(articles, 40)
    one, other = tmp_path / "one.db", tmp_path / "other.db"

    subprocess.run(build(articles, one, seed="1"), check=True)
    subprocess.run(build(articles, other, seed="4242"), check=True)

    assert exports(one) == exports(other)
    assert one.with_suffix(".html").read_bytes() == other.with_suffix(".html").read_bytes()
