"""Positions from deeds: whose an act is, when it was done, and what is no act."""

from __future__ import annotations

import pytest
from tests.coding.speech import statements, told

PK, CO = "Government of Pakistan", "Government of Colombia"


def acts(text: str, published: str = "2024-05-10") -> set[tuple[str, str, str]]:
    return {
        (s.speaker_name or s.speaker, s.stance, s.option or "")
        for s in statements(text, published)
        if s.voice == "act"
    }


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        # a participle's doer is the subject of the clause that it opens
        ("After launching an operation in Swat, Pakistan's government signed a truce with the TTP.",
         (PK, "supports", "kinetic_operations")),
        # a pronoun's act is that of whoever it stands for
        ("President Gustavo Petro flew home. He lifted arrest warrants against ELN leaders.",
         (CO, "opposes", "legal_proscription_courts")),
        # who leads a government does not act beside it
        ("Pakistan's government, led by the Awami National Party, signed a truce with the TTP.",
         (PK, "supports", "ceasefire_peace_deal")),
        ("Pakistani aircraft bombed homes in the Afghan provinces of Khost and Paktika.",
         ("Pakistan military", "supports", "cross_border_strikes")),
    ],
)  # fmt: skip
def test_whose_act_it_is(text: str, wanted: tuple[str, str, str]) -> None:
    assert wanted in acts(text)


def test_the_leader_of_a_government_is_not_its_double() -> None:
    text = "Pakistan's government, led by the Awami National Party, signed a truce with the TTP."
    assert all(name != "Awami National Party" for name, _, _ in acts(text))


@pytest.mark.parametrize(
    "text",
    [
        "The TTP denied that it had announced any truce.",
        "The TTP accused Pakistan's government of violating the ceasefire.",
        "Pakistan's interior minister announced no operation.",
    ],
)
def test_what_is_denied_or_charged_is_no_act(text: str) -> None:
    assert acts(text) == set()


def test_an_accord_of_february_does_not_date_its_end() -> None:
    found = statements("The TTP has ended the peace accord of February.", "2009-04-10")
    (act,) = (s for s in found if s.voice == "act" and s.speaker_id == "ttp")
    assert act.said is not None
    assert act.said.first is not None
    assert act.said.first.isoformat() == "2009-04-10"


@pytest.mark.parametrize(
    "text",
    [
        "Bandits raided six villages in Zamfara and killed three fighters of a vigilante group.",
        "The TTP launched an offensive against checkpoints in Swat.",
        "Ten herders were killed by bandits in Zamfara, the police said.",
        "Al-Shabaab carried out raids on two bases near Baidoa.",
    ],
)
def test_the_violence_of_an_armed_group_is_no_stand_on_a_means_of_states(text: str) -> None:
    assert acts(text) == set()


def test_an_armed_group_may_stand_against_an_operation_and_claims_its_own() -> None:
    (against,) = statements("The TTP condemned the military operation in Swat.")
    assert (against.stance, against.option) == ("condemns", "kinetic_operations")
    (claimed,) = statements("The TTP claimed responsibility for an operation against the army.")
    assert (claimed.stance, claimed.option) == ("claims_responsibility", None)


def test_who_finds_strikes_ruthless_is_against_them() -> None:
    text = "The TTP called the air strikes in Swat ruthless."
    assert ("Tehrik-i-Taliban Pakistan", "opposes", "kinetic_operations") in told(text)
