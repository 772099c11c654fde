"""What a change makes of the incidents of an archive: new texts, rulings, versions, corrections.

Only what the change can reach is read and linked anew: the events that links or rulings connect
with it, as it stands now and as it stood before. The result is, byte for byte, that of linking
everything from scratch.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from concord.linking.archive import rulings_of
from concord.linking.clusters import cluster
from concord.linking.columns import fill
from concord.linking.making import make_incident, wanted_events
from concord.linking.meeting import Meeting, Reach, reach_of
from concord.linking.neighbours import Neighbourhood, find_neighbourhood
from concord.linking.operations import first_of_operations, told_together, with_part
from concord.linking.profiles import order, profile
from concord.model import Incident

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from concord.codebook.book import Codebook
    from concord.linking.archive import Archive
    from concord.linking.profiles import Profile
    from concord.linking.rulings import Rulings
    from concord.model import Decision, Document, Event


@dataclass(frozen=True, slots=True, kw_only=True)
class Since:
    """What has come since an archive was linked, by the ids of events.

    ``told`` are new, gone, or told otherwise (another text, a correction, a rejection, or what
    undid one); ``ruled`` are those whose links or review somebody ruled on.
    """

    told: frozenset[str] = frozenset()
    ruled: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What a change leads to: incidents that go and come, and what was looked at.

    ``reaches`` are those of the events that are new or told otherwise, ``vanished`` the events that
    have none any more.
    """

    gone: frozenset[str]
    incidents: tuple[Incident, ...]
    reaches: tuple[Reach, ...]
    vanished: frozenset[str]
    neighbourhood: Neighbourhood


class _Around:
    """The surroundings of changed events in an archive."""

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
    archive: Archive, since: Since, decisions: Sequence[Decision], book: Codebook
) -> Change:
    """Return what becomes of the incidents by what has come since they were made.

    ``decisions`` are those in force now. Nothing else may have changed: the same codebook and
    linker made what stands there.
    """
    rulings = rulings_of(archive, decisions)
    around = _Around(archive, rulings, book)
    named = since.told | since.ruled
    before = archive.incidents(sorted(named))
    members = {name for each in before.values() for name in each.event_ids}
    then = archive.reaches(sorted(named))
    found = find_neighbourhood(named | members | _left(archive, since, then), around, rulings)
    gone = {**before, **archive.incidents(sorted(found.events))}
    profiles = around.profiles(sorted(found.events))
    # What was rejected and is accepted has none yet.
    told = since.told | (since.ruled - then.keys())
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
        reaches=tuple(reach_of(profiles[name]) for name in sorted(told & profiles.keys())),
        vanished=frozenset(then.keys() - profiles.keys()),
        neighbourhood=found,
    )


def _left(archive: Archive, since: Since, then: Mapping[str, Reach]) -> set[str]:
    """Return the events that could meet what is told otherwise, or no more, as it was told then.

    It may have kept two of them apart, or joined them; what it said then is not asked.
    """
    told = sorted(since.told & then.keys())
    return {name for each in told for name in archive.near(Meeting(then[each]))}


# Operations


def _with_operations(
    archive: Archive,
    made: Sequence[Incident],
    gone: Mapping[str, Incident],
    around: _Around,
    book: Codebook,
) -> tuple[Sequence[Incident], Mapping[str, Incident]]:
    """Return the new incidents and all of one operation with them, as they are now and were.

    What is told as one operation with a new incident, or was with one that goes, may be part of
    another one than before.
    """
    held = {each.id: each for each in made}
    touched: dict[str, Incident] = {}
    while True:
        home = {event: name for name, each in held.items() for event in each.event_ids}
        told_in = [*held.values(), *gone.values()]
        documents = {name for each in told_in for name in each.document_ids}
        others = {
            name: each
            for name, each in archive.events_in(sorted(documents)).items()
            if name not in home
        }
        found = archive.incidents(sorted(others)) if others else {}
        apart = {name: each for name, each in found.items() if name not in gone}
        joined = _joined(apart, {**gone, **touched}, home, around, (others, book))
        if not joined:
            break
        touched |= joined
        held |= joined
        around.take(archive.events([e for each in joined.values() for e in each.event_ids]))
    ordered = sorted(held.values(), key=lambda each: _place(each, around))
    numbers = {event: n for n, each in enumerate(ordered) for event in each.event_ids}
    first = first_of_operations(told_together(numbers, around.events, around.documents, book))
    parts = {n: ordered[begin].id for n, begin in first.items()}
    return [with_part(each, parts.get(n), around.events) for n, each in enumerate(ordered)], touched


def _joined(
    apart: Mapping[str, Incident],
    then: Mapping[str, Incident],
    home: Mapping[str, str],
    around: _Around,
    by: tuple[Mapping[str, Event], Codebook],
) -> dict[str, Incident]:
    """Return those of the other incidents that are one operation with these, now or then."""
    others, book = by
    around.take(others)
    homes = dict(home)
    for name, each in apart.items():
        homes |= {event: name for event in each.event_ids if event in others}
    pairs = told_together(homes, around.events, around.documents, book)
    named = {name for pair in pairs for name in pair}
    parts = {each.facts.part_of for each in then.values()} - {None}
    return {
        name: apart[name]
        for name in sorted(apart)
        if name in named or apart[name].facts.part_of in parts
    }


def _place(incident: Incident, around: _Around) -> tuple[bool, str, str, int, str]:
    first = around.events[incident.event_ids[0]]
    return order(first, around.documents.get(first.document_id))
