"""Web archives (WARC): the pages that a crawl keeps, read as if each had been saved on its own."""

from __future__ import annotations

import zlib
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from warcio.archiveiterator import WARCIterator
from warcio.exceptions import ArchiveLoadFailed

from concord.reading.drafts import Draft
from concord.reading.faults import ReadError
from concord.reading.resources import Resource

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

    from warcio.recordloader import ArcWarcRecord

    from concord.model import Problem
    from concord.reading.child import Child
    from concord.reading.limits import Limits
    from concord.reading.readers import Reader

_FOUND = "200"
# What warcio and the unpacking of records raise over bytes that are no archive.
_BROKEN = (ArchiveLoadFailed, ValueError, EOFError, zlib.error, LookupError, AttributeError)


class WarcReader:
    """Reads ``.warc`` and ``.warc.gz``: one text for each page that was found (status 200).

    Requests, redirects, errors, images and whatever else a crawl keeps are passed over in silence:
    they are no texts. ``pages`` read what the records hold, by their media types.
    """

    name: ClassVar[str] = "warc"
    suffixes: ClassVar[tuple[str, ...]] = (".warc",)
    media_types: ClassVar[tuple[str, ...]] = ("application/warc",)

    def __init__(self, *pages: Reader) -> None:
        self._pages = {kind: reader for reader in pages for kind in reader.media_types}

    def read(self, resource: Resource, limits: Limits, child: Child) -> Iterator[Draft | Problem]:
        """Yield each page's article; the place of a record is its number in the archive, from 1."""
        count = 0
        with resource.open(limits) as stream:
            records = _records(stream)
            while (record := _next(records)) is not None:
                count += 1
                reader, charset = self._reader_of(record)
                if reader is not None:
                    page = _page(record, f"{resource.source}:{count}", charset, limits)
                    yield from _read_page(reader, page, record, limits, child)
        if not count:
            raise ReadError("empty", "The archive holds no records; check that it is a WARC file.")

    def _reader_of(self, record: ArcWarcRecord) -> tuple[Reader | None, str | None]:
        """Return who reads a record, None if nobody should, and the charset that it declares."""
        if record.rec_type == "response" and record.http_headers is not None:
            if record.http_headers.get_statuscode() != _FOUND:
                return None, None
            declared = record.http_headers.get_header("Content-Type", "")
        elif record.rec_type == "resource":
            declared = record.rec_headers.get_header("Content-Type", "")
        else:
            return None, None
        kind, _, rest = (declared or "").partition(";")
        _, _, charset = rest.lower().partition("charset=")
        return self._pages.get(kind.strip().lower()), charset.strip(" \"';") or None


def _records(stream: BinaryIO) -> Iterator[ArcWarcRecord]:
    records: Iterator[ArcWarcRecord] = WARCIterator(stream)
    return records


def _next(records: Iterator[ArcWarcRecord]) -> ArcWarcRecord | None:
    """Return the next record, None at the end. Raises ReadError where the archive is broken."""
    try:
        return next(records, None)
    except _BROKEN as error:
        raise ReadError(
            "unreadable",
            "The archive is broken or cut off here; the records before this place were read.",
        ) from error


def _page(record: ArcWarcRecord, source: str, charset: str | None, limits: Limits) -> Resource:
    """Return the unpacked page of a record; one that does not unpack is empty, and a problem."""
    try:
        content = record.content_stream().read(limits.file_bytes + 1)
    except _BROKEN:
        return Resource(source=source, content=b"")
    url = record.rec_headers.get_header("WARC-Target-URI")
    return Resource(
        source=source, content=content, url=url.strip("<>") if url else None, charset=charset
    )


def _read_page(
    reader: Reader, page: Resource, record: ArcWarcRecord, limits: Limits, child: Child
) -> Iterator[Draft | Problem]:
    record_id = record.rec_headers.get_header("WARC-Record-ID")
    try:
        for found in reader.read(page, limits, child):
            if isinstance(found, Draft):
                yield replace(found, media="warc", external_id=record_id)
            else:
                yield found
    except ReadError as error:
        yield error.at(page.source)
