"""Claims and blame of other attacks than the one that is told. All texts are invented."""

from __future__ import annotations

import pytest
from tests.coding.reports import events

from concord.coding import DEFAULT_ENGINE

TOLD = "Gunmen killed three policemen near Kohat on Monday."


@pytest.mark.parametrize(
    "said",
    [
        "The tactics mirrored those of earlier attacks claimed by al-Shabaab.",
        "Previous killings in the area have been claimed by al-Shabaab.",
        "Al-Shabaab has been blamed for many previous attacks on the police.",
        "Al-Shabaab has claimed responsibility for similar attacks in the past.",
        "Al-Shabaab, a band of the hills, is suspected of several earlier raids on posts.",
    ],
)
def test_who_did_earlier_attacks_did_not_do_this_one(said: str) -> None:
    (event,) = events(f"{TOLD} {said}", engine=DEFAULT_ENGINE)
    assert event.claimed_by == ()
    assert {p.name for p in event.perpetrators} == {None}


def test_who_did_this_one_too_is_told() -> None:
    (event,) = events(
        f"{TOLD} Al-Shabaab, blamed for similar attacks, claimed responsibility for the killing.",
        engine=DEFAULT_ENGINE,
    )
    assert [c.name for c in event.claimed_by] == ["al-Shabaab"]


@pytest.mark.parametrize(
    "came",
    [
        "The blast came a week after the PKK claimed a raid on a post in Sirnak that killed four.",
        "It came two days after the PKK took credit for an ambush in Siirt that killed four men.",
    ],
)
def test_what_was_claimed_days_before_is_another_attack(came: str) -> None:
    found = events(f"A mine killed a soldier near Cukurca on Monday. {came}", engine=DEFAULT_ENGINE)
    assert [(e.family, bool(e.claimed_by)) for e in found] == [("bomb", False), ("gun", True)]


def test_who_is_held_for_earlier_attacks_is_held_and_no_more() -> None:
    found = events(
        "Two members of the Banner of Dawn, a group blamed for some of the previous attacks on "
        "writers, were arrested in Dhaka on Thursday."
    )
    assert [event.type for event in found] == ["arrest"]
