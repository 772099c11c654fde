from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from concord.coding.phrases import compile_phrases, first_words, make_finder, strings


@pytest.mark.parametrize(
    ("phrase", "text", "found"),
    [
        ("negotiat*", "they negotiated for days", "negotiated"),
        ("lift* ~ ban", "to lift, at last, the ban", "lift, at last, the ban"),
        ("lift* ~ ban", "to lift the old and very much disputed ban", None),
        ("(army|troops) ~ return to (barracks|the barracks)",
         "the army will return to the barracks", "army will return to the barracks"),
        ("neutrali[sz]ed", "neutralised or neutralized", "neutralised"),
        ("hold (the)? talks", "they hold talks", "hold talks"),
        ("=NAP", "a nap at noon", None),
        ("=NAP", "the NAP at noon", "NAP"),
        ("state's writ", "the state’s writ", "state’s writ"),
        ("cross-border raids", "cross border raids", "cross border raids"),
    ],
)  # fmt: skip
def test_a_phrase_finds_its_words(phrase: str, text: str, found: str | None) -> None:
    match = compile_phrases([phrase]).search(text)
    assert (match.group().strip() if match else None) == found


def test_no_phrases_find_nothing() -> None:
    assert compile_phrases([]).search("anything") is None


def test_a_lexicon_value_that_is_no_list_gives_none() -> None:
    assert strings("word") == ()
    assert strings(None) == ()
    assert strings(["a", 2]) == ("a", "2")


@given(st.text(alphabet="abc *~()|[]?=' ", max_size=30))
def test_any_phrase_compiles(phrase: str) -> None:
    compile_phrases([phrase]).search("a b c")


@pytest.mark.parametrize(
    ("phrase", "words"),
    [
        ("negotiat* with", {"negotiat*"}),
        ("(lift*|end) ~ ban", {"lift*", "end"}),
        ("(the)? (air|drone) strike", {"the", "air", "drone"}),
        ("cross-border raid", {"cross"}),
        ("neutrali[sz]ed", {"neutralised", "neutralized"}),
        ("~ ban", set()),
    ],
)
def test_how_a_phrase_may_begin(phrase: str, words: set[str]) -> None:
    assert words - {"*"} <= first_words(phrase)


@given(st.text(alphabet="abcd- ,", max_size=60))
def test_a_finder_finds_what_the_patterns_find(text: str) -> None:
    phrases = ["ab", "a*", "(b|c d) a", "(the)? d", "c ~ a", "b-c"]
    found = {
        (label, match.span()) for label, match in make_finder((p, p) for p in phrases).find(text)
    }
    for phrase in phrases:
        for match in compile_phrases([phrase]).finditer(text):
            assert (phrase, match.span()) in found


LISTED = ["hold ~ talks", "(no|the) talks", "talk*", "end ~ (the)? war", "the end of a war", "war"]
SAID = ["hold", "Talks", "the", "no", "end", "of", "a", "war", "long", "talked", "war."]


@given(st.lists(st.sampled_from(SAID), max_size=14).map(" ".join))
def test_a_finder_finds_every_phrase_wherever_it_stands(text: str) -> None:
    finder = make_finder([(phrase, phrase) for phrase in LISTED])
    found = {(label, match.span()) for label, match in finder.find(text)}
    starts = [at for at in range(len(text)) if not at or not text[at - 1].isalnum()]
    alone = {
        (phrase, match.span())
        for phrase in LISTED
        for at in starts
        if (match := compile_phrases([phrase]).match(text, at))
    }
    assert found == alone


_WORDS = ["truce", "of", "talks", "the", "day.", "long-lasting", "deal", "a", "holds"]
_PHRASES = ["truce ~ deal", "(the|a) long-lasting (truce|deal)", "talk* (of)? a deal", "a ~ holds"]


@given(st.lists(st.sampled_from(_WORDS), max_size=25))
def test_the_finder_finds_a_phrase_wherever_it_stands(words: list[str]) -> None:
    text = " ".join(words)
    found = [
        (phrase, m.span())
        for phrase, m in make_finder(zip(_PHRASES, _PHRASES, strict=True)).find(text)
    ]
    for phrase in _PHRASES:
        tried = (compile_phrases([phrase]).match(text, at) for at in range(len(text)))
        assert [m.span() for m in tried if m] == [span for each, span in found if each == phrase]


_LISTED = ("lift* ~ ban", "cross-border raids", "(the)? truce", "no truce", "raid*")


@given(
    st.lists(st.sampled_from(["lift", "lifting", "the", "ban", "cross-border", "raids", "no", "a",
                              "truce", "-", "_", ",", ".", " ", " "]), max_size=12).map("".join),
    st.integers(0, 40),
    st.integers(0, 40),
)  # fmt: skip
def test_a_stretch_that_nothing_runs_into_holds_what_the_text_holds_there(
    text: str, start: int, end: int
) -> None:
    before = text[start - 1 : start]
    if start > min(end, len(text)) or before.isalnum() or (before and before in "_-"):
        return
    there = compile_phrases(_LISTED).search(text, start, end)
    alone = compile_phrases(_LISTED).search(text[start:end])
    assert (there is None) == (alone is None)
    assert there is None or alone is None or there.group() == alone.group()
