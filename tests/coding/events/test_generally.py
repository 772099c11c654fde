"""What is told since when, from when to when, and around an act, is of no day of its own."""

from __future__ import annotations

from datetime import date

import pytest
from tests.coding.reports import events


@pytest.mark.parametrize(
    "text",
    [
        "The group has killed villagers in the north since the start of 2019, the mission said.",
        "Violence has surged in Kivu since the army began a campaign late last year.",
        "Attacks have risen since the army launched an offensive against the rebels a year ago.",
        "Herders in Zamfara have for years been plagued by cattle rustling and kidnapping.",
        "More than 30,000 people have been killed in Hakkari since the party took up arms in 1984.",
        "Thousands of people have died in what has become the longest war of the region.",
        "At least 6,000 people have died in a conflict over the land of Patani.",
        "Some 60,000 people have been killed in the island's civil war.",
    ],
)
def test_violence_of_a_period_is_no_event(text: str) -> None:
    assert [event.summary for event in events(text)] == []


def test_the_day_of_a_funeral_is_not_that_of_the_attack() -> None:
    found = events(
        "Families of those killed in a church attack in Owo yesterday held a mass. "
        "Gunmen had opened fire in the church in Owo on March 2 and killed 40 people.",
        published="2024-03-09",
    )
    assert {e.happened[0].first for e in found if e.happened} == {date(2024, 3, 2)}


def test_bodies_of_the_attack_that_is_told_are_no_find() -> None:
    (event,) = events(
        "Armed men attacked the village of Mbau on Monday and killed a dozen people. "
        "Houses were burnt. The wounded were taken away. "
        '"We have just found twelve bodies," an official said.'
    )
    assert event.type == "armed_attack"


def test_a_raid_that_took_people_and_arms_is_no_attack() -> None:
    found = events(
        "Two men were arrested in a raid on a house in Multan on Monday, police said. "
        "During the raid, 10 grenades and two pistols were recovered."
    )
    assert "armed_attack" not in {event.type for event in found}


@pytest.mark.parametrize(
    "text",
    [
        "Toxic fumes killed five people in Salem on Monday after an explosion, officials said.",
        "A fire raced through a mine in Hebei on Monday, killing 26 men, after a blast.",
        "A man whom detectives hold for a homicide suspect stabbed a woman in Boise on Monday.",
    ],
)
def test_accidents_and_private_crime_are_no_event(text: str) -> None:
    assert [event.summary for event in events(text)] == []


@pytest.mark.parametrize(
    "told",
    [
        "The unrest in the south has killed thousands of policemen and teachers.",
        "The group has killed hundreds of policemen since its branch began operations in May 2014.",
        "More than 40,000 people have been killed in the country's insurgency.",
    ],
)
def test_the_dead_of_a_war_are_not_those_of_the_attack_of_the_day(told: str) -> None:
    (event,) = events(f"A bomb killed two rangers near Yala on Monday, the army said. {told}")
    assert [(t.effect, t.best) for t in event.tolls] == [("killed", 2)]


def test_the_dead_of_these_days_are_counted_in_a_war_too() -> None:
    (event,) = events(
        "Nine people have been killed in a war between gunmen of two clans near Parachinar, who "
        "have fired at each other since Monday, the army said."
    )
    assert [(t.effect, t.best) for t in event.tolls] == [("killed", 9)]
