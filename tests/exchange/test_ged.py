from __future__ import annotations

import gzip
import json
import zipfile
from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from concord.codebook.book import load
from concord.codebook.crosswalks import load_crosswalk
from concord.codebook.tolls import summarise
from concord.exchange import Readings, import_ged
from concord.exchange.foreign import BadCellError, ForeignFileError
from concord.exchange.ged import GedReader
from concord.exchange.resolving import Resolver, UnknownCountryError
from concord.model import ExternalEvent, Problem

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

BOOK = load()
COLUMNS = load_crosswalk("ged").columns
# Invented, in the shape of the data set.
ROW = {
    "id": "901", "relid": "PAK-2014-1-404-9", "year": "2014", "active_year": "True",
    "code_status": "Clear", "type_of_violence": "1", "conflict_new_id": "404",
    "conflict_name": "Pakistan: Government", "dyad_new_id": "866",
    "dyad_name": "Government of Pakistan - TTP", "side_a_new_id": "142",
    "side_a": "Government of Pakistan", "side_b_new_id": "356", "side_b": "TTP",
    "number_of_sources": "2", "source_article": "an invented line", "where_prec": "3",
    "where_coordinates": "North Waziristan agency", "where_description": "near Miranshah",
    "adm_1": "Federally Administered Tribal Areas", "adm_2": "North Waziristan agency",
    "latitude": "32.95", "longitude": "69.95", "country": "Pakistan", "country_id": "770",
    "region": "Asia", "event_clarity": "1", "date_prec": "1", "date_start": "2014-06-20",
    "date_end": "2014-06-20", "deaths_a": "2", "deaths_b": "9", "deaths_civilians": "1",
    "deaths_unknown": "0", "best": "12", "high": "15", "low": "10", "gwnoa": "770", "gwnob": "",
}  # fmt: skip


def table(folder: Path, *rows: Mapping[str, str], columns: tuple[str, ...] = COLUMNS) -> Path:
    file = folder / "GEDEvent_v26_1.csv"
    lines = [",".join(columns)]
    for row in rows:
        cells = [{**ROW, **row}.get(column, "") for column in columns]
        lines.append(",".join(f'"{c}"' if "," in c or ";" in c else c for c in cells))
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return file


def read(
    folder: Path, readings: Readings | None = None, /, **cells: str
) -> ExternalEvent | Problem:
    (found,) = import_ged(table(folder, cells), BOOK, readings=readings)
    return found


def event(folder: Path, readings: Readings | None = None, /, **cells: str) -> ExternalEvent:
    found = read(folder, readings, **cells)
    assert isinstance(found, ExternalEvent), found
    return found


def test_a_state_based_event_is_a_clash_of_its_two_sides(tmp_path: Path) -> None:
    found = event(tmp_path)
    assert (found.dataset, found.version, found.external_id) == ("ged", "26.1", "901")
    facts = found.facts
    assert (facts.type, facts.category, facts.target_class) == ("clash", "state_action", None)
    assert [(p.text, p.actor_id, p.attribution) for p in facts.perpetrators] == [
        ("Government of Pakistan", "gov-pk", "side"),
        ("TTP", "ttp", "side"),
    ]
    place = facts.places[0]
    assert (place.admin2, place.admin1, place.country) == ("North Waziristan", "FATA", "PK")
    assert (place.latitude, place.longitude, place.precision) == (32.95, 69.95, "district")
    assert found.row["where_description"] == "near Miranshah"


def test_one_sided_violence_is_an_attack_on_civilians(tmp_path: Path) -> None:
    facts = event(
        tmp_path, type_of_violence="3", side_a="TTP", side_b="Civilians", deaths_a="0",
        deaths_b="0", deaths_civilians="12",
    ).facts  # fmt: skip
    assert (facts.type, facts.category) == ("armed_attack", "militant_attack")
    assert [(p.actor_id, p.attribution) for p in facts.perpetrators] == [("ttp", "stated")]
    assert [(p.text, p.victim_class) for p in facts.targets] == [("civilians", "civilian")]
    toll = summarise(facts.type, facts.tolls, "ucdp")
    assert (toll.killed.low, toll.killed.best, toll.killed.high) == (10, 12, 15)
    assert toll.killed_attackers.best is None


