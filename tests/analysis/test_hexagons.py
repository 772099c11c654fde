"""Hexagons: every point lies in one, all have one area, and neighbours do not overlap."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from concord.analysis.hexagons import RADIUS_KM, Grid, grid_for

LATITUDES = st.floats(-70, 70)
LONGITUDES = st.floats(-179, 179)


def kilometres(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Return the great-circle distance."""
    (a, b), (c, d) = ([math.radians(each) for each in pair] for pair in (one, other))
    h = math.sin((c - a) / 2) ** 2 + math.cos(a) * math.cos(c) * math.sin((d - b) / 2) ** 2
    return 2 * RADIUS_KM * math.asin(math.sqrt(h))


def area(corners: list[tuple[float, float]]) -> float:
    """Return square kilometres, by the equal-area projection of the sphere without a parallel."""
    flat = [(RADIUS_KM * math.radians(lon), RADIUS_KM * math.sin(math.radians(lat)))
            for lat, lon in corners]  # fmt: skip
    pairs = zip(flat, [*flat[1:], flat[0]], strict=True)
    return abs(sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairs)) / 2


@given(LATITUDES, LONGITUDES)
def test_the_middle_of_a_hexagon_lies_in_it(latitude: float, longitude: float) -> None:
    grid = Grid(parallel=30.0)
    cell = grid.cell(latitude, longitude)
    assert grid.cell(*grid.centre(cell)) == cell


@given(st.floats(24, 37), st.floats(60, 78))
def test_a_point_lies_within_a_corner_of_its_middle(latitude: float, longitude: float) -> None:
    grid = Grid(parallel=30.0)
    middle = grid.centre(grid.cell(latitude, longitude))
    # Form is kept at the parallel alone: a tenth more at seven degrees from it.
    assert kilometres(middle, (latitude, longitude)) <= 50 / math.sqrt(3) * 1.1


@pytest.mark.parametrize("latitude", [0.0, 24.0, 37.0, 60.0])
def test_all_hexagons_have_one_area(latitude: float) -> None:
    grid = Grid(parallel=30.0)
    found = area(grid.corners(grid.cell(latitude, 67.0)))
    assert found == pytest.approx(grid.area_km2, rel=1e-6)
    assert grid.area_km2 == pytest.approx(2165, abs=1)


def test_the_grid_keeps_its_form_where_the_points_are() -> None:
    assert grid_for([24.0, 37.0]).parallel == 30
    assert grid_for([-33.0]).parallel == 35
    assert grid_for([]).parallel == 0
