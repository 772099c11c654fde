from __future__ import annotations

import csv
from datetime import date
from typing import TYPE_CHECKING

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from concord.codebook.book import load
from concord.codebook.crosswalks import load_crosswalk
from concord.codebook.tolls import summarise
from concord.exchange import Readings, import_gtd, workbooks
from concord.exchange.foreign import BadCellError, ForeignFileError
from concord.exchange.gtd import GtdReader
from concord.exchange.resolving import Resolver
from concord.model import ExternalEvent, Problem

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

BOOK = load()
COLUMNS = load_crosswalk("gtd").columns
# Invented in every cell: the data set's terms forbid copies of its rows.
ROW = {
    "eventid": "209901010001", "iyear": "2015", "imonth": "3", "iday": "9", "extended": "0",
    "country": "153", "country_txt": "Pakistan", "provstate": "Balochistan", "city": "Quetta",
    "latitude": "30.19", "longitude": "67.0", "specificity": "1", "vicinity": "0",
    "summary": "An invented summary.", "doubtterr": "0", "success": "1", "suicide": "0",
    "attacktype1": "3", "attacktype1_txt": "Bombing/Explosion", "targtype1": "3",
    "targtype1_txt": "Police", "targsubtype1_txt": "Police Patrol", "target1": "A Private Name",
    "gname": "Baloch Liberation Army (BLA)", "guncertain1": "0", "claimed": "0",
    "weaptype1": "6", "weaptype1_txt": "Explosives", "nkill": "5", "nkillter": "1",
    "nwound": "7", "nwoundte": "0", "ishostkid": "0", "INT_LOG": "-9",
}  # fmt: skip


def table(folder: Path, encoding: str = "utf-8", /, **cells: str) -> Path:
    file = folder / "globalterrorismdb_0522dist.csv"
    with file.open("w", encoding=encoding, newline="") as out:
        writer = csv.DictWriter(out, COLUMNS, restval="")
        writer.writeheader()
        writer.writerow({**ROW, **cells})
    return file


def read(
    folder: Path, readings: Readings | None = None, /, **cells: str
) -> ExternalEvent | Problem:
    (found,) = import_gtd(table(folder, **cells), BOOK, readings=readings)
    return found


def event(folder: Path, readings: Readings | None = None, /, **cells: str) -> ExternalEvent:
    found = read(folder, readings, **cells)
    assert isinstance(found, ExternalEvent), found
    return found


def test_a_row_keeps_its_id_edition_and_facts(tmp_path: Path) -> None:
    found = event(tmp_path)
    assert (found.dataset, found.version, found.external_id) == ("gtd", "0522", "209901010001")
    facts = found.facts
    assert (facts.type, facts.category, facts.status) == ("bombing", "militant_attack", "actual")
    assert [(p.actor_id, p.attribution) for p in facts.perpetrators] == [("bla", "stated")]
    assert (facts.places[0].admin1, facts.places[0].country) == ("Balochistan", "PK")


def test_the_target_is_its_kind_and_never_a_private_name(tmp_path: Path) -> None:
    facts = event(tmp_path).facts
    assert [(p.text, p.victim_class, p.name) for p in facts.targets] == [
        ("Police Patrol", "security", None)
    ]


def test_attackers_are_told_apart_where_their_deaths_are_known(tmp_path: Path) -> None:
    facts = event(tmp_path).facts
    toll = summarise(facts.type, facts.tolls)
    assert (toll.killed.best, toll.killed_attackers.best, toll.killed_total.best) == (4, 1, 5)
    assert toll.by["killed"]["security"].best == 4
    assert toll.injured.best == 7


@pytest.mark.parametrize("attackers", ["", "-99", "-9", "6"])
def test_where_they_are_not_there_is_one_figure_for_all_dead(
    tmp_path: Path, attackers: str
) -> None:
    readings = Readings()
    facts = event(tmp_path, readings, nkillter=attackers).facts
    toll = summarise(facts.type, facts.tolls)
    assert (toll.killed_total.best, toll.killed_attackers.best) == (5, None)
    assert set(toll.by["killed"]) == {"unknown"}
    assert readings.counts


