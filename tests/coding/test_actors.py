"""Actors: names of the codebook, names that it lacks, generic words, acronyms."""

from __future__ import annotations

from itertools import pairwise

import pytest

from concord.codebook import load
from concord.coding import actors

BOOK = load()


def found(text: str) -> dict[str, tuple[str, str | None]]:
    return {a.text: (a.nature, a.name) for a in actors.find(text, BOOK)}


def test_a_name_of_the_codebook() -> None:
    assert found("the BLA fired")["BLA"] == ("armed", "Balochistan Liberation Army")


def test_a_name_built_like_a_group_is_one() -> None:
    assert found("the Harakat-e-Zard fired")["Harakat-e-Zard"] == ("armed", "Harakat-e-Zard")


def test_a_name_presented_as_a_group_is_one() -> None:
    assert "Zardan Watan Army" in found("the outlawed Zardan Watan Army (ZWA) fired")


def test_an_acronym_stands_for_the_name_before_it() -> None:
    acronym = found("the Harakat-e-Zard (HEZ) fired. Later HEZ said so.")["HEZ"]
    assert acronym == ("armed", "Harakat-e-Zard")


def test_generic_words_name_nobody() -> None:
    listed = found("gunmen fired at soldiers")
    assert listed == {"gunmen": ("armed", None), "soldiers": ("state", None)}


def test_adjectives_before_militants_are_no_group() -> None:
    assert ("armed", "Afghan") not in found("Afghan militants fired").values()


def test_a_country_may_act_as_a_state() -> None:
    assert found("Iran fired")["Iran"] == ("country", "Iran military")


def test_mentions_are_disjoint_and_in_order() -> None:
    listed = actors.find("the Pakistani Taliban militants and Pakistani troops", BOOK)
    assert all(a.end <= b.start for a, b in pairwise(listed))


def test_what_somebody_wears_is_nobody() -> None:
    assert "police" not in found("Gunmen in police uniforms fired at a bus")


def test_a_longer_name_is_not_the_known_one_it_begins_with() -> None:
    names = {name for _, name in found("the Islamic Emirate of the Amber Dunes fired").values()}
    assert not any("Taliban" in (name or "") for name in names)


def test_special_and_numbered_units_are_forces() -> None:
    assert found("the Special Services Group moved in")["Special Services Group"][0] == "state"
    assert found("men of the Third Brigade moved in")["Third Brigade"][0] == "state"


def test_suspected_is_no_part_of_a_name() -> None:
    listed = found("Suspected Zardan Liberation Army (ZLA) cadres fired")
    assert "Zardan Liberation Army" in listed


def test_a_known_name_that_goes_on_is_another() -> None:
    assert ("armed", "al-Shabaab") not in found("the movement Shabaab al-Zardan said").values()


@pytest.mark.parametrize(
    "words",
    [
        "had already put its stamp on the pylons in a fax",
        "answered for both in a message",
        "acknowledged the ambush that evening",
    ],
)
def test_who_owns_an_act_in_other_words_is_a_group(words: str) -> None:
    text = f"Two pylons fell on Monday. Zabarda Horiya, a dozen angry men, {words}."
    assert [(a.text, a.nature) for a in actors.find(text, BOOK)] == [("Zabarda Horiya", "armed")]
