"""What "the decision" and "it" stand for."""

from __future__ import annotations

import pytest
from tests.coding.speech import told

PK, KP = "Government of Pakistan", "Government of Khyber Pakhtunkhwa"


@pytest.mark.parametrize(
    ("second", "stance"),
    [
        ("The Khyber Pakhtunkhwa government rejected the decision.", "supports"),
        ("This shift in policy has not been embraced by the Khyber Pakhtunkhwa government.",
         "supports"),
        ("The Khyber Pakhtunkhwa government supported the decision.", "opposes"),
    ],
)  # fmt: skip
def test_an_answer_to_a_refusal_is_turned(second: str, stance: str) -> None:
    text = f"The federal government of Pakistan has rejected negotiations with the TTP. {second}"
    found = told(text)
    assert (PK, "rejects", "negotiation") in found
    assert (KP, stance, "negotiation") in found


def test_an_answer_to_an_order_is_not() -> None:
    text = (
        "Pakistan's government approved a military operation in Tirah. The Khyber Pakhtunkhwa"
        " government rejected the decision."
    )
    assert (KP, "rejects", "kinetic_operations") in told(text)
