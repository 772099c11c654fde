"""What sentences that tell of nothing lend to the attack told before them. Invented texts."""

from __future__ import annotations

import pytest
from tests.coding.reports import events

from concord.codebook.tolls import summarise
from concord.coding import DEFAULT_ENGINE


def told(text: str) -> list[tuple[str | None, int | None, int | None]]:
    """Return (place, killed, injured) of each violent event."""
    found = []
    for event in events(text, engine=DEFAULT_ENGINE):
        toll = summarise(event.type, event.tolls)
        place = event.places[0].name if event.places else None
        if event.family not in {"arrest", "protest", "seizure", "other"}:
            found.append((place, toll.killed.low, toll.injured.low))
    return found


@pytest.mark.parametrize(
    "after",
    [
        "They are being cared for at the Peshawar Combined Military Hospital.",
        "A relief convoy reached Chitral on Wednesday after a week on the road.",
        "An army spokesman in Lahore was quoted as saying that an inquiry was under way.",
    ],
)
def test_a_place_told_after_the_hurt_is_not_where_they_were_hurt(after: str) -> None:
    text = (
        "Gunmen opened fire on a van in Tank district on Monday, killing a driver. "
        f"Three passengers were hurt. {after}"
    )
    assert [(killed, injured) for _, killed, injured in told(text)] == [(1, 3)]


def test_the_hurt_flown_elsewhere() -> None:
    text = (
        "Five rebels were killed in a gun battle in Tank district on Monday. "
        "Four soldiers were wounded and flown to Camp Azad in Karachi."
    )
    assert [(killed, injured) for _, killed, injured in told(text)] == [(5, 4)]


def test_a_claim_of_that_attack_and_the_hour_of_something_else() -> None:
    text = (
        "Two militants died in a raid in Bannu on Monday. One of them had been wanted for the "
        "attack on a police post in Mardan in March 2021, in which four constables were shot dead. "
        "The Taliban claimed that attack. The cordon was lifted at 07:10 on Tuesday."
    )
    assert len(told(text)) == 2


def test_attacks_in_two_districts_told_in_one_sentence() -> None:
    text = (
        "Three miners were shot dead in Kalat district on Tuesday night, while a roadside bomb "
        "exploded at a police post in Mastung, officials said."
    )
    assert [place for place, _, _ in told(text)] == ["Kalat", "Mastung"]


def test_where_a_truce_was_signed_is_no_scene() -> None:
    text = (
        "Soldiers and rebels exchanged fire near Goma on Monday, in the first clash since the "
        "ceasefire signed in Luanda."
    )
    assert [place for place, _, _ in told(text)] == ["Goma"]


@pytest.mark.parametrize(
    "words", ["Not one constable was hurt.", "No loss of life or injury was reported."]
)
def test_nobody_was_hurt(words: str) -> None:
    text = f"Armed men fired rockets at a police post in Lakki Marwat on Tuesday. {words}"
    assert [(killed, injured) for _, killed, injured in told(text)] == [(0, 0)]
