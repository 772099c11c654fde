from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from concord.coding.blots import LONGEST_RUN, blot_document, blot_runs
from concord.coding.sentences import split
from concord.model import Document

NEWS = "Two men died near Wana on Monday."
LONG = LONGEST_RUN + 1


@pytest.mark.parametrize("run", ["A" * LONG, "-" * 5000, "9," * 400, "“‘" * 3000, " " * 900])
def test_a_run_without_words_is_blotted_out_and_the_text_around_it_stays(run: str) -> None:
    text = f"{NEWS}\n\n{run}\n\n{NEWS}"
    blotted = blot_runs(text)
    assert len(blotted) == len(text)
    assert blotted.startswith(NEWS)
    assert blotted.endswith(NEWS)
    assert not re.search(r"\S{100}|\s{6}", blotted)
    assert [text[s.start : s.end] for s in split(blotted) if text[s.start] == "T"] == [NEWS, NEWS]


@pytest.mark.parametrize(
    "text",
    [
        f"{NEWS} Also read: Blast kills 10, injures 35 in Bannu",
        f"{NEWS}\nALSO READ | Gunmen shoot dead five in Turbat\n{NEWS}",
        f"{NEWS}\nRelated stories: Bomb kills nine in Hangu\n",
    ],
)
def test_a_pointer_to_another_report_is_no_part_of_this_one(text: str) -> None:
    blotted = blot_runs(text)
    assert len(blotted) == len(text)
    assert not re.search("Blast|Gunmen|Bomb", blotted)
    assert {text[s.start : s.end] for s in split(blotted) if text[s.start] == "T"} == {NEWS}


@pytest.mark.parametrize("text", ["He was told to read more: a book on law.", "Related: a word"])
def test_words_that_point_nowhere_stay(text: str) -> None:
    assert blot_runs(text) == text


@pytest.mark.parametrize("text", [NEWS, "x" * LONGEST_RUN, "https://news.example/" + "a/" * 100])
def test_words_and_addresses_stay(text: str) -> None:
    assert blot_runs(text) == text


def test_a_document_without_such_runs_is_the_same_one() -> None:
    document = Document(id="d-1", text=NEWS, source="a.txt", text_hash="t")
    assert blot_document(document) is document


@given(st.lists(st.sampled_from(["a", "1", " ", "\n", ".", "“"]), max_size=30))
def test_offsets_hold(pieces: list[str]) -> None:
    text = "".join(piece * (97 * n % 600) for n, piece in enumerate(pieces))
    blotted = blot_runs(text)
    assert len(blotted) == len(text)
    assert all(b == t or b in "\ufffc\n" for b, t in zip(blotted, text, strict=True))
