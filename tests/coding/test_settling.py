"""What is said plainly outweighs what a mention might mean."""

from __future__ import annotations

from tests.coding.speech import statements

from concord.coding.settling import settle


def test_an_opponent_is_no_supporter_for_naming_the_means() -> None:
    text = (
        "The JUI-F opposed the military operation in Tirah. The JUI-F said the operation was"
        " discussed for two hours."
    )
    stances = {s.stance for s in statements(text) if s.option == "kinetic_operations"}
    assert "opposes" in stances
    assert "supports" not in stances


def test_without_a_plain_word_against_it_a_weak_stance_stands() -> None:
    found = list(statements("The PTI opposed the military operation. The ANP supported it."))
    assert settle(found, {found[-1].id}) == found


def test_a_word_that_only_looks_like_refusal_yields_to_a_plain_demand() -> None:
    text = (
        "The PTI demanded talks with the TTP. The PTI said the talks had not moved a step in May."
    )
    stances = {s.stance for s in statements(text) if s.option == "negotiation"}
    assert "calls_for" in stances
    assert not stances & {"opposes", "rejects"}