def test_deaths_stand_by_class_and_sum_to_the_three_estimates(tmp_path: Path) -> None:
    toll = summarise("clash", event(tmp_path).facts.tolls, "ucdp")
    best = {name: value.best for name, value in toll.by["killed"].items()}
    assert best == {"civilian": 1, "security": 2, "militant": 9, "unknown": 0}
    assert (toll.killed_total.low, toll.killed_total.best, toll.killed_total.high) == (10, 12, 15)


@given(
    st.sampled_from(["1", "2", "3"]),
    st.lists(st.integers(0, 60), min_size=4, max_size=4),
    st.integers(0, 200),
    st.integers(0, 200),
)
def test_low_best_and_high_come_out_in_order_whatever_the_row_says(
    violence: str, parts: list[int], low: int, high: int
) -> None:
    best = sum(parts)
    names = ("deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown")
    cells = {
        **ROW,
        **{name: str(part) for name, part in zip(names, parts, strict=True)},
        "best": str(best),
        "low": str(low),
        "high": str(high),
        "type_of_violence": violence,
    }
    facts = READER.event(cells)
    total = summarise(facts.type, facts.tolls, "ucdp").killed_total
    assert (total.low, total.best, total.high) == (min(low, best, high), best, max(low, best, high))


READER = GedReader(dataset="ged", resolver=Resolver(BOOK), readings=Readings())


def test_rows_read_in_a_way_that_a_user_should_know_of_are_counted(tmp_path: Path) -> None:
    readings = Readings()
    event(tmp_path, readings, low="14", number_of_sources="-1", event_clarity="2")
    event(tmp_path, readings, deaths_a="5", code_status="Check deaths")
    assert [line.split(" x ")[0] for line in readings.lines()] == ["1"] * 5
    assert any("out of order" in line for line in readings.lines())
    assert any("do not add up" in line for line in readings.lines())


def test_a_row_that_sums_several_happenings_is_dated_to_its_whole_span(tmp_path: Path) -> None:
    facts = event(tmp_path, event_clarity="2", date_end="2014-08-11").facts
    (when,) = facts.happened
    assert (when.first, when.last, when.precision) == (
        date(2014, 6, 20),
        date(2014, 8, 11),
        "year",
    )
    assert event(tmp_path, date_prec="4", date_end="2014-06-30").facts.happened[0].precision == (
        "month"
    )


def test_several_governments_on_one_side_are_several_participants(tmp_path: Path) -> None:
    readings = Readings()
    facts = event(
        tmp_path, readings, gwnoa="2;200;900",
        side_a="Government of United States of America, Government of United Kingdom",
    ).facts  # fmt: skip
    assert [p.actor_id for p in facts.perpetrators] == ["gov-us", "gov-gb", "ttp"]
    assert any("several governments" in line for line in readings.lines())


@pytest.mark.parametrize("flag", ["1", "True", "false", "TRUE", ""])
def test_truth_values_of_every_edition_are_kept_as_they_came(tmp_path: Path, flag: str) -> None:
    assert event(tmp_path, active_year=flag).row["active_year"] == flag


def test_a_name_that_the_codebook_does_not_know_stands_as_it_was_written(tmp_path: Path) -> None:
    facts = event(tmp_path, side_b="Forces of Nobody Known").facts
    assert (facts.perpetrators[1].actor_id, facts.perpetrators[1].name) == (
        None,
        "Forces of Nobody Known",
    )


@pytest.mark.parametrize(
    ("cells", "column"),
    [
        ({"type_of_violence": "4"}, "type_of_violence"),
        ({"best": "many"}, "best"),
        ({"best": "-3"}, "best"),
        ({"best": ""}, "best"),
        ({"best": "1e400"}, "best"),
        ({"date_start": "20 June"}, "date_start"),
        ({"date_end": "2014-06-01"}, "date_end"),
        ({"latitude": "132.95"}, "latitude"),
        ({"longitude": "east"}, "longitude"),
        ({"id": ""}, "id"),
    ],
)
def test_a_bad_cell_is_a_problem_with_its_row_and_column(
    tmp_path: Path, cells: dict[str, str], column: str
) -> None:
    found = read(tmp_path, **cells)
    assert isinstance(found, Problem)
    assert found.where == f"GEDEvent_v26_1.csv:2:{column}"


def test_a_bad_row_does_not_stop_the_others_and_an_id_is_taken_once(tmp_path: Path) -> None:
    file = table(tmp_path, {"id": "1"}, {"id": "1"}, {"id": "2", "best": "x"}, {"id": "3"})
    file.write_text(file.read_text("utf-8") + "4,too,few\n", encoding="utf-8")
    found = list(import_ged(file, BOOK))
    assert [e.external_id for e in found if isinstance(e, ExternalEvent)] == ["1", "3"]
    assert [p.code for p in found if isinstance(p, Problem)] == ["bad_id", "bad_value", "bad_row"]


