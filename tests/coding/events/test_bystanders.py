"""Actors that only stand beside what happened are no doers of it. All texts are invented."""

from __future__ import annotations

import pytest
from tests.coding import reports
from tests.coding.violence import events

from concord.coding import DEFAULT_ENGINE


def doers(text: str) -> list[str]:
    return [p.text for event in events(text) for p in event.perpetrators]


@pytest.mark.parametrize(
    "text",
    [
        "Three traders were killed in an attack on Monday in a shop in Khost held by the Taliban.",
        "Shelling of Khost, recently re-taken by Afghan forces, killed four shepherds on Friday.",
        "Gunmen killed three traders in Khost on Sunday in a market guarded by men of the Taliban.",
    ],
)
def test_who_holds_a_place_did_nothing_there(text: str) -> None:
    assert not {"Taliban", "Afghan forces"} & set(doers(text))


@pytest.mark.parametrize(
    "text",
    [
        "Indian forces responded to shelling in Poonch on Monday that killed two people.",
        "The Taliban retaliated for an attack in Khost on Monday that killed two people.",
    ],
)
def test_what_somebody_answered_was_done_by_others(text: str) -> None:
    assert doers(text) == []


def test_one_person_of_a_people_is_not_its_state() -> None:
    text = (
        "A knife-wielding Afghan killed a trader on Monday in Khost, and Pakistan carried out an "
        "airstrike on a man there."
    )
    assert "Afghan" not in doers(text)


def test_who_did_it_is_still_read() -> None:
    text = "Four soldiers were killed by the Taliban on Friday in a town held by the army in Khost."
    assert doers(text) == ["Taliban"]


def test_who_holds_captives_took_them() -> None:
    text = "Four teachers were kidnapped in Khost on Monday and are being held by the Taliban."
    assert doers(text) == ["Taliban"]


@pytest.mark.parametrize(
    "text",
    [
        "A column escorted by Mozambican marines came under fire near Oasse on Tuesday.",
        "A man knifed two guards at a hotel in Khuzdar on Saturday before commandos shot him.",
        "Border guards buried four men on Saturday, the price of an ambush at Kuhak.",
        "Two cooks were abducted in Zhob in May and held for 33 days, recovered by the army.",
    ],
)
def test_forces_that_met_it_did_not_do_it(text: str) -> None:
    assert not [p for e in reports.events(text, engine=DEFAULT_ENGINE) for p in e.perpetrators]
