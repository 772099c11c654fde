"""The record seen through a scope, with decisions applied: what every page and count reads."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from copy import copy
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, Any, Self, overload

from concord.model import Document, Event, ExternalEvent, Incident, Problem, Run, Scope
from concord.record import codings, documents, externals, incidents
from concord.record.corrections import corrected
from concord.record.ledger import Coverage
from concord.record.narrowing import narrow_events, narrow_incidents
from concord.record.rulings import Rulings, read_rulings
from concord.record.runs import HAND
from concord.record.scoping import OWN, ready
from concord.record.states import set_aside

if TYPE_CHECKING:
    import polars as pl
    from sqlalchemy import ColumnElement

    from concord.codebook.book import Codebook
    from concord.codebook.counting import Inclusion
    from concord.codebook.districts import Harmonised
    from concord.model import Decision, PolicyAct, Position, Relation, Statement, Statistic
    from concord.record.store import Record


class View:
    """One run and the hand-entered codings, seen through one scope; made by ``Record.view``.

    Everything comes in an order that depends on the record alone. What is read is kept, so that a
    page that counts and lists reads once; a view of a record that has changed since is made anew.
    """

    harmonised: Harmonised | None = None

    def __init__(
        self, record: Record, scope: Scope, run: Run | None, *, book: Codebook | None = None
    ) -> None:
        self.record = record
        self.scope = scope
        self.run = run
        self.book = book
        self._filter = ready(scope, book)

    # What is in scope

    def in_districts_of(self, year: int) -> Self:
        """Return this view with all incidents in the provinces and districts of a year's end.

        Tables over years in which districts were divided compare only so; ``harmonised`` says it
        beside them. The scope still names places as they were on the day.
        """
        from concord.codebook.book import load
        from concord.codebook.districts import Harmonised, count_divided, harmonise

        gazetteer = (self.book or load()).gazetteer
        facts = [each.facts for each in self._incidents]
        read = copy(self)
        read.__dict__.pop("_counted", None)
        read.__dict__["_incidents"] = tuple(
            replace(each, facts=harmonise(each.facts, gazetteer, year)) for each in self._incidents
        )
        read.harmonised = Harmonised(year=year, divided=count_divided(facts, gazetteer, year))
        return read

    def documents(self) -> Sequence[Document]:
        """Return the documents in scope, in order of id, texts read as they are asked for.

        With a window of days: those published in it, and those that anything in the view cites.
        """
        return DocumentPages(self.record, self._document_ids)

    def document(self, document_id: str) -> Document | None:
        """Return one document of the record, or None; the scope does not matter."""
        return next(iter(self.record.documents([document_id])), None)

    def events(self) -> Sequence[Event]:
        """Return the events in scope, rejected ones left out, in order of document and place."""
        return self._events

    def incidents(self) -> Sequence[Incident]:
        """Return the incidents in scope, in order of first day and id.

        Those of the run as it was last linked, and the rows of the imported data sets in scope.
        """
        return self._incidents

    def each_incident(self) -> Iterator[Incident]:
        """Yield the incidents in scope one by one, in no order that means anything, none kept."""
        yield from self._own_incidents()
        yield from self._imported()

    def counted(self) -> Sequence[Incident]:
        """Return the incidents that the scope's inclusion rule counts.

        Raises MixedDataSetsError if they are of several data sets: those never sum.
        """
        return self._counted

    def statements(self) -> Sequence[Statement]:
        """Return the statements in scope, in order of document and place."""
        return self._statements

    def relations(self) -> Sequence[Relation]:
        """Return the relations in scope, in order of document and place."""
        return self._relations

    def statistics(self) -> Sequence[Statistic]:
        """Return the published statistics in scope (by day of publication)."""
        return self._statistics

    def decisions(self) -> Sequence[Decision]:
        """Return the decisions in force, oldest first, on the ids that their subjects have now."""
        return [each.decision for each in self.rulings.attached]

    def problems(self) -> Sequence[Problem]:
        """Return the problems of reading, then those of coding."""
        found = [p for run in self._runs for p in self.record.coding_problems(run)]
        return (*self.record.problems(), *found)

    def externals(self) -> Sequence[ExternalEvent]:
        """Return the rows of the imported data sets in scope, as they came."""
        names = [name for name in self.scope.datasets if name != OWN]
        rows = externals.read_externals(self.record.database, names) if names else ()
        return [row for row in rows if self._filter.admits_event(row.facts)]

    def find(self, name: str) -> Incident | None:
        """Return the incident in scope of that id, alias or member event, or None."""
        return next((i for i in self._incidents if name in (i.id, *i.event_ids, *i.aliases)), None)

    def coverage(self) -> Coverage:
        """Return how much the run has read, and whether the record is declared complete here."""
        if self.run is None:
            return Coverage(run=None, ledger=None)
        covering = tuple(d for d in self.record.declarations() if d.covers(self.scope))
        ledger = self.record.ledger(self.run)
        return Coverage(run=self.run, ledger=ledger, declarations=covering)

    @cached_property
    def inclusion(self) -> Inclusion:
        """Return the inclusion rule that the scope names."""
        from concord.codebook.counting import load_inclusion

        return load_inclusion(self.scope.inclusion)

    def table(
        self, kind: str, *, computed: Sequence[Position] | Sequence[PolicyAct] = ()
    ) -> pl.DataFrame:
        """Return the rows of one kind of export as a frame, fields as docs/reference/exports.md.

        ``computed`` carries positions or acts, which no view stores. Raises UnknownKindError.
        """
        from concord.codebook.book import load
        from concord.record.rows import rows
        from concord.record.rows_frames import frame_of

        book = self.book or load()
        return frame_of(rows(self, kind, book, computed=computed), kind)

    # How it is read

    @cached_property
    def rulings(self) -> Rulings:
        """What people decided, on the events as they are now."""
        return read_rulings(self.record.database, self.run)

    @cached_property
    def headings(self) -> Mapping[str, Document]:
        """Every document that counts by its id, without its text."""
        rows = documents.live_documents(self.record.database, headings=True)
        return {each.id: each for each in rows}

    @cached_property
    def _runs(self) -> tuple[Run, ...]:
        return self.record.runs_with_hand(self.run)

    @property
    def _is_own(self) -> bool:
        return OWN in self.scope.datasets

    def _parts(self, name: str, *where: ColumnElement[bool]) -> Iterator[Any]:
        """Yield the parts of the hand runs and of the run, one of each id.

        Only a machine's are narrowed: what a person entered takes the place of what has its id.
        """
        seen: set[str] = set()
        for run in self._runs if self._is_own else ():
            narrowed = where if run.engine != HAND else ()
            for part in codings.read_parts(self.record.database, run, name, *narrowed):
                if part.id not in seen:
                    seen.add(part.id)
                    yield part

    def _admits_source(self, document_ids: Iterable[str]) -> bool:
        if not self.scope.sources:
            return True
        return any(self._filter.admits_source(self.headings.get(each)) for each in document_ids)

    def _heading_for_days(self, document_id: str) -> Document | None:
        """Return the heading where the day of publication decides, so as to read it only then."""
        return self.headings.get(document_id) if self._is_windowed else None

    @property
    def _is_windowed(self) -> bool:
        return self.scope.since is not None or self.scope.until is not None

    @cached_property
    def _events(self) -> tuple[Event, ...]:
        return tuple(sorted(self._read_events(), key=lambda e: (e.document_id, e.start, e.id)))

    def _read_events(self) -> Iterator[Event]:
        rulings = self.rulings
        for read in self._parts("events", narrow_events(self._filter, rulings.of_events)):
            if read.id in rulings.rejected or not self._admits_source([read.document_id]):
                continue
            event = corrected(read, rulings.of_events.get(read.id, {}), self.book)
            review = rulings.review_of_event(event.id)
            if self._filter.admits_event(event) and self._admits_review(review):
                yield event

    def _admits_review(self, review: str) -> bool:
        wanted = self.scope.reviewed
        return wanted is None or wanted == (review != "machine")

    @cached_property
    def _incidents(self) -> tuple[Incident, ...]:
        return tuple(sorted((*self._own_incidents(), *self._imported()), key=_incident_key))

    def _own_incidents(self) -> Iterator[Incident]:
        if self.run is None or not self._is_own:
            return
        with self.record.database.read() as connection:
            aside = set_aside(connection)
        corrected_ids = self.rulings.of_events.keys() | self.rulings.of_incidents.keys()
        narrowed = narrow_incidents(self._filter, self.run, corrected_ids)
        for linked in incidents.read_incidents(self.record.database, self.run, narrowed):
            incident = self._judged(linked, aside)
            if incident is not None and self._admits_incident(incident):
                yield incident

    def _admits_incident(self, incident: Incident) -> bool:
        return (
            self._filter.admits_event(incident.facts)
            and self._admits_review(incident.review)
            and self._admits_source(incident.document_ids)
        )

    def _judged(self, linked: Incident, aside: frozenset[str]) -> Incident | None:
        """Return the incident with decisions applied, or None if nothing of it is left.

        A cache that was built before the decision shows it at once, as far as that needs no
        linking; ``concord link`` does the rest.
        """
        rulings = self.rulings
        if not rulings.dropped.isdisjoint(linked.event_ids):
            return None
        live = tuple(
            each
            for each in linked.event_ids
            if each not in rulings.rejected and codings.document_of(each) not in aside
        )
        if linked.event_ids and not live:
            return None
        values = rulings.corrections_of_incident(live)
        return replace(
            linked,
            facts=corrected(linked.facts, values, self.book),
            event_ids=live,
            document_ids=tuple(d for d in linked.document_ids if d not in aside),
            review=rulings.review_of_incident(live),
            toll_rule=self.inclusion.toll_rule or linked.toll_rule,
        )

    def _imported(self) -> Iterator[Incident]:
        if self.scope.sources or self.scope.reviewed:
            return
        for row in self.externals():
            yield externals.as_incident(row)

    @cached_property
    def _counted(self) -> tuple[Incident, ...]:
        externals.check_unmixed(self._incidents)
        return tuple(each for each in self._incidents if self.inclusion.admits(each.facts))

    @cached_property
    def _statements(self) -> tuple[Statement, ...]:
        found = [
            each
            for each in self._parts("statements")
            if self._admits_source([each.document_id])
            and self._filter.admits_statement(each, self._heading_for_days(each.document_id))
        ]
        return tuple(sorted(found, key=_part_key))

    @cached_property
    def _relations(self) -> tuple[Relation, ...]:
        found = [
            each
            for each in self._parts("relations")
            if self._admits_source([each.document_id])
            and self._filter.admits_relation(each, self._heading_for_days(each.document_id))
        ]
        return tuple(sorted(found, key=_part_key))

    @cached_property
    def _statistics(self) -> tuple[Statistic, ...]:
        found = [
            each
            for each in self._parts("statistics")
            if self._admits_source([each.document_id])
            and self._filter.admits_actors(each.actors)
            and self._filter.admits_published(self._heading_for_days(each.document_id))
        ]
        return tuple(sorted(found, key=_part_key))

    @cached_property
    def _document_ids(self) -> tuple[str, ...]:
        if not self._is_windowed and not self.scope.sources:
            return tuple(documents.live_ids(self.record.database))
        return self._cited_ids()

    def _cited_ids(self) -> tuple[str, ...]:
        """Return the documents of a window of days or of some sources."""
        cited: set[str] = set()
        if self._is_windowed:
            for parts in (self._events, self._statements, self._relations, self._statistics):
                cited |= {part.document_id for part in parts}
            cited |= {each for incident in self._incidents for each in incident.document_ids}
        return tuple(
            sorted(
                each.id
                for each in self.headings.values()
                if self._filter.admits_source(each)
                and (each.id in cited or self._filter.admits_published(each))
            )
        )


class DocumentPages(Sequence[Document]):
    """Documents by their ids, read in pages when they are asked for: never all texts at once."""

    def __init__(self, record: Record, ids: tuple[str, ...]) -> None:
        self.ids = ids
        self._record = record

    def __len__(self) -> int:
        return len(self.ids)

    def __iter__(self) -> Iterator[Document]:
        return self._record.documents(self.ids)

    @overload
    def __getitem__(self, index: int) -> Document: ...

    @overload
    def __getitem__(self, index: slice) -> DocumentPages: ...

    def __getitem__(self, index: int | slice) -> Document | DocumentPages:
        if isinstance(index, slice):
            return DocumentPages(self._record, self.ids[index])
        return next(iter(self._record.documents([self.ids[index]])))


def _part_key(part: Statement | Relation | Statistic) -> tuple[str, int, str]:
    return part.document_id, part.start, part.id


def _incident_key(incident: Incident) -> tuple[str, str]:
    """Undated incidents come last."""
    when = incident.facts.happened[0] if incident.facts.happened else None
    return (when.first.isoformat() if when and when.first else "9999", incident.id)
