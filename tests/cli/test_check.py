"""`concord check` as a person runs it."""

from __future__ import annotations

import csv
import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cli.conftest import Desk

RISE = "Militant attacks in Pakistan rose 69 percent in 2023."


def test_a_text_is_checked_without_a_record(desk: Desk) -> None:
    shown = desk.run("check", RISE)
    assert "only the institutes' series are asked" in shown
    assert "Understood: change of militant attacks in Pakistan, 2023 against 2022" in shown
    assert "HOLDS UNDER SOME DEFINITIONS" in shown
    assert "641, 380" in shown
    assert "https://" in shown


def test_json_carries_every_reckoning(desk: Desk) -> None:
    desk.build()
    found = json.loads(desk.run("check", RISE, "--json"))
    assert found["verdict"] == "holds_under"
    (verdict,) = found["verdicts"]
    assert verdict["computed"] == 68.68
    assert {r["source"] for r in verdict["reckonings"]} >= {"picss", "pips"}


def test_a_file_is_checked_and_strictness_shows_in_the_status(desk: Desk) -> None:
    file = desk.folder / "printed.txt"
    file.write_text("PIPS counted 641 terrorist attacks in 2023.\n", encoding="utf-8")
    assert "DOES NOT HOLD" in desk.run("check", "--file", str(file))
    desk.run("check", "--file", str(file), "--strict", status=3)


def test_a_text_without_a_statistic_is_told_what_to_write(desk: Desk) -> None:
    assert "give a sentence with a number" in desk.run("check", "Nothing was said.", status=1)


def test_without_series_nothing_is_known_of_a_year_that_is_not_held(desk: Desk) -> None:
    desk.build()
    shown = desk.run("check", RISE, "--no-series")
    assert "CANNOT BE CHECKED" in shown


def test_every_statistic_of_the_record_has_a_verdict(desk: Desk) -> None:
    report = desk.folder / "articles" / "report.txt"
    report.write_text(
        "Title: A year of attacks\nPublished: 2024-01-02\n\n"
        "The Pakistan Institute for Conflict and Security Studies counted 641 militant attacks in"
        " Pakistan in 2023, a rise of 69 percent on 2022.\n",
        encoding="utf-8",
    )
    desk.build()
    rows = {row["value"]: row for row in desk.rows("verdicts")}
    assert rows[641]["verdict"] == "holds"
    assert rows[641]["origin"] == "picss"
    assert rows[641]["document_id"]
    assert len(rows) == len({row["value"] for row in desk.rows("statistics")})
    page = (desk.folder / "r.html").read_text("utf-8")
    assert "What the record and the institutes say of them" in page


def test_the_definitions_go_to_a_file_with_their_sources(desk: Desk) -> None:
    shown = desk.run("check", RISE, "-o", str(desk.folder / "rise.csv"))
    assert "rows written to" in shown
    with (desk.folder / "rise.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["decides"] for row in rows].count("true") == 1
    assert rows[0]["gives"] == "68.68"
    assert rows[0]["made_of"].startswith("641: ")
    assert "https://menafn.com" in rows[0]["citations"]


def test_what_the_record_gives_is_written_with_the_addresses_that_tell_it(desk: Desk) -> None:
    desk.build()
    desk.run(
        "check",
        "There were 3 attacks in Pakistan in 2023.",
        "-o",
        str(desk.folder / "own.csv"),
    )
    with (desk.folder / "own.csv").open(encoding="utf-8", newline="") as file:
        own = [
            row for row in csv.DictReader(file) if row["source"] == "own" and row["incident_ids"]
        ]
    assert own
    assert all(row["documents"] for row in own)


def test_two_editions_of_one_definition_are_told_apart(desk: Desk) -> None:
    shown = " ".join(desk.run("check", RISE).split())
    assert "the same, in another edition [source 2]" in shown
    assert "First row: 641 = " in shown
