"""Those who died, told by more than a set phrase. All texts are invented."""

from __future__ import annotations

import pytest

from concord.coding.tolls import find


def _dead(text: str) -> list[tuple[int, str]]:
    return [
        (f.figure.low, f.figure.victim_class)
        for f in find(text)
        if f.figure.effect == "killed" and not f.negated
    ]


@pytest.mark.parametrize(
    ("text", "dead"),
    [
        ("Eight rebels were buried that evening.", (8, "militant")),
        ("The elders buried four children on Tuesday.", (4, "civilian")),
        ("Thirty people did not come home.", (30, "civilian")),
        ("Three passengers never made it out.", (3, "civilian")),
        ("The mayor escaped; eleven of his supporters did not.", (11, "civilian")),
        ("Five masons were dragged from their quarters and shot.", (5, "civilian")),
        ("They took nine workers off a bus and shot them at the roadside.", (9, "civilian")),
        ("A constable felled two of the attackers.", (2, "militant")),
        ("The sentries shot down five of the raiders.", (5, "militant")),
        ("Three soldiers fell to a sniper's bullets.", (3, "security")),
        ("The ambush cost the army 23 soldiers.", (23, "security")),
        ("Two gunmen were put down by commandos.", (2, "militant")),
        ("The brigade accounted for eight militants.", (8, "militant")),
        ("Some 20 assailants were put out of action.", (20, "militant")),
        ("Guards shot the attacker as he ran.", (1, "militant")),
    ],
)
def test_the_dead_are_read_in_whatever_words(text: str, dead: tuple[int, str]) -> None:
    assert _dead(text) == [dead]


@pytest.mark.parametrize(
    "text",
    [
        "Six policemen were dispatched by the district.",
        "Two lorries were taken out by the blast.",
        "Two of the suspects did not come back to court.",
        "Three soldiers stepped on a mine buried in the road.",
        "The bomber was shot at by guards.",
        "The gunman was shot in the leg and arrested.",
        "A National Police helicopter was shot down.",
        "Twelve children fell ill.",
    ],
)
def test_of_others_the_same_words_tell_no_death(text: str) -> None:
    assert _dead(text) == []


def test_a_number_that_does_not_hold_counts_nobody() -> None:
    assert _dead("The raid left two men, not three as reported, dead.") == []
    assert _dead("Two men, and not three, were killed.") == [(2, "civilian")]


def test_the_age_of_children_is_no_number_of_them() -> None:
    assert _dead("Two girls under ten were killed.") == [(2, "civilian")]


def test_another_thing_is_nobody() -> None:
    assert _dead("Another drone dropped a shell and a pupil was killed.") == [(1, "civilian")]


def test_things_after_a_semicolon_are_none_of_the_dead() -> None:
    text = "A mine went off, killing one guard; mortars, six of them, came down on the town."
    assert _dead(text) == [(1, "security")]


def test_a_stated_toll_is_of_those_whose_it_is() -> None:
    assert _dead("He put the army's dead at six.") == [(6, "security")]
    assert _dead("A baby died, bringing the camp's dead to twelve.")[0] == (12, "unknown")


def test_what_happened_in_five_years_is_no_attack() -> None:
    figures = find("Some 480 of its members have been killed in the city in five years.")
    assert [f.aggregate for f in figures] == [True]


@pytest.mark.parametrize(
    "text",
    [
        "A hawker hit by a stray round died on the steps.",
        "A porter was struck by a bullet and died.",
        "A clerk, who had been shot in the thigh, died two days later.",
    ],
)
def test_whoever_dies_of_it_is_dead(text: str) -> None:
    assert [(f.figure.effect, f.figure.low) for f in find(text)] == [("killed", 1)]


def test_an_attacker_may_be_only_him() -> None:
    assert _dead("The man knifed two cooks before commandos shot him.") == [(1, "militant")]
    assert _dead("The gunman fled until police shot him dead.") == [(1, "militant")]
    # Whom soldiers shoot is no attacker by that.
    assert _dead("Soldiers shot him at a roadblock.") == []


@pytest.mark.parametrize(
    ("text", "dead"),
    [
        ("The mayor himself was murdered at his gate.", [1]),
        ("That elder died of his wounds.", [1]),
        ("Three of them, Sepoy T. Boro and Naik S. Dost, perished.", [3]),
    ],
)
def test_people_are_pointed_at_and_named(text: str, dead: list[int]) -> None:
    assert [f.figure.low for f in find(text) if not f.part] == dead
