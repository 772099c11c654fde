"""Audit, double coding, assignment and corrections from the command line."""

from __future__ import annotations

import csv
import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cli.conftest import Desk


def test_an_audit_from_the_draw_to_the_figures(built: Desk) -> None:
    assert "Nothing has been drawn" in built.run("review", "audit", status=1)
    assert "is not known" in built.run("analyse", "audit")
    items = json.loads(built.run("review", "audit", "--draw", "9", "--seed", "7", "--json"))
    again = json.loads(
        built.run("review", "audit", "again", "--draw", "9", "--seed", "7", "--json")
    )
    assert items == again
    for item in items:
        is_text = item["stratum"] in ("skipped", "empty", "rejected", "unread")
        verdict = ("read", "--missed", "1") if is_text else ("wrong", "--wrong", "where")
        built.run("review", "answer", "audit-1", str(item["number"]), *verdict, "--as", "asma")
    told = built.run("analyse", "audit", "--sample", "audit-1")
    assert "precision" in told
    assert "recall" in told
    # Answers are about what was shown: they hold for every sample that shows it.
    listed = built.run("review", "audit", "again")
    assert listed.count("asma") == len(items)
    rows = json.loads(built.run("analyse", "audit", "--json"))["rows"]
    assert ["where", "all", 0.0] in [row[:3] for row in rows]


def test_an_answer_that_does_not_fit_is_misuse(built: Desk) -> None:
    items = json.loads(built.run("review", "audit", "--draw", "9", "--json"))
    number = next(str(i["number"]) for i in items if i["id"].startswith("i"))
    assert "answer right" in built.run("review", "answer", "audit-1", number, "read", status=2)
    wrong = ("review", "answer", "audit-1", number, "wrong")
    assert "which fields" in built.run(*wrong, status=1)
    assert "No field lunch" in built.run(*wrong, "--wrong", "lunch", status=2)
    assert "items 1 to" in built.run("review", "answer", "audit-1", "99", "right", status=1)
    assert "no sample" in built.run("review", "answer", "audit-9", "1", "right", status=1)


def test_two_sheets_are_two_codings_and_their_agreement(built: Desk) -> None:
    built.run("review", "double", "--draw", "3", "--coders", "asma,bilal")
    assert "no text yet" in built.run("review", "double", "double-1")
    for who in ("asma", "bilal"):
        file = built.folder / f"{who}.csv"
        built.run("review", "sheet", "double-1", "-o", str(file))
        with file.open(encoding="utf-8-sig", newline="") as text:
            rows = list(csv.DictReader(text))
        for row in rows:
            row["type" if "Quetta" in row["text"] else "read"] = (
                "bombing" if "Quetta" in row["text"] else "yes"
            )
        with file.open("w", encoding="utf-8", newline="") as out:
            writer = csv.DictWriter(out, rows[0])
            writer.writeheader()
            writer.writerows(rows)
        built.run("review", "sheet", "double-1", "--import", str(file), "--as", who)
    assert "100 percent are coded by both" in built.run("review", "double", "double-1")
    assert "coded by both" in built.run("review", "double", "double-1", "--machine")
    carl = ("review", "sheet", "double-1", "--import", str(file), "--as", "carl")
    assert "whose sheet" in built.run(*carl, status=2)
    assert "-o FILE" in built.run("review", "sheet", "double-1", status=2)
    assert "two people" in built.run("review", "double", "--draw", "3", status=1)


def test_a_sheet_with_faults_ends_with_status_three(built: Desk) -> None:
    built.run("review", "double", "--draw", "1", "--coders", "asma,bilal")
    file = built.folder / "s.csv"
    built.run("review", "sheet", "double-1", "-o", str(file))
    text = file.read_text("utf-8-sig").rstrip("\r\n").rpartition(",,,,,,,,,,,,,")
    file.write_text(f"{text[0]},,picnic,,,,,,,,,,,\n", "utf-8")
    out = built.run("review", "sheet", "double-1", "--import", str(file), "--as", "asma", status=3)
    assert "picnic" in out


def test_work_is_assigned_and_listed(built: Desk) -> None:
    (incident,) = built.rows("incidents")
    assert "Nothing is assigned" in built.run("review", "work")
    built.run("review", "assign", incident["event_ids"][0], "--to", "bilal", "--as", "asma")
    (row,) = json.loads(built.run("review", "work", "--mine", "--as", "bilal", "--json"))
    assert (row["incident_id"], row["state"]) == (incident["incident_id"], "assigned")
    built.run("review", "assign", incident["incident_id"], "--to", "bilal", "--state", "done")
    assert "Nothing" in built.run("review", "work", "--state", "assigned")
    assert "holds no event" in built.run("review", "assign", "i-none", "--to", "x", status=1)


def test_rulings_are_written_as_training_data(built: Desk) -> None:
    (incident,) = built.rows("incidents")
    built.run("review", "correct", incident["event_ids"][0], "place", "Quetta city")
    out = built.folder / "c.jsonl"
    assert "1 line written" in built.run("review", "corrections", "-o", str(out))
    (line,) = map(json.loads, out.read_text("utf-8").splitlines())
    assert (line["field"], line["value"]) == ("place", "Quetta city")
