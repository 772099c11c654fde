"""What is only sought, waited for or threatened, ground that is captured, and mere reasons."""

from __future__ import annotations

import pytest
from tests.coding.reports import events


@pytest.mark.parametrize(
    "text",
    [
        "A search operation was under way in Kech on Monday for the arrest of the attackers.",
        "The police formed teams in Swabi on Monday for the early arrest of those behind it.",
        "The governor announced in Jos on Monday a reward for the arrest of the gang's leader.",
        "Troops searched houses in Hebron on Monday with the aim of arresting a student.",
        "The rebels captured the town of Kalo in Sagaing in November.",
        "Two lorries and a bridge were captured near Djibo on Monday, the army said.",
        "A minister said in Kano on Monday that any raider arrested will be shot.",
        "Traders in Multan kept their shops shut on Monday in protest over the new tax.",
    ],
)
def test_what_is_only_wanted_or_no_arrest_is_no_event(text: str) -> None:
    assert [event.type for event in events(text)] == []


@pytest.mark.parametrize(
    ("text", "type_"),
    [
        ("Police in Swabi arrested two men with pistols on Monday.", "arrest"),
        ("The minister praised the police in Jos on Monday for the arrest of five men.", "arrest"),
        ("Soldiers captured three rebels near the town of Kalo on Monday.", "arrest"),
        ("Hundreds of traders marched in a protest in Multan on Monday.", "protest"),
    ],
)
def test_what_took_place_stays(text: str, type_: str) -> None:
    assert [event.type for event in events(text)] == [type_]


@pytest.mark.parametrize(
    "text",
    [
        "The rebels threatened to pull out of the talks in Juba on Monday.",
        "The union threatened sanctions in Accra on Monday, and issued this threat a second time.",
        "The fighting in Goma on Monday threatened to derail the truce of last year.",
        "The bloc threatened to impose new sanctions on the generals in Bamako on Monday.",
    ],
)
def test_sanctions_and_what_upsets_a_truce_threaten_nobody(text: str) -> None:
    assert [event.type for event in events(text)] == []


@pytest.mark.parametrize(
    "text",
    [
        "The rebels threatened to burn the villages around Goma on Monday.",
        "Gunmen threatened to disrupt the vote in Kano on Monday.",
    ],
)
def test_violence_that_is_threatened_is_a_threat(text: str) -> None:
    assert [event.type for event in events(text)] == ["threat"]


@pytest.mark.parametrize(
    "text",
    [
        "The rebels said in Goma on Monday they would stay unless the army released prisoners.",
        "The truce will end on Monday unless the army in Cauca surrendered its weapons, they said.",
        "The men would not leave the camp in Jos on Monday until police had freed the hostages.",
    ],
)
def test_what_somebody_waits_for_has_not_come(text: str) -> None:
    assert [event.type for event in events(text)] == []


def test_what_was_waited_for_and_came_is_told() -> None:
    found = events("The rebels left Goma on Monday after the army had freed the hostages.")
    assert [event.type for event in found] == ["release"]


def test_who_is_rescued_from_a_siege_or_a_fire_was_nobodys_captive() -> None:
    found = events(
        "A suicide bomber struck a hotel in Kismayo on Monday, killing three guards, police said. "
        "Dozens of guests were rescued on Monday through the windows."
    )
    assert [event.type for event in found] == ["suicide_bombing"]


def test_captives_who_are_rescued_are_released() -> None:
    found = events(
        "Gunmen abducted nine girls in Zamfara on Sunday. They were rescued in Gusau on Monday."
    )
    assert [event.type for event in found] == ["kidnapping", "release"]
