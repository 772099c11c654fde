from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from concord.codebook.book import load
from concord.exchange import import_table
from concord.exchange.mapping import MappingError, read_mapping
from concord.exchange.table import NotCsvError, TableError
from concord.model import ExternalEvent, Problem

if TYPE_CHECKING:
    from pathlib import Path

BOOK = load()
MAP = """dataset: desk
version: "2024"
id: No
empty: ["-"]
columns:
  happened_from: {column: Date, format: "%d/%m/%Y"}
  type: {column: Kind, values: {IED: bombing, Firing: armed_attack}}
  place: Where
  killed: Dead
  perpetrators: Group
  summary: What
constants:
  country: Pakistan
  target_class: security
"""
HEAD = "No,Date,Kind,Where,Dead,Group,What\n"


def imported(folder: Path, body: str, mapping: str = MAP) -> list[ExternalEvent | Problem]:
    table, map_file = folder / "own.csv", folder / "map.yaml"
    table.write_bytes((HEAD + body).encode())
    map_file.write_text(mapping, encoding="utf-8")
    return list(import_table(table, map_file, BOOK))


def places(found: list[ExternalEvent | Problem]) -> list[str]:
    return [each.where for each in found if isinstance(each, Problem)]


def test_a_row_becomes_an_event_with_its_own_id_and_its_columns_kept(tmp_path: Path) -> None:
    (row,) = imported(tmp_path, "17,03/02/2015,IED,Quetta,2+,BLA,Two guards died.\n")
    assert isinstance(row, ExternalEvent)
    assert (row.dataset, row.version, row.external_id) == ("desk", "2024", "17")
    assert row.row["Kind"] == "IED"
    facts = row.facts
    assert (facts.type, facts.family, facts.category) == ("bombing", "bomb", "militant_attack")
    assert facts.happened[0].first == date(2015, 2, 3)
    assert (facts.places[0].name, facts.places[0].country) == ("Quetta", "PK")
    assert facts.places[0].admin1 == "Balochistan"
    assert facts.perpetrators[0].actor_id == "bla"
    (toll,) = facts.tolls
    assert (toll.low, toll.best, toll.high, toll.victim_class) == (2, 2, None, "security")


def test_every_bad_cell_is_a_problem_with_its_row_and_column(tmp_path: Path) -> None:
    found = imported(
        tmp_path,
        "1,2015-02-03,IED,Quetta,two,BLA,a\n"
        "2,03/02/2015,Flood,Quetta,2,BLA,a\n"
        "3,03/02/2015,IED,Quetta,2,BLA,a\n",
    )
    assert places(found) == ["own.csv:2:Date", "own.csv:2:Dead", "own.csv:3:Kind"]
    assert [each.external_id for each in found if isinstance(each, ExternalEvent)] == ["3"]


def test_what_stands_for_unknown_is_unknown(tmp_path: Path) -> None:
    (row,) = imported(tmp_path, "1,-,IED,-,-,-,\n")
    assert isinstance(row, ExternalEvent)
    assert (row.facts.happened, row.facts.tolls, row.facts.perpetrators) == ((), (), ())


def test_ids_must_be_there_and_only_once(tmp_path: Path) -> None:
    line = "03/02/2015,IED,Quetta,2,BLA,a\n"
    found = imported(tmp_path, f"1,{line}1,{line},{line}")
    assert places(found) == ["own.csv:3:No", "own.csv:4:No"]


def test_rows_of_another_length_and_empty_rows(tmp_path: Path) -> None:
    found = imported(tmp_path, "1,03/02/2015\n,,,,,,\n2,03/02/2015,IED,Quetta,2,BLA,a,b\n")
    assert places(found) == ["own.csv:2", "own.csv:4"]


def test_bytes_of_another_encoding_name_the_column_and_the_remedy(tmp_path: Path) -> None:
    table, mapping = tmp_path / "own.csv", tmp_path / "map.yaml"
    line = "1,03/02/2015,IED,Quetta,2,BLA,Caf\u00e9\n"
    table.write_bytes(HEAD.encode() + line.encode("cp1252"))
    mapping.write_text(MAP, encoding="utf-8")
    (problem,) = import_table(table, mapping, BOOK)
    assert isinstance(problem, Problem)
    assert problem.where == "own.csv:2:What"
    assert "encoding" in problem.message
    mapping.write_text(f"encoding: cp1252\n{MAP}", encoding="utf-8")
    (row,) = import_table(table, mapping, BOOK)
    assert isinstance(row, ExternalEvent)
    assert row.facts.summary == "Caf\u00e9"


