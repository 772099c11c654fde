"""Sources, as a user names them, to documents and problems, one after another."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from concord.errors import ConcordError
from concord.model import Document, Problem
from concord.reading.child import Child
from concord.reading.documents import make_documents
from concord.reading.drafts import Draft
from concord.reading.faults import ReadError
from concord.reading.folders import check_file, list_folder, show_name, unreadable
from concord.reading.limits import Limits
from concord.reading.own import is_own_output, own_output
from concord.reading.readers import find_reader, find_reader_for_type, known_suffixes
from concord.reading.resources import Resource

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from concord.reading.fetch import Page
    from concord.reading.readers import Reader

    Fetch = Callable[[str, Limits], Page]

_ADDRESS = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*)://")
_DEFAULT_LIMITS = Limits()


class SourceNotFoundError(ConcordError):
    """A path that was given does not exist."""

    def __init__(self, source: object) -> None:
        super().__init__(
            f"There is no file or folder {str(source)!r}; check the path (an address begins with "
            "https://)."
        )


class FetchNotAskedError(ConcordError):
    """An address was given, but nobody asked for the network."""

    def __init__(self, source: str) -> None:
        super().__init__(
            f"{source} is on the network, which Concord uses only when asked to: pass --fetch "
            "(in Python: fetch=True)."
        )


class UnsupportedAddressError(ConcordError):
    """An address of another kind than http and https."""

    def __init__(self, source: str) -> None:
        super().__init__(
            f"{source} is not an http or https address; save what it names and give the file."
        )


def read(
    sources: str | Path | Iterable[str | Path],
    *,
    fetch: bool = False,
    limits: Limits = _DEFAULT_LIMITS,
    leave_out: Iterable[Path] = (),
) -> Iterator[Document | Problem]:
    """Return an iterator over the documents and problems of the sources, in a stable order.

    A source is a file, a folder (read with its subfolders, by name) or, with ``fetch``, an http or
    https address of a page or a feed; with ``fetch``, feed entries that carry only a teaser are
    fetched too. In a folder, the files ``leave_out`` (the record that is being written, say) and
    what Concord wrote itself (reports, exports, records) are passed over. All sources are checked
    before anything is read: raises ``SourceNotFoundError``, ``FetchNotAskedError`` or
    ``UnsupportedAddressError``. Whatever is wrong with their content is a ``Problem`` among the
    documents.
    """
    listed = [sources] if isinstance(sources, str | Path) else list(sources)
    for source in listed:
        _check_source(source, fetch=fetch)
    if not fetch:
        return read_checked(listed, limits, None, leave_out=leave_out)
    from concord.reading.fetch import fetch_page

    return read_checked(listed, limits, fetch_page, leave_out=leave_out)


def _check_source(source: str | Path, *, fetch: bool) -> None:
    address = _ADDRESS.match(source) if isinstance(source, str) else None
    if address is None:
        if not _exists(Path(source)):
            raise SourceNotFoundError(source)
    elif address[1].lower() not in {"http", "https"}:
        raise UnsupportedAddressError(str(source))
    elif not fetch:
        raise FetchNotAskedError(str(source))


def _exists(path: Path) -> bool:
    try:
        return path.exists()
    except (OSError, ValueError):
        return False


def read_checked(
    sources: Iterable[str | Path],
    limits: Limits,
    fetch: Fetch | None,
    *,
    leave_out: Iterable[Path] = (),
) -> Iterator[Document | Problem]:
    """Yield the documents and problems of sources that exist; ``fetch`` gets pages, if allowed."""
    with Child(limits) as child:
        reading = _Reading(limits, child, fetch, frozenset(p.resolve() for p in leave_out))
        for source in sources:
            if isinstance(source, str) and _ADDRESS.match(source):
                yield from reading.read_address(source)
            else:
                yield from reading.read_path(Path(source))


class _Reading:
    """One run of ``read``: its limits, its child process and its way to the network."""

    def __init__(
        self, limits: Limits, child: Child, fetch: Fetch | None, left_out: frozenset[Path]
    ) -> None:
        self._limits = limits
        self._child = child
        self._fetch = fetch
        self._left_out = left_out

    def read_path(self, path: Path) -> Iterator[Document | Problem]:
        """Yield what a file or a folder holds; a folder without any file is a problem."""
        name = show_name(path.name)
        if not path.is_dir():
            listed = check_file(path, name)
            yield from [own_output(name)] if self._is_own(listed) else self._read_listed(listed)
            return
        is_empty = True
        for listed in list_folder(path):
            if not self._is_own(listed):
                is_empty = False
                yield from self._read_listed(listed)
        if is_empty:
            yield Problem(where=name, code="empty", message="The folder holds no files to read.")

    def _is_own(self, listed: Resource | Problem) -> bool:
        if isinstance(listed, Problem) or listed.path is None:
            return False
        return listed.path.resolve() in self._left_out or is_own_output(listed.path)

    def read_address(self, url: str) -> Iterator[Document | Problem]:
        """Yield what the page or feed at an address holds."""
        try:
            page = self._get(url)
        except ReadError as error:
            yield error.at(url)
            return
        reader = find_reader_for_type(page.media_type, page.content)
        if reader is None:
            yield _unknown_kind(url, f"The address gives {page.media_type or 'an unknown kind'}")
        else:
            yield from self._read_resource(reader, _as_resource(page))

    def _read_listed(self, listed: Resource | Problem) -> Iterator[Document | Problem]:
        if isinstance(listed, Problem):
            yield listed
            return
        reader = find_reader(listed.source)
        if reader is None:
            yield _unknown_kind(listed.source, "The file is of a kind that Concord does not read")
        else:
            yield from self._read_resource(reader, listed)

    def _read_resource(self, reader: Reader, resource: Resource) -> Iterator[Document | Problem]:
        drafts = self._draft(reader, resource)
        yield from make_documents(drafts, source=resource.source, limits=self._limits)

    def _draft(self, reader: Reader, resource: Resource) -> Iterator[Draft | Problem]:
        """Yield the reader's drafts; what it raises ends this input and not the batch."""
        try:
            for found in reader.read(resource, self._limits, self._child):
                if isinstance(found, Problem) or not found.is_teaser:
                    yield found
                else:
                    yield from self._complete(found)
        except ReadError as error:
            yield error.at(resource.source)
        except OSError as error:
            yield unreadable(resource.source, error)
        except Exception as error:  # noqa: BLE001 -- a fault of one reader ends one file
            message = f"The reader failed ({type(error).__name__}); please report this file."
            yield Problem(where=resource.source, code="reader_failed", message=message)

    def _complete(self, teaser: Draft) -> Iterator[Draft | Problem]:
        """Yield the article behind a teaser, if the network may be used; else the teaser itself."""
        if self._fetch is None or not teaser.url:
            yield teaser
            return
        try:
            found = self._read_article(teaser.url)
        except ReadError as error:
            message = f"Only the teaser was read. {error.message}"
            yield Problem(where=teaser.where, code="teaser_only", message=message)
            yield teaser
            return
        yield from (item for item in found if isinstance(item, Problem))
        article = next(item for item in found if isinstance(item, Draft))
        yield replace(
            teaser,
            text=article.text,
            url=article.url or teaser.url,
            publisher=teaser.publisher or article.publisher,
            title=teaser.title or article.title,
            published=teaser.published or article.published,
            is_teaser=False,
        )

    def _read_article(self, url: str) -> list[Draft | Problem]:
        page = self._get(url)
        reader = find_reader_for_type(page.media_type, page.content)
        if reader is None or reader.name == "feed":
            raise ReadError("unknown_kind", f"{url} gives {page.media_type or 'an unknown kind'}.")
        found = list(reader.read(_as_resource(page), self._limits, self._child))
        if not any(isinstance(item, Draft) for item in found):
            raise ReadError("empty", f"{url} gives no text.")
        return found

    def _get(self, url: str) -> Page:
        if self._fetch is None:
            raise FetchNotAskedError(url)
        return self._fetch(url, self._limits)


def _as_resource(page: Page) -> Resource:
    return Resource(source=page.url, content=page.content, url=page.url, charset=page.charset)


def _unknown_kind(where: str, fact: str) -> Problem:
    message = f"{fact}; it was skipped. Kinds: {', '.join(known_suffixes())} (also with .gz)."
    return Problem(where=where, code="unknown_kind", message=message)
