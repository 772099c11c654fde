"""Density: incidents in hexagons of equal area, those known too coarsely for one set apart."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, TypeVar

from concord.analysis.hexagons import ACROSS_KM, Cell, Grid, grid_for
from concord.analysis.measures import add_ranges, counted, plural, state
from concord.errors import ConcordError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from concord.analysis.measures import Counted
    from concord.model import Finding, Location, Value
    from concord.record.view import View

COLUMNS = (
    "cell",
    "place",
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
    "places",
    "corners",
)
# Known finely enough to lie in one hexagon of fifty kilometres rather than in its neighbour.
FINE = ("exact", "vicinity", "town")
SMALLEST_KM, LARGEST_KM = 10.0, 500.0
NOWHERE = "no place in the texts"
Key = TypeVar("Key", Cell, tuple[str, str, str])
_CORNER = re.compile(r"(-?\d+\.\d+) (-?\d+\.\d+)")


class CellSizeError(ConcordError):
    """A size of hexagons that says nothing."""

    def __init__(self, across_km: float) -> None:
        super().__init__(
            f"Hexagons cannot be {across_km:g} km across: use {SMALLEST_KM:g} to {LARGEST_KM:g}."
        )


def density(view: View, *, across_km: float = ACROSS_KM) -> Finding:
    """Return one row per hexagon with an incident, most incidents first, then the rows apart.

    A hexagon is ``across_km`` from side to side; ``latitude`` and ``longitude`` are its middle,
    ``corners`` its six corners ("latitude longitude" each, degrees WGS84, separated by ``;``),
    ``place`` the place with most of its incidents and ``places`` how many there are. Incidents
    known to a tehsil, a district, a province or a country only are in no hexagon: each such
    ``precision`` and province is a row of its own, ``drawn`` false. Tolls are in persons, killed.
    Raises CellSizeError.
    """
    if not SMALLEST_KM <= across_km <= LARGEST_KM:
        raise CellSizeError(across_km)
    items = counted(view)
    fine = [(each, place) for each in items if is_fine(place := place_of(each))]
    grid = grid_for([_latitude(place) for _, place in fine if place], across_km)
    cells: dict[Cell, list[Counted]] = {}
    for each, place in fine:
        if place is not None:
            cells.setdefault(grid.cell(_latitude(place), place.longitude or 0.0), []).append(each)
    apart: dict[tuple[str, str, str], list[Counted]] = {}
    for each in items:
        if not is_fine(place_of(each)):
            apart.setdefault(_coarse(place_of(each)), []).append(each)
    rows = [
        *(_cell_row(cell, inside, grid) for cell, inside in _ordered(cells)),
        *(_apart_row(key, inside) for key, inside in _ordered(apart)),
    ]
    return state(
        view,
        title=_title(rows, grid),
        words=(
            f"{plural(len(fine), 'incident')} in {plural(len(cells), 'hexagon')} of"
            f" {grid.area_km2:,.0f} square kilometres ({across_km:g} km across). Only places known"
            " to a town or better are in one."
        ),
        columns=COLUMNS,
        rows=rows,
        checks=list(_checks(apart)),
    )


def place_of(each: Counted) -> Location | None:
    """Return the first place of an incident, or None."""
    places = each.incident.facts.places
    return places[0] if places else None


def is_fine(place: Location | None) -> bool:
    """Return whether a place is known finely enough to lie in one hexagon."""
    return (
        place is not None
        and place.precision in FINE
        and place.latitude is not None
        and place.longitude is not None
    )


def corners_of(text: str) -> list[list[float]]:
    """Return the corners of a row as longitude and latitude, the first one repeated at the end."""
    corners = [[float(lon), float(lat)] for lat, lon in _CORNER.findall(text)]
    return [*corners, corners[0]] if corners else []


def _latitude(place: Location) -> float:
    return place.latitude if place.latitude is not None else 0.0


def _coarse(place: Location | None) -> tuple[str, str, str]:
    if place is None:
        return ("unknown", "", "")
    return (place.precision, place.admin1 or "", place.country or "")


def _ordered(groups: dict[Key, list[Counted]]) -> list[tuple[Key, list[Counted]]]:
    return sorted(groups.items(), key=lambda pair: (-len(pair[1]), pair[0]))


def _cell_row(cell: Cell, inside: Sequence[Counted], grid: Grid) -> tuple[Value, ...]:
    named = [place for each in inside if (place := place_of(each)) is not None]
    names = Counter(
        (place.name or place.text, place.admin1 or "", place.country or "") for place in named
    )
    name, admin1, country = max(sorted(names), key=lambda key: names[key])
    killed = add_ranges(each.toll.killed for each in inside)
    corners = ";".join(f"{lat:.4f} {lon:.4f}" for lat, lon in grid.corners(cell))
    return (
        f"{cell[0]},{cell[1]}",
        name,
        admin1 or None,
        country or None,
        *(round(each, 4) for each in grid.centre(cell)),
        "hexagon",
        True,
        len(inside),
        killed.low,
        killed.best,
        killed.high,
        len(names),
        corners,
    )


def _apart_row(key: tuple[str, str, str], inside: Sequence[Counted]) -> tuple[Value, ...]:
    precision, admin1, country = key
    killed = add_ranges(each.toll.killed for each in inside)
    return (
        None,
        admin1 or country or NOWHERE,
        admin1 or None,
        country or None,
        None,
        None,
        precision,
        False,
        len(inside),
        killed.low,
        killed.best,
        killed.high,
        0,
        "",
    )


def _title(rows: Sequence[tuple[Value, ...]], grid: Grid) -> str:
    drawn = [row for row in rows if row[COLUMNS.index("drawn")]]
    if not drawn:
        return "No counted incident is known finely enough for a hexagon"
    most = drawn[0]
    return (
        f"The {grid.across_km:g} km around {most[1]} hold the most incidents:"
        f" {plural(int(str(most[COLUMNS.index('incidents')])), 'incident')}"
    )


def _checks(apart: dict[tuple[str, str, str], list[Counted]]) -> Iterator[str]:
    by_precision: Counter[str] = Counter()
    for (precision, _, _), inside in apart.items():
        by_precision[precision] += len(inside)
    if by_precision:
        told = ", ".join(
            f"{number:,} to {'no place' if name == 'unknown' else f'a {name}'}"
            for name, number in sorted(by_precision.items(), key=lambda pair: (-pair[1], pair[0]))
        )
        yield f"In no hexagon, known only more coarsely: {told}."
