"""What is done to a means is a position from an act, whatever verb of doing governs it."""

from __future__ import annotations

import pytest
from tests.coding.speech import statements


def acts(text: str) -> set[tuple[str | None, str | None, str]]:
    """Return who carried out or ended which option by what a text tells."""
    return {(s.speaker_name, s.option, s.stance) for s in statements(text) if s.voice == "act"}


@pytest.mark.parametrize(
    ("text", "act"),
    [
        (
            "The Government of Sindh prolonged the indefinite truce with the group on Monday.",
            ("Government of Sindh", "ceasefire_peace_deal", "supports"),
        ),
        (
            "The Sindh government shelved the amnesty for surrendered fighters.",
            ("Government of Sindh", "amnesty_reintegration_resettlement", "opposes"),
        ),
        (
            "A ceasefire brokered by the Sindh government held for a week.",
            ("Government of Sindh", "ceasefire_peace_deal", "supports"),
        ),
        (
            "The Awami National Party walked out of the house in protest at the offensive.",
            ("Awami National Party", "kinetic_operations", "opposes"),
        ),
    ],
)
def test_a_verb_of_doing_carries_a_means_out_or_ends_it(
    text: str, act: tuple[str, str, str]
) -> None:
    assert act in acts(text)


def test_a_verb_does_not_reach_over_another_clause() -> None:
    text = "The Sindh government launched the road scheme after talks with the group had failed."
    assert not {option for _, option, _ in acts(text)} & {"negotiation"}
