"""Casualties of whom some died, and wounds found on bodies. All texts are invented."""

from __future__ import annotations

import pytest

from concord.coding import tolls


def figures(text: str) -> list[tuple[str, int]]:
    """Return the effect and number of each figure of a text."""
    return [(f.figure.effect, f.figure.best) for f in tolls.find(text) if not f.part]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The bomb caused 15 casualties, four of them dead.", [("killed", 4), ("injured", 11)]),
        ("The raid left 20 casualties, six of whom died.", [("killed", 6), ("injured", 14)]),
        ("There were ten casualties, including three deaths.", [("killed", 3), ("injured", 7)]),
        ("The mine caused nine casualties (two dead).", [("killed", 2), ("injured", 7)]),
    ],
)
def test_those_casualties_who_did_not_die_were_hurt(
    text: str, expected: list[tuple[str, int]]
) -> None:
    assert figures(text) == expected


def test_more_dead_than_casualties_are_no_part_of_them() -> None:
    assert ("injured", 0) not in figures("There were four casualties, four of them dead.")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Two bodies were found near Kech. Both men had been shot in the head.",
            [("killed", 2), ("killed", 2)],
        ),
        ("Their bodies lay by a canal. Both had been shot in the head.", [("killed", 2)]),
        # Those who lived are hurt, whatever else was found.
        (
            "Two bodies were found. Two drivers were shot in the leg.",
            [("killed", 2), ("injured", 2)],
        ),
        ("Two cooks were stopped. Both were shot in the leg.", [("injured", 2)]),
    ],
)
def test_wounds_of_bodies_are_those_of_the_dead(text: str, expected: list[tuple[str, int]]) -> None:
    assert figures(text) == expected
