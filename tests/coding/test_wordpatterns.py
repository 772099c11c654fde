"""Patterns that are tried only where a word stands that may begin one of their ways."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from concord.coding.forms import compile_forms, first_words
from concord.coding.phrases import compile_phrases
from concord.coding.wordpatterns import FIGURE, matches_at, words_of

FORMS = ["suicide bomb*", "(car|truck) bomb", "bomb", "(the|) army", "kill(ed|ing)?", "a.b. camp"]
PHRASES = ["bomb* ~ army", "(car|truck)? bomb", "neutrali[sz]ed", "=NAP", "army's men", "9 a*"]
WORDS = ["suicide", "bombs", "bomb", "car", "The", "army", "killed", "kill", "a.b.", "ab", "camp"]
WORDS += ["army\u2019s", "men", "NAP", "nap", "9", "ex-car", "neutralised", "\u0131t", "caf\u00e9"]
TEXTS = st.lists(st.sampled_from(WORDS), max_size=12).map(" ".join)


def spans(pattern: object, text: str, pos: int, endpos: int) -> list[tuple[int, int]]:
    return [m.span() for m in pattern.finditer(text, pos, endpos)]  # type: ignore[attr-defined] # either kind


@given(TEXTS, st.integers(0, 30), st.integers(0, 90))
def test_it_finds_what_the_whole_pattern_finds(text: str, pos: int, endpos: int) -> None:
    for ours, flags in (
        (compile_forms(FORMS), re.IGNORECASE),
        (compile_forms(FORMS, cased=True), 0),
        (compile_phrases(PHRASES), 0),
        (compile_phrases(["~ army", "bomb"]), 0),
    ):
        whole = re.compile(ours.pattern, flags)
        assert spans(ours, text, pos, endpos) == spans(whole, text, pos, endpos)
        for one, other in (
            (ours.search(text, pos, endpos), whole.search(text, pos, endpos)),
            (ours.match(text, pos, endpos), whole.match(text, pos, endpos)),
            (ours.fullmatch(text, pos), whole.fullmatch(text, pos)),
        ):
            assert (one and one.span()) == (other and other.span())
        assert ours.sub("#", text) == whole.sub("#", text)
        assert ours.sub(_starred, text) == whole.sub(_starred, text)


def _starred(match: re.Match[str]) -> str:
    return "*" * len(match.group())


@pytest.mark.parametrize(
    ("form", "words"),
    [
        ("suicide bomb*", {"suicide"}),
        ("bomb*", {"bomb*"}),
        ("(car|truck) bomb", {"car", "truck"}),
        ("(the|) army", {"the", "army"}),
        ("kill(ed|ing)?", {"kill", "killed", "killing"}),
        ("colou?r party", {"color", "colour"}),
        ("road-side bomb", {"road"}),
        ("a.b. camp", {"a*"}),
        ("(armed |)men", {"armed", "men"}),
        ("~ army", {"*"}),
        ("[0-9]+ men", {"*"}),
    ],
)
def test_how_a_form_may_begin(form: str, words: set[str]) -> None:
    assert first_words(form) == words


def test_the_words_of_a_text_are_letters_or_digits_behind_no_letter() -> None:
    words = words_of("Don't ex-rebels 9mm \u0130st")
    assert words.places == {"don": [0], "t": [4], "ex": [6], "rebels": [9], "9": [16], "ist": [20]}
    assert words.stems["reb"] == ["rebels"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Ten men, twenty cows. A ten.", ["Ten men", "twenty cows"]),
        ("Often men; x20 cows", []),
        ("20 cows and twenty cows", ["20 cows", "twenty cows"]),
    ],
)
def test_a_pattern_is_tried_where_its_first_words_stand(text: str, found: list[str]) -> None:
    pattern = re.compile(r"\b(?:ten|twenty|\d+)\s+(?:men|cows)", re.IGNORECASE)
    firsts = frozenset({"ten", "twenty", FIGURE})
    assert [m.group() for m in matches_at(pattern, text, firsts)] == found
    assert [m.group() for m in pattern.finditer(text)] == found


def test_a_stretch_without_the_words_of_a_pattern_cannot_match() -> None:
    pattern = compile_phrases(["peace talks"])
    text = "They fought. Peace talks began. They left."
    assert pattern.may_match(text, 13, 31)
    assert not pattern.may_match(text, 0, 12)
    assert not pattern.may_match(text, 32, 42)
