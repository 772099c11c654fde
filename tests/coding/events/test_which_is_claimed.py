"""Which of several attacks a claim or a denial means, and claims by other words. All invented."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.coding.reports import events

from concord.codebook.tolls import summarise
from concord.coding import DEFAULT_ENGINE

if TYPE_CHECKING:
    from concord.model import Event

TWO = (
    "Gunmen killed four labourers in Kalat, Balochistan, on Monday. A bomb killed two policemen in "
    "Turbat on Tuesday."
)
ONE = "A bomb hit an army convoy near Turbat, Balochistan, on Tuesday, killing three soldiers."
STORMED = (
    "Fighters of the Balochistan Liberation Army stormed a post near Turbat, Balochistan, on "
    "Tuesday, killing three soldiers."
)


def coded(text: str) -> list[Event]:
    return [e for e in events(text, engine=DEFAULT_ENGINE) if e.family in {"bomb", "gun", "fight"}]


def claimed(text: str) -> list[str]:
    """Return the families of the events that somebody claims."""
    return [e.family for e in coded(text) if e.claimed_by]


@pytest.mark.parametrize(
    ("said", "which"),
    [
        ("said it was behind the Kalat attack", ["gun"]),
        ("has claimed the one in Kalat", ["gun"]),
        ("claimed responsibility for the Turbat bombing", ["bomb"]),
        ("accepted responsibility for the attack in Kalat but not for the one in Turbat", ["gun"]),
        ("owned up to both acts in a call to reporters", ["gun", "bomb"]),
        ("claimed all but the bomb", ["gun"]),
    ],
)
def test_the_words_of_a_claim_say_which_attack(said: str, which: list[str]) -> None:
    assert claimed(f"{TWO} The Balochistan Liberation Army {said}.") == which


def test_the_one_in_a_place_is_an_attack_and_no_dead() -> None:
    found = coded(f"{TWO} No group has claimed the one in Kalat.")
    assert [(e.family, summarise(e.type, e.tolls).killed.low) for e in found] == [
        ("gun", 4),
        ("bomb", 2),
    ]


@pytest.mark.parametrize(
    "said",
    [
        "The Balochistan Liberation Army put its name to the blast in a message on its channel.",
        "A spokesman for the Balochistan Liberation Army said fighters had targeted the convoy.",
        "The Balochistan Liberation Army released a video of the convoy burning.",
        "The blast, the Balochistan Liberation Army wrote, was the work of its men.",
        "A leaflet in the name of the Balochistan Liberation Army was found nearby.",
        "The Balochistan Liberation Army says one of its units did it.",
        "The Balochistan Liberation Army stated that it had sent the bombers.",
        "The Balochistan Liberation Army wrote that soldiers of the nation had struck the convoy.",
    ],
)
def test_claims_without_the_word(said: str) -> None:
    found = coded(f"{ONE} {said}")
    assert [[c.actor_id for c in e.claimed_by] for e in found] == [["bla"]]


def test_who_is_told_to_have_done_it_and_speaks_of_it_claims_it() -> None:
    said = "Its spokesman, Omid Karra, said that ten soldiers had been killed."
    (event,) = coded(f"{STORMED} {said}")
    assert [c.actor_id for c in event.claimed_by] == ["bla"]


@pytest.mark.parametrize(
    "said",
    [
        "A spokesman for the group said it wanted talks with the government.",
        "The group said that it had sent the men of the village a warning in June.",
        "The group said those whom the army killed in an operation in Mach were farmers.",
    ],
)
def test_who_speaks_of_something_else_claims_nothing(said: str) -> None:
    assert claimed(f"{STORMED} {said}") == []


def test_a_group_that_is_called_an_army_attacks() -> None:
    (event,) = coded(STORMED)
    assert event.type == "armed_attack"
    assert [p.actor_id for p in event.perpetrators] == ["bla"]


def test_a_minister_who_rejects_a_claim_denies_nothing_for_the_group() -> None:
    said = "The Islamic State claimed the murder, but the home minister rejected the claim."
    (event,) = coded(f"Gunmen shot dead a priest in Panchagarh, Bangladesh, on Sunday. {said}")
    assert [c.name for c in event.claimed_by] == ["Islamic State"]
    assert event.denied_by == ()


def test_who_is_held_responsible_is_blamed() -> None:
    (event,) = coded(f"{ONE} Officials held the Balochistan Liberation Army responsible.")
    assert [(p.actor_id, p.attribution) for p in event.perpetrators] == [("bla", "blamed")]


def test_insurgents_without_a_name_may_claim_it() -> None:
    text = (
        "Several mortar rounds landed in Mogadishu on Monday, wounding three people. The Islamist "
        "insurgents claimed the shelling."
    )
    (event,) = events(text, engine=DEFAULT_ENGINE)
    assert [c.name for c in event.claimed_by] == ["Islamist insurgents"]


def test_the_parent_of_a_splinter_does_not_claim() -> None:
    text = (
        "A bomb killed two policemen in Peshawar on Tuesday. Jamaat-ul-Ahrar, a splinter of the "
        "Tehrik-i-Taliban Pakistan, claimed the attack. The Tehrik-i-Taliban Pakistan distanced "
        "itself from it."
    )
    (event,) = coded(text)
    assert [c.actor_id for c in event.claimed_by] == ["jua"]
    assert [c.actor_id for c in event.denied_by] == ["ttp"]


BLAST = "A bomb killed six traders at a market in Gao, Mali, on Monday."


def people(text: str) -> list[list[tuple[str, str | None]]]:
    return [[(p.name or p.text, p.attribution) for p in e.perpetrators] for e in coded(text)]


@pytest.mark.parametrize(
    "said",
    [
        # Who speaks for somebody else, or of those who did it, claims and denies nothing.
        "JNIM has not commented. The governor's spokesman rejected the report.",
        "JNIM has camps nearby. The minister said that those behind it would be punished.",
        "JNIM has camps nearby. Two men confessed to the bombing.",
    ],
)
def test_who_speaks_for_others(said: str) -> None:
    (event,) = coded(f"{BLAST} {said}")
    assert event.claimed_by == ()
    assert event.denied_by == ()


def test_whose_front_a_claimant_is() -> None:
    said = "The Resistance Column, a front of the Lashkar-e-Haq, took responsibility."
    (event,) = coded(f"{BLAST} {said}")
    assert [c.name for c in event.claimed_by] == ["Resistance Column"]


@pytest.mark.parametrize(
    ("said", "level"),
    [
        ("The blast bore the hallmarks of JNIM.", "suspected"),
        ("Police registered a case against JNIM.", "suspected"),
        ("Police arrested two men. They said that the suspects were members of JNIM.", "suspected"),
        ("The governor pinned it on JNIM.", "blamed"),
        ("The governor laid the attack at the door of JNIM.", "blamed"),
    ],
)
def test_words_of_suspicion_and_of_blame(said: str, level: str) -> None:
    told = dict(people(f"{BLAST} {said}")[0])
    assert told["Jama'at Nusrat al-Islam wal-Muslimin"] == level


def test_officers_who_shot_are_doers_wherever_they_stand() -> None:
    text = (
        "A minister ordered an inquiry into the conduct of police officers who shot dead two "
        "people at a rally in Nampula, Mozambique, on Monday."
    )
    assert people(text)[0] == [("Mozambique police", "stated")]


def test_a_group_that_holds_the_abducted_claims_the_abduction() -> None:
    text = (
        "Armed men seized three engineers near Zhob, Balochistan, on Tuesday. Troops killed two "
        "men in an operation in Mach on Wednesday. The Balochistan Liberation Army said it was "
        "holding the engineers."
    )
    found = events(text, engine=DEFAULT_ENGINE)
    assert [(e.family, [c.actor_id for c in e.claimed_by]) for e in found if e.claimed_by] == [
        ("kidnap", ["bla"])
    ]


def test_an_army_that_denies_is_that_of_the_country() -> None:
    text = (
        "A drone of the Sudanese army struck a market in Nyala, Darfur, on Monday, killing 30 "
        "people, the Rapid Support Forces said. The army denied it."
    )
    (event,) = events(text, engine=DEFAULT_ENGINE)
    assert [c.name for c in event.denied_by] == ["Sudan military"]
