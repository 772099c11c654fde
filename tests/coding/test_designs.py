"""Stances that nouns tell of: somebody's plan, refusal, approach."""

from __future__ import annotations

import pytest
from tests.coding.speech import statements, told

PK, KP = "Government of Pakistan", "Government of Khyber Pakhtunkhwa"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "Pakistan's plan to expel Afghan refugees drew criticism from aid agencies.",
            (PK, "supports", "refugee_deportation"),
        ),
        (
            "The PTI protested against the federal government's decision to launch an operation.",
            ("Pakistan Tehreek-e-Insaf", "opposes", "kinetic_operations"),
        ),
        (
            "Pakistan's refusal to talk to the TTP angered the elders.",
            (PK, "rejects", "negotiation"),
        ),
    ],
)
def test_a_noun_of_will_is_a_stance_of_its_holder(text: str, wanted: tuple[str, str, str]) -> None:
    assert wanted in told(text)


def test_a_design_inside_a_speech_is_reported_by_the_speaker() -> None:
    text = "The PTI said the federal government's plan to launch an operation would fail."
    (made,) = (s for s in statements(text) if s.speaker_name == PK)
    assert (made.voice, made.reported_by) == ("attributed", "Pakistan Tehreek-e-Insaf")


def test_a_design_without_an_option_is_nothing() -> None:
    assert told("Pakistan's plan to build a railway was delayed.") == set()
