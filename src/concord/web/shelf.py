"""The open record with what has been read from it, each thing kept as long as it holds."""

from __future__ import annotations

import threading
from collections import OrderedDict
from contextvars import ContextVar
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from concord.model import Scope
from concord.record.amending import amend, last_decision, touched_since
from concord.record.choosing import Matched, choose, match
from concord.record.closeup import CloseUp, Named, ReleaseCloseUp
from concord.record.externals import dataset_names, edition_names
from concord.record.freshness import state_of, structure_of
from concord.record.listing import Listing, list_incidents
from concord.record.listing_read import read_listing, read_release_listing
from concord.record.misspelt import read_told
from concord.record.rulings import read_rulings
from concord.record.scoping import EDITION_MARK, ready
from concord.record.search import matching_numbers, parse_query
from concord.record.states import numbers_aside
from concord.record.whole import MOST, Picked, Sayings, Whole, read_sayings, read_whole, renew
from concord.web.aside import Aside

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from concord.codebook.book import Codebook
    from concord.model import Incident, Run
    from concord.record import Record, View
    from concord.record.rulings import Rulings
    from concord.web.asked import Asked

T = TypeVar("T")
# Things that are kept at once: findings, drawings, lines of lists.
MOST_KEPT = 4000
MOST_VIEWS = 12
# What of a scope narrows statements, relations and statistics.
SAYING_SCOPE = ("since", "until", "actors", "sources", "datasets", "run", "release")
# What a request has seen of the record: set anew around each by the application.
SEEN: ContextVar[dict[str, str] | None] = ContextVar("SEEN", default=None)


@dataclass(frozen=True, slots=True)
class Edition:
    """Which state of affairs is read: a run (None: the current one), or a release."""

    run: str | None = None
    release: str | None = None


PRESENT = Edition()


@dataclass(frozen=True, slots=True)
class Made(Generic[T]):
    """Something with what the record held when it was made, and the last decision of then."""

    structure: str
    last: int
    made: T


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
        self._listings: dict[tuple[str | None, str | None], Made[Listing]] = {}
        self._wholes: dict[str | None, Made[Whole]] = {}
        self._sayings: dict[tuple[str | None, str], Sayings] = {}
        self.aside = Aside()

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
            found: T = self.held(full) if self.holds(full) else make()
            self.put(full, found)
        with self._lock:
            self._locks.pop(full, None)
        return found

    def soon(self, key: tuple[Any, ...], make: Callable[[], T]) -> T:
        """Return the same as ``keep``; raises NotReadyError where that takes too long for a page.

        It is made meanwhile, and at hand when the page is asked for again.
        """
        full = (self.state(), *key)
        if self.holds(full):
            return self.keep(key, make)
        return self.aside.make(full, lambda: self.keep(key, make))

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
                made = amend(before.made, touched, fresh)
        if made is None:
            made = self._list_all(edition, run)
        self._listings[key] = Made(structure, last, made)
        return made

    def _list_all(self, edition: Edition, run: Run | None) -> Listing:
        if edition.release is None:
            editions = [each for each in self.editions() if EDITION_MARK in each]
            return read_listing(
                self.record, run, self.book, editions=editions, rulings=self.rulings(run)
            )
        release = self.record.find_release(edition.release)
        return read_release_listing(self.record, release, self.book)

    def view(self, asked: Asked) -> View:
        """Return the view of what is asked for: for analyses that need more than columns."""
        return self._view_of(asked.scope)

    def _view_of(self, scope: Scope) -> View:
        made = self.keep(("view", scope), lambda: self._view(scope))
        self._thin_out("view", MOST_VIEWS)
        return made

    def _view(self, scope: Scope) -> View:
        if scope.release is not None or self.run(scope.run) is None:
            options = {name: getattr(scope, name) for name in Scope.__dataclass_fields__}
            return self.record.view(book=self.book, **options)
        is_small = len(self.listing(Edition(run=scope.run))) <= MOST
        return Picked(
            self.record,
            scope,
            self.run(scope.run),
            book=self.book,
            sayings=lambda: self.sayings(scope.run),
            picked=(lambda: self._pick(scope)) if is_small else None,
        )

    def _pick(self, scope: Scope) -> list[Incident]:
        """Return the incidents of this record that a scope admits, in the order of a view."""
        listing = self.listing(Edition(run=scope.run))
        chosen = choose(listing, ready(scope, self.book))
        rows = listing.order[chosen.rows[listing.order]].tolist()
        whole = self.whole(scope.run).incidents
        named = (listing.ids[row] for row in rows)
        return [whole[each] for each in named if each in whole]

    def saying_view(self, asked: Asked) -> View:
        """Return a view of what is said in a scope, narrowed by what narrows statements alone."""
        kept = {name: getattr(asked.scope, name) for name in SAYING_SCOPE}
        return self._view_of(Scope(**kept))

    def told(self, scope: Scope, kind: str) -> Mapping[str, str]:
        """Return the names of a kind in the run or release and the data sets of a scope.

        They are those of ``concord.record.misspelt``, by the casefolded name.
        """
        whole = Scope(run=scope.run, release=scope.release, datasets=scope.datasets)
        key = ("told", kind, whole)
        return self.soon(key, lambda: read_told(self._view(whole), kind, self.book))

    def sayings(self, run: str | None = None) -> Sayings:
        """Return what a run holds beside events and incidents, read once until it is coded anew."""
        chosen = self.run(run)
        key = (chosen.id if chosen else None, structure_of(self.record.database))

        def read() -> Sayings:
            if key not in self._sayings:
                self._sayings = {key: read_sayings(self.record.view(book=self.book, run=run))}
            return self._sayings[key]

        return self.keep(("sayings", *key), read)

    def whole(self, run: str | None = None) -> Whole:
        """Return every incident of a run, read once; after a decision, only what it touches."""
        chosen = self.run(run)
        key = chosen.id if chosen else None
        return self.keep(("whole", key), lambda: self._read_whole(run, key))

    def _read_whole(self, run: str | None, key: str | None) -> Whole:
        chosen = self.run(run)
        structure = structure_of(self.record.database)
        last = last_decision(self.record.database)
        before = self._wholes.get(key)
        made: Whole | None = None
        if before is not None and before.structure == structure and chosen is not None:
            touched = touched_since(self.record.database, chosen, before.last)
            if touched is not None:
                fresh = self.close_up(touched, edition=Edition(run=run)).incidents()
                made = renew(before.made, touched, fresh)
        if made is None:
            made = read_whole(self.record.view(book=self.book, run=run))
        self._wholes = {key: Made(structure, last, made)}
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

    def search(self, words: str) -> Matched:
        """Return which documents hold the words."""

        def find() -> Matched:
            with self.record.database.read() as connection:
                numbers = matching_numbers(connection, parse_query(words))
                return match(numbers, numbers_aside(connection))

        return self.keep(("search", words), find)
