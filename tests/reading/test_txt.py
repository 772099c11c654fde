from __future__ import annotations

import pytest

from concord.reading.txt import split_header

BODY = "Two men died near Wana.\n\nThe police blamed nobody.\n"


def test_a_header_block_gives_the_fields_and_leaves_the_text(read_bytes) -> None:
    header = (
        "Title: A blast\nPUBLISHED: 30 January 2023\nPublisher: Example\nurl: https://e.org/1\n"
    )
    (document,), problems = read_bytes("a.txt", f"{header}Id: 7\nLanguage: en\n\n{BODY}".encode())
    assert problems == []
    assert document.text == BODY
    assert document.title == "A blast"
    assert document.published == "2023-01-30"
    assert document.publisher == "Example"
    assert document.url == document.source == "https://e.org/1"
    assert document.external_id == "7"
    assert document.language == "en"
    assert document.media == "txt"


@pytest.mark.parametrize(
    "text",
    [
        BODY,
        "PESHAWAR: Police said two men died.\n\nMore follows.",
        "Title of the day: none\n\nText.",
        "Author: Somebody\n\nText.",
        "\nTitle: too late\n\nText.",
        "http://e.org/1\n\nText.",
        "",
    ],
)
def test_a_first_line_that_is_no_known_key_is_text(text: str) -> None:
    assert split_header(text) == ({}, text, None)


@pytest.mark.parametrize(
    "text",
    [
        "Title: A\nAuthor: B\n\nText.",
        "Title: A\nQUETTA: Police said so.\n\nText.",
        "Title: A\nTitle: B\n\nText.",
    ],
)
def test_a_block_begun_and_broken_is_text_with_a_problem(text: str, read_bytes) -> None:
    (document,), (problem,) = read_bytes("a.txt", text.encode())
    assert document.text == text
    assert problem.code == "bad_header"
    assert "line 2" in problem.message


def test_a_header_without_text_is_empty(read_bytes) -> None:
    documents, (problem,) = read_bytes("a.txt", b"Title: A\nPublished: 2023-01-30\n")
    assert documents == []
    assert problem.code == "empty"


def test_bytes_that_are_no_text_are_told(read_bytes) -> None:
    data = "Karachi’s “north” – west".encode().replace(b"north", b"nor\xe9th")
    (document,), (problem,) = read_bytes("a.txt", data)
    assert document.text == "Karachi’s “nor\ufffdth” – west"
    assert (problem.where, problem.code) == ("a.txt", "bad_encoding")


def test_windows_line_ends_and_a_mark_do_not_hide_the_header(read_bytes) -> None:
    (document,), _ = read_bytes("a.txt", b"\xef\xbb\xbfTitle: A\r\n\r\nText.\r\nMore.\r\n")
    assert (document.title, document.text) == ("A", "Text.\nMore.\n")
