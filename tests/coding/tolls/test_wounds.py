"""Those who were hurt, told by what was hit or by who treats them. All texts are invented."""

from __future__ import annotations

import pytest

from concord.coding.tolls import find


def _told(text: str) -> list[tuple[str, int]]:
    return [(f.figure.effect, f.figure.low) for f in find(text) if not f.negated]


@pytest.mark.parametrize(
    ("text", "hurt"),
    [
        ("A baker in the next lane has a shoulder wound.", 1),
        ("A pupil lost her foot when a mine went off near Tarnak.", 1),
        ("Two guards had their arms broken by the crowd.", 2),
        ("Its driver was cut by flying glass.", 1),
        ("Nine passengers were struck in the hip or leg.", 9),
        ("The foreman was carried out with a shattered knee.", 1),
        ("More than sixty people needed treatment.", 60),
        ("A constable, off duty at the time, is critical but stable.", 1),
        ("Four women were driven to the clinic at Sarband.", 4),
        ("Twelve worshippers took splinters.", 12),
    ],
)
def test_wounds_and_cures_tell_of_the_hurt(text: str, hurt: int) -> None:
    assert _told(text) == [("injured", hurt)]


@pytest.mark.parametrize(
    "text",
    [
        "The talks are in a critical condition.",
        "Two rebels lost their way in the hills.",
        "He looks at the back of the house.",
        "The situation in the town was stable.",
    ],
)
def test_other_conditions_are_no_wounds(text: str) -> None:
    assert _told(text) == []


def test_bodies_taken_to_hospital_are_not_hurt() -> None:
    assert _told("Three bodies were taken to the civil hospital.") == [("killed", 3)]
