from __future__ import annotations

import csv
from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from concord.codebook.book import load
from concord.codebook.crosswalks import load_crosswalk
from concord.codebook.tolls import summarise
from concord.exchange import Readings, import_acled
from concord.exchange.acled import AcledReader, forms_of
from concord.exchange.foreign import BadCellError, ForeignFileError
from concord.exchange.resolving import Resolver
from concord.model import ExternalEvent, Problem

if TYPE_CHECKING:
    from pathlib import Path

BOOK = load()
COLUMNS = load_crosswalk("acled").columns
# Invented in every cell: the data set's terms forbid copies of its rows.
ROW = {
    "event_id_cnty": "PAK900001", "event_date": "2024-02-03", "year": "2024",
    "time_precision": "1", "disorder_type": "Political violence", "event_type": "Battles",
    "sub_event_type": "Armed clash", "actor1": "TTP: Tehreek-i-Taliban Pakistan",
    "inter1": "Rebel group", "actor2": "Military Forces of Pakistan (2022-)",
    "inter2": "State forces", "interaction": "State forces-Rebel group", "iso": "586",
    "region": "South Asia", "country": "Pakistan", "admin1": "Khyber Pakhtunkhwa",
    "admin2": "North Waziristan", "location": "Mir Ali", "latitude": "32.97",
    "longitude": "70.27", "geo_precision": "1", "source": "Invented Gazette",
    "notes": "An invented note.", "fatalities": "4", "timestamp": "1700000000",
}  # fmt: skip
CIVILIANS = {"actor2": "Civilians (Pakistan)", "inter2": "Civilians"}
AGAINST_CIVILIANS = {"event_type": "Violence against civilians", "sub_event_type": "Attack"}
BLAST = {"event_type": "Explosions/Remote violence"}


def table(folder: Path, **cells: str) -> Path:
    file = folder / "acled.csv"
    with file.open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, COLUMNS, restval="")
        writer.writeheader()
        writer.writerow({**ROW, **cells})
    return file


def read(
    folder: Path, readings: Readings | None = None, /, **cells: str
) -> ExternalEvent | Problem:
    (found,) = import_acled(table(folder, **cells), BOOK, version="2026-05-01", readings=readings)
    return found


def event(folder: Path, readings: Readings | None = None, /, **cells: str) -> ExternalEvent:
    found = read(folder, readings, **cells)
    assert isinstance(found, ExternalEvent), found
    return found


def test_two_armed_parties_are_both_perpetrators_whatever_their_order(tmp_path: Path) -> None:
    found = event(tmp_path)
    assert (found.dataset, found.version, found.external_id) == (
        "acled",
        "2026-05-01",
        "PAK900001",
    )
    facts = found.facts
    assert (facts.type, facts.category, facts.targets) == ("clash", "state_action", ())
    assert {(p.actor_id, p.attribution) for p in facts.perpetrators} == {
        ("ttp", "side"),
        ("mil-pk", "side"),
    }
    turned = event(
        tmp_path, actor1=ROW["actor2"], inter1="State forces", actor2=ROW["actor1"],
        inter2="Rebel group",
    ).facts  # fmt: skip
    assert turned.category == facts.category
    assert {p.actor_id for p in turned.perpetrators} == {"ttp", "mil-pk"}


@pytest.mark.parametrize("inter", ["7", "Civilians", "civilians"])
def test_civilians_are_the_target_and_the_inter_code_may_be_a_number(
    tmp_path: Path, inter: str
) -> None:
    cells = {**AGAINST_CIVILIANS, **CIVILIANS, "inter2": inter, "inter1": "2"}
    facts = event(tmp_path, **cells).facts
    assert (facts.type, facts.category, facts.target_class) == (
        "armed_attack",
        "militant_attack",
        "civilian",
    )
    assert [(p.actor_id, p.attribution) for p in facts.perpetrators] == [("ttp", "stated")]
    assert [(p.text, p.actor_id) for p in facts.targets] == [("Civilians", None)]


@pytest.mark.parametrize(
    ("cells", "type_"),
    [
        ({**BLAST, "sub_event_type": "Suicide bomb"}, "suicide_bombing"),
        ({**BLAST, "sub_event_type": "Air/drone strike"}, "air_drone_strike"),
        ({**BLAST, "sub_event_type": "Shelling/artillery/missile attack"}, "shelling"),
        ({**BLAST, "sub_event_type": "Remote explosive/landmine/IED"}, "bombing"),
        ({**BLAST, "sub_event_type": "Grenade"}, "bombing"),
        ({**AGAINST_CIVILIANS, "sub_event_type": "Abduction/forced disappearance"}, "kidnapping"),
        ({"event_type": "Protests", "sub_event_type": "Peaceful protest"}, "protest"),
        ({"event_type": "Riots", "sub_event_type": "Mob violence"}, "mob_violence"),
        ({"event_type": "Strategic developments", "sub_event_type": "Arrests"}, "arrest"),
        ({"event_type": "Strategic developments", "sub_event_type": "Agreement"}, "other"),
    ],
)
def test_types_follow_the_crosswalk(tmp_path: Path, cells: dict[str, str], type_: str) -> None:
    assert event(tmp_path, **cells).facts.type == type_


