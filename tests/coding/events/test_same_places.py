"""Places that a text only points back to. All texts are invented."""

from __future__ import annotations

import pytest
from tests.coding.reports import events


@pytest.mark.parametrize(
    "history",
    [
        "In March 2022 three men were shot dead on the same street.",
        "The same post was attacked with grenades in March 2022, when two guards died.",
        "In March 2022 two guards were killed by a bomb in the same hospital.",
    ],
)
def test_the_same_street_is_where_the_news_is(history: str) -> None:
    text = (
        f"Gunmen killed a teacher in Mir Ali, North Waziristan, on Monday, police said. {history}"
    )
    found = [e for e in events(text) if e.happened and e.happened[0].first.year == 2022]
    assert [e.places[0].admin1 for e in found if e.places] == ["Khyber Pakhtunkhwa"]


def test_a_capital_whose_ministry_speaks_is_no_scene() -> None:
    text = (
        "KHERSON, Ukraine - A drone hit a bus on Tuesday and killed three people. Moscow's defence "
        "ministry stated that its forces do not work on buses."
    )
    assert [e.places[0].country for e in events(text) if e.places] == ["UA"]
