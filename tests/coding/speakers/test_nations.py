"""A country that no pack lists is known by what its text calls that country's."""

from __future__ import annotations

import pytest

from concord.coding.speakers.nations import find_nation


@pytest.mark.parametrize(
    ("text", "nation"),
    [
        ("Velmora's parliament met on Monday.", "Velmora"),
        ("PORT ELIS (Velmora) - Rain fell on the talks.", "Velmora"),
        ("Tarsk, Velmora - The talks went on.", "Velmora"),
        ("The president of Velmora spoke of peace.", "Velmora"),
        ("The army crossed into Velmora, and Velmoran villages emptied.", "Velmora"),
        ("The chief minister of Velmora spoke in the state of Velmora.", None),
        ("Nobody came.", None),
        ("In April the army shelled the port, and in April's military report none died.", None),
    ],
)
def test_a_nation_is_known_by_its_rulers_datelines_and_adjectives(
    text: str, nation: str | None
) -> None:
    assert find_nation(text, ()) == nation
