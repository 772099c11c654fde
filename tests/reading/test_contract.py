"""One suite over every reader: the shipped contract, and any bytes at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.reading.parquet_files import build_parquet
from tests.reading.pdf_files import build_pdf

from concord.model import Document, Problem
from concord.reading.contract import ContractBrokenError, check_input, check_reader
from concord.reading.documents import make_documents
from concord.reading.drafts import Draft
from concord.reading.limits import Limits
from concord.reading.readers import READERS, BrokenReaderError, Reader, all_readers
from concord.reading.resources import Resource

if TYPE_CHECKING:
    from collections.abc import Iterator

    from concord.reading.child import Child

SAMPLES = {
    "txt": b"Title: A blast\n\nTwo men died near Wana.\n",
    "html": b"<html><head><title>A blast</title></head><body><p>Two men died.</p></body></html>",
    "pdf": build_pdf(["Two men died near Wana."]),
    "jsonl": b'{"text": "Two men died near Wana.", "id": 1}\n{"text": "One lived."}\n',
    "csv": b'text,id\n"Two men died, near Wana.",1\nOne lived.,2\n',
    "parquet": build_parquet([{"text": "Two men died near Wana.", "id": 1}]),
    "feed": b"<rss version='2.0'><channel><item><description>Two died.</description></item>"
    b"</channel></rss>",
    "warc": b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://news.example/1\r\n"
    b"Content-Length: 116\r\n\r\nHTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"
    b"<html><body><p>Two men died near Wana.</p><p>One.</p></body></html>\r\n\r\n",
}
LIMITS = Limits(parse_seconds=20)
every_reader = pytest.mark.parametrize("reader", READERS, ids=lambda reader: reader.name)


@every_reader
def test_every_reader_keeps_the_contract(reader: Reader) -> None:
    check_reader(reader, sample=SAMPLES[reader.name], name=f"sample{reader.suffixes[0]}")


def test_no_two_readers_claim_one_kind() -> None:
    suffixes = [suffix for reader in all_readers() for suffix in reader.suffixes]
    types = [name for reader in all_readers() for name in reader.media_types]
    assert len(suffixes) == len(set(suffixes))
    assert len(types) == len(set(types))


def noise(sample: bytes) -> st.SearchStrategy[bytes]:
    """Any bytes, and the good sample with any bytes put in anywhere."""
    cut = st.tuples(st.integers(0, len(sample)), st.binary(max_size=40), st.integers(0, 40))
    spoilt = cut.map(lambda c: sample[: c[0]] + c[1] + sample[c[0] + c[2] :])
    return st.binary(max_size=400) | spoilt


@every_reader
def test_any_bytes_give_documents_and_problems_only(reader: Reader, child: Child) -> None:
    name = f"sample{reader.suffixes[0]}"

    @settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
    @given(noise(SAMPLES[reader.name]))
    def check(data: bytes) -> None:
        found = check_input(reader, Resource(source=name, content=data), child, LIMITS)
        for item in make_documents(found, source=name, limits=LIMITS):
            assert isinstance(item, Document | Problem)
            if isinstance(item, Document):
                item.text.encode()
                assert item.text.strip()
                assert "\r" not in item.text
                assert "\x00" not in item.text

    check()


class Wrong:
    name = "wrong"
    suffixes = (".wrong",)
    media_types = ()

    def __init__(self, found: object) -> None:
        self.found = found

    def read(self, resource: Resource, limits: Limits, child: Child) -> Iterator[Draft | Problem]:
        if isinstance(self.found, Exception):
            raise self.found
        resource.load(limits)
        child.close()
        yield self.found  # type: ignore[misc] -- what the contract is to find


@pytest.mark.parametrize(
    "found",
    [
        "text",
        ValueError(),
        Draft(where="elsewhere", text="x", media="wrong"),
        Draft(where="a.wrong", text=" ", media="wrong"),
        Draft(where="a.wrong", text="x", media="other"),
        Problem(where="a.wrong", code="x", message=""),
    ],
)
def test_the_contract_finds_a_reader_that_breaks_it(found: object) -> None:
    with pytest.raises(ContractBrokenError):
        check_reader(Wrong(found), sample=b"x", name="a.wrong")


class Point:
    """An entry point of an installed package."""

    def __init__(self, name: str, found: object) -> None:
        self.name = name
        self.found = found

    def load(self) -> object:
        if isinstance(self.found, Exception):
            raise self.found
        return self.found


def install(monkeypatch: pytest.MonkeyPatch, *points: Point) -> None:
    monkeypatch.setattr("concord.reading.readers.entry_points", lambda **_: points)
    all_readers.cache_clear()
    monkeypatch.setattr("concord.reading.readers.all_readers", all_readers.__wrapped__)


def test_readers_of_installed_packages_come_after_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    from concord.reading.readers import find_reader

    reader = Wrong("x")
    install(monkeypatch, Point("mine", reader))
    assert find_reader("a.wrong.gz") is reader
    assert find_reader("a.txt") is READERS[0]


@pytest.mark.parametrize("found", [ImportError("gone"), object()])
def test_a_package_with_a_broken_reader_is_named(
    monkeypatch: pytest.MonkeyPatch, found: object
) -> None:
    from concord.reading.readers import find_reader

    install(monkeypatch, Point("mine", found))
    with pytest.raises(BrokenReaderError, match="'mine'"):
        find_reader("a.txt")
