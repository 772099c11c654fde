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
        ("Seven guests were burned.", 7),
        ("Two light casualties were evacuated to Mopti.", 2),
        ("The bazaar had sixty or so treated.", 60),
        ("A porter is expected to live.", 1),
        ("The hospitals took in 160 people.", 160),
        ("A bullet grazed a constable.", 1),
        ("Shrapnel hit two passers-by.", 2),
        ("The mine tore the arm off a shepherd.", 1),
        ("The blast cost a guard his leg.", 1),
        ("An undisclosed number of others were burned.", 3),
        ("The injured number 14.", 14),
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


def test_a_pronoun_that_opens_a_list_is_one_more() -> None:
    assert _told("He and five constables were hurt.") == [("injured", 1), ("injured", 5)]
    assert _told("She and two friends said that the bomb killed four.") == [("killed", 4)]


def test_the_last_of_a_list_may_have_any_name_for_what_people_do() -> None:
    assert _told("A shell killed two boys and the goatherd.") == [("killed", 2), ("killed", 1)]
    assert _told("A raid led to the death of two men and the destruction of a camp.") == [
        ("killed", 2)
    ]
