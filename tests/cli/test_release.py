from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.cli.conftest import Desk


def test_a_release_is_made_listed_checked_and_compared(built: Desk) -> None:
    said = built.run("release", "2023-annual", "--note", "For print", "--as", "Asma")
    assert "release 2023-annual of " in said
    assert "3 documents" in said
    (row,) = json.loads(built.run("release", "list", "--json"))
    assert (row["release"], row["by"], row["note"]) == ("2023-annual", "Asma", "For print")
    assert "as it was frozen" in built.run("release", "check", "2023-annual")
    assert "Nothing changed" in built.run("release", "diff", "2023-annual")


def test_a_ruling_changes_the_record_and_not_the_release(built: Desk) -> None:
    built.run("release", "first")
    before = built.rows("incidents", "--release", "first")
    (incident,) = before
    built.run("review", "correct", incident["incident_id"], "killed_best", "12", "--as", "Asma")
    assert built.rows("incidents", "--release", "first") == before
    (change,) = json.loads(built.run("release", "diff", "first", "--json"))
    assert (change["change"], change["before"], change["after"]) == (
        "killed changed",
        "9",
        "12 (9-12)",
    )
    assert change["why"] == "decision 1 (correct killed_best by Asma)"
    out = built.folder / "changes.csv"
    built.run("release", "diff", "first", "-o", str(out))
    assert out.read_text("utf-8").startswith("change,date,place,")


def test_analyses_and_reports_of_a_release_say_so(built: Desk) -> None:
    built.run("release", "first")
    found = json.loads(built.run("analyse", "trends", "--release", "first", "--json"))
    assert found["scope"]["release"] == "first"
    page = built.folder / "first.html"
    built.run("report", "--release", "first", "-o", str(page))
    assert "release first" in page.read_text("utf-8")


def test_misuse_is_explained(built: Desk) -> None:
    assert "No releases yet" in built.run("release", "list")
    assert "There is no release" in built.run("release", "diff", "x", status=1)
    built.run("release", "x")
    assert "never changes" in built.run("release", "x", status=1)
    assert "beginning with a letter" in built.run("release", "../x", status=1)
