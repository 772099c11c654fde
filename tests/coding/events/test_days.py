"""On which day an event happened, from the words of its text. All texts are invented."""

from __future__ import annotations

from datetime import date

import pytest
from tests.coding.reports import events


@pytest.mark.parametrize(
    ("text", "day"),
    [
        (
            "In the deadliest ambush since 2010, rebels killed 18 policemen near Raipur on Monday.",
            date(2024, 3, 4),
        ),
        (
            "Al-Shabaab claimed responsibility Tuesday for Monday's car bomb in Mogadishu.",
            date(2024, 3, 4),
        ),
        (
            "A court in Lahore on Tuesday sentenced four men for the 2016 bomb attack on a park.",
            date(2016, 1, 1),
        ),
        # The day of the inquiry is not that of the murder.
        (
            "The governor on Tuesday ordered an inquiry into the murder of a cleric on Monday.",
            date(2024, 3, 4),
        ),
    ],
)
def test_an_event_has_its_own_day(text: str, day: date) -> None:
    (event,) = events(text)
    assert event.happened[0].first == day


def test_what_has_been_so_since_a_year_has_no_day() -> None:
    text = (
        "Gunmen shot a trader dead in Kech on Monday. Police came. They searched the road. "
        "Nine foreigners have been kidnapped in the province since 2019."
    )
    assert [(e.type, bool(e.happened)) for e in events(text)] == [
        ("armed_attack", True),
        ("kidnapping", False),
    ]


def test_a_campaign_of_long_ago_is_not_the_news() -> None:
    text = (
        "At least nine militants were killed when jets carried out strikes in Tirah, the army "
        "said on Tuesday. The claim could not be verified. The operation began on June 15."
    )
    first = events(text)[0]
    assert (first.type, first.background) == ("air_drone_strike", False)
    assert first.happened[0].first == date(2024, 3, 5)


def test_the_dead_of_a_whole_war_are_no_toll() -> None:
    text = (
        "A drone killed three women in El Fasher on Monday. "
        "The war has resulted in tens of thousands of deaths."
    )
    (event,) = events(text)
    assert [f.low for f in event.tolls] == [3]


@pytest.mark.parametrize(
    "text",
    [
        "Prayers for those killed in the bombing in Peshawar on Monday were held on Wednesday.",
        "Police on Wednesday arrested two men over the suicide bombing in Peshawar on Monday.",
        "Those killed in the suicide bombing in Peshawar on Monday were buried on Wednesday.",
    ],
)
def test_the_day_of_a_funeral_or_an_arrest_is_not_that_of_the_attack(text: str) -> None:
    (attack,) = [event for event in events(text) if event.family == "bomb"]
    assert attack.happened[0].first == date(2024, 3, 4)


@pytest.mark.parametrize("doers", ["gunmen", "militants", "rebels"])
def test_a_town_named_before_those_who_did_it_is_where_they_did(doers: str) -> None:
    (attack,) = events(f"In Kalat, {doers} killed ten policemen at a post on Monday.")
    assert [place.name for place in attack.places] == ["Kalat"]


def test_what_others_came_days_after_is_history() -> None:
    found = events(
        "A bomb killed two men in Quetta on Monday, three days after gunmen shot dead a judge in "
        "Mach."
    )
    assert [event.background for event in found] == [False, True]


def test_what_a_report_comes_to_from_the_week_before_is_history() -> None:
    found = events(
        "Gunmen killed two guards in Mach on Monday. The province is tense. On February 26, a bomb "
        "killed three men in Quetta."
    )
    assert [event.background for event in found] == [False, True]


@pytest.mark.parametrize(
    "text",
    [
        (
            "Raiders killed four men in Palma on Friday. Five people were hurt in the raid, a "
            "report in Monday's issue of a weekly said."
        ),
        (
            "Raiders killed four men in Palma on Friday. An army statement on Monday put the dead "
            "of the raid at five."
        ),
        (
            "Elders met in Palma on Monday. The meeting on Monday comes after a raid in which "
            "gunmen killed four men in Palma on Friday."
        ),
        (
            "Gunmen killed four men in Palma on Friday. The raid came days after the bombing "
            "of a camp in Pemba last month."
        ),
    ],
)
def test_the_days_of_papers_meetings_and_of_what_came_before_are_not_its_own(text: str) -> None:
    first = events(text)[0]
    assert {when.first for when in first.happened} == {date(2024, 3, 1)}


@pytest.mark.parametrize(
    "text",
    [
        "The attack came before dawn on Monday, when gunmen killed four soldiers in Palma.",
        (
            "The shooting, in which gunmen killed four soldiers in Palma, came under cover of dark "
            "on Monday."
        ),
        (
            "On Monday four soldiers who had followed the tracks of the cattle were killed by "
            "gunmen in Palma."
        ),
    ],
)
def test_an_attack_that_came_at_an_hour_has_the_day_of_it(text: str) -> None:
    (event,) = events(text)
    assert event.happened[0].first == date(2024, 3, 4)
