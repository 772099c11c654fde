"""Disputed areas: who holds and claims them, and from which viewpoint their border is whole."""

from __future__ import annotations

import pytest

from concord.codebook.disputed import (
    NEUTRAL,
    UnknownViewpointError,
    check_viewpoint,
    disputed_areas,
    viewpoints,
)
from concord.codebook.outlines import outline

AREAS = {each.name: each for each in disputed_areas()}


@pytest.mark.parametrize(
    ("name", "held", "claims"),
    [
        ("Jammu and Kashmir", ("IN",), ("PK",)),
        ("Azad Kashmir", ("PK",), ("IN",)),
        ("Aksai Chin", ("CN",), ("IN",)),
        ("Siachen Glacier", (), ("PK", "IN")),
        ("Abkhazia", (), ("GE",)),
        ("Golan Heights", ("IL",), ("SY",)),
    ],
)
def test_who_holds_and_who_claims(
    name: str, held: tuple[str, ...], claims: tuple[str, ...]
) -> None:
    assert (AREAS[name].held, AREAS[name].claims) == (held, claims)
    assert AREAS[name].note


def test_a_border_is_whole_only_from_the_viewpoint_of_a_party() -> None:
    kashmir = AREAS["Jammu and Kashmir"]
    assert not kashmir.is_settled(NEUTRAL)
    assert kashmir.is_settled("PK")
    assert kashmir.is_settled("IN")
    assert not kashmir.is_settled("CN")


def test_parties_are_countries_that_are_drawn() -> None:
    assert viewpoints()[0] == NEUTRAL
    assert all(outline(code) is not None for code in viewpoints()[1:])


def test_a_viewpoint_is_checked() -> None:
    assert check_viewpoint("pk") == "PK"
    assert check_viewpoint("Neutral") == NEUTRAL
    with pytest.raises(UnknownViewpointError, match="neutral, or the code of a state"):
        check_viewpoint("XX")
