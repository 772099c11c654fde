"""Shares of perpetrators, over all and over attributed incidents, with bounds."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from concord.analysis.groups import CHARGED, UNKNOWN, group
from concord.analysis.measures import add_ranges, counted, plural, state
from concord.analysis.votes import movement_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from concord.analysis.measures import Counted, Sum
    from concord.codebook.tolls import Range
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
    "killed_low",
    "killed_best",
    "killed_high",
    "share_killed",
    "open_ended",
    "unstated",
)
WEAKER = ("blamed", "suspected", "inferred")
# Below this many incidents a percentage says more than the data do.
SMALL = 20
LARGEST = 3
# Of a share. A percent is printed to a tenth, which a fraction cut to four digits may get wrong:
# 15 of 19 is 78.9%, and 0.7895 would be 79.0%.
DIGITS = 6


def shares(view: View, *, by: str = "perpetrator", roll_up: bool = False) -> Finding:
    """Return one row per named perpetrator, largest first; shares are fractions from 0 to 1.

    ``incidents`` are those that it claimed or that a text states as fact to be its work.
    ``share_attributed`` is over incidents with any such perpetrator; over all incidents,
    ``share_all_low`` charges it with none of the rest and ``share_all_high`` with all of it.
    ``blamed_or_suspected`` counts incidents where it is named only at a weaker level. Two groups
    named together are each charged, so shares may sum to more than 1. ``killed_`` are persons
    killed in its incidents and ``share_killed`` their part of all killed (best figures);
    ``open_ended`` of the incidents give no upper bound, ``unstated`` no figure of the killed.
    ``roll_up`` charges movements with their factions, as the codebook has them today. ``by`` may be
    any other grouping (``groups.GROUPINGS``): then attributed means that it is known.

    Raises:
        UnknownGroupingError: ``by`` is no grouping.
    """
    items = counted(view)
    if by != "perpetrator":
        return _grouped(view, items, by)
    moved = _rolled(view, items) if roll_up else {}
    events = [_with_movements(each.incident.facts, moved) for each in items]
    charged, weaker = _named(events, CHARGED), _named(events, WEAKER)
    attributed = sum(bool(_keys(event, CHARGED)) for event in events)
    names = _names(events)
    dead = add_ranges(each.toll.killed for each in items).best
    inside: dict[str, list[Range]] = {key: [] for key in names}
    for each, event in zip(items, events, strict=True):
        for key in _keys(event, CHARGED):
            inside[key].append(each.toll.killed)
    tolls = {key: add_ranges(ranges) for key, ranges in inside.items()}
    rows = [
        (
            *_row(key, names[key], charged[key], weaker[key], (len(events), attributed)),
            *_killed(tolls[key], dead),
        )
        for key in sorted(names, key=lambda key: (-charged[key], -weaker[key], names[key]))
    ]
    return state(
        view,
        title=_title(rows, attributed),
        words=_words(events, attributed),
        columns=COLUMNS,
        rows=rows,
        checks=[*_checks(events, attributed), *_concentration(events, rows), *_moves(moved)],
    )


def members(view: View, *, by: str, name: str) -> tuple[str, ...]:
    """Return the ids of the incidents that a row of ``shares`` counts; ``name`` may be an actor id.

    Raises UnknownGroupingError.
    """
    items = counted(view)
    if by != "perpetrator":
        return tuple(each.incident.id for each in group(items, by).get(name, ()))
    return tuple(
        each.incident.id
        for each in items
        if any(
            p.attribution in CHARGED and name in (p.actor_id, p.name)
            for p in each.incident.facts.perpetrators
        )
    )


def _grouped(view: View, items: Sequence[Counted], by: str) -> Finding:
    found = group(items, by)
    total, unknown = len(items), len(found.pop(UNKNOWN, []))
    dead = add_ranges(each.toll.killed for each in items).best
    rows: list[tuple[Value, ...]] = [
        (
            *_row(name, name, len(inside), 0, (total, total - unknown)),
            *_killed(add_ranges(each.toll.killed for each in inside), dead),
        )
        for name, inside in found.items()
    ]
    words = by.replace("_", " ")
    return state(
        view,
        title=f"{rows[0][0]}: {rows[0][2]} of {plural(total, 'incident')}" if rows else
              f"No counted incident has a {words}",
        words=f"{plural(len(rows), 'group')} by {words}; of {plural(total, 'incident')} it is not"
              f" known for {unknown}.",
        columns=COLUMNS,
        rows=rows,
    )  # fmt: skip


def _killed(total: Sum, dead: int) -> tuple[Value, ...]:
    share = round(total.best / dead, DIGITS) if dead else None
    return total.low, total.best, total.high, share, total.open_ended, total.unstated


def _rolled(view: View, items: Sequence[Counted]) -> dict[str, tuple[str, str]]:
    """Return faction id -> id and name of its movement, for the factions that are charged."""
    book = view.book
    if book is None:
        return {}
    ids = {p.actor_id for each in items for p in each.incident.facts.perpetrators if p.actor_id}
    moved = {each: movement_of(each, book) for each in sorted(ids)}
    return {each: to for each, to in moved.items() if to[0] != each}


def _with_movements(event: Event, moved: Mapping[str, tuple[str, str]]) -> Event:
    if not moved:
        return event
    named = tuple(
        replace(p, actor_id=moved[p.actor_id][0], name=moved[p.actor_id][1])
        if p.actor_id is not None and p.actor_id in moved
        else p
        for p in event.perpetrators
    )
    return replace(event, perpetrators=named)


def _moves(moved: Mapping[str, tuple[str, str]]) -> list[str]:
    if not moved:
        return []
    told = ", ".join(f"{faction} under {name}" for faction, (_, name) in moved.items())
    return [f"Factions counted under their movement, as the codebook has them: {told}."]


def _concentration(
    events: Sequence[Event], rows: Sequence[tuple[Value, ...]]
) -> list[str]:  # fmt: skip
    """Return what the largest groups hold together, with bounds, and how many equal ones it is."""
    counts = [int(str(row[2])) for row in rows if row[2]]
    attributed = sum(bool(_keys(event, CHARGED)) for event in events)
    if len(counts) <= LARGEST:
        return []
    largest = {str(row[1]) for row in rows[:LARGEST]}
    theirs = sum(bool(_keys(event, CHARGED) & largest) for event in events)
    low, high = theirs / len(events), (theirs + len(events) - attributed) / len(events)
    # The inverse of Simpson's (Herfindahl's) index: as many equal groups give the same index.
    equal = sum(counts) ** 2 / sum(n * n for n in counts)
    return [
        (
            f"The {LARGEST} largest groups account for {theirs / attributed:.0%} of attributed"
            f" incidents and {low:.0%} to {high:.0%} of all (none or all of the unattributed);"
            f" as concentrated as {equal:.1f} groups of equal size."
        )
    ]


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
        round(charged / attributed, DIGITS) if attributed else None,
        round(charged / total, DIGITS),
        round((charged + total - attributed) / total, DIGITS),
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
