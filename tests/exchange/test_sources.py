"""The registry of sources as a file: what is written is read again, and faults are named."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

import pytest

from concord.exchange.sources import (
    UnreadableSourcesError,
    read_sources,
    take_sources,
    write_sources,
)
from concord.model import Problem
from concord.record import open_record
from concord.record.sources import Source, sources

if TYPE_CHECKING:
    from pathlib import Path

KEPT = (
    Source(name="Hill Radio", kind="broadcaster", language="ps", note="evenings, twice"),
    Source(name="Valley Post", kind="newspaper", scale="national", also=("vp.example", "VP")),
)


@pytest.mark.parametrize("ending", ["csv", "yaml"])
def test_what_is_written_is_read_again(tmp_path: Path, ending: str) -> None:
    file = tmp_path / f"sources.{ending}"
    file.write_text(write_sources(KEPT, ending), encoding="utf-8", newline="")
    assert tuple(read_sources(file)) == KEPT


def test_a_name_that_could_run_as_a_formula_is_quoted_and_comes_back(tmp_path: Path) -> None:
    file = tmp_path / "sources.csv"
    hostile = (Source(name="=HYPERLINK(A1)", kind="agency", note="@post"),)
    file.write_text(write_sources(hostile, "csv"), encoding="utf-8", newline="")
    with file.open(encoding="utf-8", newline="") as lines:
        (row,) = csv.DictReader(lines)
    assert (row["name"], row["note"]) == ("'=HYPERLINK(A1)", "'@post")
    assert tuple(read_sources(file)) == hostile


@pytest.mark.parametrize(
    ("name", "text"),
    [("a.csv", "title,kind\nA,agency\n"), ("a.yaml", "name: A\n"), ("a.yaml", "[a: b: c")],
)
def test_a_file_without_sources_says_what_is_wanted(tmp_path: Path, name: str, text: str) -> None:
    file = tmp_path / name
    file.write_text(text, encoding="utf-8")
    with pytest.raises(UnreadableSourcesError, match="sources export"):
        list(read_sources(file))


def test_faulty_rows_are_problems_and_the_others_are_entered(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text("name,kind,also\nA,agency,B\nC,paper,\nB,agency,\nD,,\n", encoding="utf-8")
    with open_record(str(tmp_path / "r.db")) as record:
        entered, problems = take_sources(record, read_sources(file), who="me")
        assert entered == 1
        assert [each.where for each in problems] == ["a.csv:2", "B"]
        assert all(isinstance(each, Problem) for each in problems)
        assert [each.name for each in sources(record)] == ["A"]
