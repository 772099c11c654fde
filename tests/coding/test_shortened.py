"""Short uses of the names of groups."""

from __future__ import annotations

from concord.codebook import load
from concord.coding import actors

BOOK = load()


def names(text: str) -> dict[str, str | None]:
    return {a.text: a.name for a in actors.find(text, BOOK) if a.name}


def test_one_word_of_a_name_means_the_group_named_before() -> None:
    found = names("The Tolun Liberation Front attacked. Later the Front left.")
    assert found["Front"] == "Tolun Liberation Front"


def test_a_word_of_no_name_told_before_is_nobody() -> None:
    assert "Front" not in names("The Front left. The Tolun Liberation Front attacked.")


def test_a_longer_name_is_not_shortened() -> None:
    text = "The Tolun Liberation Front attacked. The Front of Karwan mourned."
    assert names(text).get("Front") is None


def test_days_creeds_and_institutions_are_no_groups() -> None:
    text = (
        "Last Thursday gunmen fired. Tolun Hospital said that it had taken in Karwan Muslim rebels."
    )
    assert not {"Last Thursday", "Tolun Hospital", "Karwan Muslim"} & set(names(text))


def test_a_name_the_codebook_lacks_is_told_by_its_known_acronym() -> None:
    found = {a.text: a.actor_id for a in actors.find("the Baloch Army of Karwan (BLA) fired", BOOK)}
    assert found.get("Baloch Army of Karwan", "bla") == "bla"


def test_a_name_introduced_as_a_group_is_one_with_its_small_article() -> None:
    assert "al-Karwan" in names('members of the group known locally as "al-Karwan" came')
