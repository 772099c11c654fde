"""Forces that a text names by a common word, as those of their country. All texts are invented."""

from __future__ import annotations

import pytest
from tests.coding.violence import events


def doers(text: str) -> list[tuple[str, str | None]]:
    return [(p.text, p.name) for p in events(text)[0].perpetrators]


def test_troops_are_those_of_the_country() -> None:
    text = "Troops killed four militants in a raid on a hideout in Bannu on Monday."
    assert [name for _, name in doers(text)] == ["Pakistan security forces"]


@pytest.mark.parametrize(
    "text",
    [
        "GUNMEN opened fire on a police van in Quetta on Monday, killing two officers.",
        "UNIDENTIFIED MILITANTS ATTACKED a checkpost in Bannu on Sunday. Three soldiers died.",
        "A MOB burnt a police post in Karachi on Monday. Two constables were killed.",
    ],
)
def test_words_in_capitals_make_no_force(text: str) -> None:
    assert all(name is None for _, name in doers(text))


def test_a_fight_of_nobody_is_not_that_of_forces_named_elsewhere() -> None:
    text = "Soldiers guard the road. There was a clash in Bannu on Monday, a teacher said."
    assert doers_of_last(text) == []


def test_forces_whose_spokesman_denies_it_are_blamed() -> None:
    text = (
        "Elders in Bannu say that a drone of the security forces struck a house on Monday and "
        "killed three children. The military's media wing denied it."
    )
    (event,) = events(text)
    assert {p.attribution for p in event.perpetrators} <= {"blamed", "suspected"}


def doers_of_last(text: str) -> list[str]:
    return [p.text for p in events(text)[-1].perpetrators]
