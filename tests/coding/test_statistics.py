from __future__ import annotations

from typing import Any

import pytest
from tests.coding.speech import numbers, statistics


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Militant attacks rose by 69 percent in 2023, from 380 to 641.",
         [("change_pct", 69), ("attacks", 380), ("attacks", 641)]),
        ("Violence fell by a third.", [("change_pct", -33.3)]),
        ("Three groups carried out over 82 percent of the attacks.", [("share", 82)]),
        ("One in three of the dead was a child.", [("share", 33.3)]),
        ("Eleven of the 19 suicide bombers were foreigners.", [("share", 11)]),
        ("Attacks doubled in May, the highest since 2017.", [("ratio", 2), ("rank", 1)]),
        ("At least 20 soldiers were killed and 12 injured.", [("killed", 20), ("injured", 12)]),
        ("The army said 42 militants had been killed.", [("militants_killed", 42)]),
        ("Of the 119 people who died, 40 were police officers.", [("killed", 119), ("killed", 40)]),
        ("Two days later 14 gunmen surrendered.", [("surrendered", 14)]),
        ("The centre released Rs417 billion to the province.", [("funds_released", 417e9)]),
        # years, hours, ages and the price of bread are no statistics of violence
        ("The ministry said 72 hours remained.", []),
        ("Bread cost 12 percent more in March.", []),
        ("A 15-point accord was signed in 2009.", []),
    ],
)  # fmt: skip
def test_numbers(text: str, wanted: list[tuple[str, float]]) -> None:
    assert numbers(text) == wanted


def test_bounds_stay_with_the_number() -> None:
    (found,) = statistics("More than 700 people were killed last year.")
    assert (found.low, found.high, found.unit) == (700, None, "people (more than)")
    (fall,) = statistics("Attacks fell by at least 20 percent.")
    assert (fall.value, fall.low, fall.high) == (-20, None, -20)


def test_source_actors_and_period_come_from_the_sentence() -> None:
    text = "The Pak Institute for Peace Studies said the TTP carried out 120 attacks in 2022."
    (found,) = statistics(text)
    assert found.source == "Pak Institute for Peace Studies"
    assert found.origin == "Pak Institute for Peace Studies"
    assert found.actors == ("Tehrik-i-Taliban Pakistan",)
    assert found.period is not None
    assert str(found.period.first) == "2022-01-01"


def test_the_year_compared_with_is_the_comparator() -> None:
    (found, *_) = statistics("Attacks in 2023 rose by 69 percent compared with 2022.")
    assert found.comparator is not None
    assert str(found.comparator.first) == "2022-01-01"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        # the year of the number that is compared with is not that of the numbers before
        ("The institute counted 40 attacks with 90 dead, against 31 attacks in 2022.",
         [(40, None, 2022), (90, None, 2022), (31, 2022, None)]),
        ("In 2023 it counted 40 attacks, after 31 attacks in 2022.",
         [(40, 2023, 2022), (31, 2022, None)]),
        ("It counted 40 attacks in 2023.", [(40, 2023, None)]),
    ],
)  # fmt: skip
def test_each_number_has_its_own_year(text: str, wanted: list[tuple[int, Any, Any]]) -> None:
    def year(when: Any) -> int | None:
        return when and when.first.year

    assert [(s.value, year(s.period), year(s.comparator)) for s in statistics(text)] == wanted


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("At least 24 people were killed in a bombing in Quetta.", "people (at least; one event)"),
        ("The blast wounded 46 others.", "people (one event)"),
        ("The ambush killed 12 Frontier Corps men.", "Frontier Corps men (one event)"),
        # a sum over a time, over attacks, or set against another year is no toll
        ("More than 700 people were killed last year.", "people (more than)"),
        ("Two separate attacks killed 13 soldiers.", "soldiers"),
        ("In all 974 people have died since the spring of 2021.", "people"),
        ("Militants killed 90 soldiers in March 2023.", "soldiers"),
    ],
)
def test_the_toll_of_one_event_is_marked_by_its_unit(text: str, unit: str) -> None:
    assert [s.unit for s in statistics(text) if s.measure in {"killed", "injured"}] == [unit]


def test_a_toll_that_rises_counts_the_dead_and_militant_attacks_are_attacks() -> None:
    assert numbers("The toll of Saturday's bombing has risen to 32.") == [("killed", 32)]
    assert numbers("It counted 641 militant attacks last year.") == [("attacks", 641)]
