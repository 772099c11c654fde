"""Sentences that say that nobody came to harm."""

from __future__ import annotations

import pytest

from concord.coding.tolls import find

BOTH = {("killed", 0), ("injured", 0)}


def _told(text: str) -> set[tuple[str, int]]:
    return {(f.figure.effect, f.figure.low) for f in find(text) if not f.negated}


@pytest.mark.parametrize(
    "text",
    [
        "A device went off under an empty van in Tarnak without hurting anyone.",
        "Three tankers were set on fire; their crews are unharmed.",
        "The charge tore a track off the carrier without harming its crew.",
        "Rockets fell beside the runway of Sarband (zero casualties).",
        "The shell hit a barn and no one came to harm.",
        "The officers were shaken, not hurt.",
        "No passenger was scratched when the bus was fired at.",
        "The office burned with nobody inside.",
        "The raid was thrown back with no reported loss.",
        "Neither guard was hit.",
        "A grenade rolled into the yard without exploding.",
        "The belt did not go off.",
        "Those on board escaped with shock when a mine went off.",
    ],
)
def test_nobody_was_hurt(text: str) -> None:
    assert _told(text) == BOTH


def test_that_nobody_died_leaves_the_hurt() -> None:
    assert _told("Four policemen were hurt by the blast, none killed.") == {
        ("killed", 0),
        ("injured", 4),
    }


def test_grave_harm_denied_is_no_word_on_lighter_harm() -> None:
    assert _told("No one was seriously hurt in the blast.") == {("killed", 0)}


@pytest.mark.parametrize(
    "text",
    [
        "The clerk was released unharmed after nine days.",
        "They hit no target.",
        "No group has claimed the hit.",
        "None of the attackers was hit.",
        "Police said that no arrests had been made.",
    ],
)
def test_other_denials_are_no_toll(text: str) -> None:
    assert _told(text) == set()


@pytest.mark.parametrize(
    "text",
    [
        "Neither the wreck nor the rocket caused any injury.",
        "It caused neither casualties nor damage.",
        "A bomb meant for the prefect was neutralised by sappers.",
        "The blast did not cause any casualties.",
    ],
)
def test_what_hurt_nobody_is_told_in_other_words(text: str) -> None:
    assert {(f.figure.effect, f.figure.low) for f in find(text)} == {("killed", 0), ("injured", 0)}


@pytest.mark.parametrize(
    "text",
    [
        "Six rounds came down on the town and broke nothing but windows.",
        "A rocket fell harmlessly in a field.",
        "The house was set on fire while the family was away.",
        "The blast caused only material damage.",
        "A salvo hit the barracks without effect.",
        "No member of staff suffered.",
    ],
)
def test_what_struck_nobody_hurt_nobody(text: str) -> None:
    assert {(f.figure.effect, f.figure.low) for f in find(text)} == {("killed", 0), ("injured", 0)}