def test_an_abduction_by_a_state_is_an_enforced_disappearance(tmp_path: Path) -> None:
    cells = {
        **AGAINST_CIVILIANS, **CIVILIANS, "sub_event_type": "Abduction/forced disappearance",
        "actor1": "Police Forces of Pakistan (2022-)", "inter1": "1",
    }  # fmt: skip
    facts = event(tmp_path, **cells).facts
    assert (facts.type, facts.perpetrators[0].actor_id) == ("enforced_disappearance", "pol-pk")


def test_force_against_protesters_is_the_act_of_the_other_party(tmp_path: Path) -> None:
    facts = event(
        tmp_path, event_type="Protests", sub_event_type="Excessive force against protesters",
        actor1="Protesters (Pakistan)", inter1="6", inter2="1",
    ).facts  # fmt: skip
    assert (facts.type, facts.category, facts.target_class) == (
        "armed_attack",
        "state_action",
        "civilian",
    )


def test_fatalities_are_one_figure_of_all_dead(tmp_path: Path) -> None:
    facts = event(tmp_path, **BLAST, sub_event_type="Suicide bomb").facts
    toll = summarise(facts.type, facts.tolls, "acled_lowest")
    assert (toll.killed_total.best, toll.killed_attackers.best) == (4, None)
    assert set(toll.by["killed"]) == {"unknown"}


def test_an_unidentified_group_is_nobodys_name(tmp_path: Path) -> None:
    facts = event(
        tmp_path, **AGAINST_CIVILIANS, **CIVILIANS, actor1="Unidentified Armed Group (Pakistan)"
    ).facts
    (party,) = facts.perpetrators
    assert (party.text, party.name, party.actor_id) == ("Unidentified Armed Group", None, None)


@pytest.mark.parametrize(
    ("cells", "span"),
    [
        ({}, ("2024-02-03", "2024-02-03", "day")),
        ({"event_date": "03 February 2024"}, ("2024-02-03", "2024-02-03", "day")),
        ({"time_precision": "2"}, ("2024-01-31", "2024-02-06", "week")),
        ({"time_precision": "3"}, ("2024-02-01", "2024-02-29", "month")),
    ],
)
def test_days_weeks_and_months_are_read_with_their_precision(
    tmp_path: Path, cells: dict[str, str], span: tuple[str, str, str]
) -> None:
    (when,) = event(tmp_path, **cells).facts.happened
    first, last, precision = span
    assert (when.first, when.last) == (date.fromisoformat(first), date.fromisoformat(last))
    assert when.precision == precision


@pytest.mark.parametrize(
    ("cells", "column"),
    [
        ({"fatalities": "some"}, "fatalities"),
        ({"fatalities": "-1"}, "fatalities"),
        ({"event_date": "3/2/2024"}, "event_date"),
        ({"latitude": "x"}, "latitude"),
        ({"event_id_cnty": ""}, "event_id_cnty"),
    ],
)
def test_a_bad_cell_is_a_problem_with_its_row_and_column(
    tmp_path: Path, cells: dict[str, str], column: str
) -> None:
    found = read(tmp_path, **cells)
    assert isinstance(found, Problem)
    assert found.where == f"acled.csv:2:{column}"


def test_an_inter_code_of_another_kind_is_counted_and_the_side_left_open(tmp_path: Path) -> None:
    readings = Readings()
    facts = event(tmp_path, readings, inter1="Ghosts").facts
    assert len(facts.perpetrators) == 2
    assert any("inter code" in line for line in readings.lines())


def test_names_of_actors_are_tried_from_the_surest_spelling_on() -> None:
    assert forms_of("TTP: Tehreek-i-Taliban Pakistan")[1:] == ("Tehreek-i-Taliban Pakistan", "TTP")
    assert forms_of("Military Forces of Pakistan (2022-)")[-1] == "Pakistan military"
    assert "Police Forces of Pakistan" in forms_of("Police Forces of Pakistan (2018-2022)")


def test_the_day_in_a_file_name_is_the_edition_and_a_span_of_days_is_none(tmp_path: Path) -> None:
    for name, starts in (
        ("ACLED Data_2026-05-02.csv", "2026-05-02"),
        ("2023-01-01-2023-12-31-Pakistan.csv", "file-"),
        ("some.csv", "file-"),
    ):
        file = table(tmp_path).rename(tmp_path / name)
        (found,) = import_acled(file, BOOK)
        assert isinstance(found, ExternalEvent)
        assert found.version.startswith(starts)


def test_a_file_without_the_columns_of_acled_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_text("event_id_cnty,event_date\n", encoding="utf-8")
    with pytest.raises(ForeignFileError, match=r"no column event_type.*concord import table"):
        import_acled(tmp_path / "x.csv", BOOK)


READER = AcledReader(resolver=Resolver(BOOK), readings=Readings())


@given(st.dictionaries(st.sampled_from(sorted(ROW)), st.text(max_size=12), max_size=6))
def test_whatever_stands_in_a_cell_a_row_is_read_or_refused(cells: dict[str, str]) -> None:
    try:
        event = READER.event({**ROW, **cells})
    except BadCellError:
        return
    assert event.type in BOOK.types