@pytest.mark.parametrize(
    ("name", "dataset", "version"),
    [
        ("GEDEvent_v26_1.csv", "ged", "26.1"),
        ("ged191.csv", "ged", "19.1"),
        ("ged251-csv.csv", "ged", "25.1"),
        ("GEDEvent_v24_0_10.csv", "ged-candidate", "24.0.10"),
    ],
)
def test_the_edition_is_what_the_file_name_tells(
    tmp_path: Path, name: str, dataset: str, version: str
) -> None:
    file = table(tmp_path, {}).rename(tmp_path / name)
    (found,) = import_ged(file, BOOK)
    assert isinstance(found, ExternalEvent)
    assert (found.dataset, found.version) == (dataset, version)


def test_an_edition_that_nothing_names_is_named_by_its_bytes(tmp_path: Path) -> None:
    file = table(tmp_path, {}).rename(tmp_path / "pakistan.csv")
    (found,) = import_ged(file, BOOK)
    assert isinstance(found, ExternalEvent)
    assert found.version.startswith("file-")
    (named,) = import_ged(file, BOOK, version="22.1")
    assert isinstance(named, ExternalEvent)
    assert named.version == "22.1"


def test_former_columns_a_missing_header_zip_gz_json_lines_and_latin_1_are_read(
    tmp_path: Path,
) -> None:
    former = (
        table(tmp_path, {}).read_text("utf-8").replace(",best,high,low,", ",best_est,high,low,")
    )
    files = {
        "old.csv": former.encode(),
        "headless.csv": table(tmp_path, {}).read_bytes().split(b"\n", 1)[1],
        "latin.csv": table(tmp_path, {"where_description": "Café"})
        .read_text("utf-8")
        .encode("latin-1"),
        "lines.jsonl": (json.dumps(ROW) + "\n").encode(),
        "lines.jsonl.gz": gzip.compress((json.dumps(ROW) + "\n").encode()),
    }
    for name, content in files.items():
        (tmp_path / name).write_bytes(content)
    with zipfile.ZipFile(tmp_path / "packed.zip", "w") as archive:
        archive.writestr("ged.csv", former)
    for name in (*files, "packed.zip"):
        (found,) = import_ged(tmp_path / name, BOOK)
        assert isinstance(found, ExternalEvent), (name, found)
        assert found.facts.perpetrators[1].actor_id == "ttp"
    (latin,) = import_ged(tmp_path / "latin.csv", BOOK)
    assert isinstance(latin, ExternalEvent)
    assert latin.row["where_description"] == "Café"


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("x.xlsx", b"PK\x03\x04", "cannot be read as a workbook"),
        ("x.csv", b"a,b\n1,2\n", "no column id"),
        ("x.csv", b"", "the header has nothing"),
        ("x.csv", b'id,"' + b"x" * 200_000 + b'"\n', "cannot be read as csv"),
        ("x.zip", b"no zip", "cannot be read"),
        ("x.jsonl", b"no json\n", "no JSON object"),
    ],
)
def test_a_file_of_another_kind_is_refused_before_the_first_row(
    tmp_path: Path, name: str, content: bytes, message: str
) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(ForeignFileError, match=message):
        import_ged(tmp_path / name, BOOK)


def test_a_file_of_one_country_without_that_column_is_told_its_country(tmp_path: Path) -> None:
    columns = tuple(c for c in COLUMNS if not c.startswith("country"))
    file = table(tmp_path, {"adm_1": "", "adm_2": "", "where_coordinates": ""}, columns=columns)
    (found,) = import_ged(file, BOOK, country="Pakistan")
    assert isinstance(found, ExternalEvent)
    assert found.facts.places[0].country == "PK"
    with pytest.raises(UnknownCountryError):
        import_ged(file, BOOK, country="Atlantis")


@given(st.dictionaries(st.sampled_from(sorted(ROW)), st.text(max_size=12), max_size=6))
def test_whatever_stands_in_a_cell_a_row_is_read_or_refused(cells: dict[str, str]) -> None:
    try:
        event = READER.event({**ROW, **cells})
    except BadCellError:
        return
    assert event.family in ("fight", "gun")
