"""Which words may tell a toll: a sentence without one is not read for tolls."""

from __future__ import annotations

import pytest

from concord.coding.tolls import hinting, words


@pytest.mark.parametrize(
    ("text", "hints"),
    [
        ("The council met on Monday in the town hall.", []),
        ("He sat on the board. Three were killed.", ["killed"]),
        ("The toll rose to nine.", []),
        ("In all 5killed, 2nd day.", ["5"]),
    ],
)
def test_the_places_that_may_tell_a_toll(text: str, hints: list[str]) -> None:
    found = hinting.find(text, words.shipped())
    assert [text[at : at + len(h)] for at, h in zip(found, hints, strict=True)] == hints


def test_every_phrase_of_the_lexicon_has_a_hint() -> None:
    lexicon = words.shipped()
    phrases = [" ".join(word.words) for group in lexicon.effects.values() for word in group]
    bare = [phrase.replace("ADJ ", "") for phrase in phrases]
    assert [phrase for phrase in bare if not hinting.find(phrase, lexicon)] == []
