"""Districts of the day and of a chosen year: what an attack in a divided district lies in."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from concord.codebook.book import load
from concord.codebook.districts import Harmonised, count_divided, harmonise, locate_in_year
from concord.model import Event, Location, When

if TYPE_CHECKING:
    from concord.codebook.gazetteer import Gazetteer


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return load().gazetteer


def place(gazetteer: Gazetteer, name: str, on: date) -> Location:
    """Return a location as the coder writes it: the entry, with its units of the day."""
    entry = gazetteer.as_of(gazetteer.find(name, country="PK")[0], on)
    district = entry.name if entry.kind == "admin2" else entry.admin2
    precision = "district" if entry.kind == "admin2" else "town"
    return Location(
        text=name, place_id=entry.id, name=name, country="PK",
        admin1=entry.admin1, admin2=district, precision=precision,
    )  # fmt: skip


def event(where: Location, day: date) -> Event:
    when = When(first=day, last=day, precision="day", basis="explicit")
    return Event(
        id="d:1", document_id="d", type="armed_attack", family="gun", category="militant_attack",
        status="actual", happened=(when,), places=(where,), start=0, end=1,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("name", "day", "then", "year", "read"),
    [
        ("Chaman", date(2019, 5, 1), "Qila Abdullah", 2022, "Chaman"),
        ("Chaman", date(2022, 5, 1), "Chaman", 2019, "Qila Abdullah"),
        ("Hub", date(2015, 1, 1), "Lasbela", 2023, "Hub"),
        ("Wana", date(2012, 1, 1), "South Waziristan Agency", 2020, "South Waziristan"),
        ("Wana", date(2012, 1, 1), "South Waziristan Agency", 2023, "Lower South Waziristan"),
        ("Korangi district", date(2020, 1, 1), "Korangi", 2012, "Karachi East"),
        ("Korangi district", date(2020, 1, 1), "Korangi", 2008, "Karachi"),
        ("Quetta", date(2012, 1, 1), "Quetta", 2022, "Quetta"),
    ],
)
def test_a_place_lies_in_the_district_of_the_day_and_of_the_year(
    gazetteer: Gazetteer, name: str, day: date, then: str, year: int, read: str
) -> None:
    where = place(gazetteer, name, day)
    assert where.admin2 == then
    assert locate_in_year(where, gazetteer, year).admin2 == read


def test_fata_is_read_as_what_all_of_it_became(gazetteer: Gazetteer) -> None:
    wana = place(gazetteer, "Wana", date(2012, 1, 1))
    assert wana.admin1 == "FATA"
    assert locate_in_year(wana, gazetteer, 2020).admin1 == "Khyber Pakhtunkhwa"
    fata = Location(text="FATA", place_id="pk:fata", country="PK", admin1="FATA")
    assert locate_in_year(fata, gazetteer, 2020).admin1 == "Khyber Pakhtunkhwa"
    assert locate_in_year(fata, gazetteer, 2017).admin1 == "FATA"


def test_a_place_known_by_its_names_only_is_followed_by_them(gazetteer: Gazetteer) -> None:
    row = Location(text="x", country="PK", admin1="Balochistan", admin2="Hub")
    assert locate_in_year(row, gazetteer, 2015).admin2 == "Lasbela"
    unheard = replace(row, admin2="Nowhere")
    assert locate_in_year(unheard, gazetteer, 2015) == unheard


def test_what_a_person_moved_to_another_district_stays_there(gazetteer: Gazetteer) -> None:
    moved = replace(place(gazetteer, "Chaman", date(2022, 5, 1)), admin2="Pishin")
    assert locate_in_year(moved, gazetteer, 2019).admin2 == "Pishin"


def test_events_known_to_a_district_that_was_divided_later_are_counted(
    gazetteer: Gazetteer,
) -> None:
    day = date(2019, 5, 1)
    whole = event(place(gazetteer, "Qila Abdullah district", day), day)
    town = event(place(gazetteer, "Chaman", day), day)
    assert harmonise(whole, gazetteer, 2022).places[0].admin2 == "Qila Abdullah"
    assert count_divided([whole, town], gazetteer, 2022) == 1
    assert count_divided([whole, town], gazetteer, 2020) == 0


def test_the_words_say_the_year_and_what_stays_undivided() -> None:
    assert Harmonised(year=2015).words().endswith("of the end of 2015 throughout.")
    assert "2 incidents are known only to a district" in Harmonised(year=2015, divided=2).words()
