"""Hexagons of equal area over the earth, to count incidents in without a border of any state.

Points are projected by Lambert's cylindrical equal-area projection, whose standard parallel is the
multiple of five degrees nearest to the middle of the points, so that shapes keep their form there
and areas everywhere. Hexagons stand on a fixed grid: the same place lies in the same one in
every scope of a like middle. Rounding to hexagons is that of cube coordinates.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Sequence

# Column and row of a hexagon in axial coordinates.
Cell: TypeAlias = tuple[int, int]
# The authalic radius: the sphere with the area of the earth.
RADIUS_KM = 6371.007
PARALLELS = 5
STEEPEST = 80.0
ACROSS_KM = 50.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """Hexagons so many kilometres across (from side to side), standing on a point."""

    parallel: float
    across_km: float = ACROSS_KM

    @property
    def area_km2(self) -> float:
        """Return the area of each hexagon."""
        return math.sqrt(3) / 2 * self.across_km**2

    @property
    def _side(self) -> float:
        return self.across_km / math.sqrt(3)

    def cell(self, latitude: float, longitude: float) -> Cell:
        """Return the hexagon that holds a point."""
        x, y = self._project(latitude, longitude)
        q = (math.sqrt(3) / 3 * x - y / 3) / self._side
        r = (2 / 3 * y) / self._side
        return _rounded(q, r)

    def centre(self, cell: Cell) -> tuple[float, float]:
        """Return latitude and longitude of the middle of a hexagon."""
        return self._unproject(*self._middle(cell))

    def corners(self, cell: Cell) -> list[tuple[float, float]]:
        """Return latitude and longitude of the six corners, the first one not repeated."""
        x, y = self._middle(cell)
        angles = [math.radians(60 * n - 30) for n in range(6)]
        return [
            self._unproject(x + self._side * math.cos(each), y + self._side * math.sin(each))
            for each in angles
        ]

    def _middle(self, cell: Cell) -> tuple[float, float]:
        q, r = cell
        return self._side * math.sqrt(3) * (q + r / 2), self._side * 1.5 * r

    def _project(self, latitude: float, longitude: float) -> tuple[float, float]:
        squeeze = math.cos(math.radians(self.parallel))
        return (
            RADIUS_KM * math.radians(longitude) * squeeze,
            RADIUS_KM * math.sin(math.radians(latitude)) / squeeze,
        )

    def _unproject(self, x: float, y: float) -> tuple[float, float]:
        squeeze = math.cos(math.radians(self.parallel))
        sine = max(-1.0, min(1.0, y * squeeze / RADIUS_KM))
        return math.degrees(math.asin(sine)), math.degrees(x / RADIUS_KM / squeeze)


def grid_for(latitudes: Sequence[float], across_km: float = ACROSS_KM) -> Grid:
    """Return the grid whose standard parallel lies in the middle of the points."""
    if not latitudes:
        return Grid(parallel=0.0, across_km=across_km)
    middle = (min(latitudes) + max(latitudes)) / 2
    parallel = min(abs(round(middle / PARALLELS) * PARALLELS), STEEPEST)
    return Grid(parallel=float(parallel), across_km=across_km)


def _rounded(q: float, r: float) -> Cell:
    """Return the nearest hexagon: the cube coordinate that rounding moved most is made good."""
    s = -q - r
    rounded = [round(each) for each in (q, r, s)]
    moved = [abs(near - each) for near, each in zip(rounded, (q, r, s), strict=True)]
    if moved[0] > moved[1] and moved[0] > moved[2]:
        return -rounded[1] - rounded[2], rounded[1]
    if moved[1] > moved[2]:
        return rounded[0], -rounded[0] - rounded[2]
    return rounded[0], rounded[1]
