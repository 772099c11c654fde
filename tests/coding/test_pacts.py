"""Truces, their ends and talks: who is a party, and who ends what."""

from __future__ import annotations

import pytest
from tests.coding.speech import relations

PK, TTP = "Government of Pakistan", "Tehrik-i-Taliban Pakistan"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Pakistan's government and the TTP agreed to a truce.", {"ceasefire_with"}),
        # the noun itself agrees to nothing
        ("Pakistan's government believes the time for an agreement with the TTP is past.", set()),
        ("Pakistan's government wants a peace agreement that the TTP cannot refuse.", set()),
        # a charge ends no truce
        ("The TTP accused Pakistan's government of breaking the truce.", set()),
        # whoever brings others to a table is no party
        ("The Afghan Taliban played a part in brokering talks with the TTP.", set()),
    ],
)  # fmt: skip
def test_what_is_a_pact(text: str, wanted: set[str]) -> None:
    assert {relation for _, relation, _ in relations(text, "2021-12-10")} == wanted


def test_who_ends_a_truce_stands_before_the_verb() -> None:
    text = "After talks with Pakistan's government, the TTP ended the ceasefire."
    assert (TTP, "ends_ceasefire_with", PK) in relations(text)
