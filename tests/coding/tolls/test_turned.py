"""Words of harm that stand apart from each other or before their verb. All texts are invented."""

from __future__ import annotations

import pytest

from concord.coding import tolls


def figures(text: str) -> list[tuple[str, int, str]]:
    """Return the effect, number and class of each figure of a text."""
    return [
        (f.figure.effect, f.figure.low, f.figure.victim_class)
        for f in tolls.find(text)
        if not f.part
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A mob beat a baker to death in the market.", [("killed", 1, "civilian")]),
        ("The crowd tortured two policemen to death.", [("killed", 2, "security")]),
        ("Villagers burnt a Sri Lankan alive.", [("killed", 1, "civilian")]),
        (
            "The ambush cost three soldiers and one driver their lives.",
            [("killed", 3, "security"), ("killed", 1, "civilian")],
        ),
        (
            "Killed in the raid were the driver of the bus, a constable and two cooks.",
            [("killed", 1, "civilian"), ("killed", 1, "security"), ("killed", 2, "civilian")],
        ),
        ("Wounded in the blast was a schoolteacher.", [("injured", 1, "civilian")]),
        ("The shell put three schoolboys in hospital.", [("injured", 3, "civilian")]),
    ],
)
def test_people_in_the_midst_or_at_the_end(text: str, expected: list[tuple[str, int, str]]) -> None:
    assert figures(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "He beat the drum. Ten days later he was tired to death.",
        "The dam cost two million dollars in their lives' work.",
        "Killed, they said, were dreams.",
        "He put two questions to the minister, who lay in a clinic.",
    ],
)
def test_what_befalls_nobody(text: str) -> None:
    assert figures(text) == []
