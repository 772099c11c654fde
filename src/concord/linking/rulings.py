"""What people ruled about links, read once: which events are apart, together, alone, rejected."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from concord.model import Decision

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

Pair: TypeAlias = tuple[str, str]


class Shaping(NamedTuple):
    """One ruling on the shape of incidents: join those of two events, or dissolve that of one."""

    kind: str
    events: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rulings:
    """The live decisions by what they do; pairs are event ids in order, the later ruling holds.

    ``apart`` are pairs that are different, ``alone`` events that were split off, ``shapings`` what
    was ruled on whole incidents, oldest first; ``rejected`` are events that are none, ``dropped``
    events whose whole incident is none, ``marks`` reviews and corrections by event id, oldest
    first.
    """

    apart: frozenset[Pair]
    shapings: tuple[Shaping, ...]
    alone: frozenset[str]
    rejected: frozenset[str]
    dropped: frozenset[str]
    marks: tuple[tuple[str, Decision], ...]

    @property
    def together(self) -> tuple[Pair, ...]:
        """Return the pairs that a person ruled the same."""
        return tuple(ordered_pair(*each.events) for each in self.shapings if each.kind == "same")

    def separate(self, one: str, other: str) -> bool:
        """Return whether a person ruled that the two events are different happenings."""
        return ordered_pair(one, other) in self.apart

    def applied(
        self, clusters: Mapping[int, tuple[int, ...]], ids: Sequence[str]
    ) -> tuple[tuple[int, ...], ...]:
        """Return the clusters, by their first rows, as the shapings leave them.

        ``ids`` are the event ids of the rows. A ``same`` joins whole clusters, against any score,
        unless a ``different`` stands between two of their events.
        """
        found = dict(clusters)
        if self.shapings:
            rows = {name: row for row, name in enumerate(ids)}
            home = {row: key for key, members in found.items() for row in members}
            for each in self.shapings:
                if all(event in rows for event in each.events):
                    keys = sorted({home[rows[event]] for event in each.events})
                    self._shape(each.kind, keys, found, ids)
                    for key in keys:
                        home.update(dict.fromkeys(found.get(key, ()), key))
                    home.update({row: row for row in rows.values() if found.get(row) == (row,)})
        return tuple(found[key] for key in sorted(found))

    def _shape(
        self, kind: str, keys: Sequence[int], found: dict[int, tuple[int, ...]], ids: Sequence[str]
    ) -> None:
        if kind == "dissolve":
            for row in found.pop(keys[0]):
                found[row] = (row,)
        elif len(keys) > 1:
            one, other = ([ids[row] for row in found[key]] for key in keys)
            if not any(self.separate(a, b) for a in one for b in other):
                found[keys[0]] = tuple(sorted((*found[keys[0]], *found.pop(keys[1]))))


def read_rulings(decisions: Iterable[Decision], known: Collection[str]) -> Rulings:
    """Return the live decisions on the ``known`` event ids; others wait for their subject.

    An incident's id names its anchor event. A decision that was undone is left out.
    """
    between: dict[Pair, str] = {}
    alone: set[str] = set()
    shapings: list[Shaping] = []
    verdict: dict[str, str] = {}
    marks: list[tuple[str, Decision]] = []
    for decision in _live(decisions):
        subjects = _subjects(decision, known)
        for subject, event in subjects:
            whole = subject.startswith("i")
            if decision.kind == "split":
                _split(event, shapings, alone, whole=whole)
            elif decision.kind in ("reject", "accept"):
                verdict[event] = ("dropped" if whole else "rejected", "accepted")[
                    decision.kind == "accept"
                ]
            if decision.kind in ("accept", "correct"):
                marks.append((event, decision))
        if decision.kind in ("same", "different"):
            for pair in combinations(sorted({event for _, event in subjects}), 2):
                between[pair] = decision.kind
                _forget(shapings, pair.__eq__)
                if decision.kind == "same":
                    shapings.append(Shaping("same", pair))
    return Rulings(
        apart=frozenset(pair for pair, kind in between.items() if kind == "different"),
        shapings=tuple(shapings),
        alone=frozenset(alone),
        rejected=_having(verdict, "rejected"),
        dropped=_having(verdict, "dropped"),
        marks=tuple(marks),
    )


def _split(event: str, shapings: list[Shaping], alone: set[str], *, whole: bool) -> None:
    """Set an event apart, or dissolve its incident; what joined it before no longer does."""
    if whole:
        shapings.append(Shaping("dissolve", (event,)))
        alone.discard(event)
    else:
        _forget(shapings, lambda events: event in events)
        alone.add(event)


def _forget(shapings: list[Shaping], which: Callable[[tuple[str, ...]], bool]) -> None:
    shapings[:] = [each for each in shapings if not which(each.events)]


def ordered_pair(one: str, other: str) -> Pair:
    """Return the two ids in order, so that a pair has one name."""
    return (one, other) if one <= other else (other, one)


def event_of(subject: str) -> str:
    """Return the event id that an event or incident id names (see ``identity.incident_id``)."""
    return "d" + subject[1:] if subject.startswith("i") else subject


def _live(decisions: Iterable[Decision]) -> Sequence[Decision]:
    """Return the decisions that hold, oldest first; the last undo has the last word."""
    ordered = sorted(decisions, key=lambda decision: decision.sequence)
    undone: set[int] = set()
    for decision in reversed(ordered):
        if decision.kind == "undo" and decision.sequence not in undone:
            undone.update(() if decision.undoes is None else (decision.undoes,))
    return [d for d in ordered if d.kind != "undo" and d.sequence not in undone]


def _subjects(decision: Decision, known: Collection[str]) -> list[tuple[str, str]]:
    named = [(subject, event_of(subject)) for subject in decision.subjects]
    return [(subject, event) for subject, event in named if event in known]


def _having(table: dict[str, str], value: str) -> frozenset[str]:
    return frozenset(event for event, kind in table.items() if kind == value)
