from __future__ import annotations

import csv
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cli.conftest import Desk

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
