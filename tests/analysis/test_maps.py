"""Counts per place, with the precision to which the place is known."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.invented import FakeView

from concord.analysis import maps
from concord.analysis.maps import COLUMNS, group_by_place, is_drawn, map_countries
from concord.model import Location, PlacePrecision


def test_places_known_only_to_a_province_are_not_drawn(view: FakeView) -> None:
    finding = maps(view)
    drawn = {row[0]: row[COLUMNS.index("drawn")] for row in finding.rows}
    assert drawn == {"Quetta": True, "Sindh": False, "Attock bridge": True}
    assert finding.checks == ("1 incident not drawn, known to no point of the map.",)


@pytest.mark.parametrize(
    ("precision", "drawn"),
    [("exact", True), ("town", True), ("district", True), ("province", False), ("country", False)],
)
def test_a_point_stands_for_a_district_at_most(precision: PlacePrecision, *, drawn: bool) -> None:
    place = Location(text="x", latitude=30.0, longitude=70.0, precision=precision)
    assert is_drawn(place) is drawn


def test_a_place_without_coordinates_is_not_drawn() -> None:
    assert not is_drawn(Location(text="x", precision="town"))
    assert not is_drawn(None)


def test_groups_stand_in_the_order_of_the_rows(view: FakeView) -> None:
    sizes = [row[COLUMNS.index("incidents")] for row in maps(view).rows]
    assert [len(group) for group in group_by_place(view)] == sizes


def test_no_place_at_all() -> None:
    assert maps(FakeView()).title == "No counted incident is known to a province"


def test_a_country_with_few_incidents_does_not_shrink_the_map(view: FakeView) -> None:
    finding = maps(view)
    at, n = COLUMNS.index("country"), COLUMNS.index("incidents")
    rows = [(*row[:n], 12, *row[n + 1 :]) for row in finding.rows[:1]]
    rows += [(*row[:at], code, *row[at + 1 :]) for code in ("AF", "CO") for row in rows[:1]]
    rows[1] = (*rows[1][:n], 3, *rows[1][n + 1 :])
    rows[2] = (*rows[2][:n], 1, *rows[2][n + 1 :])
    assert map_countries(replace(finding, rows=tuple(rows))) == ("PK", "AF")
