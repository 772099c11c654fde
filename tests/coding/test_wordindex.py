"""Many lists of words at once: each word of a text is looked up once for all of them."""

from __future__ import annotations

from concord.coding.wordindex import WordIndex


def test_a_word_gives_the_lists_that_have_it_or_a_beginning_of_it() -> None:
    index = WordIndex()
    harm = index.file(["killed", "shot"], ["kil"])
    arms = index.file(["gun"], ["bomb", "g"])
    assert index.filed_under(["killed"]) == {harm: ["killed"]}
    assert index.filed_under(["killing", "bo"]) == {harm: ["killing"]}
    assert index.filed_under(["bomber", "gun", "peace"]) == {arms: ["bomber", "gun"]}
    assert index.filed_under(["shot", "gunner"]) == {harm: ["shot"], arms: ["gunner"]}
    assert index.filed_under(["peace"]) == {}


def test_a_list_filed_later_is_found_for_words_that_were_looked_up_before() -> None:
    index = WordIndex()
    assert index.file(["shot"], []) == 0
    assert index.filed_under(["raid"]) == {}
    assert index.file(["raid"], []) == 1
    assert index.filed_under(["raid"]) == {1: ["raid"]}
    assert index.size == 2
