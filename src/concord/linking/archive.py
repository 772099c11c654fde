"""An archive linked without ever being in memory: events and texts are read as they are needed.

From scratch (``link_archive``): every report is digested once into columns, which are clustered;
then the reports of each incident are read again and its facts made, some hundred incidents at a
time. It gives, byte for byte, the incidents of ``link``. After a change, only what it can reach is
read (``changes.py``).
"""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Protocol

from concord.identity import incident_id
from concord.linking.clusters import cluster
from concord.linking.columns import Filling
from concord.linking.making import make_incident, wanted_events
from concord.linking.meeting import Reach, reach_of
from concord.linking.operations import (
    first_of_operations,
    told_together,
    with_part,
    words_of_operations,
)
from concord.linking.profiles import profile
from concord.linking.rulings import event_of, read_rulings

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

    from concord.codebook.book import Codebook
    from concord.linking.clusters import Cluster
    from concord.linking.meeting import Meeting
    from concord.linking.rulings import Rulings
    from concord.model import Decision, Document, Event, Incident

# Incidents made together: so many reports are in memory.
REPORTS_AT_ONCE = 500


class Archive(Protocol):
    """Where events and documents are read from; events are as people corrected them."""

    def each(self) -> Iterator[tuple[Event, Document]]:
        """Yield every event with its document, some pages in memory at a time."""
        ...

    def events(self, names: Collection[str]) -> Mapping[str, Event]:
        """Return those of the events that the archive holds, by id."""
        ...

    def events_in(self, documents: Collection[str]) -> Mapping[str, Event]:
        """Return the events of some documents, by id."""
        ...

    def documents(self, names: Collection[str]) -> Mapping[str, Document]:
        """Return those of the documents that the archive holds, by id."""
        ...

    def reaches(self, events: Collection[str]) -> Mapping[str, Reach]:
        """Return the days and places that these events had when they were linked last, by id."""
        ...

    def near(self, meeting: Meeting) -> Iterator[str]:
        """Yield the ids of the events linked before that can meet one."""
        ...

    def incidents(self, events: Collection[str]) -> Mapping[str, Incident]:
        """Return the incidents made before of any of these events, by id."""
        ...


def link_archive(
    archive: Archive,
    decisions: Sequence[Decision],
    book: Codebook,
    keep_reach: Callable[[Reach], None],
) -> Iterator[Incident]:
    """Yield the incidents of an archive, ordered by their first reports.

    ``keep_reach`` is given the days and places of each event, for ``relink_archive`` later.
    """
    rulings = rulings_of(archive, decisions)
    filling, coordinated = Filling(), set[str]()
    said = words_of_operations(book)
    for event, document in archive.each():
        for wanted in wanted_events([event], rulings, book).values():
            item = profile(wanted, {document.id: document}, book)
            keep_reach(reach_of(item))
            filling.add(item)
            if said.search(document.text):
                coordinated.add(document.id)
    columns = filling.columns()
    ids = columns.ids
    filling = Filling()
    clusters = tuple(
        members
        for members in cluster(columns, rulings)
        if not any(ids[row] in rulings.dropped for row in members)
    )
    del columns
    parts = _parts(archive, clusters, ids, coordinated, book)
    for some in _by_size(clusters):
        yield from _make(archive, some, ids, parts, (rulings, book))


def rulings_of(archive: Archive, decisions: Sequence[Decision]) -> Rulings:
    """Return the decisions by what they do to the events that the archive holds."""
    named = {event_of(subject) for each in decisions for subject in each.subjects}
    return read_rulings(decisions, archive.events(sorted(named)).keys())


def _by_size(clusters: Sequence[Cluster]) -> Iterator[Sequence[Cluster]]:
    """Yield clusters together, as many as hold some hundred reports."""
    some: list[Cluster] = []
    size = 0
    for members in clusters:
        some.append(members)
        size += len(members)
        if size >= REPORTS_AT_ONCE:
            yield some
            some, size = [], 0
    yield some


def _make(
    archive: Archive,
    clusters: Sequence[Cluster],
    ids: Sequence[str],
    parts: Mapping[int, str],
    by: tuple[Rulings, Codebook],
) -> Iterator[Incident]:
    """Yield the incidents of some clusters; ``parts`` are operations by the first rows."""
    events = archive.events([ids[row] for row in chain.from_iterable(clusters)])
    documents = archive.documents({each.document_id for each in events.values()})
    for members in clusters:
        incident = make_incident([events[ids[row]] for row in members], documents, *by)
        yield with_part(incident, parts.get(members[0]), events)


def _parts(
    archive: Archive,
    clusters: Sequence[Cluster],
    ids: Sequence[str],
    coordinated: Collection[str],
    book: Codebook,
) -> Mapping[int, str]:
    """Return the operations, by the first rows of the incidents that are part of one.

    Only the documents in which the words for it stand are read.
    """
    events = archive.events_in(sorted(coordinated)) if coordinated else {}
    row_of = {name: row for row, name in enumerate(ids) if name in events}
    home = {row: members[0] for members in clusters for row in members}
    homes = {name: home[row] for name, row in row_of.items() if row in home}
    documents = archive.documents({events[name].document_id for name in homes})
    pairs = told_together(homes, events, documents, book)
    first = first_of_operations(pairs)
    return {row: incident_id(ids[begin]) for row, begin in first.items()}
