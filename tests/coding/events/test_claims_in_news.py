"""Claims, denials and blame as news words them. All texts are invented."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.coding.reports import events

from concord.coding import DEFAULT_ENGINE

if TYPE_CHECKING:
    from concord.model import Event


BLAST = "A bomb killed six traders at a market in Gao, Mali, on Monday."


def first(text: str) -> Event:
    coded = events(text, engine=DEFAULT_ENGINE)
    return next(e for e in coded if e.family in {"bomb", "gun", "air", "kidnap", "arson", "mob"})


def names(found: object) -> list[str]:
    return [str(one.actor_id or one.name) for one in found]  # type: ignore[attr-defined] # both kinds


@pytest.mark.parametrize(
    ("said", "who"),
    [
        # Whose affiliate the claimant is, claims nothing; the text names the claimant after it.
        (
            "Al-Qaeda's Sahel affiliate claimed it. JNIM said that it had planted the bomb.",
            ["jnim"],
        ),
        ("Al-Qaeda's ally in the desert, al-Mourabitoun, claimed it.", ["al-mourabitoun"]),
        ("A JNIM spokesman, Abu Idriss, said the group carried out the bombing.", ["jnim"]),
        ("JNIM admitted that it had carried out the attack.", ["jnim"]),
        ("JNIM on Wednesday claimed responsibility for the blast.", ["jnim"]),
        # Without the words of a claim.
        ("JNIM, in a message on Wednesday, said that it had done it.", ["jnim"]),
        ("JNIM and Ansar Dine each said they had done it.", ["jnim", "ansar-dine"]),
        ("JNIM called it revenge for the raid on its camp.", ["jnim"]),
        # An operation of the forces told in between is none of theirs.
        ("Troops held an operation in Kidal. JNIM claimed responsibility.", ["jnim"]),
        # Forces that say what they did claim nothing.
        ("The army said that it had killed the bombers.", []),
        # Another group's name stands only beside "linked to".
        ("Fighters of JNIM, which is associated with al-Qaeda, claimed the attack.", ["jnim"]),
    ],
)
def test_who_claims_it(said: str, who: list[str]) -> None:
    assert names(first(f"{BLAST} {said}").claimed_by) == who


@pytest.mark.parametrize(
    "said",
    [
        "JNIM has not claimed responsibility for the attack.",
        "No one claimed the attack. JNIM usually claims such attacks.",
        "JNIM, which has claimed similar attacks, could not be reached.",
        "The attack came a day after JNIM claimed to have shot down a drone.",
        "Police are investigating whether JNIM was behind the attack.",
        "The interior minister said JNIM was behind the attack.",
        "Police said JNIM was responsible for the bombing.",
    ],
)
def test_who_claims_nothing(said: str) -> None:
    event = first(f"{BLAST} {said}")
    assert event.claimed_by == ()
    assert all(p.attribution not in {"stated", "claimed"} for p in event.perpetrators)


@pytest.mark.parametrize(
    "said",
    [
        '"We carried out the attack," JNIM spokesman Abu Idriss told a radio station.',
        "JNIM said on its channel that the bomber was its own.",
        "JNIM published pictures of the bombing and named two of its men.",
        "JNIM described the bombing as its work.",
    ],
)
def test_claims_without_the_word(said: str) -> None:
    assert names(first(f"{BLAST} {said}").claimed_by) == ["jnim"]


def test_a_claim_taken_back_is_no_more_than_blame() -> None:
    event = first(
        f"{BLAST} JNIM said that it had carried out the bombing but later withdrew the claim."
    )
    assert event.claimed_by == ()
    assert names(event.denied_by) == ["jnim"]
    assert all(p.attribution == "blamed" for p in event.perpetrators)


@pytest.mark.parametrize(
    ("said", "level"),
    [
        ("The bombers belonged to JNIM.", "stated"),
        ("The bomber was identified as a JNIM member.", "stated"),
        ("Police arrested two JNIM members over the bombing.", "suspected"),
        ("Suspicion is likely to fall on JNIM.", "suspected"),
    ],
)
def test_whose_members_they_were(said: str, level: str) -> None:
    event = first(f"{BLAST} {said}")
    assert [(p.actor_id, p.attribution) for p in event.perpetrators] == [("jnim", level)]


def test_a_claim_of_another_place_s_news_is_not_of_this() -> None:
    text = (
        "BAMAKO: A bomb killed six traders at a market in Gao, Mali, on Monday.\n\n"
        "NIAMEY: A lorry ran off the road in Tera. JNIM has claimed this."
    )
    assert first(text).claimed_by == ()


def test_a_new_group_names_itself_after_its_claim() -> None:
    text = (
        f"{BLAST} A little-known group claimed responsibility in an e-mail. The group, calling "
        "itself the Lions of the Dune, warned of more attacks."
    )
    assert names(first(text).claimed_by) == ["Lions of the Dune"]


@pytest.mark.parametrize(
    "said",
    [
        "JNIM denied it had a hand in the blast.",
        "JNIM distanced itself from the bombing.",
        "JNIM said its fighters had not carried out the attack.",
        "JNIM disclaimed any involvement.",
    ],
)
def test_who_denies_it(said: str) -> None:
    event = first(f"{BLAST} {said}")
    assert names(event.denied_by) == ["jnim"]
    assert event.claimed_by == ()


@pytest.mark.parametrize(
    ("said", "level"),
    [
        ("The army blamed JNIM for the blast.", "blamed"),
        ("The army has tagged JNIM in the bombing.", "blamed"),
        ("Analysts suspect JNIM.", "suspected"),
        ("JNIM is believed to be behind the attack.", "suspected"),
    ],
)
def test_blame_and_suspicion_are_no_more_than_that(said: str, level: str) -> None:
    people = {p.actor_id: p.attribution for p in first(f"{BLAST} {said}").perpetrators}
    assert people["jnim"] == level


def test_both_groups_are_the_two_named_last() -> None:
    text = (
        "JNIM and Ansaru have long fought each other. A bomb killed six traders in Gao, Mali, on "
        "Monday. Both groups claimed responsibility."
    )
    assert sorted(names(first(text).claimed_by)) == ["ansaru", "jnim"]


@pytest.mark.parametrize(
    "said",
    [
        "Ansar Dine says one of its men did it.",
        "Ansar Dine said that its fighters had laid the device by the gate.",
        "Ansar Dine said it had sent him.",
    ],
)
def test_a_group_that_speaks_of_its_men_owns_what_nobody_else_did(said: str) -> None:
    event = first(f"{BLAST} The bomber died. {said}")
    assert [claim.name for claim in event.claimed_by] == ["Ansar Dine"]


def test_a_group_that_says_its_men_were_attacked_owns_nothing() -> None:
    event = first(f"{BLAST} Ansar Dine said that its fighters were mourning the dead.")
    assert not event.claimed_by
