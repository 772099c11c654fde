from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.record.test_rows import BOOK, EVENT, Shown, first

from concord.exchange import export
from concord.exchange.export import (
    NoNetworkError,
    NoPlacesError,
    NotBinaryError,
    UnknownFormatError,
    whole_file,
)
from concord.exchange.formats import (
    FORMULA_STARTS,
    csv_columns,
    dump,
    flatten,
    safe_cell,
    unsafe_text,
    write_geojson,
)
from concord.record.rows import NotComputedError

if TYPE_CHECKING:
    from pathlib import Path


def written(kind: str, fmt: str, folder: Path) -> Path:
    out = folder / f"{kind}.{fmt}"
    assert export(Shown(), kind, book=BOOK, fmt=fmt, out=out) == 1
    return out


def test_csv_has_a_header_and_a_line_for_each_row(tmp_path: Path) -> None:
    with written("incidents", "csv", tmp_path).open(encoding="utf-8", newline="") as file:
        (row,) = csv.DictReader(file)
    assert list(row) == csv_columns("incidents")
    assert (row["killed_best"], row["killed_high"]) == ("2", "")
    assert row["claimed_by"] == "Tehreek-e-Taliban Pakistan"
    assert json.loads(row["claimed_by_json"])[0]["channel"] == "Telegram"
    assert json.loads(row["assertions"])["killed"][0]["said_by"] == "police"


def test_jsonl_nests_as_the_contract_says(tmp_path: Path) -> None:
    text = written("events", "jsonl", tmp_path).read_text(encoding="utf-8")
    assert json.loads(text) == first("events")


def test_parquet_keeps_lists_and_records(tmp_path: Path) -> None:
    frame = pl.read_parquet(written("events", "parquet", tmp_path))
    assert frame["claimed_by"].to_list()[0][0]["actor_id"] == "ttp"
    assert json.loads(frame["toll"][0])["killed"]["security"]["best"] == 1


def test_geojson_is_points_longitude_first_with_their_precision(tmp_path: Path) -> None:
    found = json.loads(written("incidents", "geojson", tmp_path).read_text(encoding="utf-8"))
    (feature,) = found["features"]
    assert feature["id"] == "i1-e1-gun-1"
    assert feature["geometry"] == {"type": "Point", "coordinates": [70.604, 32.985]}
    assert feature["properties"]["place_precision"] == "unknown"


def test_what_has_no_coordinates_is_not_drawn() -> None:
    out = io.StringIO()
    rows = [first("events"), first("events") | {"latitude": None}]
    assert write_geojson(rows, "events", out) == 1
    assert len(json.loads(out.getvalue())["features"]) == 1


@pytest.mark.parametrize("fmt", ["csv", "jsonl", "geojson"])
def test_without_a_file_it_goes_to_standard_output(
    fmt: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert export(Shown(), "events", book=BOOK, fmt=fmt, out=None) == 1
    assert "armed_attack" in capsys.readouterr().out


@pytest.mark.parametrize("fmt", ["csv", "jsonl", "parquet", "geojson"])
def test_the_same_view_gives_the_same_bytes(fmt: str, tmp_path: Path) -> None:
    once = written("incidents", fmt, tmp_path).read_bytes()
    assert written("incidents", fmt, tmp_path).read_bytes() == once


def test_misuse_says_what_to_do(tmp_path: Path) -> None:
    def tried(kind: str, fmt: str, out: Path | None = None) -> None:
        export(Shown(), kind, book=BOOK, fmt=fmt, out=out)

    with pytest.raises(UnknownFormatError, match="no export format 'xlsx'"):
        tried("agreement", "xlsx")
    with pytest.raises(NoNetworkError, match="are no network"):
        tried("statements", "graphml")
    with pytest.raises(NoPlacesError, match="have no places"):
        tried("statements", "geojson")
    with pytest.raises(NotBinaryError, match="-o FILE"):
        tried("events", "parquet")
    with pytest.raises(NotComputedError):
        tried("verdicts", "csv", tmp_path / "verdicts.csv")
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_fails_half_way_leaves_the_old_one(tmp_path: Path) -> None:
    out = tmp_path / "a.csv"
    out.write_text("old", encoding="utf-8")

    def fail() -> None:
        with whole_file(out) as file:
            file.write(b"new")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert out.read_text(encoding="utf-8") == "old"
    assert list(tmp_path.iterdir()) == [out]


@given(st.tuples(st.sampled_from(("", *FORMULA_STARTS)), st.text()).map("".join))
def test_no_cell_begins_like_a_formula_and_none_is_lost(text: str) -> None:
    cell = safe_cell(text)
    assert not str(cell).startswith(FORMULA_STARTS)
    if not text.startswith("'"):
        assert unsafe_text(str(cell)) == text


@pytest.mark.parametrize("start", FORMULA_STARTS)
def test_an_exported_table_holds_no_formula(start: str, tmp_path: Path) -> None:
    hostile = f"{start}HYPERLINK(A1)"
    shown = Shown(event=replace(EVENT, summary=hostile))
    export(shown, "events", book=BOOK, fmt="csv", out=tmp_path / "e.csv", with_names=True)
    with (tmp_path / "e.csv").open(encoding="utf-8", newline="") as file:
        (row,) = csv.DictReader(file)
    assert row["summary"] == f"'{hostile}"
    assert not [cell for cell in row.values() if cell.startswith(FORMULA_STARTS)]


def test_numbers_stay_numbers() -> None:
    assert [safe_cell(value) for value in (-70.6, 0, None, True)] == [-70.6, 0, None, "true"]


@given(st.text(max_size=30))
def test_any_text_survives_csv(text: str) -> None:
    row = first("events", with_names=True, view=Shown(event=replace(EVENT, summary=text)))
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, csv_columns("events"), lineterminator="\r\n")
    flat: dict[str, Any] = flatten(row, "events")
    writer.writerow({name: safe_cell(value) for name, value in flat.items()})
    out.seek(0)
    (cells,) = csv.DictReader(out, csv_columns("events"))
    assert cells["summary"] == str(safe_cell(text))


def test_half_a_surrogate_is_escaped_and_other_text_is_not() -> None:
    assert dump({"a": "بنوں"}) == '{"a": "بنوں"}'
    assert dump({"a": "\ud800"}).isascii()


def test_a_device_is_written_to_and_never_replaced(tmp_path: Path) -> None:
    out = tmp_path / "out.csv"
    out.symlink_to("/dev/null")
    with whole_file(out) as file:
        file.write(b"row")
    assert out.is_symlink()
    assert [path.name for path in tmp_path.iterdir()] == ["out.csv"]
