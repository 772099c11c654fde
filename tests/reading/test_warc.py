"""Web archives: pages in, texts out; the rest of a crawl is passed over."""

from __future__ import annotations

import gzip
from typing import TYPE_CHECKING

import pytest
from tests.reading.parquet_files import build_parquet

from concord.model import Document, Problem
from concord.reading import read
from concord.reading.contract import check_reader
from concord.reading.readers import find_reader

if TYPE_CHECKING:
    from pathlib import Path

PAGE = (
    "<html><head><title>{title}</title>"
    '<meta property="article:published_time" content="2023-05-04T10:00:00Z"></head><body><article>'
    "<p>Gunmen opened fire on a checkpost near {title} on Wednesday, officials said, and three"
    " policemen were hurt. The district administration closed the road for the night.</p>"
    "<p>Nobody claimed the attack. A search of the hills went on until the morning.</p>"
    "</article></body></html>"
)


def write_record(kind: str, headers: dict[str, str], content: bytes) -> bytes:
    lines = {"WARC-Type": kind, "Content-Length": str(len(content)), **headers}
    head = "".join(f"{name}: {value}\r\n" for name, value in lines.items())
    return b"WARC/1.0\r\n" + head.encode() + b"\r\n" + content + b"\r\n\r\n"


def write_archive(
    *pages: tuple[str, str, str], status: str = "200 OK", packed: bool = False
) -> bytes:
    """Return an archive of (url, media type, body) responses, with what a crawl keeps beside."""
    records = [write_record("warcinfo", {"Content-Type": "application/warc-fields"}, b"a: crawl")]
    for number, (url, kind, body) in enumerate(pages):
        names = {"WARC-Target-URI": url, "WARC-Record-ID": f"<urn:uuid:{number}>"}
        asked = b"GET / HTTP/1.1\r\nHost: news.example\r\n\r\n"
        answer = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n\r\n{body}".encode()
        records.append(write_record("response", names, answer))
        records.append(write_record("request", names, asked))
    return b"".join(gzip.compress(each) if packed else each for each in records)


NEWS = ("https://news.example/banu/1", "text/html; charset=utf-8", PAGE.format(title="Banur"))
OTHER = ("https://news.example/kohat/2", "text/html", PAGE.format(title="Kohara"))


def read_archive(folder: Path, data: bytes, name: str = "crawl.warc") -> list[Document | Problem]:
    (folder / name).write_bytes(data)
    return list(read(folder / name))


@pytest.mark.parametrize("name", ["crawl.warc", "crawl.warc.gz"])
def test_each_page_of_an_archive_is_a_document(tmp_path: Path, name: str) -> None:
    data = write_archive(NEWS, OTHER, packed=name.endswith(".gz"))
    first, second = read_archive(tmp_path, data, name)
    assert isinstance(first, Document)
    assert isinstance(second, Document)
    assert (first.title, first.url) == ("Banur", "https://news.example/banu/1")
    assert first.published == "2023-05-04T10:00:00+00:00"
    assert "three policemen were hurt" in first.text
    assert first.media == "warc"
    assert first.external_id != second.external_id


def test_a_page_gives_the_text_that_a_table_of_the_same_articles_holds(tmp_path: Path) -> None:
    paragraphs = (
        "Gunmen opened fire on a checkpost near Banur on Wednesday, officials said.",
        "Nobody claimed the attack, and a search of the hills went on until the morning.",
        "“The road is closed for the night,” the deputy commissioner told reporters in the town.",
    )
    body = "".join(f"<p>{each}</p>" for each in paragraphs)
    page = f"<title>Banur</title><article><h1>Three hurt near Banur</h1>{body}</article>"
    row = {"title": "Three hurt near Banur", "text": "\n\n".join(paragraphs)}
    (tmp_path / "articles.parquet").write_bytes(build_parquet([row]))
    (crawled,) = read_archive(tmp_path, write_archive((NEWS[0], "text/html", page)))
    (kept,) = read(tmp_path / "articles.parquet")
    assert isinstance(crawled, Document)
    assert isinstance(kept, Document)
    assert (crawled.title, crawled.text) == (kept.title, kept.text)
    assert crawled.text_hash == kept.text_hash


def test_errors_images_and_requests_are_no_documents_and_no_problems(tmp_path: Path) -> None:
    picture = ("https://news.example/a.jpg", "image/jpeg", "not a text")
    assert read_archive(tmp_path, write_archive(picture)) == []
    assert read_archive(tmp_path, write_archive(NEWS, status="404 Not Found")) == []


def test_a_page_without_text_is_one_problem_at_its_record(tmp_path: Path) -> None:
    blank = ("https://news.example/blank", "text/html", "<html><body></body></html>")
    problem, document = read_archive(tmp_path, write_archive(blank, NEWS))
    assert isinstance(problem, Problem)
    assert problem.where == "crawl.warc:2"
    assert isinstance(document, Document)


def test_an_archive_that_was_cut_off_keeps_what_stands_before(tmp_path: Path) -> None:
    data = write_archive(NEWS, OTHER, packed=True)
    cut = gzip.decompress(data)[:-400]
    found = read_archive(tmp_path, cut + b"\r\n\r\nnonsense here\r\n\r\n")
    assert isinstance(found[0], Document)


def test_what_is_no_archive_is_one_problem(tmp_path: Path) -> None:
    (problem,) = read_archive(tmp_path, b"this is a letter, not a crawl\n" * 20)
    assert isinstance(problem, Problem)
    assert problem.code in {"unreadable", "empty"}


def test_the_reader_keeps_the_contract() -> None:
    reader = find_reader("crawl.warc.gz")
    assert reader is not None
    check_reader(reader, sample=write_archive(NEWS, OTHER), name="crawl.warc")
