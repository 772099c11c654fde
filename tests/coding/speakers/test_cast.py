from __future__ import annotations

import pytest

from concord.codebook.book import load
from concord.coding.speakers import Source, gather


def sources(text: str, published: str | None = "2024-05-10") -> dict[str, Source]:
    return {s.text: s for s in gather(text, published, load()).sources if s.kind != "pronoun"}


@pytest.mark.parametrize(
    ("text", "words", "name"),
    [
        ("Kenya's interior minister spoke.", "Kenya's interior minister", "Government of Kenya"),
        ("President Gustavo Petro of Colombia spoke.", "Gustavo Petro", "Government of Colombia"),
        ("A spokesman for the TTP, Umar Shah, spoke.", "Umar Shah", "Tehrik-i-Taliban Pakistan"),
        ("Nadia Wafi, the Colombian defence minister, spoke.", "Nadia Wafi",
         "Government of Colombia"),
        ("The Kaduna State governor of Nigeria spoke.", "The Kaduna State governor of Nigeria",
         "Government of Kaduna State"),
        ("The KP chief minister met the army. The provincial government denied it.",
         "The provincial government", "Government of Khyber Pakhtunkhwa"),
        ("In Pakistan the army chief spoke.", "army chief", "Pakistan military"),
        ("Two security officials in Pakistan spoke.", "Two security officials in Pakistan",
         "Government of Pakistan"),
        ("Analysts spoke.", "Analysts", "Analysts"),
    ],
)  # fmt: skip
def test_whom_a_description_speaks_for(text: str, words: str, name: str) -> None:
    assert sources(text)[words].name == name


def test_a_surname_goes_on_speaking_for_the_office_of_the_full_name() -> None:
    found = sources("Kenya's interior minister, Amina Wario, spoke. Wario then left.")
    assert found["Wario"].name == "Government of Kenya"
    assert found["Wario"].office == "interior minister"


def test_a_former_prime_minister_speaks_for_the_party() -> None:
    found = sources("Former prime minister Imran Khan spoke in Pakistan.", "2024-05-10")
    assert found["Imran Khan"].name == "Pakistan Tehreek-e-Insaf"


def test_nobody_is_no_source() -> None:
    assert "No group" not in sources("No group has claimed the attack in Kenya.")


def test_the_government_of_the_day() -> None:
    text = "The Afghan government spoke of Afghanistan."
    assert sources(text, "2015-01-01")["Afghan government"].actor_id == "gov-af-republic"
    assert sources(text, "2023-01-01")["Afghan government"].actor_id == "gov-af"


@pytest.mark.parametrize(
    ("text", "words", "name"),
    [
        # a capital that begins a person's name, a holder's name that begins another's
        ("Pakistan's think tank was heard. Its director, Sana Behroz, spoke.", "Sana Behroz", None),
        # a possessive title stands for whom a known person leads
        ("The militants fled. Its chairman, Bilawal Bhutto-Zardari, of Pakistan spoke.",
         "Bilawal Bhutto-Zardari", "Pakistan Peoples Party"),
        # the government of the province in which the places of a text lie
        ("Pakistan's troops moved into Bannu. The provincial government objected.",
         "The provincial government", "Government of Khyber Pakhtunkhwa"),
        # a leader is that of the group told of, not of the force named last
        (("The Swat Taliban of Pakistan freed three Frontier Constabulary men. Their leader,"
         " Mullah Karim, spoke."), "Mullah Karim", "Swat Taliban"),
        ("Nigeria's minister of information and culture spoke.",
         "Nigeria's minister of information and culture", "Government of Nigeria"),
    ],
)  # fmt: skip
def test_whom_titles_stand_for(text: str, words: str, name: str | None) -> None:
    found = sources(text)
    if name is None:
        assert found[words].name not in {"Government of Yemen", "Government of Pakistan"}
    else:
        assert next(s for t, s in found.items() if t in words or words in t).name == name


def test_a_title_says_little_of_a_state_that_no_pack_lists() -> None:
    found = sources("Zarhan's parliament met. The interior minister spoke.")
    assert found["The interior minister"].name != "Government of Pakistan"