@pytest.mark.parametrize("unknown", ["", "-9", "-99"])
def test_unknown_figures_are_no_zero(tmp_path: Path, unknown: str) -> None:
    facts = event(tmp_path, nkill=unknown, nkillter=unknown, nwound=unknown).facts
    assert facts.tolls == ()


def test_a_figure_shared_out_over_linked_incidents_is_a_range(tmp_path: Path) -> None:
    readings = Readings()
    facts = event(tmp_path, readings, nkill="2.5", nkillter="0").facts
    killed = summarise(facts.type, facts.tolls).killed_total
    assert (killed.low, killed.high) == (2, 3)
    assert any("shared out" in line for line in readings.lines())


@pytest.mark.parametrize(
    ("cells", "type_"),
    [
        ({"suicide": "1"}, "suicide_bombing"),
        ({"attacktype1": "1", "weaptype1": "5"}, "assassination"),
        ({"attacktype1": "1", "weaptype1": "6"}, "bombing"),
        ({"attacktype1": "2"}, "armed_attack"),
        ({"attacktype1": "6"}, "kidnapping"),
        ({"attacktype1": "7"}, "arson_sabotage"),
        ({"attacktype1": "3.0"}, "bombing"),
        ({"attacktype1": "9"}, "armed_attack"),
    ],
)
def test_types_follow_the_crosswalk(tmp_path: Path, cells: dict[str, str], type_: str) -> None:
    assert event(tmp_path, **cells).facts.type == type_


@pytest.mark.parametrize(
    ("cells", "span"),
    [
        ({}, ("2015-03-09", "2015-03-09", "day")),
        ({"iday": "0"}, ("2015-03-01", "2015-03-31", "month")),
        ({"iday": "0", "imonth": "0"}, ("2015-01-01", "2015-12-31", "year")),
        (
            {"extended": "1", "resolution": "3/12/2015"},
            ("2015-03-09", "2015-03-12", "day"),
        ),
        ({"extended": "1", "resolution": ""}, ("2015-03-09", "2015-03-09", "day")),
        ({"extended": "1", "resolution": "2014-01-01"}, ("2015-03-09", "2015-03-09", "day")),
    ],
)
def test_unknown_days_and_incidents_that_go_on_are_dated_with_care(
    tmp_path: Path, cells: dict[str, str], span: tuple[str, str, str]
) -> None:
    (when,) = event(tmp_path, **cells).facts.happened
    first, last, precision = span
    assert (when.first, when.last) == (date.fromisoformat(first), date.fromisoformat(last))
    assert when.precision == precision


def test_claims_suspicion_and_the_unknown_are_kept_apart(tmp_path: Path) -> None:
    claimed = event(tmp_path, claimed="1", claimmode_txt="Call (post-incident)").facts
    assert [p.attribution for p in claimed.perpetrators] == ["claimed"]
    assert [(c.actor_id, c.channel) for c in claimed.claimed_by] == [
        ("bla", "Call (post-incident)")
    ]
    assert [p.attribution for p in event(tmp_path, guncertain1="1").facts.perpetrators] == [
        "suspected"
    ]
    assert event(tmp_path, gname="Unknown").facts.perpetrators == ()
    two = event(tmp_path, gname2="Baloch Liberation Front (BLF)").facts
    assert [p.actor_id for p in two.perpetrators] == ["bla", "blf"]


def test_an_attack_without_success_or_victims_was_foiled(tmp_path: Path) -> None:
    assert event(tmp_path, success="0", nkill="0", nwound="0", nkillter="0").facts.status == (
        "foiled"
    )
    assert event(tmp_path, success="0").facts.status == "actual"


