"""A release seen through a scope: the frozen rows, and nothing of what came after them."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from concord.codebook.counting import load_inclusion, read_inclusion
from concord.model import Document, Event, ExternalEvent, Incident, Problem
from concord.record import releases, tables
from concord.record.attachment import Attached
from concord.record.ledger import Coverage
from concord.record.narrowing import narrow_by_scope
from concord.record.payload import PARTS
from concord.record.releases_packs import PackFile, thaw
from concord.record.rulings import Rulings, rule
from concord.record.scoping import OWN
from concord.record.view import View

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sqlalchemy import ColumnElement

    from concord.codebook.book import Codebook
    from concord.codebook.counting import Inclusion
    from concord.model import Scope
    from concord.record.releases import Release
    from concord.record.store import Record


class ReleaseView(View):
    """What a release shows of a scope; made by ``Record.view(release=NAME)``.

    With a codebook given, ``book`` is the one under which the release was made, whatever the packs
    say by now.
    """

    def __init__(
        self, record: Record, scope: Scope, release: Release, *, book: Codebook | None = None
    ) -> None:
        self.release = release
        frozen = book if book is None or self._is_of(book, release) else _thawed(record, release)
        super().__init__(record, scope, release.run, book=frozen)

    @staticmethod
    def _is_of(book: Codebook, release: Release) -> bool:
        return book.version == release.codebook_version

    def coverage(self) -> Coverage:
        """Return how much had been read when the release was made, and was declared complete."""
        covering = tuple(d for d in self.release.declarations if d.covers(self.scope))
        return Coverage(run=self.run, ledger=self.release.ledger, declarations=covering)

    def problems(self) -> Sequence[Problem]:
        """Return the problems known when the release was made."""
        return list(self._frozen("problems", Problem))

    def externals(self) -> Sequence[ExternalEvent]:
        """Return the rows of the imported data sets in scope, as they came."""
        names = [name for name in self.scope.datasets if name != OWN]
        narrow = narrow_by_scope(self._filter, tables.release_rows)
        rows = self._frozen("externals", ExternalEvent, narrow) if names else ()
        return [r for r in rows if r.dataset in names and self._filter.admits_event(r.facts)]

    @cached_property
    def inclusion(self) -> Inclusion:
        """Return the inclusion rule as it was when the release was made."""
        book = self.book or _thawed(self.record, self.release)
        for pack in book.sources:
            file = pack.folder / "inclusion" / f"{self.scope.inclusion}.yaml"
            if file.is_file():
                return read_inclusion(file)
        return load_inclusion(self.scope.inclusion)

    @cached_property
    def rulings(self) -> Rulings:
        """What people had decided when the release was made."""
        return rule(tuple(self._frozen("rulings", Attached)))

    @cached_property
    def headings(self) -> Mapping[str, Document]:
        """Every document that counted then, by its id, without its text."""
        return {each.id: each for each in self._frozen("documents", Document)}

    def _frozen(self, kind: str, noun: type[Any], *where: ColumnElement[bool]) -> Iterator[Any]:
        return releases.read_rows(self.record.database, self.release, kind, noun, *where)

    def _parts(self, name: str, *where: ColumnElement[bool]) -> Iterator[Any]:
        del where
        if self._is_own:
            yield from self._frozen(name, PARTS[name])

    def _read_events(self) -> Iterator[Event]:
        if not self._is_own:
            return
        narrow = narrow_by_scope(self._filter, tables.release_rows)
        for event in self._frozen("events", Event, narrow):
            review = self.rulings.review_of_event(event.id)
            if (
                self._filter.admits_event(event)
                and self._admits_review(review)
                and self._admits_source([event.document_id])
            ):
                yield event

    def _own_incidents(self) -> Iterator[Incident]:
        narrow = narrow_by_scope(self._filter, tables.release_rows)
        rows = self._frozen("incidents", Incident, narrow) if self._is_own else ()
        for incident in filter(self._admits_incident, rows):
            yield replace(incident, release=self.release.name)

    @cached_property
    def _document_ids(self) -> tuple[str, ...]:
        if not self._is_windowed and not self.scope.sources:
            return tuple(sorted(self.headings))
        return self._cited_ids()


def _thawed(record: Record, release: Release) -> Codebook:
    files = releases.read_rows(record.database, release, "packs", PackFile)
    return thaw(files, release.packs, release.codebook_version)
