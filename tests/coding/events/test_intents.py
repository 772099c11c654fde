"""Arrests that are only sought, ground that is captured, and protests that are only a reason."""

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
