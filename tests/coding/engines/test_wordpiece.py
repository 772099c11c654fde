"""Pieces of noisy texts: the ids of the reference implementation, offsets into the text given."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from concord.coding.engines.wordpiece import WordPiece, read_vocabulary

HERE = Path(__file__).parent
with (HERE / "tiny" / "vocab.txt").open(encoding="utf-8", newline="\n") as lines:
    VOCABULARY = read_vocabulary(lines.read())
REFERENCE = json.loads((HERE / "reference.json").read_text("utf-8"))
NOISE = st.text(
    st.one_of(
        st.sampled_from(
            "abc ÉñİßΣ“”—€™中한國\t\n\x00\x0c\x1c\x85\xad\u0301\u200b\u2028\u3000\ufffd.,$+'"
        ),
        st.characters(),
    ),
    max_size=60,
)


@pytest.mark.parametrize("row", REFERENCE, ids=lambda row: ascii(row["text"])[:40])
def test_pieces_are_those_of_the_reference(row: dict) -> None:
    pieces = WordPiece(VOCABULARY).read(row["text"])
    assert [piece.id for piece in pieces] == row["ids"]
    assert [[piece.start, piece.end] for piece in pieces] == row["offsets"]


def test_offsets_are_code_points_of_the_text_as_given() -> None:
    text = "İ Kolmar’s"
    pieces = WordPiece(VOCABULARY).read(text)
    assert [text[p.start : p.end] for p in pieces] == ["İ", "Kolmar", "’", "s"]


def test_the_pieces_of_a_word_do_not_depend_on_what_was_read_before() -> None:
    reader = WordPiece(VOCABULARY)
    once = reader.read("torched vandals")
    reader.read("vandals torched the market, torched!")
    assert reader.read("torched vandals") == once


def test_pieces_are_taken_one_by_one_or_as_a_slice() -> None:
    pieces = WordPiece(VOCABULARY).read("torched vandals, torched!")
    assert list(pieces[1:3]) == [pieces[1], pieces[2]] == list(pieces)[1:3]
    assert len(pieces[:2]) == len("ab")


@given(NOISE)
def test_pieces_stand_in_order_and_never_overlap(text: str) -> None:
    pieces = WordPiece(VOCABULARY).read(text)
    at = 0
    for piece in pieces:
        assert at <= piece.start < piece.end <= len(text)
        at = max(at, piece.end)


@given(NOISE, NOISE)
def test_texts_parted_by_a_space_read_as_they_do_alone(one: str, other: str) -> None:
    reader = WordPiece(VOCABULARY)
    alone = [p.id for p in (*reader.read(one), *reader.read(other))]
    assert [p.id for p in reader.read(f"{one} {other}")] == alone