def test_a_doubtful_row_is_half_as_sure_and_counted(tmp_path: Path) -> None:
    readings = Readings()
    assert event(tmp_path, readings, doubtterr="1").facts.confidence == 0.5
    assert event(tmp_path, doubtterr="-9").facts.confidence == 1.0
    assert any("doubt" in line for line in readings.lines())


def test_hostages_are_abducted_people(tmp_path: Path) -> None:
    facts = event(tmp_path, attacktype1="6", ishostkid="1", nhostkid="3").facts
    assert summarise(facts.type, facts.tolls).abducted.best == 3
    assert summarise(
        "kidnapping", event(tmp_path, ishostkid="1", nhostkid="-99").facts.tolls
    ).abducted.best is None  # fmt: skip


@pytest.mark.parametrize(
    ("cells", "column"),
    [
        ({"iyear": ""}, "iyear"),
        ({"iyear": "soon"}, "iyear"),
        ({"iday": "31", "imonth": "2"}, "iday"),
        ({"attacktype1": "12"}, "attacktype1"),
        ({"nkill": "many"}, "nkill"),
        ({"nkill": "-4"}, "nkill"),
        ({"nkill": "1e99"}, "nkill"),
        ({"longitude": "999"}, "longitude"),
    ],
)
def test_a_bad_cell_is_a_problem_with_its_row_and_column(
    tmp_path: Path, cells: dict[str, str], column: str
) -> None:
    found = read(tmp_path, **cells)
    assert isinstance(found, Problem)
    assert found.where == f"globalterrorismdb_0522dist.csv:2:{column}"


def workbook(file: Path, header: Sequence[str], cells: dict[str, object]) -> None:
    with xlsxwriter.Workbook(file) as book:
        sheet = book.add_worksheet("Data")
        sheet.write_row(0, 0, header)
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        for name, value in cells.items():
            style = (day,) if isinstance(value, date) else ()
            sheet.write(1, list(header).index(name), value, *style)
        book.add_worksheet("Notes").write(0, 0, "not read")


def test_the_workbook_that_is_sent_out_is_read_like_its_csv(tmp_path: Path) -> None:
    numbers = {"eventid": 209901010001, "nkill": 5, "latitude": 30.19, "nwound": 7}
    file = tmp_path / "globalterrorismdb_0522dist.xlsx"
    workbook(file, COLUMNS, {**ROW, **numbers, "resolution": date(2015, 3, 10)})
    (found,) = import_gtd(file, BOOK)
    assert found == event(tmp_path, resolution="2015-03-10")


def test_a_column_that_a_workbook_lacks_is_named(tmp_path: Path) -> None:
    workbook(tmp_path / "x.xlsx", ["eventid", "iyear"], {"eventid": 1})
    with pytest.raises(ForeignFileError, match="no column imonth, iday"):
        import_gtd(tmp_path / "x.xlsx", BOOK)


def test_a_workbook_that_unpacks_beyond_reason_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    workbook(tmp_path / "x.xlsx", COLUMNS, dict(ROW))
    monkeypatch.setattr(workbooks, "MOST_UNPACKED", 100)
    with pytest.raises(ForeignFileError, match="Save its sheet as CSV"):
        import_gtd(tmp_path / "x.xlsx", BOOK)


def test_latin_1_is_read(tmp_path: Path) -> None:
    (found,) = import_gtd(table(tmp_path, "latin-1", city="Bogotá"), BOOK)
    assert isinstance(found, ExternalEvent)
    assert found.row["city"] == "Bogotá"


READER = GtdReader(resolver=Resolver(BOOK), readings=Readings())


@given(st.dictionaries(st.sampled_from(sorted(ROW)), st.text(max_size=12), max_size=6))
def test_whatever_stands_in_a_cell_a_row_is_read_or_refused(cells: dict[str, str]) -> None:
    try:
        event = READER.event({**ROW, **cells})
    except BadCellError:
        return
    assert event.type in BOOK.types
