"""One text, several happenings: told apart by the words that turn to another. Invented texts."""

from __future__ import annotations

from tests.coding.reports import events

from concord.codebook.tolls import summarise


def told(text: str) -> list[tuple[str | None, int, int]]:
    """Return (place, killed, injured) of each event that is no sum of others."""
    found = []
    for event in events(text):
        toll = summarise(event.type, event.tolls)
        place = event.places[0].name if event.places else None
        if event.part_of != "summary":
            found.append((place, toll.killed.low or 0, toll.injured.low or 0))
    return found


def test_an_attack_that_came_hours_after_another() -> None:
    text = (
        "A bomb killed four constables on Monday in Bannu. Rescuers took them away. "
        "The attack came hours after gunmen shot dead two guards in an ambush in Turbat."
    )
    assert told(text) == [("Bannu", 4, 0), ("Turbat", 2, 0)]


def test_a_lead_that_sums_two_attacks_is_none_of_them() -> None:
    text = (
        "Five soldiers were killed and nine others injured in two separate attacks in North "
        "Waziristan on Monday. Gunmen opened fire at a patrol in Mir Ali. Four soldiers were "
        "killed in the attack. Another six were injured. In the second incident, a mine in "
        "Datta Khel killed a soldier and injured three others."
    )
    places = [place for place, _, _ in told(text)]
    assert places == ["Mir Ali", "Datta Khel"]
    assert [injured for _, _, injured in told(text)] == [6, 3]


def test_others_beside_the_dead_are_not_more_wounded() -> None:
    text = (
        "A blast in Chaman on Monday wounded 12 people. "
        "Three people were killed and 12 others were wounded, doctors said."
    )
    assert told(text) == [("Chaman", 3, 12)]


def test_an_attack_later_on_the_same_day() -> None:
    text = (
        "Last Friday militants killed two villagers in Bannu. They were shot on their way home. "
        "Later on Friday an armed group attacked a post in Tank and killed three guards."
    )
    assert [(place, dead) for place, dead, _ in told(text)] == [("Bannu", 2), ("Tank", 3)]


def test_an_attack_on_the_same_day_as_another() -> None:
    text = (
        "Gunmen killed nine farmers on Monday in Konduga. The raid came the same day as a suicide "
        "bombing in Yola that left 20 dead."
    )
    assert [(place, dead) for place, dead, _ in told(text)] == [("Konduga", 9), ("Yola", 20)]


def test_districts_of_one_province_are_two_scenes() -> None:
    text = (
        "Rebels attacked posts across Balochistan on Monday. In Kalat district gunmen shot dead "
        "eight drivers. In Turbat a bomb killed four guards."
    )
    assert [(place, dead) for place, dead, _ in told(text)][-2:] == [("Kalat", 8), ("Turbat", 4)]


def test_the_dead_of_many_days_are_no_toll_of_one_attack() -> None:
    text = (
        "Six days of violence in Kurram district have killed 70 people, officials said on Monday. "
        "On March 1 gunmen fired on a convoy and killed 19."
    )
    assert [dead for _, dead, _ in told(text)] == [19]
