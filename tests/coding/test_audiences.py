"""Talk with those who only listen is no talks with an armed group."""

from __future__ import annotations

import pytest
from tests.coding.speech import told


@pytest.mark.parametrize(
    "text",
    [
        "Pakistan's interior minister is talking to the media about the raid by the TTP.",
        "Pakistan's interior minister spoke to Hill News about the militants.",
        "Colombia's president said this while talking to a private television channel on the ELN.",
        "Colombia's defence minister talked to journalists about the guerrillas.",
        "The Philippine president was speaking to a crowd in Jolo that had fled the rebels.",
        "Nigeria's defence minister held a chat with newsmen in Kaduna on the bandits.",
        "Pakistan's prime minister talked to survivors of the bombing by the Taliban.",
    ],
)
def test_an_audience_is_no_party_to_talks(text: str) -> None:
    assert "negotiation" not in {option for _, _, option in told(text)}


@pytest.mark.parametrize(
    "text",
    [
        "Colombia's president said he would talk to the guerrillas.",
        "We are ready to talk to the rebels, Colombia's president told reporters.",
        "Colombia's government held talks with the ELN, and then its envoy talked to reporters.",
    ],
)
def test_a_party_to_talks_stays_one(text: str) -> None:
    assert ("Government of Colombia", "supports", "negotiation") in told(text)
