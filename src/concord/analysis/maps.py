"""Counts per place, with the precision to which the place is known."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Literal, get_args

from concord.analysis.measures import add_ranges, counted, plural, records, state
from concord.errors import ConcordError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from concord.analysis.measures import Counted
    from concord.model import Finding, Incident, Location, Value
    from concord.record.view import View

COLUMNS = (
    "place",
    "place_id",
    "admin1",
    "country",
    "latitude",
    "longitude",
    "precision",
    "drawn",
    "incidents",
    "killed_low",
    "killed_best",
    "killed_high",
    "open_ended",
    "unstated",
)
# A point may stand for a spot or a town and, marked as such, for a tehsil or district; a point in
# the middle of a province or a country would say what nobody knows.
POINTS = ("exact", "vicinity", "town", "tehsil", "district")
Level = Literal["place", "district", "province"]
LEVELS: tuple[Level, ...] = get_args(Level)
NOWHERE = "no place in the texts"


def maps(view: View, *, level: Level = "place") -> Finding:
    """Return one row per place of the counted incidents, most incidents first.

    ``level`` ``district`` or ``province`` sums by unit: the point is then the mean of the places in
    it that are known finely enough, and incidents known to the province only are a row of their
    own that is not drawn, never a dot in its middle.

    ``latitude``/``longitude`` are degrees WGS84; ``drawn`` is false where the place is known only
    to a province or country, or has no coordinates. Tolls are in persons, killed.
    """
    if level not in LEVELS:
        raise UnknownLevelError(level)
    groups = group_by_place(view) if level == "place" else _by_unit(view, level)
    if level != "place":
        return _units(view, groups, level)
    total = sum(map(len, groups))
    apart = sum(len(items) for items in groups if not is_drawn(_place(items[0].incident)))
    return state(
        view,
        title=_title(groups, total),
        words=f"{plural(total, 'incident')} at {plural(len(groups), 'place')}.",
        columns=COLUMNS,
        rows=[_row(items) for items in groups],
        checks=[f"{plural(apart, 'incident')} not drawn, known to no point of the map."]
        if apart
        else [],
    )


class UnknownLevelError(ConcordError):
    """A level of a map that does not exist."""

    def __init__(self, level: str) -> None:
        super().__init__(f"There is no level {level!r} of a map: use one of {', '.join(LEVELS)}.")


def _by_unit(view: View, level: Level) -> tuple[tuple[Counted, ...], ...]:
    units: dict[str, list[Counted]] = {}
    for each in counted(view):
        units.setdefault("|".join(_unit(each, level)), []).append(each)
    ordered = sorted(units.items(), key=lambda item: (-len(item[1]), item[0]))
    return tuple(tuple(items) for _, items in ordered)


def _unit(each: Counted, level: Level) -> tuple[str, str, str]:
    """Return country, province and district, empty where the place is known to no such unit."""
    place = _place(each.incident)
    if place is None:
        return "", "", ""
    district = (place.admin2 or "") if level == "district" and place.precision in POINTS else ""
    return place.country or "", place.admin1 or "", district


def _units(view: View, groups: Sequence[Sequence[Counted]], level: Level) -> Finding:
    rows = [_unit_row(items, level) for items in groups]
    drawn = COLUMNS.index("drawn")
    apart = sum(len(items) for items, row in zip(groups, rows, strict=True) if not row[drawn])
    return state(
        view,
        title=_title(groups, sum(map(len, groups))),
        words=f"{plural(len(rows), level)} or less exact place.",
        columns=COLUMNS,
        rows=rows,
        checks=[f"{plural(apart, 'incident')} not drawn: known to no {level}."] if apart else [],
    )


def _unit_row(items: Sequence[Counted], level: Level) -> tuple[Value, ...]:
    country, province, district = _unit(items[0], level)
    name = district if level == "district" else province
    killed = add_ranges(each.toll.killed for each in items)
    points = [
        (place.latitude, place.longitude)
        for each in items
        if (place := _place(each.incident)) is not None
        and is_drawn(place)
        and place.latitude is not None
        and place.longitude is not None
    ]
    # A dot for a whole province would say what nobody knows.
    known = bool(name and points) and level == "district"
    middle = [round(sum(axis) / len(points), 4) for axis in zip(*points, strict=True)]
    return (
        name or (f"{province}, district not known" if province else NOWHERE),
        None,
        province or None,
        country or None,
        *(middle if known else (None, None)),
        level if name else "province" if province else "unknown",
        known,
        len(items),
        killed.low,
        killed.best,
        killed.high,
        killed.open_ended,
        killed.unstated,
    )


def map_countries(finding: Finding) -> tuple[str, ...]:
    """Return the ISO codes of the countries that one map can show well, most incidents first.

    Those with at least a fifth of the drawable incidents of the country with most: one incident
    far away, or misplaced, does not shrink all others to a dot.
    """
    counts: Counter[str] = Counter()
    for row in records(finding):
        if row["drawn"] and row["country"]:
            counts[str(row["country"])] += int(str(row["incidents"]))
    ordered = sorted(counts, key=lambda code: (-counts[code], code))
    return tuple(code for code in ordered if counts[code] * 5 >= counts[ordered[0]])


def group_by_place(view: View) -> tuple[tuple[Counted, ...], ...]:
    """Return the counted incidents of each place, in the order of the rows of ``maps``."""
    groups: dict[str, list[Counted]] = {}
    for each in counted(view):
        groups.setdefault(_key(each.incident), []).append(each)
    return tuple(tuple(items) for items in sorted(groups.values(), key=_order))


def _key(incident: Incident) -> str:
    place = _place(incident)
    if place is None:
        return ""
    names = (place.name or place.text, place.admin2, place.admin1, place.country)
    return "|".join((place.precision, place.place_id or "", *(name or "" for name in names)))


def is_drawn(place: Location | None) -> bool:
    """Return whether a point on a map may stand for the place."""
    return (
        place is not None
        and place.latitude is not None
        and place.longitude is not None
        and place.precision in POINTS
    )


def _place(incident: Incident) -> Location | None:
    return incident.facts.places[0] if incident.facts.places else None


def _row(items: Sequence[Counted]) -> tuple[Value, ...]:
    place = _place(items[0].incident)
    killed = add_ranges(each.toll.killed for each in items)
    bounds = (killed.low, killed.best, killed.high)
    tolls = (len(items), *bounds, killed.open_ended, killed.unstated)
    if place is None:
        return (NOWHERE, None, None, None, None, None, "unknown", False, *tolls)
    return (
        place.name or place.text or NOWHERE,
        place.place_id,
        place.admin1,
        place.country,
        place.latitude,
        place.longitude,
        place.precision,
        is_drawn(place),
        *tolls,
    )


def _order(items: Sequence[Counted]) -> tuple[int, int, str]:
    killed = add_ranges(each.toll.killed for each in items)
    return -len(items), -killed.best, _key(items[0].incident)


def _title(groups: Sequence[Sequence[Counted]], total: int) -> str:
    """Return the province with most incidents: places differ too much in size to be compared."""
    counts: Counter[str] = Counter()
    for items in groups:
        place = _place(items[0].incident)
        if place is not None and place.admin1:
            counts[place.admin1] += len(items)
    return say_most(counts, total)


_A_TIE = 2  # provinces that are named together


def say_most(counts: Mapping[str, int], total: int) -> str:
    """Return which province has most incidents, as the title of a map of any face."""
    ordered = sorted(counts, key=lambda name: (-counts[name], name))
    if not ordered:
        return "No counted incident is known to a province"
    most = counts[ordered[0]]
    level = [name for name in ordered if counts[name] == most]
    if len(level) == _A_TIE and most > 1:
        return f"{level[0]} and {level[1]} have the most incidents: {most:,} each of {total:,}"
    if len(level) > 1:
        return f"No province has more than {plural(most, 'incident')}"
    return f"{ordered[0]} has the most incidents: {most:,} of {total:,}"
