from __future__ import annotations

import csv
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from tests.record.test_rows import BOOK, EVENT, Shown

from concord.exchange import export, read_edits
from concord.exchange.edits import EditedFileError
from concord.model import Decision, Problem

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

NOW = datetime(2024, 1, 1, tzinfo=UTC)


def edited(
    folder: Path, change: Callable[[list[dict[str, str]]], None], *, with_names: bool = False
) -> list[Decision | Problem]:
    file = folder / "incidents.csv"
    export(Shown(), "incidents", book=BOOK, fmt="csv", out=file, with_names=with_names)
    with file.open(encoding="utf-8", newline="") as text:
        rows = list(csv.DictReader(text))
    change(rows)
    with file.open("w", encoding="utf-8", newline="") as text:
        writer = csv.DictWriter(text, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return list(read_edits(file, Shown(), BOOK, who="omar", recorded=NOW))


@pytest.mark.parametrize("with_names", [False, True])
def test_an_export_that_was_not_edited_decides_nothing(tmp_path: Path, *, with_names: bool) -> None:
    assert edited(tmp_path, lambda _: None, with_names=with_names) == []


def test_each_edited_cell_is_a_correction_by_whoever_edited_it(tmp_path: Path) -> None:
    def change(rows: list[dict[str, str]]) -> None:
        rows[0] |= {"type": "bombing", "killed_best": "3", "claimed_by": "TTP | BLA"}

    found = edited(tmp_path, change)
    assert [each.field for each in found if isinstance(each, Decision)] == [
        "type",
        "killed_best",
        "claimed_by",
    ]
    first = found[0]
    assert isinstance(first, Decision)
    assert (first.kind, first.subjects, first.value) == ("correct", ("i1-e1-gun-1",), "bombing")
    assert (first.who, first.recorded, first.note) == ("omar", NOW, "edited in incidents.csv")


def test_what_cannot_be_taken_over_is_a_problem_of_its_cell(tmp_path: Path) -> None:
    def change(rows: list[dict[str, str]]) -> None:
        rows[0] |= {"outlets": "9", "happened_from": "yesterday"}
        rows.append(rows[0] | {"incident_id": "i9-e1-gun-1"})

    found = edited(tmp_path, change)
    assert [(p.where, p.code) for p in found if isinstance(p, Problem)] == [
        ("incidents.csv:2:happened_from", "bad_value"),
        ("incidents.csv:2:outlets", "not_editable"),
        ("incidents.csv:3:incident_id", "unknown_id"),
    ]


def test_a_new_column_is_a_problem_and_the_rest_is_read(tmp_path: Path) -> None:
    def change(rows: list[dict[str, str]]) -> None:
        rows[0] |= {"colour": "red", "type": "bombing"}

    found = edited(tmp_path, change)
    assert [type(each) for each in found] == [Problem, Decision]


def test_a_mask_is_never_stored_as_a_name(tmp_path: Path) -> None:
    def change(rows: list[dict[str, str]]) -> None:
        rows[0]["summary"] += " More."

    (problem,) = edited(tmp_path, change)
    assert isinstance(problem, Problem)
    assert problem.code == "masked"
    (decision,) = edited(tmp_path, change, with_names=True)
    assert isinstance(decision, Decision)


def test_a_cell_quoted_against_formulas_is_not_an_edit(tmp_path: Path) -> None:
    view = Shown(event=replace(EVENT, summary="=HYPERLINK(1)"))
    file = tmp_path / "incidents.csv"
    export(view, "incidents", book=BOOK, fmt="csv", out=file)
    assert "'=HYPERLINK" in file.read_text(encoding="utf-8")
    assert list(read_edits(file, view, BOOK, who="omar", recorded=NOW)) == []


def test_another_file_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text("a,b\n1,2\n", encoding="utf-8")
    with pytest.raises(EditedFileError, match="no incident_id column"):
        read_edits(file, Shown(), BOOK, who="omar", recorded=NOW)
    file.write_bytes(b"\xff\xfe")
    with pytest.raises(EditedFileError, match="cannot be read"):
        read_edits(file, Shown(), BOOK, who="omar", recorded=NOW)
