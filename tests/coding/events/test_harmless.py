"""Searches, finds and words that only look back are no attacks."""

from __future__ import annotations

import pytest
from tests.coding.reports import events

PEACEFUL = {"arrest", "seizure", "surrender", "release", "threat", "protest", "other"}


def violent(text: str) -> list[str]:
    return [event.type for event in events(text) if event.type not in PEACEFUL]


@pytest.mark.parametrize(
    "text",
    [
        "Troops arrested three militants during a search operation in Bajaur on Monday.",
        "Police detained four men during a raid on a house in Faisalabad on Sunday.",
        "Soldiers recovered 40 crude bombs from an abandoned mill in Quetta on Monday.",
        "Police defused a bomb near a bus stop in Peshawar on Tuesday.",
    ],
)
def test_whom_nobody_harmed_was_not_attacked(text: str) -> None:
    assert violent(text) == []


@pytest.mark.parametrize(
    ("text", "type_"),
    [
        (
            "Troops killed three militants during a search operation in Bajaur on Monday.",
            "military_operation",
        ),
        ("Militants killed two guards in a raid on a house in Bannu on Sunday.", "armed_attack"),
    ],
)
def test_harm_speaks_for_an_attack(text: str, type_: str) -> None:
    assert violent(text) == [type_]
