from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from concord.codebook.book import load
from concord.exchange.facts import FIELDS, Fault, build_event, days_of, persons_of
from concord.model import Event

BOOK = load()


def built(**fields: str) -> Event | tuple[Fault, ...]:
    return build_event(fields, BOOK, event_id="x", document_id="d")


def event(**fields: str) -> Event:
    found = built(**fields)
    assert isinstance(found, Event), found
    return found


def faults(**fields: str) -> list[str]:
    found = built(**fields)
    assert isinstance(found, tuple)
    return [fault.field for fault in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("12", (12, 12, 12)),
        ("1,200", (1200, 1200, 1200)),
        ("12.0", (12, 12, 12)),
        ("12+", (12, 12, None)),
        ("at least 12", (12, 12, None)),
        ("10-15", (10, 10, 15)),
        ("15 to 10", (10, 10, 15)),
        ("0", (0, 0, 0)),
    ],
)
def test_how_people_write_counts(text: str, expected: tuple[int, int, int | None]) -> None:
    assert persons_of(text) == expected


@pytest.mark.parametrize("text", ["many", "-3", "1.5", "10-", "12 13", "9" * 30, "9" * 30 + "+"])
def test_what_is_no_count(text: str) -> None:
    assert faults(type="bombing", killed=text) == ["killed"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2024-02", (date(2024, 2, 1), date(2024, 2, 29), "month")),
        ("2024", (date(2024, 1, 1), date(2024, 12, 31), "year")),
        ("2024-02-29", (date(2024, 2, 29), date(2024, 2, 29), "day")),
    ],
)
def test_dates_with_their_precision(text: str, expected: tuple[date, date, str]) -> None:
    assert days_of(text) == expected


@pytest.mark.parametrize("text", ["2023-02-29", "0000", "2023-13", "23-01-01", "May 2023"])
def test_what_is_no_date(text: str) -> None:
    assert faults(type="bombing", happened_from=text) == ["happened_from"]


def test_the_type_alone_is_enough() -> None:
    assert event(type="bombing").category == "militant_attack"
    assert event(type="Suicide Bombing").type == "suicide_bombing"


def test_a_fault_names_what_is_near() -> None:
    found = built(type="bombin")
    assert isinstance(found, tuple)
    assert found[0].message.startswith("'bombin' is no type; write one of: bombing")
    assert faults() == ["type"]


def test_every_fault_is_named_at_once() -> None:
    wrong = faults(
        type="bombing",
        status="done",
        background="maybe",
        happened_to="2023-01-01",
        latitude="95",
        country="Atlantis",
        killed_high="3",
        injured="some",
        colour="red",
    )
    assert wrong == [
        "colour",
        "happened_from",
        "latitude",
        "country",
        "status",
        "background",
        "killed_high",
        "injured",
    ]


def test_a_span_of_days_is_as_precise_as_its_wider_end() -> None:
    (when,) = event(type="bombing", happened_from="2023-05-12", happened_to="2023-05").happened
    assert (when.first, when.last, when.precision) == (
        date(2023, 5, 12),
        date(2023, 5, 31),
        "month",
    )
    assert faults(type="bombing", happened_from="2023-05", happened_to="2023-04") == ["happened_to"]


def test_coordinates_given_are_kept_and_half_a_pair_is_a_fault() -> None:
    (place,) = event(type="bombing", place="Quetta", latitude="30.2", longitude="67").places
    assert (place.latitude, place.longitude, place.precision) == (30.2, 67.0, "town")
    assert faults(type="bombing", latitude="30.2") == ["latitude"]


def test_a_place_is_looked_for_in_its_province() -> None:
    (place,) = event(type="bombing", place="Nowshera", admin1="Khyber Pakhtunkhwa").places
    assert place.admin1 == "Khyber Pakhtunkhwa"
    (unknown,) = event(type="bombing", place="Zzyzx Kalay", admin1="Balochistan").places
    assert (unknown.place_id, unknown.text) == (None, "Zzyzx Kalay")


def test_low_and_high_bound_the_best() -> None:
    (toll,) = event(type="bombing", killed="12", killed_low="10", killed_high="20").tolls
    assert (toll.low, toll.best, toll.high) == (10, 12, 20)
    assert faults(type="bombing", killed="12", killed_low="15") == ["killed"]


def test_deaths_of_attackers_are_theirs_and_in_a_clash_of_no_side() -> None:
    attack = event(type="bombing", killed="3", killed_attackers="1").tolls
    assert [(toll.effect, toll.side) for toll in attack] == [
        ("killed", "target"),
        ("killed", "initiator"),
    ]
    assert event(type="clash", killed="3").tolls[0].side == "unknown"


def test_several_names_are_several_actors_and_unknown_is_none() -> None:
    found = event(type="bombing", perpetrators="BLA; Lashkar of Nowhere", attribution="claimed")
    assert [(p.actor_id, p.attribution) for p in found.perpetrators] == [
        ("bla", "claimed"),
        (None, "claimed"),
    ]
    assert event(type="bombing", perpetrators="Unknown").perpetrators == ()


@given(st.dictionaries(st.sampled_from(FIELDS), st.text(max_size=12)))
def test_any_fields_give_an_event_or_faults(fields: dict[str, str]) -> None:
    found = built(**fields)
    assert isinstance(found, Event) or all(isinstance(each, Fault) for each in found)
