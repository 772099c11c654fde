"""Bands that a text names by whom they follow, where the model is half sure. All invented."""

from __future__ import annotations

import pytest
from tests.coding.engines.says import Says
from tests.coding.reports import BOOK, report

from concord.coding import prepare
from concord.coding.engines import followers


def bands(text: str, words: str, likely: float) -> list[str | None]:
    says = Says(text, likely={("perpetrator", words): {"perpetrator": likely}})
    prepared = prepare(report(text), BOOK)
    return [a.name for a in followers.find(prepared, prepared.actors, says, BOOK)]


GROUP = "Aircraft hit a marsh in pursuit of the Zuraibi group on Monday."
PEOPLE = "A post was rushed on Monday. Zuraibi's people accept the post in a sermon."


@pytest.mark.parametrize(
    ("text", "words"), [(GROUP, "Zuraibi group"), (PEOPLE, "Zuraibi's people")]
)
def test_the_words_are_half_of_the_proof(text: str, words: str) -> None:
    assert bands(text, words, 0.45) == [words]
    assert bands(text, words, 0.1) == []


def test_a_committee_of_the_state_is_no_band() -> None:
    text = "The mayor of Zamla read the Tuesday group a letter."
    assert bands(text, "Tuesday group", 0.9) == []
