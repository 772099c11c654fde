from __future__ import annotations

import pytest
from tests.reading.pdf_files import assemble_pdf, bomb_stream, build_pdf

LINES = [
    "Gunmen killed four policemen in Example Town on Monday, officials said, in",
    "an attack that no group has claimed so far. The post stands on the road to",
    "the river.",
    "A second blast wounded two.",
]


def test_the_pages_give_one_text_with_paragraphs_made_whole(read_bytes) -> None:
    (document,), problems = read_bytes("a.pdf", build_pdf(LINES, ["Page two."], title="A report"))
    assert problems == []
    assert document.text == (
        "Gunmen killed four policemen in Example Town on Monday, officials said, in an attack that "
        "no group has claimed so far. The post stands on the road to the river.\n"
        "A second blast wounded two.\n\nPage two."
    )
    assert document.title == "A report"
    assert document.published is None
    assert document.media == "pdf"


def test_a_compound_keeps_its_hyphen_if_the_file_has_it_elsewhere(read_bytes) -> None:
    lines = [
        "The anti-",
        "terror drive of the Example-",
        "based force, an anti-terror force, ended.",
    ]
    (document,), _ = read_bytes("a.pdf", build_pdf(lines))
    assert "anti-terror drive" in document.text
    assert "Examplebased" in document.text


ENCRYPTED = (
    "/ID [<00><00>] /Encrypt << /Filter /Standard /V 1 /R 2 /P -4 "
    f"/O <{'ab' * 32}> /U <{'cd' * 32}> >>"
)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (build_pdf(LINES, extra_trailer=ENCRYPTED), "encrypted"),
        (build_pdf([]), "no_text_layer"),
        (build_pdf(LINES)[:200], "unreadable"),
        (b"%PDF-1.7 and nothing else", "unreadable"),
        (b"no PDF at all", "unreadable"),
        (assemble_pdf([(b"", "")], count=2**31 - 1), "no_text_layer"),
        (b"", "empty"),
    ],
    ids=["encrypted", "scanned", "cut", "header", "text", "count", "nothing"],
)
def test_a_file_without_readable_text_is_a_problem(read_bytes, data: bytes, code: str) -> None:
    documents, problems = read_bytes("a.pdf", data)
    assert documents == []
    assert [problem.code for problem in problems] == [code]


def test_a_bomb_ends_the_child_and_not_the_batch(read_bytes) -> None:
    documents, (problem,) = read_bytes(
        "a.pdf", assemble_pdf([bomb_stream(2**29)]), parse_bytes=2**28
    )
    assert documents == []
    assert (problem.where, problem.code) == ("a.pdf", "unreadable")


def test_a_broken_page_is_told_and_the_others_are_read(read_bytes) -> None:
    data = build_pdf(LINES, ["Page two."]).replace(b"/Kids [4 0 R", b"/Kids [2 0 R")
    (document,), (problem,) = read_bytes("a.pdf", data)
    assert "Page two." in document.text
    assert problem.code == "bad_page"


def test_more_text_than_the_limit_is_refused_whole(read_bytes) -> None:
    documents, (problem,) = read_bytes("a.pdf", build_pdf(LINES), text_points=50)
    assert documents == []
    assert problem.code == "too_large"
