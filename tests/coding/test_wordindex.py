"""Many lists of words at once: each word of a text is looked up once for all of them."""

from __future__ import annotations

from concord.coding.wordindex import WordIndex


def test_a_word_gives_the_lists_that_have_it_or_a_beginning_of_it() -> None:
    index: WordIndex[str] = WordIndex()
    index.file("harm", ["killed", "shot"], ["kil"])
    index.file("arms", ["gun"], ["bomb", "g"])
    assert index.filed_under(["killed", "killing", "bomber", "bo", "gun", "peace"]) == {
        "harm": ["killed", "killing"],
        "arms": ["bomber", "gun"],
    }


def test_a_list_filed_later_is_found_for_words_that_were_looked_up_before() -> None:
    index: WordIndex[str] = WordIndex()
    assert index.file("harm", ["shot"], []) == 0
    assert index.filed_under(["raid"]) == {}
    assert index.file("acts", ["raid"], []) == 1
    assert index.filed_under(["raid"]) == {"acts": ["raid"]}
    assert index.size == 2
