"""Attacks from the air: what flew did it, whatever it hit and however it is told."""

from __future__ import annotations

import pytest
from tests.coding.violence import events


@pytest.mark.parametrize(
    "text",
    [
        "A bomb from a jet fell on a clinic in Wana on Monday, killing four people.",
        "Two explosions killed nine people in Wana on Monday. They came from a drone.",
        "A quadcopter of nobody's set a granary on fire in Wana on Monday.",
        "Six shells fired by a helicopter killed four people in Wana on Monday.",
    ],
)
def test_what_flew_did_it(text: str) -> None:
    assert [event.type for event in events(text)] == ["air_drone_strike"]


@pytest.mark.parametrize(
    "text",
    [
        "Gunmen opened fire on a helicopter in Wana on Monday, killing four people.",
        "Rockets killed four people in Wana on Monday as drones watched.",
        "Commandos backed by helicopters shot dead four gunmen in Wana on Monday.",
        "A bomb killed four people at an air force school in Wana on Monday.",
    ],
)
def test_what_was_shot_at_or_only_watched_did_nothing(text: str) -> None:
    assert "air_drone_strike" not in {event.type for event in events(text)}
