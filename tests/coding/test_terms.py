"""What an accord provides for is a position of those who made it."""

from __future__ import annotations

from tests.coding.speech import statements

ACCORD = "The Sindh government signed a peace accord with the TTP on Monday. "


def terms(text: str) -> set[tuple[str | None, str | None, str]]:
    """Return who acts how on which option, truces apart."""
    found = (s for s in statements(text) if s.voice == "act" and s.option != "ceasefire_peace_deal")
    return {(s.speaker_name, s.option, s.stance) for s in found}


def test_terms_are_the_governments_and_arms_laid_down_both_sides() -> None:
    text = f"{ACCORD}The accord provides for the release of prisoners and the handover of weapons."
    assert terms(text) == {
        ("Government of Sindh", "amnesty_reintegration_resettlement", "supports"),
        ("Government of Sindh", "disarmament_surrender", "supports"),
        ("Tehrik-i-Taliban Pakistan", "disarmament_surrender", "supports"),
    }


def test_a_document_that_nobody_made_a_truce_by_has_no_terms() -> None:
    assert terms("The agreement provides for the release of prisoners.") == set()


def test_both_sides_are_the_two_named_before() -> None:
    text = "The Sindh government and the TTP met in Karachi. Both sides lifted their ceasefires."
    ended = {s.speaker_name for s in statements(text) if s.stance == "opposes"}
    assert ended == {"Government of Sindh", "Tehrik-i-Taliban Pakistan"}
