"""The open record with what has been read from it, each thing kept as long as it holds."""

from __future__ import annotations

import threading
from collections import OrderedDict
from contextvars import ContextVar
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from concord.model import Scope
from concord.record.amending import amend, last_decision, touched_since
from concord.record.closeup import CloseUp, Named, ReleaseCloseUp
from concord.record.externals import dataset_names, edition_names
from concord.record.freshness import state_of, structure_of
from concord.record.listing import Listing, list_incidents
from concord.record.rulings import read_rulings
from concord.record.search import matching_ids, parse_query

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from concord.codebook.book import Codebook
    from concord.model import Run
    from concord.record import Record, View
    from concord.record.rulings import Rulings
    from concord.web.asked import Asked

T = TypeVar("T")
# Things that are kept at once: findings, drawings, lines of lists.
MOST_KEPT = 4000
MOST_VIEWS = 4
# What a request has seen of the record: set anew around each by the application.
SEEN: ContextVar[dict[str, str] | None] = ContextVar("SEEN", default=None)


@dataclass(frozen=True, slots=True)
class Edition:
    """Which state of affairs is read: a run (None: the current one), or a release."""

    run: str | None = None
    release: str | None = None


PRESENT = Edition()


@dataclass(frozen=True, slots=True)
class Listed:
    """A listing with what the record held when it was made, and the last decision of then."""

    structure: str
    last: int
    listing: Listing


class Shelf:
    """A record and its codebook, asked by many requests at once.

    What is kept is filed under the state of the record, so that nothing stale is ever shown: a
    program that writes the record meanwhile (``concord build``, another reader) is seen at once.
    """

    def __init__(
        self, record: Record, book: Codebook, *, title: str, with_names: bool = False
    ) -> None:
        self.record = record
        self.book = book
        self.title = title
        self.with_names = with_names
        self._kept: OrderedDict[tuple[Any, ...], Any] = OrderedDict()
        self._locks: dict[tuple[Any, ...], threading.Lock] = {}
        self._lock = threading.Lock()
        self._newest = ""
        self._listings: dict[tuple[str | None, str | None], Listed] = {}

    def state(self) -> str:
        """Return the word for what the record holds; within one request, it is asked once."""
        seen = SEEN.get()
        if seen is None:
            return state_of(self.record.database)
        if "state" not in seen:
            seen["state"] = state_of(self.record.database)
        return seen["state"]

    def look_again(self) -> None:
        """Forget the state that this request began with: the record has been written."""
        (SEEN.get() or {}).clear()

    def keep(self, key: tuple[Any, ...], make: Callable[[], T]) -> T:
        """Return what was made under the key in this state of the record, or make it once."""
        full = (self.state(), *key)
        with self._lock:
            lock = self._locks.setdefault(full, threading.Lock())
        with lock:
            if not self.holds(full):
                self.put(full, make())
            found: T = self.held(full)
        with self._lock:
            self._locks.pop(full, None)
        return found

    def holds(self, full: tuple[Any, ...]) -> bool:
        """Return whether something is kept under a key that begins with the state."""
        return full in self._kept

    def held(self, full: tuple[Any, ...]) -> Any:
        """Return what is kept under a key that begins with the state, or None."""
        with self._lock:
            if full in self._kept:
                self._kept.move_to_end(full)
            return self._kept.get(full)

    def put(self, full: tuple[Any, ...], made: object) -> None:
        """Keep something under a key that begins with the state; what is stale goes."""
        with self._lock:
            if self._newest != full[0]:
                self._kept.clear()
                self._newest = full[0]
            self._kept[full] = made
            while len(self._kept) > MOST_KEPT:
                self._kept.popitem(last=False)

    def run(self, name: str | None = None) -> Run | None:
        """Return the run of that id or engine, or the current one; raises UnknownRunError."""
        return self.keep(("run", name), lambda: self.record.chosen_run(name))

    def datasets(self) -> tuple[str, ...]:
        """Return the names of the imported data sets."""
        return self.keep(("datasets",), lambda: dataset_names(self.record.database))

    def editions(self) -> tuple[str, ...]:
        """Return the names by which a scope may ask for imported data."""
        return self.keep(("editions",), lambda: edition_names(self.record.database))

    def rulings(self, run: Run | None) -> Rulings:
        """Return what people decided, on the events of the run."""
        name = run.id if run else None
        return self.keep(("rulings", name), lambda: read_rulings(self.record.database, run))

    def listing(self, edition: Edition = PRESENT) -> Listing:
        """Return the columns of all incidents of a run or release, imported data sets included."""
        run = self.run(edition.run) if edition.release is None else None
        key = (run.id if run else None, edition.release)
        return self.keep(("listing", *key), lambda: self._list(edition, run, key))

    def _list(
        self, edition: Edition, run: Run | None, key: tuple[str | None, str | None]
    ) -> Listing:
        """Return the columns: those of before where only decisions were added, else all anew."""
        structure = structure_of(self.record.database)
        last = last_decision(self.record.database)
        before = self._listings.get(key)
        made: Listing | None = None
        if before is not None and before.structure == structure and run is not None:
            touched = touched_since(self.record.database, run, before.last)
            if touched is not None:
                fresh = list_incidents(self.close_up(touched, edition=edition), self.book)
                made = amend(before.listing, touched, fresh)
        if made is None:
            view = self.record.view(
                book=self.book,
                datasets=("own", *self.datasets()),
                run=edition.run,
                release=edition.release,
            )
            made = list_incidents(view, self.book)
        self._listings[key] = Listed(structure, last, made)
        return made

    def view(self, asked: Asked) -> View:
        """Return the whole view of what is asked for: for analyses that need every incident."""
        scope = asked.scope
        options = {name: getattr(scope, name) for name in Scope.__dataclass_fields__}
        made = self.keep(("view", scope), lambda: self.record.view(book=self.book, **options))
        self._thin_out("view", MOST_VIEWS)
        return made

    def _thin_out(self, kind: str, most: int) -> None:
        """Let go of the oldest things of a kind: a view may hold every incident."""
        with self._lock:
            held = [key for key in self._kept if key[1] == kind]
            for key in held[: max(0, len(held) - most)]:
                del self._kept[key]

    def close_up(
        self,
        incidents: Sequence[str] = (),
        documents: Sequence[str] = (),
        *,
        edition: Edition = PRESENT,
    ) -> View:
        """Return the incidents and documents of those ids with all that is said of them."""
        scope = Scope(datasets=("own", *self.datasets()), release=edition.release)
        named = Named(tuple(incidents), tuple(documents))
        if edition.release is not None:
            frozen = self.record.find_release(edition.release)
            return ReleaseCloseUp(self.record, scope, frozen, book=self.book, named=named)
        chosen = self.run(edition.run)
        rulings = self.rulings(chosen)
        return CloseUp(self.record, scope, chosen, book=self.book, named=named, rulings=rulings)

    def search(self, words: str) -> tuple[str, ...]:
        """Return the ids of the documents that hold the words."""

        def find() -> tuple[str, ...]:
            with self.record.database.read() as connection:
                return matching_ids(connection, parse_query(words))

        return self.keep(("search", words), find)
