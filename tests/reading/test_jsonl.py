from __future__ import annotations

import gzip
import json

ROWS = [
    {
        "id": 12,
        "text": "Two men died near Wana.",
        "url": "https://news.example/1",
        "publisher": "Example",
        "title": "A blast",
        "published": "2023-01-30T19:00:00+05:00",
        "language": "en",
        "unknown": {"kept": False},
    },
    {"text": "Three died in Tank.\r\nOne lived."},
]
LINES = "".join(json.dumps(row) + "\n" for row in ROWS).encode()


def test_a_line_is_a_document(read_bytes) -> None:
    (first, second), problems = read_bytes("news.jsonl", LINES)
    assert problems == []
    assert first.external_id == "12"
    assert first.source == first.url == "https://news.example/1"
    assert (first.publisher, first.title, first.language) == ("Example", "A blast", "en")
    assert first.published == "2023-01-30T19:00:00+05:00"
    assert second.source == "news.jsonl"
    assert second.text == "Three died in Tank.\nOne lived."


def test_a_packed_file_reads_as_the_plain_one(read_bytes) -> None:
    plain, _ = read_bytes("news.jsonl", LINES)
    packed, problems = read_bytes("news.jsonl.gz", gzip.compress(LINES))
    assert problems == []
    assert [document.text for document in packed] == [document.text for document in plain]


def test_each_bad_line_is_a_problem_with_its_number_and_the_rest_is_read(read_bytes) -> None:
    lines = [b'{"text": "One."}', b"{broken", b"[1]", b'{"id": "x"}', b"", b'{"text": "Six."}']
    documents, problems = read_bytes("news.jsonl", b"\n".join(lines))
    assert [document.text for document in documents] == ["One.", "Six."]
    assert [(problem.where, problem.code) for problem in problems] == [
        ("news.jsonl:2", "bad_row"),
        ("news.jsonl:3", "bad_row"),
        ("news.jsonl:4", "no_text"),
    ]


def test_a_value_of_the_wrong_type_is_left_out_and_told(read_bytes) -> None:
    (document,), problems = read_bytes("n.jsonl", b'{"text": "One.", "title": ["a"], "id": true}')
    assert document.title is None
    assert [problem.code for problem in problems] == ["bad_field", "bad_field"]


def test_nul_and_half_surrogates_are_replaced(read_bytes) -> None:
    (document,), _ = read_bytes("n.jsonl", rb'{"text": "a\u0000b\ud800c\ud83d\ude00"}')
    assert document.text == "a\ufffdb\ufffdc\U0001f600"


def test_a_line_of_fifty_megabytes_is_passed_over(read_bytes) -> None:
    data = b'{"text": "One."}\n{"text": "' + b"a" * 50_000_000 + b'"}\n{"text": "Three."}\n'
    documents, (problem,) = read_bytes("n.jsonl", data)
    assert [document.text for document in documents] == ["One.", "Three."]
    assert (problem.where, problem.code) == ("n.jsonl:2", "too_large")


def test_nesting_without_end_is_a_bad_line(read_bytes) -> None:
    _, problems = read_bytes("n.jsonl", b"[" * 2_000_000 + b'\n{"a":' * 100_000)
    assert {problem.code for problem in problems} == {"bad_row"}


def test_a_line_of_another_source_is_decoded_on_its_own(read_bytes) -> None:
    lines = ['{"text": "Karachi’s north."}'.encode(encoding) for encoding in ("utf-8", "cp1252")]
    documents, problems = read_bytes("n.jsonl", b"\n".join([b'{"text": "A"}'] * 9000 + lines))
    assert problems == []
    assert [document.text for document in documents[-2:]] == ["Karachi’s north."] * 2


def test_bytes_that_are_no_text_are_told(read_bytes) -> None:
    line = '{"text": "Karachi’s “north” – west"}'.encode().replace(b"north", b"nor\xe9th")
    (document,), (problem,) = read_bytes("n.jsonl", line)
    assert document.text == "Karachi’s “nor\ufffdth” – west"
    assert (problem.where, problem.code) == ("n.jsonl:1", "bad_encoding")


def test_utf_16_as_some_shells_write_it_is_read(read_bytes) -> None:
    (document,), problems = read_bytes("n.jsonl", '{"text": "Karachi’s."}\r\n'.encode("utf-16"))
    assert problems == []
    assert document.text == "Karachi’s."


def test_a_month_of_publication_is_kept_and_said(read_bytes) -> None:
    row = {"text": "Two men died near Wana on Tuesday.", "published": "December 2015"}
    (document,), (problem,) = read_bytes("news.jsonl", json.dumps(row).encode())
    assert (document.published, document.published_on) == ("2015-12", None)
    assert [str(day) for day in document.published_within] == ["2015-12-01", "2015-12-31"]
    assert (problem.code, problem.where) == ("partial_date", "news.jsonl:1")
