"""A sample as a spreadsheet, filled in by an assistant, and back as a coding."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

import pytest
from tests.record.making import document

from concord.codebook.book import Codebook, load
from concord.exchange.sheet import (
    COLUMNS,
    SheetError,
    UnfitCellsError,
    check_cells,
    read_sheet,
    write_sheet,
)
from concord.model import Problem
from concord.record.audits import Item, Sample

if TYPE_CHECKING:
    from pathlib import Path

ONE = document("A bomb killed three traders in Bannu on Monday.", "a", title="=1+1")
TWO = document("Ministers met.", "b")
HELD = {ONE.id: ONE, TWO.id: TWO}
SAMPLE = Sample(
    name="double-1", kind="double", seed=1, run_id="r", who="Asma", recorded="2024-05-01",
    strata=(), coders=("Asma", "Bilal"),
    items=tuple(Item(key=f"text:{d}", stratum="skipped", document_id=d) for d in HELD),
)  # fmt: skip


@pytest.fixture(scope="module")
def book() -> Codebook:
    return load()


def fill(file: Path, *rows: dict[str, str], delimiter: str = ",") -> Path:
    with file.open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, COLUMNS, restval="", delimiter=delimiter)
        writer.writeheader()
        writer.writerows(rows)
    return file


def test_the_sheet_holds_the_texts_and_nothing_of_the_machine(tmp_path: Path) -> None:
    file = tmp_path / "s.csv"
    assert write_sheet(file, SAMPLE, HELD) == 2
    with file.open(encoding="utf-8-sig", newline="") as text:
        rows = list(csv.DictReader(text))
    assert [row["document_id"] for row in rows] == [ONE.id, TWO.id]
    assert rows[0]["title"] == "'=1+1"
    assert all(not row[name] for row in rows for name in COLUMNS[5:])


@pytest.mark.parametrize("delimiter", [",", ";"])
def test_a_filled_sheet_is_a_coding(tmp_path: Path, book: Codebook, delimiter: str) -> None:
    file = fill(
        tmp_path / "s.csv",
        {"document_id": ONE.id, "type": "bombing", "happened_from": "2024-05", "killed": "3+",
         "place": "Bannu", "words": "killed  three"},
        {"document_id": ONE.id, "type": "arrest"},
        {"document_id": TWO.id, "read": "yes"},
        delimiter=delimiter,
    )  # fmt: skip
    one, two = read_sheet(file, SAMPLE, HELD, book, who="Bilal")
    assert not isinstance(one, Problem)
    assert not isinstance(two, Problem)
    assert [row["type"] for row in one.rows] == ["bombing", "arrest"]
    assert one.rows[0]["killed"] == "3"
    assert one.rows[0]["happened_precision"] == "month"
    assert one.rows[0]["happened_to"] == "2024-05-31"
    assert '"start": 7' in one.rows[0]["evidence"]
    assert (two.item, two.rows, two.who) == (f"text:{TWO.id}", (), "Bilal")


def test_a_text_with_a_fault_is_left_out_whole_and_every_fault_named(
    tmp_path: Path, book: Codebook
) -> None:
    file = fill(
        tmp_path / "s.csv",
        {"document_id": ONE.id, "type": "bombing"},
        {"document_id": ONE.id, "type": "picnic", "killed": "many", "words": "no such words"},
        {"document_id": "d-none", "type": "bombing"},
        {"document_id": TWO.id},
    )
    found = list(read_sheet(file, SAMPLE, HELD, book, who="Bilal"))
    assert all(isinstance(each, Problem) for each in found)
    where = {each.where for each in found if isinstance(each, Problem)}
    assert {"s.csv:3:type", "s.csv:3:killed", "s.csv:3:words", "s.csv:4:document_id"} <= where


def test_a_file_that_is_no_sheet_is_refused(tmp_path: Path, book: Codebook) -> None:
    for name, text in (("a.csv", "x,y\n1,2\n"), ("b.csv", ""), ("c.xlsx", "no workbook")):
        file = tmp_path / name
        file.write_text(text, "utf-8")
        with pytest.raises(SheetError, match="review sheet"):
            list(read_sheet(file, SAMPLE, HELD, book, who="Bilal"))


def test_cells_are_normal_or_refused(book: Codebook) -> None:
    cells = check_cells({"type": "Bombing", "status": "", "killed": "10-14"}, ONE, book)
    assert cells == {"type": "bombing", "status": "actual", "killed": "10"}
    with pytest.raises(UnfitCellsError, match="type"):
        check_cells({"killed": "3"}, ONE, book)
