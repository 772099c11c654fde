"""A group's front, chapter or command is that group, with its part; all texts are invented."""

from __future__ import annotations

import pytest

from concord.codebook import load
from concord.coding import actors

BOOK = load()


def named(text: str) -> list[tuple[str | None, str | None]]:
    return [(a.actor_id, a.name) for a in actors.find(text, BOOK) if a.name]


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("Fighters of the BLA's Zarbad Hill front burned a truck.", "Zarbad Hill front"),
        ("The Zarbad chapter of the BLA burned a truck.", "Zarbad chapter"),
        ("The 14th Column of the BLA burned a truck.", "14th Column"),
    ],
)
def test_a_part_stays_readable_and_is_its_group(text: str, part: str) -> None:
    group = BOOK.resolve_actor("BLA")
    assert group is not None
    assert named(text) == [(group.id, f"{group.name}, {part}")]


def test_what_a_group_speaks_by_is_no_part_of_it() -> None:
    assert named("The BLA's Media Wing wrote of it.")[0][1] == BOOK.resolve_actor("BLA").name  # type: ignore[union-attr]