def test_a_default_date_format_holds_for_all_dates(tmp_path: Path) -> None:
    mapping = 'dates: "%Y/%m"\n' + MAP.replace('{column: Date, format: "%d/%m/%Y"}', "Date")
    (row,) = imported(tmp_path, "1,2015/02,IED,Quetta,2,BLA,a\n", mapping)
    assert isinstance(row, ExternalEvent)
    assert row.facts.happened[0].precision == "month"
    assert row.facts.happened[0].last == date(2015, 2, 28)


@pytest.mark.parametrize(
    ("change", "line", "message"),
    [
        (("killed: Dead", "deaths: Dead"), 9, "unknown field 'deaths'"),
        (("id: No", ""), 1, "`id` must be given"),
        (("version:", "edition:"), 2, "unknown key 'edition'"),
        (("country: Pakistan", "killed: 3"), 13, "both a column and a constant"),
        (("place: Where", "place: {columns: Where}"), 8, "write the name of a column"),
        (("place: Where", 'place: {column: W, format: "%d"}'), 8, "`format` is for"),
        (('empty: ["-"]', "empty: none"), 4, "must be a list"),
        (('empty: ["-"]', "delimiter: tab"), 4, "must be one character"),
        (('empty: ["-"]', "encoding: utf-9"), 4, "no encoding 'utf-9'"),
        (('empty: ["-"]', "empty: ["), 6, "not valid YAML"),
        (("country: Pakistan", "country: [PK]"), 13, "a constant is one word"),
    ],
)
def test_a_faulty_map_names_its_line(
    tmp_path: Path, change: tuple[str, str], line: int, message: str
) -> None:
    file = tmp_path / "map.yaml"
    file.write_text(MAP.replace(*change), encoding="utf-8")
    with pytest.raises(MappingError) as caught:
        read_mapping(file)
    assert f"map.yaml:{line}: " in str(caught.value)
    assert message in str(caught.value)


def test_a_map_that_is_no_map(tmp_path: Path) -> None:
    file = tmp_path / "map.yaml"
    for content in (b"- a", b"", b"\xff\xfe\x00"):
        file.write_bytes(content)
        with pytest.raises(MappingError, match=r"map\.yaml"):
            read_mapping(file)


def test_the_first_sheet_of_a_workbook_is_a_table(tmp_path: Path) -> None:
    table, mapping = tmp_path / "own.xlsx", tmp_path / "map.yaml"
    # A cell that is a real day comes as 2015-02-03: the map names no format.
    mapping.write_text(MAP.replace('{column: Date, format: "%d/%m/%Y"}', "Date"), encoding="utf-8")
    with xlsxwriter.Workbook(table) as book:
        sheet, day = book.add_worksheet(), book.add_format({"num_format": "dd.mm.yyyy"})
        sheet.write_row(0, 0, HEAD.strip().split(","))
        sheet.write_row(1, 0, [17, "", "IED", "Quetta", 2, "BLA", "Two guards died."])
        sheet.write_datetime(1, 1, date(2015, 2, 3), day)
    (row,) = import_table(table, mapping, BOOK)
    assert isinstance(row, ExternalEvent)
    assert (row.external_id, row.facts.happened[0].first) == ("17", date(2015, 2, 3))
    assert row.facts.tolls[0].best == 2
    table.write_bytes(b"PK, but no workbook")
    with pytest.raises(TableError, match="cannot be read as a workbook"):
        import_table(table, mapping, BOOK)


def test_a_header_without_a_mapped_column_stops_before_the_first_row(tmp_path: Path) -> None:
    table, mapping = tmp_path / "own.csv", tmp_path / "map.yaml"
    mapping.write_text(MAP, encoding="utf-8")
    table.write_text("No,Date,Kind\n", encoding="utf-8")
    with pytest.raises(TableError, match="no column 'Where', 'Dead', 'Group', 'What'"):
        import_table(table, mapping, BOOK)
    table.write_text(HEAD.replace("What", "No"), encoding="utf-8")
    with pytest.raises(TableError):
        import_table(table, mapping, BOOK)
    table.write_bytes(b"PK\x03\x04...")
    with pytest.raises(NotCsvError, match=r"Name it \.xlsx"):
        import_table(table, mapping, BOOK)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(body=st.binary(max_size=300))
def test_any_bytes_are_rows_or_problems(tmp_path: Path, body: bytes) -> None:
    table, mapping = tmp_path / "own.csv", tmp_path / "map.yaml"
    mapping.write_text(MAP, encoding="utf-8")
    table.write_bytes(HEAD.encode() + body)
    for item in import_table(table, mapping, BOOK):
        assert isinstance(item, ExternalEvent | Problem)
