"""A table without a map gets a first one, from the names of its columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from concord.codebook import load
from concord.exchange import draft_map, import_table
from concord.model import ExternalEvent

if TYPE_CHECKING:
    from pathlib import Path


def test_columns_are_read_by_their_names_and_the_others_are_listed(tmp_path: Path) -> None:
    file = tmp_path / "Our list 2024.csv"
    file.write_text("No,Date,Kind,Where,Province,Deaths,Checked by\n", encoding="utf-8")
    assert draft_map(file).splitlines() == [
        "dataset: our_list_2024",
        "version: 1",
        'id: "No"',
        'dates: "%Y-%m-%d"',
        "columns:",
        '  happened_from: "Date"',
        '  type: "Kind"',
        '  place: "Where"',
        '  admin1: "Province"',
        '  killed: "Deaths"',
        "  # not read: Checked by",
    ]


def test_a_table_that_says_nothing_of_what_happened_is_told_so(tmp_path: Path) -> None:
    file = tmp_path / "x.csv"
    file.write_text("a;b\n1;2\n", encoding="utf-8")
    drafted = draft_map(file)
    assert 'id: "a"' in drafted
    assert "# type: the column that says what happened; it is needed" in drafted


def test_the_draft_is_a_map(tmp_path: Path) -> None:
    file, mapping = tmp_path / "a.csv", tmp_path / "map.yaml"
    file.write_text("ID,Day,Type,Town\n7,2024-03-05,bombing,Quetta\n", encoding="utf-8")
    mapping.write_text(draft_map(file), encoding="utf-8")
    (found,) = import_table(file, mapping, load())
    assert isinstance(found, ExternalEvent)
    assert found.external_id == "7"
