"""Lists of people with names, bodies and parts between their items. All texts are invented."""

from __future__ import annotations

import pytest

from concord.coding import tolls


def told(text: str) -> list[tuple[int, bool, bool]]:
    """Return the number of each of the dead of a text, whether a total, whether a part."""
    found = (f for f in tolls.find(text) if f.figure.effect == "killed")
    return [(f.figure.low, f.figure.total, f.part) for f in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # The name of one person does not end the list.
        (
            "Gunmen killed a magistrate, Omid Karra, and his brother in the capital.",
            [(1, False, False), (1, False, False)],
        ),
        (
            "A station chief, Omid Karra, his two bodyguards and nine spectators died.",
            [(1, False, False), (2, False, False), (9, False, False)],
        ),
        # Whose people are does not either.
        (
            (
                "At least 13 people, including six members of the Tor community, three cooks and a "
                "trooper of the guards, were killed."
            ),
            [(13, True, False), (6, False, True), (3, False, True), (1, False, True)],
        ),
        # A girl and a boy after two children are those two.
        (
            "The shell killed two children, a girl of six and a boy of eleven.",
            [(2, False, False), (1, False, True)],
        ),
        # Whom a family lost are some of the dead, never all.
        ("Omid Karra lost his wife and four children.", [(1, False, True), (4, False, True)]),
    ],
)
def test_items_and_parts(text: str, expected: list[tuple[int, bool, bool]]) -> None:
    assert told(text) == expected


def test_a_name_by_mistake_is_nobody() -> None:
    assert told("Ultimately, 144 people died.") == [(144, False, False)]
    assert told("Convicts among dead as lorry hits mine") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The death toll of the raid is now 150.", 150),
        ("Doctors gave the number of dead as three and of injured as eleven.", 3),
        ("The bomber's victims number seven.", 7),
        ("The death of a guard took to three the toll of the clash.", 3),
    ],
)
def test_stated_tolls(text: str, expected: int) -> None:
    assert expected in [f.figure.low for f in tolls.find(text) if f.figure.total]


def test_a_first_toll_is_taken_back() -> None:
    (figure,) = tolls.find("The first toll, on Saturday, was 100.")
    assert figure.figure.superseded


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ("He signed a plan to kill two ministers.", "negated"),
        ("Mine accidents killed 176 in 2021.", "aggregate"),
        ("Two of the six earlier deaths were from the heat.", "history"),
        ("The four earlier deaths were from the heat.", "history"),
    ],
)
def test_figures_of_something_else(text: str, mark: str) -> None:
    assert all(getattr(figure, mark) for figure in tolls.find(text))


@pytest.mark.parametrize(
    "text",
    [
        "A former inspector is held over 2009 killings.",
        "His cousin lost two fingers: he had dropped the grenade.",
        "Commandos fought them until the last one was dead.",
        "Two bombers entered the hall and killed two male and a female guard.",
        "The court gave the death sentence to two men.",
    ],
)
def test_no_toll_at_all(text: str) -> None:
    assert [f for f in tolls.find(text) if f.figure.effect == "killed"] == []


def test_who_stormed_the_post_are_the_attackers() -> None:
    (figure,) = tolls.find("All six who broke in were killed.")
    assert (figure.figure.low, figure.figure.side) == (6, "initiator")
    (figure,) = tolls.find("Seven members of the front who had stormed the jail were killed.")
    assert (figure.figure.low, figure.figure.victim_class) == (7, "militant")


def test_who_speaks_is_not_of_whom_it_is_told() -> None:
    (figure,) = tolls.find('Police spokesman Omid Karra: "19 people have been killed".')
    assert figure.figure.victim_class == "civilian"
