"""Watching feeds and folders: read politely, code and link what is new, stop cleanly.

One pass reads the sources that are due, one after another, and codes once for all of them. State is
kept in the record, so that a watcher that was killed goes on where it was.
"""

from __future__ import annotations

import hashlib
import os
import time
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from concord import pipeline
from concord.errors import ConcordError
from concord.model import Document, Problem
from concord.reading.addresses import is_public
from concord.reading.faults import ReadError
from concord.reading.fetch import Page, StatusError, UnchangedError
from concord.reading.limits import Limits
from concord.reading.polite import Guest
from concord.reading.sources import read_checked
from concord.record.feeds import FeedState, backed_off, claim, next_due, settle

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from threading import Event

    from concord.codebook.book import Codebook
    from concord.record import Record

EVERY = 15
_LEAST = 1
_LONGEST_FILE = 1 << 20
# A watcher looks up at least so often, so that it ends soon after it is asked to.
_LOOK_UP = 300.0
_KNOWN = "known already"
_MOST_LINKS = 2000


class FeedsFileError(ConcordError):
    """A file of feeds that cannot be read."""

    def __init__(self, file: Path, what: str) -> None:
        super().__init__(f"{file}: {what}. See docs/howto/watch.md for an example.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A feed, page or folder, and how many minutes lie between two looks at it."""

    address: str
    every: int = EVERY

    @property
    def is_folder(self) -> bool:
        """Return whether it is a folder or file of this machine."""
        return "://" not in self.address


@dataclass(frozen=True, slots=True, kw_only=True)
class Pass:
    """What one pass did: sources looked at, documents added, incidents standing, problems."""

    looked: int = 0
    unchanged: int = 0
    added: int = 0
    incidents: int | None = None
    problems: tuple[Problem, ...] = ()


def read_feeds(file: Path) -> tuple[Source, ...]:
    """Return the sources that a YAML file names; raises FeedsFileError.

    ``feeds`` and ``folders`` are lists of addresses and paths (relative to the file), or of
    mappings with ``url`` or ``path`` and ``every``; ``every`` of the file holds for the rest.
    """
    try:
        text = file.read_text("utf-8")[:_LONGEST_FILE]
        content = yaml.safe_load(text)
    except (yaml.YAMLError, UnicodeDecodeError, ValueError, RecursionError) as error:
        raise FeedsFileError(file, "it is no YAML in UTF-8") from error
    if not isinstance(content, dict) or not content.keys() <= {"every", "feeds", "folders"}:
        raise FeedsFileError(file, "it may have the keys every, feeds and folders, and no others")
    every = _minutes(file, content.get("every", EVERY))
    found = [
        _source(file, each, key, every)
        for key in ("feeds", "folders")
        for each in content.get(key) or ()
    ]
    if not found:
        raise FeedsFileError(file, "it names no feed and no folder")
    return tuple({each.address: each for each in found}.values())


def _source(file: Path, item: Any, key: str, every: int) -> Source:
    name = "url" if key == "feeds" else "path"
    given = {name: item} if isinstance(item, str) else item
    if not isinstance(given, dict) or not isinstance(given.get(name), str):
        raise FeedsFileError(file, f"an entry of {key} is no text and has no {name}")
    if not given.keys() <= {name, "every"}:
        raise FeedsFileError(file, f"an entry of {key} may have {name} and every, and no others")
    address = given[name]
    if key == "feeds" and not address.startswith(("http://", "https://")):
        raise FeedsFileError(file, f"{address!r} is no http or https address")
    if key == "folders":
        address = str((file.parent / Path(address).expanduser()).resolve())
    return Source(address=address, every=_minutes(file, given.get("every", every)))


def _minutes(file: Path, value: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < _LEAST:
        raise FeedsFileError(file, f"every must be a number of minutes, {_LEAST} or more")
    return value


class Watcher:
    """Watches sources into a record; ``allow`` is for tests with a server of their own.

    By default only public addresses are fetched, and nothing that a user can set changes that.
    """

    def __init__(
        self,
        record: Record,
        book: Codebook,
        sources: tuple[Source, ...],
        *,
        allow: Callable[[str], bool] = is_public,
        sleep: Callable[[float], None] = time.sleep,
        seconds: Callable[[], float] = time.monotonic,
        limits: Limits | None = None,
    ) -> None:
        self.record = record
        self.book = book
        self.sources = sources
        self._limits = limits or Limits()
        self._stop: Event | None = None
        self._guest = Guest(clock=seconds, sleep=sleep, allow=allow)

    def run(self, stop: Event, *, tell: Callable[[Pass], None]) -> None:
        """Make pass after pass until ``stop`` is set; the source in hand is finished first."""
        addresses = [each.address for each in self.sources]
        while not stop.is_set():
            tell(self.look(stop))
            wait = next_due(self.record.database, addresses)(self.record.clock())
            stop.wait(min(max(wait, 1.0), _LOOK_UP))

    def look(self, stop: Event | None = None) -> Pass:
        """Read the sources that are due, then code and link what is new, once."""
        done = Pass()
        self._stop = stop
        for source in self.sources:
            if stop is not None and stop.is_set():
                break
            state = claim(self.record.database, source.address, self.record.clock())
            if state is not None:
                done = _plus(done, self._read(source, state))
        if done.added or self._is_behind():
            run = pipeline.code(self.record, self.book)
            done = replace(done, incidents=pipeline.link(self.record, self.book, run))
        return done

    def _is_behind(self) -> bool:
        """Return whether an earlier pass was broken off between reading and linking."""
        run = self.record.chosen_run()
        if run is None:
            return next(self.record.documents(), None) is not None
        return bool(self.record.ledger(run).pending) or self.record.is_stale(run)

    def _read(self, source: Source, state: FeedState) -> Pass:
        """Read one source; what goes wrong is a problem of it, and it is tried again later."""
        every = timedelta(minutes=source.every)
        try:
            added, problems, state = (
                self._read_folder(source, state)
                if source.is_folder
                else self._read_feed(source, state)
            )
        except UnchangedError:
            self._settle(replace(state, failures=0, fault=None), every)
            return Pass(looked=1, unchanged=1)
        except ReadError as error:
            now = self.record.clock()
            wait = error.wait if isinstance(error, StatusError) else None
            after = backed_off(state, now, every, fault=error.message, wait=wait)
            settle(self.record.database, after, now)
            return Pass(looked=1, problems=(error.at(source.address),))
        self.record.write_problems(problems)
        count = state.documents + added
        self._settle(replace(state, failures=0, fault=None, documents=count), every)
        return Pass(looked=1, added=added, problems=tuple(problems))

    def _settle(self, state: FeedState, every: timedelta) -> None:
        now = self.record.clock()
        settle(self.record.database, replace(state, checked=now, due=now + every), now)

    def _read_folder(
        self, source: Source, state: FeedState
    ) -> tuple[int, list[Problem], FeedState]:
        path = Path(source.address)
        if not path.exists():
            raise ReadError("missing", f"There is no folder {source.address}.")
        signature = _signature(path)
        if signature == state.signature:
            raise UnchangedError(source.address)
        found = pipeline.add([path], record=self.record)
        return found.added, list(found.problems), replace(state, signature=signature)

    def _read_feed(self, source: Source, state: FeedState) -> tuple[int, list[Problem], FeedState]:
        known = Page(
            url=state.url or source.address, content=b"", media_type="", charset=None,
            etag=state.etag, modified=state.modified,
        )  # fmt: skip
        page = self._guest.fetch(source.address, self._limits, known=known)
        articles = _Articles(self.record, self._guest, page, state.links, self._stop)
        found = read_checked([source.address], self._limits, articles.fetch)
        added = self.record.add(articles.new(found, source.address))
        after = replace(state, url=page.url, links=articles.links())
        if not articles.broken_off:
            after = replace(after, etag=page.etag, modified=page.modified)
        return added.added, [*articles.problems, *added.refused], after


class _Articles:
    """What a feed's entries lead to: fetched once each, and only what the record does not hold."""

    def __init__(
        self, record: Record, guest: Guest, page: Page, links: tuple[str, ...], stop: Event | None
    ) -> None:
        self.problems: list[Problem] = []
        self.broken_off = False
        self._record = record
        self._guest = guest
        self._page = page
        self._old = frozenset(links)
        self._links = dict.fromkeys(links)
        self._stop = stop
        self._is_first = True

    def links(self) -> tuple[str, ...]:
        """Return the links that were fetched, the latest last."""
        return tuple(self._links)[-_MOST_LINKS:]

    def fetch(self, url: str, limits: Limits) -> Page:
        """Return the feed that was fetched already, then articles; refuses those known already."""
        if self._is_first:
            self._is_first = False
            return self._page
        if self._is_known(url):
            raise ReadError(_KNOWN, _KNOWN)
        page = self._guest.fetch(url, limits)
        self._links[url] = None
        return page

    def _is_known(self, url: str) -> bool:
        return url in self._old or self._record.find_document(url) is not None

    def new(self, found: Iterator[Document | Problem], feed: str) -> Iterator[Document]:
        """Yield the documents whose address is new; a known one is neither added nor a problem."""
        for item in found:
            if isinstance(item, Problem):
                if _KNOWN not in item.message:
                    self.problems.append(item)
            elif item.url in (None, feed) or not self._is_known(item.url):
                yield item
            if self._stop is not None and self._stop.is_set():
                # What came so far is kept; the feed is read anew next time.
                self.broken_off = True
                return


def _plus(one: Pass, other: Pass) -> Pass:
    return Pass(
        looked=one.looked + other.looked,
        unchanged=one.unchanged + other.unchanged,
        added=one.added + other.added,
        problems=one.problems + other.problems,
    )


def _signature(path: Path) -> str:
    """Return a hash of the names, sizes and times of the files below a path."""
    digest = hashlib.sha256()
    files = sorted(path.rglob("*")) if path.is_dir() else [path]
    for file in files:
        if file.is_file():
            seen = file.stat()
            digest.update(
                os.fsencode(file) + f"\x00{seen.st_size}\x00{seen.st_mtime_ns}\n".encode()
            )
    return digest.hexdigest()[:32]
