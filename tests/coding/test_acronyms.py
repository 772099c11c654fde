"""Acronyms and names of groups that no codebook knows. All texts are invented."""

from __future__ import annotations

import pytest

from concord.codebook import load
from concord.coding import acronyms, actors, group_names

BOOK = load()


def named(text: str) -> list[tuple[str, str | None]]:
    return [(a.text, a.actor_id or a.name) for a in actors.find(text, BOOK) if a.name]


def test_an_acronym_is_the_name_that_the_text_writes_out() -> None:
    text = "BLF 'retaliates'. The Banta Liberation Front said on Monday that it would."
    assert named(text) == [
        ("BLF", "Banta Liberation Front"),
        ("Banta Liberation Front", "Banta Liberation Front"),
    ]


def test_another_spelling_beside_a_known_acronym_is_the_known_actor() -> None:
    assert named("The Baloch Liberation Force (BLF) said so.")[0][1] == "blf"


def test_initials_leave_small_words_out_and_keep_them() -> None:
    assert acronyms.initials("Front for the Defence of Land") == ("FDL", "FFTDOL")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        # A sentence that begins in the name, a possessive, a number, a unit of an army, a service.
        ("reports Banta Post The militants fled", None),
        ("Two fighter jets flew over.", None),
        ("The Bomb Disposal Squad came.", None),
        ("The Harakat-e-Noor's spokesman said so.", "Harakat-e-Noor"),
        ("A group identifying itself as the Red Hill Guard claimed it.", "Red Hill Guard"),
    ],
)
def test_names_of_groups(text: str, name: str | None) -> None:
    found = [
        n
        for _, n, force in group_names.find(text, BOOK.lexicon("groups"), frozenset())
        if not force
    ]
    assert found == ([name] if name else [])


def test_a_numbered_unit_is_of_a_state() -> None:
    found = list(group_names.find("44th Infantry Battalion", BOOK.lexicon("groups"), frozenset()))
    assert [(name, force) for _, name, force in found] == [("Infantry Battalion", True)]


@pytest.mark.parametrize(
    ("text", "words"),
    [("Islamist terrorists fled.", ["Islamist terrorists"]), ("Houthi forces fled.", ["Houthi"])],
)
def test_words_that_stand_together_are_one_actor(text: str, words: list[str]) -> None:
    assert [a.text for a in actors.find(text, BOOK)] == words
