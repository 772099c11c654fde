"""Parts of a record by name, as linking asks for them: never all of it at once."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from sqlalchemy import select

from concord.model import Document, Event, Incident
from concord.record import codings, documents, tables
from concord.record.corrections import corrected
from concord.record.documents import in_pages
from concord.record.payload import decode
from concord.record.reaches import count_reaches, near_in_time, read_reaches
from concord.record.rulings import Rulings, read_rulings
from concord.record.runs import HAND
from concord.record.sources import key, publisher_names
from concord.record.states import set_aside

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from sqlalchemy import Select

    from concord.codebook.book import Codebook
    from concord.model import Decision, Run
    from concord.record.store import Record


class RecordArchive:
    """The events of one run and of the hand runs as people corrected them, and their documents.

    They are those of a view without a scope (a test holds the two equal), but read by their names.
    """

    def __init__(self, record: Record, run: Run, book: Codebook) -> None:
        self.record = record
        self.run = run
        self.book = book
        self._database = record.database

    @cached_property
    def rulings(self) -> Rulings:
        """What people decided, on the events as they are now."""
        return read_rulings(self._database, self.run)

    @property
    def decisions(self) -> Sequence[Decision]:
        """The decisions in force, oldest first."""
        return [each.decision for each in self.rulings.attached]

    def each(self) -> Iterator[tuple[Event, Document]]:
        """Yield every event with its document, a page at a time."""
        by_hand: set[str] = set()
        for run in self._runs:
            events = codings.read_parts(self._database, run, "events")
            for page in in_pages(events):
                told = self._told([event for event in page if event.id not in by_hand])
                texts = self.documents({event.document_id for event in told})
                yield from ((event, texts[event.document_id]) for event in told)
                by_hand.update([event.id for event in page] if run.engine == HAND else ())

    def events(self, names: Collection[str]) -> Mapping[str, Event]:
        """Return those of the events that count, by id."""
        table = tables.events.c
        # With the run in the condition, SQLite goes through all events of the run.
        return self._read(
            select(table.run_id, table.payload).where(table.id.in_(page))
            for page in in_pages(sorted(set(names)))
        )

    def events_in(self, names: Collection[str]) -> Mapping[str, Event]:
        """Return the events of these documents, by id."""
        table, runs = tables.events.c, [run.id for run in self._runs]
        return self._read(
            select(table.run_id, table.payload)
            .where(table.run_id.in_(runs), table.document_id.in_(page))
            .order_by(table.document_id, table.position)
            for page in in_pages(sorted(set(names)))
        )

    def names_in(self, documents: Collection[str]) -> set[str]:
        """Return the ids of the events of these documents, of those that do not count too."""
        table, runs = tables.events.c, [run.id for run in self._runs]
        found: set[str] = set()
        for page in in_pages(sorted(set(documents))):
            query = select(table.id).where(table.run_id.in_(runs), table.document_id.in_(page))
            with self._database.read() as connection:
                found.update(connection.execute(query).scalars())
        return found

    def documents(self, names: Collection[str]) -> Mapping[str, Document]:
        """Return the documents, each under the name by which its publisher is entered."""
        found = documents.documents_by_id(self._database, names)
        return {each.id: self._named(each) for each in found}

    def incidents(self, events: Collection[str]) -> Mapping[str, Incident]:
        """Return the run's incidents of any of these events, by id."""
        names, table = tables.incident_names.c, tables.incidents.c
        found: dict[str, Incident] = {}
        for page in in_pages(sorted(set(events))):
            ids = select(names.incident_id).where(names.run_id == self.run.id, names.name.in_(page))
            query = select(table.id, table.payload).where(
                table.run_id == self.run.id, table.id.in_(ids)
            )
            with self._database.read() as connection:
                rows = connection.execute(query.order_by(table.id)).all()
            found |= {row.id: decode(row.payload, Incident) for row in rows}
        return found

    def near_in_time(self, begin: int, end: int, longest: Sequence[int]) -> Sequence[str]:
        """Return what the linker wrote of the events that may have happened in these days."""
        return near_in_time(self._database, self.run, (begin, end), longest)

    def payloads_of(self, events: Collection[str]) -> Mapping[str, str]:
        """Return what the linker wrote of these events, by id."""
        return read_reaches(self._database, self.run, events)

    def linked_events(self) -> int:
        """Return how many events stand in the incidents, or could have."""
        return count_reaches(self._database, self.run)

    # How it is read

    @cached_property
    def _runs(self) -> tuple[Run, ...]:
        return self.record.runs_with_hand(self.run)

    @cached_property
    def _aside(self) -> frozenset[str]:
        with self._database.read() as connection:
            return set_aside(connection)

    @cached_property
    def _publishers(self) -> Mapping[str, str]:
        return publisher_names(self.record)

    def _named(self, document: Document) -> Document:
        name = self._publishers.get(key(document.publisher or ""), document.publisher)
        return document if name == document.publisher else replace(document, publisher=name)

    def _read(self, queries: Iterable[Select[str, str]]) -> Mapping[str, Event]:
        """Return the events of rows of run ids and payloads, those entered by hand first."""
        found: dict[str, list[str]] = {run.id: [] for run in self._runs}
        for query in queries:
            with self._database.read() as connection:
                for run_id, payload in connection.execute(query):
                    if run_id in found:
                        found[run_id].append(payload)
        events: dict[str, Event] = {}
        for payloads in found.values():
            for event in self._told(decode(each, Event) for each in payloads):
                events.setdefault(event.id, event)
        return events

    def _told(self, events: Iterable[Event]) -> list[Event]:
        """Return the events that count, as they were corrected."""
        ruled = self.rulings
        return [
            corrected(event, ruled.of_events.get(event.id, {}), self.book)
            for event in events
            if event.document_id not in self._aside and event.id not in ruled.rejected
        ]
