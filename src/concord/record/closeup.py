"""A few incidents or documents with all that is said of them, read without the rest of the record.

A page about one incident need not read a hundred thousand. What it reads goes through the same
corrections and rulings as any view.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from concord.record import codings, documents, incidents, tables
from concord.record.states import set_aside
from concord.record.view import View

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sqlalchemy import ColumnElement

    from concord.codebook.book import Codebook
    from concord.model import Document, Incident, Run, Scope
    from concord.record.rulings import Rulings
    from concord.record.store import Record

# Ids in one query: far below the limits of both databases.
PAGE = 400


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
        rulings: Rulings | None = None,
        of: tuple[Sequence[str], Sequence[str]] = ((), ()),
    ) -> None:
        super().__init__(record, scope, run, book=book)
        self._incident_ids, self._named = of
        if rulings is not None:
            self.rulings = rulings

    @cached_property
    def headings(self) -> Mapping[str, Document]:
        """The documents named and cited, by id."""
        cited = {each for incident in self._incidents for each in incident.document_ids}
        wanted = sorted(cited | set(self._named))
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
        own = [each for each in self._incident_ids if ":" not in each]
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
        wanted = {each for each in self._incident_ids if ":" in each}
        if wanted:
            yield from (each for each in super()._imported() if each.id in wanted)
