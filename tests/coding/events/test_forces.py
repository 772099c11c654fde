"""Forces that a text names by a common word, as those of their country. All texts are invented."""

from __future__ import annotations

import pytest
from tests.coding.violence import events


def doers(text: str) -> list[tuple[str, str | None]]:
    return [(p.text, p.name) for p in events(text)[0].perpetrators]


def test_troops_are_those_of_the_country() -> None:
    text = "Troops killed four militants in a raid on a hideout in Bannu on Monday."
    assert [name for _, name in doers(text)] == ["Pakistan security forces"]


@pytest.mark.parametrize(
    "text",
    [
        "GUNMEN opened fire on a police van in Quetta on Monday, killing two officers.",
        "UNIDENTIFIED MILITANTS ATTACKED a checkpost in Bannu on Sunday. Three soldiers died.",
        "A MOB burnt a police post in Karachi on Monday. Two constables were killed.",
    ],
)
def test_words_in_capitals_make_no_force(text: str) -> None:
    assert all(name is None for _, name in doers(text))
