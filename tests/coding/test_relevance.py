"""The gate: what is set aside whole, and what language a text is in."""

from __future__ import annotations

import pytest

from concord.codebook import load
from concord.coding.relevance import is_relevant, language_of

BOOK = load()


@pytest.mark.parametrize(
    "text",
    [
        "A bomb went off.",
        "The ceasefire holds.",
        "Talks with the rebels began.",
        "The Taliban met elders.",
        "The government will not extradite him.",
    ],
)
def test_violence_options_and_actors_pass(text: str) -> None:
    assert is_relevant(text, BOOK)


def test_other_things_do_not() -> None:
    assert not is_relevant("Rain is likely in the hills and the apples are ripe.", BOOK)


def test_the_language_given_is_taken() -> None:
    assert language_of("whatever", "en-GB") == "en"


def test_a_foreign_text_is_none() -> None:
    assert (
        language_of("Drei Menschen wurden am Montag bei einem Anschlag in der Stadt verletzt", None)
        is None
    )
