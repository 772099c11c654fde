"""A statement by hand: fields in, a citation document and a statement out."""

from __future__ import annotations

import pytest

from concord.codebook.book import Codebook, load
from concord.exchange.hand import CitedSource
from concord.exchange.hand_statements import HandStatementError, hand_statement

SOURCE = CitedSource(title="Evening bulletin", publisher="Example Radio", language="ur")
GIVEN = {
    "speaker": "TTP", "option": "negotiation", "stance": "rejects", "said": "2024-06",
    "quote": "There is nothing to talk about.",
}  # fmt: skip


@pytest.fixture(scope="module")
def book() -> Codebook:
    return load()


def test_a_statement_is_resolved_dated_and_quoted(book: Codebook) -> None:
    document, made = hand_statement(GIVEN, SOURCE, book)
    assert document.media == "citation"
    assert document.text[made.start : made.end] == made.quote == GIVEN["quote"]
    assert (made.option, made.stance, made.voice) == ("negotiation", "rejects", "own")
    assert made.speaker_id
    assert made.said is not None
    assert (str(made.said.first), made.said.precision) == ("2024-06-01", "month")
    assert made.reported_by == "Example Radio"


def test_one_quote_on_two_options_is_two_statements(book: Codebook) -> None:
    one, first = hand_statement(GIVEN, SOURCE, book)
    other, second = hand_statement({**GIVEN, "option": min(book.options)}, SOURCE, book)
    assert one.id != other.id
    assert first.id != second.id


def test_a_speaker_that_nobody_knows_is_kept_as_written(book: Codebook) -> None:
    _, made = hand_statement({**GIVEN, "speaker": "a council of elders"}, SOURCE, book)
    assert (made.speaker, made.speaker_id) == ("a council of elders", None)


@pytest.mark.parametrize(
    ("changed", "words"),
    [({"option": "lunch"}, "option: 'lunch'"), ({"stance": "likes"}, "stance: 'likes'"),
     ({"said": "someday"}, "no date"), ({"quote": ""}, "quote: is needed"),
     ({"hedged": "perhaps"}, "neither yes nor no"), ({"quote": "x" * 2001}, "2000")],
)  # fmt: skip
def test_every_fault_is_named(book: Codebook, changed: dict[str, str], words: str) -> None:
    with pytest.raises(HandStatementError, match=words):
        hand_statement({**GIVEN, **changed}, SOURCE, book)


def test_a_source_that_cannot_be_found_again_is_refused(book: Codebook) -> None:
    with pytest.raises(HandStatementError, match="publisher"):
        hand_statement(GIVEN, CitedSource(title="A talk"), book)
