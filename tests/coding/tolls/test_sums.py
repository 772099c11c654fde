"""One number and its parts are counted once. All texts are invented."""

from __future__ import annotations

import pytest
from tests.coding.reports import events

from concord.codebook.tolls import summarise
from concord.coding import tolls

LONG = (
    "The death toll of Sunday's car bombing at a rally of the party of the governor "
    "in the bazaar of the town of Chaman, near the border, rose to 17."
)


def killed(text: str) -> tuple[int, int]:
    """Return the dead on the target's side and the attackers of the one event of a text."""
    (event,) = events(text)
    toll = summarise(event.type, event.tolls)
    return toll.killed.low or 0, toll.killed_attackers.low or 0


@pytest.mark.parametrize(
    ("text", "dead"),
    [
        ("Eight people, five women and three men, were killed in an air strike in Kunar.", (8, 0)),
        ("A raid on a camp in Bannu on Monday killed 20, including all six attackers.", (14, 6)),
        ("The toll of Sunday's attack in Gwadar has risen to 13, including the gunman.", (12, 1)),
        ("All nine attackers, two of them bombers, were killed when they stormed a camp.", (0, 9)),
        ("Police on Friday lowered the toll of the car bomb of March 2 in Chaman to 15.", (15, 0)),
        ("In Kabul 30 victims of the bombing, including nine dead, were received.", (9, 0)),
        (LONG, (17, 0)),
    ],
)
def test_nobody_is_counted_twice(text: str, dead: tuple[int, int]) -> None:
    assert killed(text) == dead


def test_numbers_that_do_not_add_up_are_other_people() -> None:
    found = tolls.find("Four soldiers, two policemen and a driver were killed.")
    assert [(f.figure.low, f.figure.total, f.part) for f in found] == [
        (4, False, False),
        (2, False, False),
        (1, False, False),
    ]


def test_two_places_are_no_victims() -> None:
    found = tolls.find("In operations at Torpul and Marzabad, nine militants were killed.")
    assert [f.figure.low for f in found] == [9]
