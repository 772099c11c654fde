"""Incidents in hexagons: only what is known to a town or better, the rest listed apart."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from tests.invented import BRIDGE, PROVINCE, QUETTA, FakeView, document, event, incident

from concord.analysis import density, records
from concord.analysis.density import CellSizeError, corners_of

if TYPE_CHECKING:
    from concord.model import Location

DOC = document(1, "Two died here.")
BASE = event(DOC, words="Two died", killed=(2, 3))


def at(*places: Location | None) -> Any:
    found = [
        incident(replace(BASE, id=f"e{n}", places=(place,) if place else ()))
        for n, place in enumerate(places)
    ]
    return FakeView(held={"incidents": tuple(found)})


def test_places_of_one_hexagon_are_counted_together() -> None:
    near = replace(QUETTA, name="Kuchlak", place_id="k", latitude=30.2, longitude=67.0)
    rows = records(density(at(QUETTA, QUETTA, near, BRIDGE)))
    assert [(row["place"], row["incidents"], row["places"]) for row in rows] == [
        ("Quetta", 3, 2),
        ("Attock bridge", 1, 1),
    ]
    assert (rows[0]["killed_low"], rows[0]["killed_high"]) == (6, 9)


def test_what_is_known_to_a_district_or_province_is_in_no_hexagon() -> None:
    district = replace(QUETTA, precision="district")
    finding = density(at(QUETTA, district, PROVINCE, None))
    apart = [row for row in records(finding) if not row["drawn"]]
    assert {(row["precision"], row["latitude"], row["corners"]) for row in apart} == {
        ("district", None, ""),
        ("province", None, ""),
        ("unknown", None, ""),
    }
    assert finding.checks == (
        "In no hexagon, known only more coarsely: 1 to a district, 1 to a province, 1 to no place.",
    )


def test_no_incident_is_lost_or_counted_twice() -> None:
    rows = records(density(at(QUETTA, BRIDGE, PROVINCE, None, QUETTA)))
    assert sum(int(str(row["incidents"])) for row in rows) == 5


def test_a_place_without_coordinates_is_apart() -> None:
    rows = records(density(at(replace(QUETTA, latitude=None, longitude=None))))
    assert [(row["drawn"], row["precision"]) for row in rows] == [(False, "town")]


def test_corners_are_closed_rings_of_longitude_and_latitude() -> None:
    ring = corners_of(str(records(density(at(QUETTA)))[0]["corners"]))
    assert len(ring) == 7
    assert ring[0] == ring[-1]
    assert all(66 < lon < 68 and 29 < lat < 31 for lon, lat in ring)
    assert corners_of("") == []


def test_a_hexagon_has_a_sensible_size() -> None:
    with pytest.raises(CellSizeError, match="use 10 to 500"):
        density(at(QUETTA), across_km=1)


def test_an_empty_record_has_no_density() -> None:
    assert density(at()).title == "No counted incident is known finely enough for a hexagon"
