"""Many lists of words at once: each word of a text is looked up once for all of them."""

from __future__ import annotations

from concord.coding.wordindex import WordIndex


def test_a_word_gives_the_lists_that_have_it_or_a_beginning_of_it() -> None:
    index = WordIndex()
    harm = 1 << index.file(["killed", "shot"], ["kil"])
    arms = 1 << index.file(["gun"], ["bomb", "g"])
    assert index.filed_under(["killed"]) == index.filed_under(["killing", "bo"]) == harm
    assert index.filed_under(["bomber"]) == index.filed_under(["gun", "peace"]) == arms
    assert index.filed_under(["shot", "gunner"]) == harm | arms
    assert index.filed_under(["peace"]) == 0


def test_a_list_filed_later_is_found_for_words_that_were_looked_up_before() -> None:
    index = WordIndex()
    assert index.file(["shot"], []) == 0
    assert index.filed_under(["raid"]) == 0
    assert index.file(["raid"], []) == 1
    assert index.filed_under(["raid"]) == 1 << 1
    assert index.size == 2
