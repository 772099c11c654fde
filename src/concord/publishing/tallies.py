"""Counts and tolls of a set of incidents, as the analyses sum them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from concord.analysis.measures import Counted, add_ranges, toll_of
from concord.publishing.cells import Cell, Column, Figure, Row, figure_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from concord.model import Incident

TOLL_COLUMNS = (
    Column(name="Incidents", kind="count"),
    Column(name="Killed", kind="figure"),
    Column(name="Attackers killed", kind="figure"),
    Column(name="Injured", kind="figure"),
)
# What a headline tells apart; everything else is one row more.
CLASSES = ("civilian", "security", "militant")


def count(incidents: Iterable[Incident]) -> tuple[Counted, ...]:
    """Return the incidents with their tolls."""
    return tuple(Counted(incident=each, toll=toll_of(each)) for each in incidents)


def sum_of(items: Sequence[Counted], measure: str) -> Figure:
    """Return the sum of one measure of a toll: killed, killed_attackers, injured, ..."""
    return figure_of(add_ranges(getattr(each.toll, measure) for each in items))


def sum_of_class(items: Sequence[Counted], effect: str, name: str | None) -> Figure:
    """Return the persons of one class, all sides; None for those of no class in CLASSES."""
    ranges = [
        value
        for each in items
        for victim_class, value in each.toll.by.get(effect, {}).items()
        if victim_class == name or (name is None and victim_class not in CLASSES)
    ]
    return figure_of(add_ranges(ranges))


def toll_cells(items: Sequence[Counted]) -> tuple[Cell, ...]:
    """Return the cells of TOLL_COLUMNS."""
    measures = ("killed", "killed_attackers", "injured")
    return (len(items), *(sum_of(items, measure) for measure in measures))


def row_of(label: Sequence[Cell], items: Sequence[Counted], *, total: bool = False) -> Row:
    """Return a row: its label, then the cells of TOLL_COLUMNS."""
    ids = tuple(each.incident.id for each in items)
    return Row(cells=(*label, *toll_cells(items)), incident_ids=ids, sum=total)


def grouped(
    items: Sequence[Counted], key: Callable[[Counted], str]
) -> list[tuple[str, list[Counted]]]:
    """Return the items by a key, the largest group first, then by name."""
    groups: dict[str, list[Counted]] = {}
    for each in items:
        groups.setdefault(key(each), []).append(each)
    return sorted(groups.items(), key=lambda pair: (-len(pair[1]), pair[0]))


def change(now: float, then: float) -> float | None:
    """Return the relative change; None where there is nothing to compare with."""
    return (now - then) / then if then else None
