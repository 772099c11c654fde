from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.record.making import document

from concord.record.search import Query, parse_query

if TYPE_CHECKING:
    from concord.record import Record

TEXTS = {
    "talks": document("The jirga opened talks with the group in Wana.", "1", title="Peace talks"),
    "blast": document("A blast hit a market in Wana on Friday; talks were put off.", "2"),
    "naive": document("Die Gespräche in Wana — naïve, said the café owner.", "3"),
}


def found(record: Record, words: str) -> set[str]:
    names = {each.id: name for name, each in TEXTS.items()}
    return {names[hit.document_id] for hit in record.search(words)}


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("wana", {"talks", "blast", "naive"}),
        ("WANA talks", {"talks", "blast"}),
        ('"peace talks"', {"talks"}),
        ('"talks peace"', set()),
        ("wana -talks", {"naive"}),
        ('wana -"put off" -naïve', {"talks"}),
        ("Gespräche", {"naive"}),
        ("", set()),
        ("-wana", set()),
        ("AND OR NOT", set()),
        ('"', set()),
        ("talks*", {"talks", "blast"}),
        ("title:talks", set()),
        ("it's", set()),
    ],
)
def test_a_search_finds(record: Record, words: str, expected: set[str]) -> None:
    record.add(TEXTS.values())
    assert found(record, words) == expected


def test_a_hit_shows_the_words_around_the_place(record: Record) -> None:
    record.add(TEXTS.values())
    (hit,) = record.search("jirga")
    assert hit.title == "Peace talks"
    assert "jirga opened talks" in hit.snippet


def test_no_more_hits_come_than_were_asked_for(record: Record) -> None:
    record.add(document(f"A blast, report {n}", str(n)) for n in range(9))
    assert len(record.search("blast", limit=4)) == 4


def test_a_query_is_read_as_phrases() -> None:
    assert parse_query('one "two three" -four -"five six" ***') == Query(
        wanted=("one", "two three"), unwanted=("four", "five six")
    )


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(words=st.text(max_size=40))
def test_no_query_is_an_error(record: Record, words: str) -> None:
    if not list(record.documents()):
        record.add(TEXTS.values())
    assert found(record, words) <= set(TEXTS)


def test_a_huge_document_is_found_by_its_first_words(record: Record) -> None:
    many = " ".join(f"\u0628\u0645{number:x}" for number in range(200_000))
    record.add([document(f"A blast. {many}", "huge.txt")])
    (hit,) = record.search("blast")
    assert "blast." in hit.snippet
