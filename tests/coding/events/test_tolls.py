"""The toll of a happening, from all that its sentences say. All texts are invented."""

from __future__ import annotations

import pytest

from concord.codebook import load
from concord.codebook.tolls import summarise
from concord.coding import code
from concord.identity import document_id, text_hash
from concord.model import Document

BOOK = load()


def toll(text: str) -> tuple[int | None, int | None, int | None]:
    """Return the dead, the injured and the dead attackers of the first event of a text."""
    document = Document(
        id=document_id(text, "test"),
        text=text,
        source="test",
        text_hash=text_hash(text),
        published="2024-03-06",
        language="en",
    )
    event = next(iter(code([document], BOOK))).events[0]
    found = summarise(event.type, event.tolls)
    return found.killed.low, found.injured.low, found.killed_attackers.low


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # The militants among the dead of an attack are its attackers, whatever they are called.
        (
            (
                "At least five persons, including two policemen and three militants, were killed "
                "in a militant attack on a house in Quetta on Monday."
            ),
            (2, None, 3),
        ),
        # Those who died of it are dead and no longer injured.
        (
            (
                "A bomb in a market in Quetta on Monday killed five people and wounded four; two "
                "of them died in the night."
            ),
            (7, 2, None),
        ),
        # What the dead were is part of the toll, whoever says so.
        (
            (
                "A bomb in a market in Quetta on Monday killed 20 people. Among the dead were six "
                "lawyers and three policemen, the police chief said."
            ),
            (20, None, None),
        ),
        # Names by another verb that add up to the number before them.
        (
            (
                "Three cousins were shot dead in Quetta on Monday when gunmen opened fire and "
                "killed Omid Karra, his wife and daughter."
            ),
            (3, None, None),
        ),
        # "Another 11" people is no other bomb.
        (
            (
                "Four traders died and another 13 were injured when a bomb went off in a bus "
                "in Quetta on Monday."
            ),
            (4, 13, None),
        ),
        (
            (
                "A bomb hit the car of the police chief in Quetta on Monday, killing him and six "
                "of his guards."
            ),
            (7, None, None),
        ),
        (
            "Eleven people, including the bomber, died when he blew himself up in Quetta.",
            (10, None, 1),
        ),
    ],
)
def test_everybody_is_counted_once(
    text: str, expected: tuple[int | None, int | None, int | None]
) -> None:
    assert toll(text) == expected
