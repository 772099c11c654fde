"""Words that the end of a line parts are whole again."""

from __future__ import annotations

import pytest

from concord.reading.split_words import join_split_words


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        (
            "The blast killed three po-\nlicemen near it.",
            "The blast killed three policemen\nnear it.",
        ),
        (
            "It came after an explo-\nsion, police said.",
            "It came after an explosion,\npolice said.",
        ),
        ("It was the well-\nknown trader of Wana.", "It was the well-known\ntrader of Wana."),
        # A compound that stands elsewhere in the text keeps its hyphen.
        (
            "A gun-battle began; the gun-\nbattle lasted long.",
            "A gun-battle began; the gun-battle\nlasted long.",
        ),
    ],
)
def test_a_parted_word_is_made_whole(text: str, whole: str) -> None:
    assert join_split_words(text) == whole


@pytest.mark.parametrize(
    "text",
    [
        "The governor of Khyber-\nPakhtunkhwa spoke.",
        "Found at the scene were these things -\nrifles and magazines.",
        "- item\n- other",
        "short-\nline",
    ],
)
def test_what_is_no_parted_word_stays(text: str) -> None:
    assert join_split_words(text) == text
