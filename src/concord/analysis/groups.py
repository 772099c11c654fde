"""Groups of incidents: by whom, where, what, and against whom."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from concord.errors import ConcordError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from concord.analysis.measures import Counted
    from concord.model import Event, Location

# Levels at which a group is charged with an incident; "side" charges nobody.
CHARGED = ("claimed", "stated")
UNKNOWN = "unknown"


class UnknownGroupingError(ConcordError):
    """Incidents were asked for by something that they cannot be grouped by."""

    def __init__(self, by: str) -> None:
        super().__init__(f"cannot group by {by!r}: use one of {', '.join(GROUPINGS)}")


def check_grouping(by: str) -> None:
    """Raise UnknownGroupingError unless incidents can be grouped by this."""
    if by not in GROUPINGS:
        raise UnknownGroupingError(by)


def group(items: Sequence[Counted], by: str) -> dict[str, list[Counted]]:
    """Return the incidents of each group, largest group first; raises UnknownGroupingError."""
    check_grouping(by)
    found: dict[str, list[Counted]] = {}
    for each in items:
        for name in GROUPINGS[by](each.incident.facts):
            found.setdefault(name, []).append(each)
    return dict(sorted(found.items(), key=lambda pair: (-len(pair[1]), pair[0])))


def _perpetrators(event: Event) -> Sequence[str]:
    named = (p.name or p.actor_id for p in event.perpetrators if p.attribution in CHARGED)
    return tuple(dict.fromkeys(name for name in named if name)) or (UNKNOWN,)


def _parties(event: Event) -> Sequence[str]:
    named = (p.name or p.actor_id for p in (*event.perpetrators, *event.targets))
    return tuple(dict.fromkeys(name for name in named if name)) or (UNKNOWN,)


def _place(event: Event) -> Location | None:
    return event.places[0] if event.places else None


def _country(event: Event) -> Sequence[str]:
    place = _place(event)
    return ((place.country or UNKNOWN) if place else UNKNOWN,)


def _province(event: Event) -> Sequence[str]:
    place = _place(event)
    return ((place.admin1 or UNKNOWN) if place else UNKNOWN,)


def _district(event: Event) -> Sequence[str]:
    place = _place(event)
    return ((place.admin2 or UNKNOWN) if place else UNKNOWN,)


GROUPINGS: Mapping[str, Callable[[Event], Sequence[str]]] = MappingProxyType(
    {
        "perpetrator": _perpetrators,
        "actor": _parties,
        "country": _country,
        "province": _province,
        "district": _district,
        "type": lambda event: (event.type,),
        "category": lambda event: (event.category,),
        "target_class": lambda event: (event.target_class or UNKNOWN,),
        "tactic": lambda event: (event.tactic or UNKNOWN,),
    }
)
