from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cli.conftest import Desk

EXAMPLES = Path(__file__).parents[2] / "examples"
TABLE = """id,day,where,what,dead
7,02/03/2015,Sibi,shooting,2
8,03/03/2015,Turbat,bomb,five
"""
MAP = """dataset: desk
id: id
dates: "%d/%m/%Y"
columns:
  happened_from: day
  place: where
  type:
    column: what
    values: {shooting: armed_attack, bomb: bombing}
  killed: dead
"""


def test_each_row_is_imported_or_a_problem_with_row_and_column(desk: Desk) -> None:
    table, mapping = desk.folder / "own.csv", desk.folder / "map.yaml"
    table.write_text(TABLE, encoding="utf-8")
    mapping.write_text(MAP, encoding="utf-8")

    out = desk.run("import", "table", str(table), "--map", str(mapping), status=3)

    assert "own.csv:3:dead" in out
    (row,) = desk.rows("incidents", "--datasets", "desk")
    assert (row["dataset"], row["type"], row["happened_from"]) == (
        "desk",
        "armed_attack",
        "2015-03-02",
    )


def test_an_edited_export_becomes_corrections(built: Desk) -> None:
    out = built.folder / "incidents.csv"
    built.run("export", "incidents", "-o", str(out))
    with out.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    rows[0]["type"] = "bombing"
    with out.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0].keys())
        writer.writeheader()
        writer.writerows(rows)

    assert "1 correction recorded" in built.run("import", "edits", str(out), "--as", "omar")

    assert [i["type"] for i in built.rows("incidents")] == ["bombing"]


def test_ged_is_imported_once_and_matched_with_our_own(built: Desk) -> None:
    sample = next(EXAMPLES.glob("ged/*.csv"))

    first = built.run("import", "ged", str(sample))
    again = built.run("import", "ged", str(sample))

    assert "61 rows imported, 0 known already" in first
    assert "out of order" in first
    assert "0 rows imported, 61 known already" in again
    assert {r["dataset"] for r in built.rows("incidents", "--datasets", "ged")} == {"ged"}
    refused = built.run("analyse", "trends", "--datasets", "own,ged", status=1)
    assert "cannot be counted together" in refused
    assert "held by both own and ged" in built.run("match", "own", "ged")


def test_acled_and_gtd_say_what_they_lack(desk: Desk) -> None:
    table = desk.folder / "other.csv"
    table.write_text("id,day\n1,2\n", encoding="utf-8")

    for name, column in (("acled", "event_id_cnty"), ("gtd", "eventid"), ("ged", "best")):
        assert column in desk.run("import", name, str(table), status=1)


def test_two_data_sets_are_matched_into_a_file_or_json(built: Desk) -> None:
    built.run("import", "ged", str(next(EXAMPLES.glob("ged/*.csv"))))
    out = built.folder / "matches.csv"

    assert "written to" in built.run("match", "own", "ged", "-o", str(out))
    printed = json.loads(built.run("match", "own", "ged", "--json"))

    assert out.read_text("utf-8").startswith("held_by,incident_id,other_id")
    assert printed["columns"][0] == "held_by"
