"""New reports linked where they belong: only their neighbourhood is linked anew.

What a cluster becomes depends on the reports that linked pairs connect with it
(``clusters.py``). So of what changed, the connected reports are sought, step by step among those
near in time; they are clustered anew, and every other incident stays as it is. The result is, byte
for byte, that of linking from scratch.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

import numpy as np

from concord.linking.clusters import connect
from concord.linking.columns import fill
from concord.linking.meeting import Meeting, reach_of
from concord.linking.profiles import profile
from concord.linking.rulings import read_rulings

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from concord.codebook.book import Codebook
    from concord.linking.profiles import Profile
    from concord.linking.rulings import Rulings
    from concord.model import Document, Event


@dataclass(frozen=True, slots=True, kw_only=True)
class Neighbourhood:
    """The events that are linked anew, and those that were looked at to find them (event ids)."""

    events: frozenset[str]
    compared: frozenset[str]


class Surroundings(Protocol):
    """Where the neighbours of events are looked up: among all in memory, or in a record."""

    def near(self, meeting: Meeting) -> Iterable[str]:
        """Return the ids of the events that can meet one, at least."""
        ...

    def profiles(self, names: Collection[str]) -> Mapping[str, Profile]:
        """Return the profiles of those of these events that can make incidents, by id."""
        ...


class InMemory:
    """The surroundings of events that are all there."""

    def __init__(
        self, events: Mapping[str, Event], documents: Mapping[str, Document], book: Codebook
    ) -> None:
        self._given = events, documents, book
        # Profiles are large: of an archive only days and places are kept.
        self._reaches = [reach_of(profile(each, documents, book)) for each in events.values()]

    def near(self, meeting: Meeting) -> Iterable[str]:
        """Return the ids of the events that can meet it."""
        return [each.event for each in self._reaches if meeting.admits(each)]

    def profiles(self, names: Collection[str]) -> Mapping[str, Profile]:
        """Return the profiles of these events."""
        events, documents, book = self._given
        return {name: profile(events[name], documents, book) for name in names if name in events}


def find_neighbourhood(
    seeds: Collection[str], around: Surroundings, rulings: Rulings
) -> Neighbourhood:
    """Return the events that links or rulings connect with the seeds, the seeds among them."""
    partners = _ruled_together(rulings)
    # Profiles are made once; each step looks from what the step before has found.
    profiles = dict(around.profiles(sorted(seeds)))
    found, fresh, compared = set(profiles), set(profiles), set(profiles)
    while True:
        # Each has neighbours of its own: what has no place others than what has no day.
        wanted = {other for name in fresh for other in partners.get(name, ())}
        for name in sorted(fresh):
            wanted.update(around.near(Meeting(reach_of(profiles[name]))))
        profiles.update(around.profiles(sorted(wanted - profiles.keys())))
        compared |= wanted & profiles.keys()
        more = _connected(found, [profiles[name] for name in sorted(compared)])
        more |= {other for name in found for other in partners.get(name, ()) if other in profiles}
        fresh = more - found
        if not fresh:
            return Neighbourhood(events=frozenset(found), compared=frozenset(compared))
        found |= fresh


def _connected(found: set[str], profiles: Sequence[Profile]) -> set[str]:
    """Return the events that links connect with those found, whatever keeps them apart now.

    A ruling that is new or was undone may have been all that did, or did not.
    """
    columns = fill(profiles)
    home = connect(columns, read_rulings((), ()))
    rows = [row for row, name in enumerate(columns.ids) if name in found]
    wanted = np.isin(home, home[rows])
    return {columns.ids[row] for row in np.flatnonzero(wanted).tolist()}


def _ruled_together(rulings: Rulings) -> Mapping[str, set[str]]:
    partners: dict[str, set[str]] = {}
    for one, other in rulings.together:
        partners.setdefault(one, set()).add(other)
        partners.setdefault(other, set()).add(one)
    return partners
