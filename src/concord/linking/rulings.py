"""What people ruled about links, read once: which events are apart, together, alone, rejected."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, TypeAlias

from concord.model import Decision

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

Pair: TypeAlias = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rulings:
    """The live decisions by what they do; pairs are event ids in order, the later ruling holds.

    ``alone`` are events that were split off, ``dissolved`` events whose whole incident was split,
    ``rejected`` events that are none, ``dropped`` events whose whole incident is none, ``marks``
    reviews and corrections by event id, oldest first.
    """

    apart: frozenset[Pair]
    together: tuple[Pair, ...]
    alone: frozenset[str]
    dissolved: frozenset[str]
    rejected: frozenset[str]
    dropped: frozenset[str]
    marks: tuple[tuple[str, Decision], ...]

    def separate(self, one: str, other: str) -> bool:
        """Return whether a person ruled that the two events are different happenings."""
        return ordered_pair(one, other) in self.apart


def read_rulings(decisions: Iterable[Decision], known: Collection[str]) -> Rulings:
    """Return the live decisions on the ``known`` event ids; others wait for their subject.

    An incident's id names its anchor event. A decision that was undone is left out.
    """
    between: dict[Pair, str] = {}
    shape: dict[str, str] = {}
    verdict: dict[str, str] = {}
    marks: list[tuple[str, Decision]] = []
    for decision in _live(decisions):
        for subject, event in _subjects(decision, known):
            whole = subject.startswith("i")
            if decision.kind == "split":
                shape[event] = "dissolved" if whole else "alone"
            elif decision.kind in ("reject", "accept"):
                verdict[event] = ("dropped" if whole else "rejected", "accepted")[
                    decision.kind == "accept"
                ]
            if decision.kind in ("accept", "correct"):
                marks.append((event, decision))
        if decision.kind in ("same", "different"):
            events = sorted({event for _, event in _subjects(decision, known)})
            between.update(dict.fromkeys(combinations(events, 2), decision.kind))
    return Rulings(
        apart=frozenset(pair for pair, kind in between.items() if kind == "different"),
        together=tuple(sorted(pair for pair, kind in between.items() if kind == "same")),
        alone=_having(shape, "alone"),
        dissolved=_having(shape, "dissolved"),
        rejected=_having(verdict, "rejected"),
        dropped=_having(verdict, "dropped"),
        marks=tuple(marks),
    )


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
