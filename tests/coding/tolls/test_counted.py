"""How many people a few words name. All texts are invented."""

from __future__ import annotations

import pytest

from concord.coding import tolls
from concord.coding.tolls import words
from concord.model import Span


def number(text: str) -> int | None:
    """Return how many people a text names, None if nothing tells."""
    group = tolls.count(text, Span(start=0, end=len(text)), words.shipped())
    return None if group is None else group.best


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("Three road workers", 3),
        ("the three weavers", 3),
        ("the owner of a pharmacy", 1),
        ("a policeman of the district", 1),
        ("Omid Karra", 1),
        ("trader Omid Karra", 1),
    ],
)
def test_numbers_articles_and_names_count(text: str, people: int) -> None:
    assert number(text) == people


@pytest.mark.parametrize("text", ["labourers", "houses and shops", "four trucks", ""])
def test_of_others_nobody_knows_how_many(text: str) -> None:
    assert number(text) is None
