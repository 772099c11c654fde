"""Triggers of the lexicon and of the model as one list."""

from __future__ import annotations

import pytest
from tests.coding.engines.says import Says

from concord.codebook import load
from concord.coding.engines.joining import triggers_of

BOOK = load()


def labels(says: Says) -> list[tuple[str, str, str]]:
    found = triggers_of(says.text, says, BOOK)
    return [(says.text[t.start : t.end], t.label, t.engine) for t in found]


def test_the_model_adds_words_that_no_lexicon_has() -> None:
    text = "Men razed the depot and a bomb exploded in Quetta."
    says = Says(text, {"trigger": [("razed", "arson_sabotage", 0.9)]})
    assert ("razed", "arson_sabotage", "encoder") in labels(says)
    assert [engine for _, _, engine in labels(says)].count("encoder") == 1


def test_words_that_the_model_is_not_sure_of_are_left() -> None:
    says = Says("Men razed the depot.", {"trigger": [("razed", "arson_sabotage", 0.3)]})
    assert labels(says) == []


def test_the_spans_of_the_lexicon_stand_where_both_find_one() -> None:
    text = "Gunmen opened fire on a van in Quetta."
    plain = labels(Says(text))
    says = Says(text, {"trigger": [("fire on a van", "armed_attack", 0.9)]})
    assert labels(says) == plain


def test_what_is_left_of_a_phrase_beside_the_words_of_the_lexicon_is_no_trigger() -> None:
    text = "Rebels had blown up the track and fled."
    plain = labels(Says(text))
    assert labels(Says(text, {"trigger": [("the track", "air_drone_strike", 0.9)]})) == plain


def test_a_threat_needs_a_surer_model_than_an_attack() -> None:
    text = "The governor demanded the return of the convoy."
    doubtful = Says(text, {"trigger": [("demanded the return", "threat", 0.6)]})
    assert labels(doubtful) == []
    sure = Says(text, {"trigger": [("demanded the return", "threat", 0.8)]})
    assert [label for _, label, _ in labels(sure)] == ["threat"]


def test_the_model_types_an_attack_that_the_words_leave_open() -> None:
    text = "The attack left two dead."
    (words, label, _), *_ = labels(Says(text))
    assert (words, label) == ("attack", "attack")
    says = Says(text, likely={("trigger", "attack"): {"bombing": 0.8}})
    assert labels(says)[0][:2] == ("attack", "bombing")
    doubting = Says(text, likely={("trigger", "attack"): {"bombing": 0.4}})
    assert labels(doubting)[0][:2] == ("attack", "attack")


def test_a_type_that_the_words_name_is_overruled_only_by_a_model_that_is_all_but_certain() -> None:
    text = "An explosion shook Quetta."
    near = Says(text, likely={("trigger", "explosion"): {"shelling": 0.7, "bombing": 0.2}})
    assert labels(near)[0][1] == "bombing"
    sure = Says(text, likely={("trigger", "explosion"): {"shelling": 0.97, "bombing": 0.01}})
    assert labels(sure)[0][1] == "shelling"
    peaceful = Says(text, likely={("trigger", "explosion"): {"protest": 0.99}})
    assert labels(peaceful)[0][1] == "bombing"


def test_in_a_text_on_policy_alone_the_model_adds_nothing() -> None:
    text = "The minister called the plan an assault on the federation."
    says = Says(text, {"trigger": [("assault", "armed_attack", 0.9)]}, about=0.02)
    assert "encoder" not in {engine for _, _, engine in labels(says)}


@pytest.mark.parametrize("words", ["a temporary truce had been agreed", "were", "is to"])
def test_making_peace_and_empty_words_are_no_happening(words: str) -> None:
    says = Says(f"It said that {words} on Monday.", {"trigger": [(words, "clash", 0.95)]})
    assert labels(says) == []


def test_what_surely_tells_of_violence_is_a_trigger_though_its_type_is_open() -> None:
    text = "The militia carried off two growers."
    split = {"armed_attack": 0.3, "kidnapping": 0.4, "release": 0.2}
    says = Says(
        text,
        {"trigger of any label": [("carried off", "", 0.9)]},
        likely={("trigger", "carried off"): split},
    )
    assert labels(says) == [("carried off", "kidnapping", "encoder")]


def test_what_may_as_well_attack_nobody_needs_a_type() -> None:
    text = "The minister sent a clerk."
    says = Says(
        text,
        {"trigger of any label": [("sent a clerk", "", 0.9)]},
        likely={("trigger", "sent a clerk"): {"threat": 0.4, "release": 0.2, "kidnapping": 0.3}},
    )
    assert labels(says) == []


def test_a_faint_word_of_the_lexicon_gives_way_to_violence_of_which_the_model_is_sure() -> None:
    text = "The passengers were marched off by men in masks."
    taken = {"kidnapping": 0.7, "armed_attack": 0.2}
    assert labels(Says(text, likely={("trigger", "marched"): taken}))[0][1] == "kidnapping"
    walked = {"kidnapping": 0.4, "armed_attack": 0.2, "protest": 0.3}
    assert labels(Says(text, likely={("trigger", "marched"): walked}))[0][1] == "protest"
