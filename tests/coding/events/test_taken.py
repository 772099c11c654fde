"""How many an abduction or an arrest took, where no figure says so. All texts are invented."""

from __future__ import annotations

import pytest
from tests.coding.reports import BOOK, report

from concord.coding import prepare
from concord.coding.events.taken import taken
from concord.coding.tolls import lexicon_of
from concord.model import Participant, TollFigure

LEXICON = lexicon_of(BOOK)


def figure(effect: str, class_: str, low: int) -> TollFigure:
    """Return a figure of a toll that some other words tell."""
    return TollFigure(
        effect=effect, victim_class=class_, side="target", low=low, best=low, high=low, text="x"
    )


def taken_of(
    type_: str, text: str, *people: str, toll: tuple[TollFigure, ...] = ()
) -> list[tuple[str, str, int]]:
    """Return the effect, class and number of those taken, of the people named in a text."""
    aimed = [
        Participant(text=who, start=text.index(who), end=text.index(who) + len(who))
        for who in people
    ]
    found = taken(type_, aimed, toll, ((), prepare(report(text), BOOK)), LEXICON)
    return [(f.effect, f.victim_class, f.low) for f in found]


@pytest.mark.parametrize(
    ("type_", "text", "people", "expected"),
    [
        (
            "kidnapping",
            "Masked men took away Omid Karra, a baker, on Monday.",
            ("Omid Karra",),
            [("abducted", "civilian", 1)],
        ),
        (
            "kidnapping",
            "Masked men drove off with two policemen on Monday.",
            ("two policemen",),
            [("abducted", "security", 2)],
        ),
        (
            "arrest",
            "Rangers brought in 10 suspected persons on Monday.",
            ("10 suspected persons",),
            [("arrested", "unknown", 10)],
        ),
        # The number says how many the names are.
        (
            "kidnapping",
            "Masked men took two drivers, Omid Karra and Sami Dost, on Monday.",
            ("two drivers", "Omid Karra", "Sami Dost"),
            [("abducted", "civilian", 2)],
        ),
        # Nothing says how many, or nobody was taken.
        ("kidnapping", "Masked men drove off with villagers.", ("villagers",), []),
        ("bombing", "A bomb hit Omid Karra.", ("Omid Karra",), []),
    ],
)
def test_people_told_of_are_counted(
    type_: str, text: str, people: tuple[str, ...], expected: list[tuple[str, str, int]]
) -> None:
    assert taken_of(type_, text, *people) == expected


def test_a_figure_that_is_told_stands() -> None:
    text = "Masked men took away Omid Karra on Monday."
    assert taken_of("kidnapping", text, "Omid Karra", toll=(figure("abducted", "x", 4),)) == []


def test_who_was_taken_and_died_was_what_the_dead_is_said_to_be() -> None:
    text = "Masked men took away Omid Karra on Monday."
    dead = (figure("killed", "security", 1),)
    assert taken_of("kidnapping", text, "Omid Karra", toll=dead) == [("abducted", "security", 1)]
