"""The registry of sources: what people enter, and what the record's documents say."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from concord.identity import document_id, text_hash
from concord.model import Document, Problem
from concord.record.keepsakes import InvalidNameError
from concord.record.sources import (
    InvalidSourceError,
    Source,
    UnknownSourceError,
    find_source,
    publisher_names,
    read_row,
    remove_source,
    set_source,
    sources,
)

if TYPE_CHECKING:
    from concord.record import Record


def printed(publisher: str | None, published: str | None, text: str) -> Document:
    return Document(
        id=document_id(text, text),
        text=text,
        source=text,
        text_hash=text_hash(text),
        publisher=publisher,
        published=published,
    )


def test_publishers_are_listed_with_their_days_though_nobody_has_entered_them(
    record: Record,
) -> None:
    record.add(
        [
            printed("Valley Post", "2023-05-03", "one"),
            printed("Valley Post", "2023-07-01T10:00:00", "two"),
            printed("Hill Radio", None, "three"),
            printed(None, "2020-01-01", "four"),
        ]
    )
    assert [(s.name, s.documents, s.first, s.last, s.entered) for s in sources(record)] == [
        ("Hill Radio", 1, None, None, False),
        ("Valley Post", 2, "2023-05-03", "2023-07-01", False),
    ]


def test_what_is_entered_last_holds_and_other_names_count_as_one_outlet(record: Record) -> None:
    record.add(
        [
            printed("Valley Post", "2023-05-03", "one"),
            printed("valleypost.example", "2024-01-01", "two"),
        ]
    )
    set_source(record, Source(name="Valley Post", kind="online"), who="a")
    set_source(
        record,
        Source(
            name="valley post", kind="newspaper", scale="provincial", language="en",
            owner="Valley Trust", also=("valleypost.example",),
        ),
        who="b",
    )  # fmt: skip
    (found,) = sources(record)
    assert (found.kind, found.scale, found.documents) == ("newspaper", "provincial", 2)
    assert (found.first, found.last) == ("2023-05-03", "2024-01-01")
    assert publisher_names(record)["valleypost.example"] == "valley post"
    assert find_source(record, "VALLEYPOST.example") == found


def test_an_entry_is_taken_away_and_its_documents_stay(record: Record) -> None:
    record.add([printed("Valley Post", "2023-05-03", "one")])
    set_source(record, Source(name="Valley Post", kind="newspaper"), who="a")
    remove_source(record, "VALLEY POST", who="a")
    (found,) = sources(record)
    assert (found.kind, found.documents) == ("", 1)
    with pytest.raises(UnknownSourceError, match="sources list"):
        remove_source(record, "Valley Post", who="a")
    with pytest.raises(UnknownSourceError):
        find_source(record, "Other Post")


def test_documents_that_were_set_aside_do_not_count(record: Record) -> None:
    one = printed("Valley Post", "2023-05-03", "one")
    record.add([one])
    record.remove(one.id)
    assert sources(record) == ()


@pytest.mark.parametrize(
    ("source", "fault"),
    [
        (Source(name="A", kind="paper"), "kind is 'paper'"),
        (Source(name="A", scale="huge"), "scale is 'huge'"),
        (Source(name="A", owner="a\x00b"), "owner must be"),
    ],
)
def test_what_cannot_be_kept_says_why(record: Record, source: Source, fault: str) -> None:
    with pytest.raises(InvalidSourceError, match=fault):
        set_source(record, source, who="a")


def test_a_name_belongs_to_one_source(record: Record) -> None:
    set_source(record, Source(name="A", also=("B",)), who="a")
    with pytest.raises(InvalidSourceError, match="another source has the name"):
        set_source(record, Source(name="b"), who="a")
    with pytest.raises(InvalidNameError):
        set_source(record, Source(name=" "), who="a")


def test_rows_of_files_are_read_and_faults_are_problems() -> None:
    row = {"name": "A ", "kind": "agency", "also": "B|C", "documents": 3}
    assert read_row(row, "f:2") == Source(name="A", kind="agency", also=("B", "C"))
    assert read_row({"name": "A", "also": ["B"]}, "f") == Source(name="A", also=("B",))
    for wrong in ({"name": "A", "kind": "x"}, {"name": ""}, {"name": "A", "colour": "red"}):
        fault = read_row(wrong, "f:3")
        assert isinstance(fault, Problem)
        assert fault.where == "f:3"
