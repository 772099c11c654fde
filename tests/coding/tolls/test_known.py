"""People of a group or force that the text names, and places that are nobody. Invented texts."""

from __future__ import annotations

import pytest
from tests.coding.reports import BOOK, report

from concord.coding import prepare


def classes(text: str) -> list[tuple[int, str]]:
    """Return the number and class of each figure of a text that is read whole."""
    prepared = prepare(report(text, published=None, language=None), BOOK)
    return [(f.figure.low, f.figure.victim_class) for f in prepared.figures]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Seven members of al-Shabaab were killed at the jail.", [(7, "militant")]),
        ("Two Boko Haram members were arrested.", [(2, "militant")]),
        ("Four gunmen broke into a school. All four were killed.", [(4, "militant")]),
        ("Four teachers were at the school. All four were killed.", [(4, "civilian")]),
        ("In Mir Ali, North Waziristan, three guards were killed.", [(3, "security")]),
    ],
)
def test_the_text_knows_who_they_were(text: str, expected: list[tuple[int, str]]) -> None:
    assert classes(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The insurgents lost four men in the raid on the post.", [(4, "militant")]),
        ("The post held out, the army losing four of its men.", [(4, "security")]),
        ("The rebels fled, leaving three bodies behind.", [(3, "militant")]),
        ("The enemy left three bodies.", [(3, "militant")]),
        # Whom gunmen leave dead in a street they have killed.
        ("Gunmen left five bodies in the street.", [(5, "civilian")]),
        ("The village lost nine people.", [(9, "civilian")]),
    ],
)
def test_whoever_lost_or_left_them_says_who_they_were(
    text: str, expected: list[tuple[int, str]]
) -> None:
    assert classes(text) == expected
