"""Claims and denials in words of every kind, and which attacks they mean. All invented."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.coding.reports import events

from concord.coding import DEFAULT_ENGINE

if TYPE_CHECKING:
    from concord.model import Event

GROUP = "Balochistan Liberation Army"
BLAST = "A bomb wrecked an army lorry near Turbat, Balochistan, on Tuesday, killing three soldiers."
TWO = (
    "Gunmen shot dead a clerk of the land court in Kalat, Balochistan, on Monday. On Tuesday a "
    "bomb tore through a goods train near Turbat, wounding two guards."
)


def coded(text: str) -> list[Event]:
    return [e for e in events(text, engine=DEFAULT_ENGINE) if e.family in {"bomb", "gun", "fight"}]


def claimed(text: str) -> list[tuple[str, str]]:
    """Return the family of each event that somebody claims, with who does."""
    return [(e.family, c.name) for e in coded(text) for c in e.claimed_by]


@pytest.mark.parametrize(
    "said",
    [
        "The Balochistan Liberation Army avowed the attack the same night.",
        "The Balochistan Liberation Army took the deed upon itself in a message to reporters.",
        "The Balochistan Liberation Army announced the attack on its channel that evening.",
        "In a text message the Balochistan Liberation Army answered for it.",
        "The Balochistan Liberation Army, a band that nobody had heard of, took credit for it.",
        "A man who called himself Omid rang a radio to say that men of the BLA had set it off.",
        "A voice message says that the brothers of the Balochistan Liberation Army did it.",
        "The spokesman of the Balochistan Liberation Army said eight soldiers had been killed.",
        "Nobody signed for it; then the Balochistan Liberation Army put its stamp on it.",
    ],
)
def test_a_group_owns_an_act_in_many_words(said: str) -> None:
    assert claimed(f"{BLAST} {said}") == [("bomb", GROUP)]


@pytest.mark.parametrize(
    "said",
    [
        "The Balochistan Liberation Army said it had no bombs to waste on lorries.",
        "The Balochistan Liberation Army called the accusation grotesque.",
        "The Balochistan Liberation Army seems to have planned it, an official said.",
        "Police said fighters of the Balochistan Liberation Army had set the charge.",
        "The Balochistan Liberation Army has never avowed an attack here.",
        "Nobody, not even the Balochistan Liberation Army, took credit for it.",
    ],
)
def test_others_words_and_denials_are_no_claims(said: str) -> None:
    assert claimed(f"{BLAST} {said}") == []


@pytest.mark.parametrize(
    ("said", "which"),
    [
        ("owned up to the train in a message to newsrooms", ["bomb"]),
        ("put its name to the first in a post", ["gun"]),
        ("has signed for the clerk", ["gun"]),
        ("claimed the second only", ["bomb"]),
        ("owned up to the clerk and denied the bombing of the train", ["gun"]),
    ],
)
def test_what_was_hit_says_which_attack_is_claimed(said: str, which: list[str]) -> None:
    found = claimed(f"{TWO} The Balochistan Liberation Army {said}.")
    assert [family for family, _ in found] == which


def test_a_group_that_is_presented_once_is_known_wherever_it_speaks() -> None:
    text = (
        f'{BLAST} "They call themselves Creek Lantern," a driver said. The army gave no comment. '
        "Creek Lantern owned up to the attack in an e-mail."
    )
    assert claimed(text) == [("bomb", "Creek Lantern")]


def test_a_group_that_tells_again_of_an_older_act_claims_that() -> None:
    text = (
        f"{BLAST} The Balochistan Liberation Army, which has not spoken of it, was last heard of "
        "in May 2022. Then the group said it had attacked a police post in Kalat."
    )
    assert [(e.background, len(e.claimed_by)) for e in coded(text)] == [(False, 0), (True, 1)]


def test_a_group_that_is_known_to_have_done_it_claims_it_by_speaking_of_it() -> None:
    text = (
        "Fighters of the Balochistan Liberation Army stormed a post near Turbat, Balochistan, on "
        'Tuesday. Its commander, Omid Karra, told a reporter that the raid was "a lesson".'
    )
    assert [name for _, name in claimed(text)] == [GROUP]


def test_whom_a_claim_counts_is_no_other_act() -> None:
    text = f"{TWO} The Balochistan Liberation Army took the train upon itself, giving five dead."
    assert [family for family, _ in claimed(text)] == ["bomb"]


def test_what_was_hit_may_stand_before_whose_it_was() -> None:
    text = f"{TWO} The Balochistan Liberation Army wrote that the clerk was theirs."
    assert [family for family, _ in claimed(text)] == ["gun"]
    text = f"{TWO} The Balochistan Liberation Army wrote that the clerk was not ours."
    assert [e.family for e in coded(text) for _ in e.denied_by] == ["gun"]
    assert claimed(text) == []


def test_a_group_that_disowns_an_act_denies_it() -> None:
    text = f"{BLAST} The Balochistan Liberation Army disowned the blast in a handbill."
    assert [c.name for e in coded(text) for c in e.denied_by] == [GROUP]


@pytest.mark.parametrize(
    "words",
    [
        "which the Balochistan Liberation Army filmed from a ridge and put online.",
        "and the Balochistan Liberation Army posted his name before the families knew.",
        "and the Balochistan Liberation Army shows photographs of the wreck.",
    ],
)
def test_who_shows_an_act_owns_it(words: str) -> None:
    text = f"Four soldiers were killed in an ambush in Turbat, Balochistan, on Tuesday, {words}"
    assert [name for _, name in claimed(text)] == [GROUP]


def test_what_is_claimed_may_be_counted_before_a_quotation() -> None:
    text = f'{TWO} The Balochistan Liberation Army took upon itself the first "for the martyrs".'
    assert len(claimed(text)) == 1


def test_a_headline_tells_no_other_attack() -> None:
    text = (
        f"Clerk shot, railway bridge damaged\n\n{TWO} On Wednesday a railway bridge was blown up "
        "at Kolpur. The Balochistan Liberation Army owned up to the bridge."
    )
    owned = [text[e.start :] for e in coded(text) if e.claimed_by]
    assert [words.startswith("blown up at Kolpur") for words in owned] == [True]


@pytest.mark.parametrize(
    "said",
    [
        "It was us, a Balochistan Liberation Army spokesman told reporters.",
        '"We did it," the Balochistan Liberation Army wrote on its channel.',
        "A claim followed within the hour, from the Balochistan Liberation Army.",
        "The Balochistan Liberation Army includes the lorry among its successes.",
        "The Balochistan Liberation Army's media wing puts the dead at twenty.",
        "The Balochistan Liberation Army counts nine dead soldiers.",
        "The Balochistan Liberation Army told a news agency that its engineers had done the job.",
        "The Balochistan Liberation Army accepted the lorry, but not the fire at a depot.",
    ],
)
def test_a_group_owns_an_act_in_more_words(said: str) -> None:
    assert ("bomb", GROUP) in claimed(f"{BLAST} {said}")


@pytest.mark.parametrize(
    "said",
    [
        '"We did it," a police chief said of the killing of a Balochistan Liberation Army leader.',
        "The Balochistan Liberation Army includes former clerks among its members.",
        "The Balochistan Liberation Army puts its own losses at two.",
    ],
)
def test_who_speaks_of_itself_or_is_spoken_of_owns_nothing(said: str) -> None:
    assert claimed(f"{BLAST} {said}") == []


def test_a_claim_ends_where_silence_on_another_act_begins() -> None:
    text = (
        f"{TWO} The Balochistan Liberation Army signed for the clerk and was silent on the train."
    )
    assert [family for family, _ in claimed(text)] == ["gun"]
