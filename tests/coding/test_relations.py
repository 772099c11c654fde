from __future__ import annotations

import pytest
from tests.coding.speech import all_relations, relations

TTP = "Tehrik-i-Taliban Pakistan"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("The TTP claimed responsibility for the bombing of a police station in Bannu.",
         {(TTP, "claims_responsibility", "bombing of a police station in Bannu")}),
        ("Jamaat-ul-Ahrar, a TTP splinter, said it fired the rocket.",
         {("Jamaat-ul-Ahrar", "splinter_of", TTP)}),
        ("Pakistan accused Afghanistan of giving safe haven to the TTP.",
         {("Government of Pakistan", "accuses_of_safe_haven",
          "Afghan Taliban (de facto government)")}),
        ("The Colombian government signed a ceasefire with the ELN.",
         {("Government of Colombia", "ceasefire_with", "National Liberation Army (Colombia)")}),
        ("The TTP called off its ceasefire with the government.",
         {(TTP, "ends_ceasefire_with", "Government of Pakistan")}),
        ("Pakistani officials and the TTP held talks in Kabul.",
         {("Government of Pakistan", "talks_with", TTP)}),
        ("The United Nations condemned the suicide bombing in Mogadishu.",
         {("United Nations", "condemns", "suicide bombing in Mogadishu")}),
        ("Jamaat-ul-Ahrar, a small TTP faction, said it fired the rocket.",
         {("Jamaat-ul-Ahrar", "splinter_of", TTP)}),
        ("The TTP, its splinters such as Jamaat-ul-Ahrar and some others moved north.",
         {("Jamaat-ul-Ahrar", "splinter_of", TTP)}),
        ("The Afghan Taliban denied Pakistan's charges of support for the TTP.",
         {("Government of Pakistan", "accuses_of_safe_haven",
          "Afghan Taliban (de facto government)")}),
        ("Iran claimed to have struck two bases of a group inside Pakistan.",
         {("Government of Iran", "claims_responsibility",
          "struck two bases of a group inside Pakistan")}),
        ("The Awami National Party called the bombing in Swat barbaric.",
         {("Awami National Party", "condemns", "bombing in Swat barbaric")}),
        # nobody claims, nothing is agreed
        ("No group has claimed responsibility for the blast.", set()),
        ("The opposition called for talks between Colombia and the ELN.", set()),
    ],
)  # fmt: skip
def test_relations(text: str, wanted: set[tuple[str, str, str]]) -> None:
    assert relations(text) == wanted


def test_a_denial_names_what_is_denied() -> None:
    text = "The Baloch Liberation Army denied any involvement in the attack on the bus in Kalat."
    ((subject, relation, target),) = relations(text)
    assert (subject, relation) == ("Balochistan Liberation Army", "denies_responsibility")
    assert "bus in Kalat" in target


def test_a_relation_is_dated_and_stands_on_its_sentence() -> None:
    text = "The weather was fine. The TTP called off its ceasefire with the government on Monday."
    (found,) = all_relations(text, "2024-05-10")
    assert found.when is not None
    assert str(found.when.first) == "2024-05-06"
    assert text[found.start : found.end] == found.quote


def test_an_act_is_named_whole_and_without_dangling_words() -> None:
    text = "The TTP denied any role in the mosque bombing in Peshawar, and vowed to find out."
    assert relations(text) == {
        ("Tehrik-i-Taliban Pakistan", "denies_responsibility", "mosque bombing in Peshawar")
    }
    text = "The Islamic State claimed the attack on a rally in Khar on its Telegram channel."
    assert relations(text) == {
        ("Islamic State", "claims_responsibility", "attack on a rally in Khar")
    }


def test_talks_that_are_only_supposed_are_none() -> None:
    text = "Unless the government and the TTP have held talks, nothing will change."
    assert relations(text) == set()


def test_a_truce_is_with_the_group_named_after_it() -> None:
    text = (
        "Despite an operation against the TTP, the provincial government of Khyber Pakhtunkhwa "
        "concluded a truce with the Swat Taliban."
    )
    assert relations(text) == {
        ("Government of Khyber Pakhtunkhwa", "ceasefire_with", "Swat Taliban")
    }


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("India's home minister said the gunmen use Nepalese border towns as a base.",
         ("Government of India", "accuses_of_safe_haven", "Government of Nepal")),
        (("The UN Security Council said in a report that the TTP had found sanctuary in"
         " Afghanistan."),
         ("United Nations Security Council", "accuses_of_safe_haven",
          "Afghan Taliban (de facto government)")),
        ("A blast killed nine people in Quetta; the TTP denied involvement.",
         ("Tehrik-i-Taliban Pakistan", "denies_responsibility", "attack")),
    ],
)  # fmt: skip
def test_a_state_may_be_named_by_its_land_alone(text: str, wanted: tuple[str, str, str]) -> None:
    assert wanted in relations(text)
