from __future__ import annotations

import csv

import pytest


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_the_header_row_names_the_columns_and_shows_the_delimiter(read_bytes, delimiter) -> None:
    rows = [
        [" Text ", "ID", "published", "notes"],
        ['"Two ""quoted"" men, or more; died.\nOne lived."', "7", "2023-01-30", "x"],
    ]
    data = "\r\n".join(delimiter.join(row) for row in rows).encode()
    (document,), problems = read_bytes("sheet.csv", data)
    assert problems == []
    assert document.text == 'Two "quoted" men, or more; died.\nOne lived.'
    assert document.source == "sheet.csv#7"
    assert document.published == "2023-01-30"


def test_a_problem_names_the_first_line_of_its_row(read_bytes) -> None:
    data = b'text,id\n"one\ntwo",1\nthree,2,extra\n,4\n\nsix,6\n'
    documents, problems = read_bytes("sheet.csv", data)
    assert [document.external_id for document in documents] == ["1", "6"]
    assert [(problem.where, problem.code) for problem in problems] == [
        ("sheet.csv:4", "bad_row"),
        ("sheet.csv:5", "no_text"),
    ]


def test_a_table_without_texts_says_what_is_missing(read_bytes) -> None:
    documents, (problem,) = read_bytes("sheet.csv", b"date,place\n2023-01-30,Wana\n")
    assert documents == []
    assert problem.code == "no_text"
    assert "'text'" in problem.message


def test_a_text_longer_than_the_modules_own_limit_is_read(read_bytes) -> None:
    text = "word " * 50_000
    (document,), problems = read_bytes("sheet.csv", f"text\n{text}\n".encode())
    assert problems == []
    assert document.text == text
    assert csv.field_size_limit() > len(text)


def test_a_quote_never_closed_is_one_problem_where_it_opens(read_bytes) -> None:
    data = b'text,id\nfine,0\n"open,1\n' + b"row,2\n" * 50_000
    (document,), (problem,) = read_bytes("sheet.csv", data, text_points=100_000)
    assert document.text == "fine"
    assert (problem.where, problem.code) == ("sheet.csv:3", "too_large")


def test_a_row_without_end_is_passed_over(read_bytes) -> None:
    data = b"text\n" + b"," * 5000 + b"\nlast\n"
    (document,), (problem,) = read_bytes("sheet.csv", data, row_points=1000)
    assert document.text == "last"
    assert (problem.where, problem.code) == ("sheet.csv:2", "bad_row")
