"""New reports linked where they belong: only their neighbourhood is linked anew.

What a cluster becomes depends on the reports that linked pairs connect with it
(``clusters.py``). So of what changed, the connected reports are sought, step by step among those
near in time; they are clustered anew, and every other incident stays as it is. The result is, byte
for byte, that of linking from scratch.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from concord.linking.clusters import connect
from concord.linking.columns import fill
from concord.linking.comparing import LONGEST_GAP_DAYS
from concord.linking.profiles import lasting_words, profile
from concord.linking.windows import windows_of

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


class Near:
    """Finds the events near in time to others, from their days alone."""

    def __init__(
        self, events: Sequence[Event], documents: Mapping[str, Document], lasting: tuple[str, ...]
    ) -> None:
        self.names = [event.id for event in events]
        self.place = {name: number for number, name in enumerate(self.names)}
        days = [_days(event, documents, lasting) for event in events]
        self.first = np.array([first for first, _ in days], dtype=np.int64)
        self.last = np.array([last for _, last in days], dtype=np.int64)

    def to(self, names: Iterable[str]) -> set[str]:
        """Return the ids of the events whose days come near to those of the given ones."""
        rows = [self.place[name] for name in names]
        spans = sorted({(int(self.first[n]), int(self.last[n])) for n in rows})
        near = np.zeros(len(self.names), dtype=bool)
        for first, last in _merged(spans):
            near |= (self.first <= last + LONGEST_GAP_DAYS) & (
                self.last >= first - LONGEST_GAP_DAYS
            )
        return {self.names[number] for number in np.flatnonzero(near).tolist()}


def find_neighbourhood(
    seeds: Collection[str],
    events: Mapping[str, Event],
    documents: Mapping[str, Document],
    rulings: Rulings,
    book: Codebook,
) -> Neighbourhood:
    """Return the events that links or rulings connect with the seeds, the seeds among them.

    ``events`` are all that can make incidents, by id; those that no longer do may stand among them.
    """
    near = Near(list(events.values()), documents, lasting_words(book))
    partners = _ruled_together(rulings)
    found = {seed for seed in seeds if seed in events}
    compared: set[str] = set()
    # Profiles are made once; each step looks from what the step before has found.
    profiles: dict[str, Profile] = {}
    while True:
        around = near.to(found) | found
        for name in sorted(around - profiles.keys()):
            profiles[name] = profile(events[name], documents, book)
        compared |= around
        more = _connected(found, [profiles[name] for name in sorted(around)], rulings)
        more |= {other for name in found for other in partners.get(name, ()) if other in events}
        if more <= found:
            return Neighbourhood(events=frozenset(found), compared=frozenset(compared))
        found |= more


def _connected(found: set[str], profiles: Sequence[Profile], rulings: Rulings) -> set[str]:
    columns = fill(profiles)
    home = connect(columns, rulings)
    rows = [row for row, name in enumerate(columns.ids) if name in found]
    wanted = np.isin(home, home[rows])
    return {columns.ids[row] for row in np.flatnonzero(wanted).tolist()}


def _ruled_together(rulings: Rulings) -> Mapping[str, set[str]]:
    partners: dict[str, set[str]] = {}
    for one, other in rulings.together:
        partners.setdefault(one, set()).add(other)
        partners.setdefault(other, set()).add(one)
    return partners


def _days(
    event: Event, documents: Mapping[str, Document], lasting: tuple[str, ...]
) -> tuple[int, int]:
    """Return the first and last day on which it may have happened; undated ones reach over all."""
    windows = windows_of(event, documents.get(event.document_id), lasting)
    if not windows:
        return 0, np.iinfo(np.int32).max
    return (
        min(window.first for window in windows).toordinal(),
        max(window.last for window in windows).toordinal(),
    )


def _merged(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return ascending spans with those that touch made one."""
    found: list[tuple[int, int]] = []
    for first, last in spans:
        if found and first <= found[-1][1] + LONGEST_GAP_DAYS:
            found[-1] = (found[-1][0], max(found[-1][1], last))
        else:
            found.append((first, last))
    return found
