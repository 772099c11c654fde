"""Who died beside those whom a text counts first. All texts are invented."""

from __future__ import annotations

import pytest
from tests.coding.reports import events

from concord.codebook.tolls import summarise


@pytest.mark.parametrize(
    ("text", "dead"),
    [
        # One more than were told.
        (
            (
                "A mine blast in Mir Ali on Monday killed three soldiers. A fourth died of his "
                "wounds."
            ),
            4,
        ),
        # Others than those told, of whom more is said than that they are people.
        (
            (
                "Gunmen raided a bank in Quetta on Monday and killed two policemen. A hawker, hit "
                "by a stray round, died on the steps."
            ),
            3,
        ),
        # Of those told, by whose they are.
        (
            (
                "A drone strike on a house in Mir Ali on Monday killed six people, residents said. "
                "The owner's family said that his wife and two children had died."
            ),
            6,
        ),
    ],
)
def test_who_died_besides_is_told_from_who_is_told_again(text: str, dead: int) -> None:
    event = events(text)[0]
    assert summarise(event.type, event.tolls).killed.low == dead
