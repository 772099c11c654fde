"""Bands that are known by whom they follow; all words are invented."""

from __future__ import annotations

import pytest

from concord.coding.bands import leader_of


@pytest.mark.parametrize(
    ("words", "leader"),
    [
        ("men loyal to the cleric-commander Mullah Zarbad", "Mullah Zarbad"),
        ("about forty fighters led by Aden Warsame", "Aden Warsame"),
        ("rebels under Colonel Batula", "Colonel Batula"),
        ("followers of a certain Jama Dheer", "Jama Dheer"),
        ("gunmen of the warlord Hadi Kole", "Hadi Kole"),
        ("Mullah Zarbad's fighters", "Mullah Zarbad"),
        ("Bakari's people", "Bakari"),
    ],
)
def test_whom_people_follow(words: str, leader: str) -> None:
    assert leader_of(words) == leader


@pytest.mark.parametrize(
    "words", ["men on motorcycles", "fighters of the Hill Front", "gunmen from Zamla", "the rebels"]
)
def test_no_leader_is_named(words: str) -> None:
    assert leader_of(words) is None
