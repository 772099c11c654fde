from __future__ import annotations

import pytest
from benchmarks.satp import head_of, words_of


@pytest.mark.parametrize(
    ("words", "head"),
    [
        ("two policemen of the border post", "policemen"),
        ("a police van", "van"),
        ("the Torghar area of Belmora district", "area"),
        ("militants belonging to a splinter group", "militants"),
        ("Haji Umrao, a tribal elder", "Umrao"),
    ],
)
def test_the_head_is_the_last_word_before_what_follows_a_head(words: str, head: str) -> None:
    text = f"It was {words}."
    start = text.index(words)
    found = head_of(text, (start, start + len(words)))
    assert [text[at : at + len(head)] for at in found] == [head]


def test_an_article_is_no_difference_between_two_spans() -> None:
    text = "The two soldiers fell."
    assert words_of(text, (0, 16)) == words_of(text, (4, 16))
