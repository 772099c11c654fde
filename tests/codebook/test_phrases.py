from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from concord.codebook.phrases import PhraseIndex, is_acronym


def found(phrases: list[str], text: str) -> list[str]:
    index: PhraseIndex[str] = PhraseIndex()
    for phrase in phrases:
        index.add(phrase, phrase)
    return [hit.text for hit in index.find(text)]


@pytest.mark.parametrize(
    ("phrase", "text", "hits"),
    [
        ("Harakat-e-Sabz", "The Harakat e Sabz claimed it.", ["Harakat e Sabz"]),
        ("Harakat-e-Sabz", "the Harakat-i-Sabz's men", ["Harakat-i-Sabz"]),
        ("Ruritanian army", "Ruritanian Army units", ["Ruritanian Army"]),
        ("Ruritania army", "Ruritania's army left", ["Ruritania's army"]),
        (
            "People's Front",
            "the Peoples Front and the People\u2019s Front",
            ["Peoples Front", "People\u2019s Front"],
        ),
        ("GFP", "the GFP's leader, gfp, G.F.P. men", ["GFP", "G.F.P."]),
        ("GFP", "Gfp", []),
        ("GfP", "GfP and GFP", ["GfP"]),
        ("Levies", "it levies a tax; the Levies came", ["Levies"]),
        ("green front", "Green Front", ["Green Front"]),
        ("Green Front (West)", "the Green Front (West) said", ["Green Front (West)"]),
        ("Green Front", "Green. Front", []),
        ("Green Front", "Greenfront", []),
    ],
)
def test_phrases_are_found_as_they_are_written(phrase: str, text: str, hits: list[str]) -> None:
    assert found([phrase], text) == hits


def test_the_longest_phrase_wins_and_hits_do_not_overlap() -> None:
    phrases = ["Green Front", "Green Front Youth", "Youth Wing"]
    assert found(phrases, "Green Front Youth Wing") == ["Green Front Youth"]


def test_a_phrase_that_is_not_admitted_leaves_room_for_a_shorter_one() -> None:
    index: PhraseIndex[str] = PhraseIndex()
    index.add("Green Front", "short")
    index.add("Green Front Youth", "long")
    hits = list(index.find("Green Front Youth", lambda value: value == "short"))
    assert [hit.text for hit in hits] == ["Green Front"]


def test_offsets_are_code_points() -> None:
    text = "\U0001f4a3 Zürich: the GFP"
    index: PhraseIndex[int] = PhraseIndex()
    index.add("GFP", 1)
    (hit,) = index.find(text)
    assert text[hit.start : hit.end] == "GFP" == hit.text


def test_lookup_takes_any_case_but_prefers_the_written_one() -> None:
    index: PhraseIndex[str] = PhraseIndex()
    index.add("JeM", "Pakistan")
    index.add("JEM", "Sudan")
    assert index.lookup("JEM") == ("Sudan",)
    assert set(index.lookup("jem")) == {"Pakistan", "Sudan"}
    assert index.lookup("") == ()


@pytest.mark.parametrize(("word", "is_one"), [("TTP", True), ("LeJ", True), ("Army", False)])
def test_acronyms_have_a_capital_inside(word: str, *, is_one: bool) -> None:
    assert is_acronym(word) is is_one


@given(st.text(alphabet="GFP gfp.-'()/\n\u2019", max_size=40))
def test_any_text_is_read(text: str) -> None:
    for hit in found(["GFP", "G F P", "G-F"], text):
        assert hit in text
