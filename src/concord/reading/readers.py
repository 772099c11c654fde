"""The readers: one per kind of file, built-ins in an explicit tuple, others by entry point."""

from __future__ import annotations

import functools
from importlib.metadata import entry_points
from typing import TYPE_CHECKING, ClassVar, Protocol, runtime_checkable

from concord.errors import ConcordError
from concord.reading.csv import CsvReader
from concord.reading.feed import FeedReader
from concord.reading.html import HtmlReader
from concord.reading.jsonl import JsonlReader
from concord.reading.parquet import ParquetReader
from concord.reading.pdf import PdfReader
from concord.reading.txt import TxtReader
from concord.reading.warc import WarcReader

if TYPE_CHECKING:
    from collections.abc import Iterator

    from concord.model import Problem
    from concord.reading.child import Child
    from concord.reading.drafts import Draft
    from concord.reading.limits import Limits
    from concord.reading.resources import Resource

ENTRY_POINTS = "concord.readers"


@runtime_checkable
class Reader(Protocol):
    """Reads one kind of input.

    ``name`` becomes ``Document.media``; ``suffixes`` (``.txt``, lower case) and ``media_types``
    (of fetched pages) say what it reads. A ``.gz`` suffix is taken off before the choice, and the
    resource unpacks by itself.
    """

    name: ClassVar[str]
    suffixes: ClassVar[tuple[str, ...]]
    media_types: ClassVar[tuple[str, ...]]

    def read(self, resource: Resource, limits: Limits, child: Child) -> Iterator[Draft | Problem]:
        """Yield, lazily and in the order of the input, a draft per text and a problem per fault.

        May raise ``ReadError`` (the whole input is at fault) and ``OSError``, nothing else. A
        parser that hostile input can crash or hang runs in the child.
        """
        ...


READERS: tuple[Reader, ...] = (
    TxtReader(),
    HtmlReader(),
    PdfReader(),
    JsonlReader(),
    CsvReader(),
    ParquetReader(),
    FeedReader(),
    WarcReader(HtmlReader(), PdfReader()),
)


class BrokenReaderError(ConcordError):
    """An installed package offers a reader that is none."""

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(
            f"The reader {name!r} of an installed package does not work: {reason}. "
            "Update or remove that package."
        )


def find_reader(name: str) -> Reader | None:
    """Return the reader for a file name by its suffix, or None if no reader knows the kind."""
    plain = name.lower().removesuffix(".gz")
    for reader in all_readers():
        if any(plain.endswith(suffix) for suffix in reader.suffixes):
            return reader
    return None


def find_reader_for_type(media_type: str, content: bytes) -> Reader | None:
    """Return the reader for fetched content: by its declared type, else by how it begins."""
    head = content[:512].lstrip(b"\xef\xbb\xbf\x00\xff\xfe \t\r\n").lower()
    if media_type in _VAGUE_TYPES:
        media_type = _type_from_start(head)
    for reader in all_readers():
        if media_type in reader.media_types:
            return reader
    return None


_VAGUE_TYPES = frozenset(
    {"", "application/octet-stream", "binary/octet-stream", "text/xml", "application/xml"}
)


def _type_from_start(head: bytes) -> str:
    if head.startswith(b"%pdf-"):
        return "application/pdf"
    if b"<rss" in head or b"<feed" in head or b"<rdf:rdf" in head:
        return "application/rss+xml"
    if b"<html" in head or b"<!doctype html" in head:
        return "text/html"
    return "application/rss+xml" if head.startswith(b"<?xml") else ""


def known_suffixes() -> tuple[str, ...]:
    """Return the suffixes of all readers, in their order."""
    return tuple(suffix for reader in all_readers() for suffix in reader.suffixes)


@functools.cache
def all_readers() -> tuple[Reader, ...]:
    """Return the built-in readers, then those of installed packages in the order of their names."""
    points = sorted(entry_points(group=ENTRY_POINTS), key=lambda point: point.name)
    return READERS + tuple(_load(point.name, point.load) for point in points)


def _load(name: str, load: functools.partial[object] | object) -> Reader:
    try:
        reader = load() if callable(load) else load
    except Exception as error:
        raise BrokenReaderError(name, f"{type(error).__name__}: {error}") from error
    if not isinstance(reader, Reader):
        raise BrokenReaderError(name, "it lacks name, suffixes, media_types or read")
    return reader
