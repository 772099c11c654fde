"""A few incidents or documents with all that is said of them, read without the rest of the record.

A page about one incident need not read a hundred thousand. What it reads goes through the same
corrections and rulings as any view.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from sqlalchemy import or_

from concord.model import Document, Incident
from concord.record import codings, documents, externals, incidents, tables
from concord.record.payload import PARTS
from concord.record.releases_view import ReleaseView
from concord.record.states import set_aside
from concord.record.view import View

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from sqlalchemy import ColumnElement

    from concord.codebook.book import Codebook
    from concord.model import Run, Scope
    from concord.record.releases import Release
    from concord.record.rulings import Rulings
    from concord.record.store import Record

# Ids in one query: far below the limits of both databases.
PAGE = 400
# The mark in the id of a row of an imported data set: DATASET:ID.
IMPORTED = ":"


@dataclass(frozen=True, slots=True)
class Named:
    """What is looked at: incidents by id, and documents by id beside those that they cite."""

    incidents: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()

    @property
    def own(self) -> list[str]:
        """Return the ids of incidents of this record."""
        return [each for each in self.incidents if IMPORTED not in each]

    @property
    def imported(self) -> list[str]:
        """Return the ids of rows of imported data sets."""
        return [each for each in self.incidents if IMPORTED in each]


class CloseUp(View):
    """A view that reads only the incidents named and the documents named or cited by them.

    ``rulings`` may be given where they are known already. The order of ``incidents`` is that of a
    view; what is not in the record is left out.
    """

    def __init__(  # what is looked at stands beside what a view is made of
        self,
        record: Record,
        scope: Scope,
        run: Run | None,
        *,
        book: Codebook,
        named: Named,
        rulings: Rulings | None = None,
    ) -> None:
        super().__init__(record, scope, run, book=book)
        self._named = named
        if rulings is not None:
            self.rulings = rulings

    @cached_property
    def headings(self) -> Mapping[str, Document]:
        """The documents named and cited, by id."""
        cited = {each for incident in self._incidents for each in incident.document_ids}
        wanted = sorted(cited | set(self._named.documents))
        found = documents.documents_by_id(self.record.database, wanted)
        return {each.id: each for each in found}

    @cached_property
    def _document_ids(self) -> tuple[str, ...]:
        return tuple(sorted(self.headings))

    def document(self, document_id: str) -> Document | None:
        """Return one document of the record, or None."""
        return self.headings.get(document_id) or super().document(document_id)

    def _parts(self, name: str, *where: ColumnElement[bool]) -> Iterator[Any]:
        del where
        seen: set[str] = set()
        column = tables.PART_TABLES[name].c.document_id
        for run in self._runs if self._is_own else ():
            for part in codings.read_parts(
                self.record.database, run, name, column.in_(self._document_ids)
            ):
                if part.id not in seen:
                    seen.add(part.id)
                    yield part

    def _own_incidents(self) -> Iterator[Incident]:
        own = self._named.own
        if self.run is None or not own:
            return
        with self.record.database.read() as connection:
            aside = set_aside(connection)
        for start in range(0, len(own), PAGE):
            named = tables.incidents.c.id.in_(own[start : start + PAGE])
            for linked in incidents.read_incidents(self.record.database, self.run, named):
                incident = self._judged(linked, aside)
                if incident is not None:
                    yield incident

    def _imported(self) -> Iterator[Incident]:
        yield from _rows_named(self.record, self._named.imported)


def _rows_named(record: Record, names: Iterable[str]) -> Iterator[Incident]:
    """Yield the imported rows of these ids, read by key."""
    by_dataset: dict[str, list[str]] = {}
    for name in names:
        dataset, _, external_id = name.partition(IMPORTED)
        by_dataset.setdefault(dataset, []).append(external_id)
    for dataset, ids in by_dataset.items():
        for row in externals.read_by_id(record.database, dataset, ids):
            yield externals.as_incident(row)


class ReleaseCloseUp(ReleaseView):
    """The same for a frozen edition: its own rows, whatever the record says by now."""

    def __init__(
        self, record: Record, scope: Scope, release: Release, *, book: Codebook, named: Named
    ) -> None:
        super().__init__(record, scope, release, book=book)
        self._named = named

    @cached_property
    def headings(self) -> Mapping[str, Document]:
        """The documents named and cited, by id, with their texts of today."""
        cited = {each for incident in self._incidents for each in incident.document_ids}
        wanted = sorted(cited | set(self._named.documents))
        return {each.id: each for each in documents.documents_by_id(self.record.database, wanted)}

    @cached_property
    def _document_ids(self) -> tuple[str, ...]:
        return tuple(sorted(self.headings))

    def _about(self) -> ColumnElement[bool]:
        """Return the condition on parts of these documents: their ids begin with the document's."""
        ident = tables.release_rows.c.id
        return or_(*(ident.like(f"{each}-%") for each in self._document_ids[:PAGE]))

    def _parts(self, name: str, *where: ColumnElement[bool]) -> Iterator[Any]:
        del where
        if self._document_ids:
            yield from self._frozen(name, PARTS[name], self._about())

    def _read_events(self) -> Iterator[Any]:
        yield from self._parts("events")

    def _own_incidents(self) -> Iterator[Incident]:
        own, ident = self._named.own, tables.release_rows.c.id
        for start in range(0, len(own), PAGE):
            wanted = ident.in_(own[start : start + PAGE])
            for incident in self._frozen("incidents", Incident, wanted):
                yield replace(incident, release=self.release.name)

    def _imported(self) -> Iterator[Incident]:
        yield from _rows_named(self.record, self._named.imported)
