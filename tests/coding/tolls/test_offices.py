"""Single persons by an office or trade that no list has. All texts are invented."""

from __future__ import annotations

import pytest

from concord.coding import tolls


def counted(text: str) -> list[tuple[str, str, int]]:
    """Return the words, effect and number of each figure of a text."""
    return [(f.figure.text, f.figure.effect, f.figure.low) for f in tolls.find(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The vice-president of a traders' alliance was killed and his nephew wounded.",
            [("The vice-president", "killed", 1), ("his nephew", "injured", 1)],
        ),
        (
            "Troops killed the second-in-command of a rebel front in a raid.",
            [("the second-in-command", "killed", 1)],
        ),
        (
            "The deputy head of the customs house and her driver were killed.",
            [("The deputy head", "killed", 1), ("her driver", "killed", 1)],
        ),
        ("Gunmen shot and wounded a meter reader.", [("a meter reader", "injured", 1)]),
    ],
)
def test_an_office_is_one_person(text: str, expected: list[tuple[str, str, int]]) -> None:
    assert counted(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "The committee killed the offer.",
        "A cow was killed in the blast.",
        "The motor was killed by the driver's hand.",
        "The minister injured the border deal.",
    ],
)
def test_things_are_nobody(text: str) -> None:
    assert counted(text) == []
