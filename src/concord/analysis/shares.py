"""Shares of perpetrators, over all and over attributed incidents, with bounds."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from concord.analysis.measures import counted, plural, state
from concord.errors import ConcordError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from concord.model import Event, Finding, Participant, Value
    from concord.record.view import View

COLUMNS = (
    "actor",
    "actor_id",
    "incidents",
    "share_attributed",
    "share_all_low",
    "share_all_high",
    "blamed_or_suspected",
)
# Levels at which a group is charged with an incident; "side" charges nobody.
CHARGED = ("claimed", "stated")
WEAKER = ("blamed", "suspected", "inferred")
# Below this many incidents a percentage says more than the data do.
SMALL = 20


def shares(view: View, *, by: str = "perpetrator") -> Finding:
    """Return one row per named perpetrator, largest first; shares are fractions from 0 to 1.

    ``incidents`` are those that it claimed or that a text states as fact to be its work.
    ``share_attributed`` is over incidents with any such perpetrator; over all incidents,
    ``share_all_low`` charges it with none of the rest and ``share_all_high`` with all of it.
    ``blamed_or_suspected`` counts incidents where it is named only at a weaker level. Two groups
    named together are each charged, so shares may sum to more than 1.

    Raises:
        UnknownGroupingError: ``by`` is anything but ``perpetrator``.
    """
    if by != "perpetrator":
        raise UnknownGroupingError(by)
    events = [each.incident.facts for each in counted(view)]
    charged, weaker = _named(events, CHARGED), _named(events, WEAKER)
    attributed = sum(bool(_keys(event, CHARGED)) for event in events)
    names = _names(events)
    rows = [
        _row(key, names[key], charged[key], weaker[key], (len(events), attributed))
        for key in sorted(names, key=lambda key: (-charged[key], -weaker[key], names[key]))
    ]
    return state(
        view,
        title=_title(rows, attributed),
        words=_words(events, attributed),
        columns=COLUMNS,
        rows=rows,
        checks=_checks(events, attributed),
    )


class UnknownGroupingError(ConcordError):
    """Shares were asked for by something that they cannot be grouped by."""

    def __init__(self, by: str) -> None:
        super().__init__(f"cannot share out by {by!r}: use by='perpetrator'")


def _keys(event: Event, levels: Sequence[str]) -> set[str]:
    return {key for p in event.perpetrators if p.attribution in levels and (key := _key(p))}


def _key(participant: Participant) -> str | None:
    return participant.actor_id or participant.name


def _named(events: Sequence[Event], levels: Sequence[str]) -> Counter[str]:
    found: Counter[str] = Counter()
    for event in events:
        keys = _keys(event, levels)
        # Named at a strong level, an actor is not counted again at a weaker one.
        found.update(sorted(keys if levels is CHARGED else keys - _keys(event, CHARGED)))
    return found


def _names(events: Sequence[Event]) -> dict[str, str]:
    named = [p for event in events for p in event.perpetrators if p.attribution != "side"]
    return {key: p.name or p.actor_id or p.text for p in named if (key := _key(p))}


def _row(
    key: str, name: str, charged: int, weaker: int, totals: tuple[int, int]
) -> tuple[Value, ...]:
    total, attributed = totals
    return (
        name,
        key,
        charged,
        round(charged / attributed, 4) if attributed else None,
        round(charged / total, 4),
        round((charged + total - attributed) / total, 4),
        weaker,
    )


def _title(rows: Sequence[tuple[Value, ...]], attributed: int) -> str:
    if not rows or not attributed:
        return "No counted incident is attributed to a named group"
    return f"{rows[0][0]} accounts for {rows[0][2]} of {plural(attributed, 'attributed incident')}"


def _words(events: Sequence[Event], attributed: int) -> str:
    if not events:
        return "No incident in this scope is counted."
    return (
        f"Of {plural(len(events), 'incident')}, {attributed:,} are claimed by a named group or"
        " stated as fact to be its work; the rest is unknown, or only blamed or suspected."
    )


def _checks(events: Sequence[Event], attributed: int) -> list[str]:
    found = []
    if attributed < SMALL:
        found.append(
            f"Only {plural(attributed, 'attributed incident')}: read counts, not percents."
        )
    joint = sum(len(_keys(event, CHARGED)) > 1 for event in events)
    if joint:
        found.append(f"{plural(joint, 'incident')} attributed to more than one group.")
    denied = sum(bool(event.denied_by) and bool(_keys(event, CHARGED)) for event in events)
    if denied:
        found.append(f"{plural(denied, 'attributed incident')} also denied by a group.")
    return found
