from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from concord.exchange.formats import csv_columns, write_csv, write_geojson, write_jsonl
from concord.model import Document, Problem
from concord.reading import read
from concord.reading.own import EXPORTS, RECORD_MARK, is_own_output
from concord.record import open_record
from concord.record.migrations import APPLICATION_ID
from concord.record.rows_columns import COLUMNS

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("kind", COLUMNS)
def test_the_first_two_columns_tell_every_export(kind: str) -> None:
    first, second = csv_columns(kind)[:2]
    assert (first.encode(), second.encode()) in EXPORTS
    assert tuple(COLUMNS[kind])[:2] == (first, second)


def test_the_mark_of_a_record_is_the_one_that_the_record_sets() -> None:
    assert APPLICATION_ID.to_bytes(4, "big") == RECORD_MARK


def empty_row(kind: str) -> dict[str, object]:
    lists = {"texts", "actors", "targets", "claims"}
    return {name: [] if type_ in lists else None for name, type_ in COLUMNS[kind].items()}


@pytest.mark.parametrize("kind", COLUMNS)
def test_an_export_in_the_folder_is_passed_over(tmp_path: Path, kind: str) -> None:
    with (tmp_path / "own.csv").open("w", encoding="utf-8", newline="") as file:
        write_csv([empty_row(kind)], kind, file)
    with (tmp_path / "own.jsonl").open("w", encoding="utf-8") as file:
        write_jsonl([empty_row(kind)], kind, file)
    (found,) = read(tmp_path)
    assert isinstance(found, Problem)
    assert (found.where, found.code) == (tmp_path.name, "empty")


def test_points_that_were_exported_are_passed_over(tmp_path: Path) -> None:
    row = {"event_id": "e-1", "event_ids": [], "incident_id": "i-1", "latitude": 30.2}
    with (tmp_path / "own.geojson").open("w", encoding="utf-8") as file:
        write_geojson([{"incident_id": "i-1", **row, "longitude": 67.0}], "incidents", file)
    assert is_own_output(tmp_path / "own.geojson")


def test_a_record_with_its_logs_is_passed_over(tmp_path: Path) -> None:
    open_record(tmp_path / "old.db").close()
    (tmp_path / "old.db-wal").write_bytes(b"log")
    assert is_own_output(tmp_path / "old.db")
    assert is_own_output(tmp_path / "old.db-wal")
    assert not is_own_output(tmp_path / "other.db-wal")


def test_a_report_given_by_name_is_a_problem_that_says_so(tmp_path: Path) -> None:
    page = tmp_path / "report.html"
    page.write_text('<html><head><meta name="generator" content="Concord"></head><p>Two died.')
    (problem,) = read(page)
    assert isinstance(problem, Problem)
    assert problem.code == "own_output"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.html", '<meta name="generator" content="Concorde CMS"><p>Two men died near Wana.'),
        ("a.html", "<p>Concord</p><p>Two men died near Wana.</p>"),
        ("a.csv", "document_id,text\n1,Two men died near Wana.\n"),
        ("a.jsonl", '{"document_id": "1", "text": "Two men died near Wana."}\n'),
        ("a.txt", "document_id,document_external_id,\nTwo men died near Wana.\n"),
    ],
)
def test_what_others_wrote_is_read(tmp_path: Path, name: str, content: str) -> None:
    (tmp_path / name).write_text(content)
    (found,) = read(tmp_path)
    assert isinstance(found, Document)


def test_files_to_leave_out_are_passed_over_by_any_path_to_them(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Two men died near Wana.")
    (tmp_path / "b.txt").write_text("A man died near Wana.")
    left_out = tmp_path / "nowhere" / ".." / "b.txt"
    (found,) = read(tmp_path, leave_out=[left_out])
    assert isinstance(found, Document)
    assert found.source == "a.txt"
