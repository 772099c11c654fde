"""Parquet tables of texts: what a data lake holds, read some rows at a time."""

from __future__ import annotations

from datetime import date

from tests.reading.parquet_files import build_parquet

from concord.model import Problem
from concord.reading import Limits, read
from concord.reading.parquet import ROWS


def test_a_row_is_a_document_with_what_its_columns_say(read_bytes) -> None:
    row = {
        "Text": "Gunmen shot two guards near Wana.",
        "ID": 7,
        "Published": date(2023, 1, 30),
        "publisher": "The Post",
        "tokens": [1, 2],
    }
    (document,), problems = read_bytes("lake.parquet", build_parquet([row]))
    assert problems == []
    assert document.text == "Gunmen shot two guards near Wana."
    assert (document.external_id, document.published) == ("7", "2023-01-30")
    assert (document.publisher, document.media) == ("The Post", "parquet")
    assert document.source == "lake.parquet#7"


def test_every_row_is_read_once_and_in_order_over_the_portions(read_bytes) -> None:
    rows = [{"text": f"Case {number} was heard."} for number in range(ROWS * 2 + 3)]
    documents, problems = read_bytes("lake.parquet", build_parquet(rows))
    assert problems == []
    assert [each.text for each in documents] == [row["text"] for row in rows]


def test_a_row_without_text_or_with_a_value_that_is_no_text_is_a_problem(read_bytes) -> None:
    rows = [{"text": None, "title": ["x"]}, {"text": "One lived.", "title": ["a", "b"]}]
    (document,), problems = read_bytes("lake.parquet", build_parquet(rows))
    assert (document.text, document.title) == ("One lived.", None)
    assert [(problem.where, problem.code) for problem in problems] == [
        ("lake.parquet:1", "no_text"),
        ("lake.parquet:2", "bad_field"),
    ]


def test_a_table_without_texts_says_what_is_missing(read_bytes) -> None:
    documents, (problem,) = read_bytes("lake.parquet", build_parquet([{"day": "x"}]))
    assert documents == []
    assert problem.code == "no_text"
    assert "'text'" in problem.message


def test_a_row_that_is_too_long_is_left_out_and_the_others_are_read(tmp_path) -> None:
    rows = [{"text": "One."}, {"text": "word " * 300}, {"text": "Two."}, {"text": "three " * 30}]
    (tmp_path / "lake.parquet").write_bytes(build_parquet(rows))
    found = list(read(tmp_path / "lake.parquet", limits=Limits(row_points=300)))
    problems = [each for each in found if isinstance(each, Problem)]
    assert [(each.where, each.code) for each in problems] == [("lake.parquet:2", "too_large")]
    texts = [each.text for each in found if not isinstance(each, Problem)]
    assert [text[:5] for text in texts] == ["One.", "Two.", "three"]


def test_what_is_no_parquet_file_is_one_problem(read_bytes) -> None:
    whole = build_parquet([{"text": "One lived."}])
    for data in (b"PAR1", whole[:-20], whole[:20] + b"PAR1", b"text,id\nOne lived.,1\n"):
        documents, (problem,) = read_bytes("lake.parquet", data)
        assert documents == []
        assert problem.code == "unreadable"
