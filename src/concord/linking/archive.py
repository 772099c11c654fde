"""An archive linked without ever being in memory: events and texts are read as they are needed.

From scratch (``link_archive``): every report is digested once into columns, which are clustered;
then the reports of each incident are read again and its facts made, some hundred incidents at a
time. After new documents (``relink_archive``) only their neighbourhood is read. Both give, byte for
byte, the incidents of ``link``.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, Protocol

from concord.identity import incident_id
from concord.linking.clusters import cluster
from concord.linking.columns import Filling, fill
from concord.linking.making import make_incident, wanted_events
from concord.linking.meeting import Reach, reach_of
from concord.linking.neighbours import Neighbourhood, find_neighbourhood
from concord.linking.operations import (
    first_of_operations,
    told_together,
    with_part,
    words_of_operations,
)
from concord.linking.profiles import order, profile
from concord.linking.rulings import event_of, read_rulings
from concord.model import Incident

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

    from concord.codebook.book import Codebook
    from concord.linking.clusters import Cluster
    from concord.linking.meeting import Meeting
    from concord.linking.profiles import Profile
    from concord.linking.rulings import Rulings
    from concord.model import Decision, Document, Event

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

    def near(self, meeting: Meeting) -> Iterator[str]:
        """Yield the ids of the events linked before that can meet one."""
        ...

    def incidents(self, events: Collection[str]) -> Mapping[str, Incident]:
        """Return the incidents made before of any of these events, by id."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What new documents change: incidents that go, those that come, and what was looked at."""

    gone: frozenset[str]
    incidents: tuple[Incident, ...]
    reaches: tuple[Reach, ...]
    neighbourhood: Neighbourhood


def link_archive(
    archive: Archive,
    decisions: Sequence[Decision],
    book: Codebook,
    keep_reach: Callable[[Reach], None],
) -> Iterator[Incident]:
    """Yield the incidents of an archive, ordered by their first reports.

    ``keep_reach`` is given the days and places of each event, for ``relink_archive`` later.
    """
    rulings = _rulings(archive, decisions)
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


def _rulings(archive: Archive, decisions: Sequence[Decision]) -> Rulings:
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


# After new documents


class _Around:
    """The surroundings of new events in an archive."""

    def __init__(self, archive: Archive, rulings: Rulings, book: Codebook) -> None:
        self._archive = archive
        self._by = rulings, book
        self.events: dict[str, Event] = {}
        self.documents: dict[str, Document] = {}

    def near(self, meeting: Meeting) -> Iterable[str]:
        return self._archive.near(meeting)

    def profiles(self, names: Collection[str]) -> Mapping[str, Profile]:
        found = wanted_events(self._archive.events(names).values(), *self._by)
        self.take(found)
        book = self._by[1]
        return {name: profile(each, self.documents, book) for name, each in found.items()}

    def take(self, events: Mapping[str, Event]) -> None:
        """Keep events that were read, and read their documents."""
        self.events.update(events)
        missing = {each.document_id for each in events.values()} - self.documents.keys()
        self.documents.update(self._archive.documents(missing))


def relink_archive(
    archive: Archive, added: Collection[str], decisions: Sequence[Decision], book: Codebook
) -> Change:
    """Return what becomes of the incidents by documents (ids) that were added.

    Nothing else may have changed: the same decisions, codebook and linker made what stands there.
    """
    rulings = _rulings(archive, decisions)
    around = _Around(archive, rulings, book)
    new = wanted_events(archive.events_in(added).values(), rulings, book)
    before = archive.incidents(list(new))
    seeds = {*new, *(name for each in before.values() for name in each.event_ids)}
    found = find_neighbourhood(seeds, around, rulings)
    gone = archive.incidents(sorted(found.events))
    profiles = around.profiles(sorted(found.events))
    columns = fill(profiles.values())
    groups = ([columns.ids[row] for row in members] for members in cluster(columns, rulings))
    made = [
        make_incident([around.events[name] for name in names], around.documents, rulings, book)
        for names in groups
        if rulings.dropped.isdisjoint(names)
    ]
    changed, touched = _with_operations(archive, made, gone, around, book)
    fresh = {each.id: each for each in changed}
    kept = {name for name, each in {**gone, **touched}.items() if fresh.get(name) == each}
    return Change(
        gone=frozenset((gone.keys() | touched.keys()) - kept),
        incidents=tuple(each for name, each in fresh.items() if name not in kept),
        reaches=tuple(reach_of(profiles[name]) for name in sorted(new)),
        neighbourhood=found,
    )


def _with_operations(
    archive: Archive,
    made: Sequence[Incident],
    gone: Mapping[str, Incident],
    around: _Around,
    book: Codebook,
) -> tuple[Sequence[Incident], Mapping[str, Incident]]:
    """Return the new incidents and all of one operation with them, as they are now and were.

    What is told as one operation with a new incident may be part of another one than before.
    """
    held = {each.id: each for each in made}
    touched: dict[str, Incident] = {}
    looked: set[str] = set()
    while True:
        home = {event: name for name, each in held.items() for event in each.event_ids}
        documents = {d for each in held.values() for d in each.document_ids} - looked
        looked |= documents
        others = {
            name: each
            for name, each in archive.events_in(sorted(documents)).items()
            if name not in home
        }
        if others:
            found = archive.incidents(sorted(others))
            apart = {name: each for name, each in found.items() if name not in gone}
            around.take(others)
            for name, each in apart.items():
                home |= {event: name for event in each.event_ids if event in others}
            pairs = told_together(home, around.events, around.documents, book)
            joined = sorted({name for pair in pairs for name in pair} & apart.keys())
            touched |= {name: apart[name] for name in joined}
            held |= {name: apart[name] for name in joined}
            around.take(archive.events([e for name in joined for e in apart[name].event_ids]))
            if joined:
                continue
        break
    ordered = sorted(held.values(), key=lambda each: _place(each, around))
    numbers = {event: n for n, each in enumerate(ordered) for event in each.event_ids}
    first = first_of_operations(told_together(numbers, around.events, around.documents, book))
    parts = {n: ordered[begin].id for n, begin in first.items()}
    return [with_part(each, parts.get(n), around.events) for n, each in enumerate(ordered)], touched


def _place(incident: Incident, around: _Around) -> tuple[bool, str, str, int, str]:
    first = around.events[incident.event_ids[0]]
    return order(first, around.documents.get(first.document_id))
