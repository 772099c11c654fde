"""The map: ways to draw it, moving it, the areas of one's own, borders in dispute."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import pytest

from concord.exchange.boundaries import add_boundaries
from concord.model import Location
from concord.web.areas import Finder, fold
from concord.web.layers import View

if TYPE_CHECKING:
    from pathlib import Path

BOX = [[[60, 24], [72, 24], [72, 37], [60, 37], [60, 24]]]


def shape(name: str, ring: Any, **more: Any) -> dict[str, Any]:
    geometry = {"type": "Polygon", "coordinates": ring}
    return {"type": "Feature", "properties": {"name": name, **more}, "geometry": geometry}


@pytest.fixture
def bounded(record: Any, client: Any, tmp_path: Path) -> Any:
    line = {"type": "Feature", "properties": {"name": "A line", "disputed": True},
            "geometry": {"type": "LineString", "coordinates": [[66, 30], [72, 34]]}}  # fmt: skip
    features = [shape("West", BOX), shape("East", [[[72, 24], [78, 24], [78, 37], [72, 24]]]), line]
    file = tmp_path / "own.geojson"
    file.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    add_boundaries(record, file, name="Halves", who="me")
    return client


@pytest.mark.parametrize("by", ["place", "hexagon", "district"])
def test_each_way_draws_every_located_incident(client: Any, by: str) -> None:
    page = client.get(f"/map?by={by}").text
    assert 'class="chart map"' in page
    assert "spot" in page
    assert "shaded areas" not in page


def test_hexagons_leave_out_what_is_known_less_well_and_say_so(client: Any) -> None:
    page = client.get("/map?by=hexagon&of=killed").text
    drawn = page[page.index('class="chart map"') :]
    assert re.search(r'<polygon class="cell killed s\d"', drawn)
    assert "killed</li>" in page


def test_areas_of_ones_own_are_shaded_by_what_lies_in_them(bounded: Any) -> None:
    page = bounded.get("/map?by=area").text
    assert re.search(r'class="cell incidents s\d"><title>West: \d', page)
    assert "East: none" in page or "East: " in page
    assert 'class="own-line disputed"' in page
    assert "areas=Halves" not in page


def test_an_area_leads_to_as_many_incidents_as_it_shows(bounded: Any) -> None:
    page = bounded.get("/map?by=area").text
    found = re.search(r'<a href="([^"]+)"[^>]*><path[^>]*><title>West: (\d+) incident', page)
    assert found is not None
    listed = bounded.get(found[1].replace("&amp;", "&")).text
    assert f"<h1>{found[2]} incident" in listed


def test_the_map_is_moved_by_links_that_keep_the_rest(client: Any) -> None:
    page = client.get("/map?by=hexagon&of=killed&from=2023-01-01&at=69.3,30.4,12").text
    nearer = re.search(r'<a href="([^"]+)" data-move="in"', page)
    assert nearer is not None
    link = nearer[1].replace("&amp;", "&")
    assert "by=hexagon" in link
    assert "of=killed" in link
    assert "from=2023-01-01" in link
    assert "at=69.300,30.400,6.000" in link
    assert client.get(link).status_code == 200
    whole = re.search(r'<a href="([^"]+)" data-move="all"', page)
    assert whole is not None
    assert "at=" not in whole[1]


@pytest.mark.parametrize(
    "query",
    ["by=star", "of=all", "at=1", "at=x,y,z", "at=nan,1,1", "at=1,2,0", "at=1,2,-5", "at=1,2,inf",
     "borders=XX", "from=x"],
)  # fmt: skip
def test_what_a_map_cannot_be_is_said(client: Any, query: str) -> None:
    answer = client.get(f"/map?{query}")
    assert answer.status_code == 400
    assert "cannot be" in answer.text or "There is no" in answer.text


def test_a_map_of_the_far_end_of_the_world_is_drawn(client: Any) -> None:
    assert client.get("/map?at=180,80,300").status_code == 200
    assert client.get("/map?at=-180,-80,0.01").status_code == 200


def test_borders_are_drawn_as_a_party_has_them(client: Any) -> None:
    neutral = client.get("/map?at=75.5,34.5,10").text
    assert "Jammu and Kashmir: Admin. by India; Claimed by Pakistan" in neutral
    theirs = client.get("/map?at=75.5,34.5,10&borders=PK").text
    assert "<title>Jammu and Kashmir" not in theirs
    assert "as Pakistan has them" in theirs


def test_a_view_stays_on_the_earth() -> None:
    assert View(179, 79, 100).moved(x=1, y=1) == View(180, 80, 100)
    assert View(0, 0, 0.3).moved(zoom=10).degrees == 0.2
    assert str(View(1, 2, 3)) == "1.000,2.000,3.000"


def place(**known: Any) -> Location:
    return Location(**{"text": "x", "precision": "town", "latitude": 30.0, "longitude": 70.0,
                       **known})  # fmt: skip


def test_a_place_is_found_by_name_before_its_point() -> None:
    finder = Finder([shape("West", BOX), shape("Swat District", BOX)])
    assert finder.find(place(admin2="Swat")) == 1
    assert finder.find(place(admin2="Elsewhere")) == 0
    assert finder.find(place(longitude=90.0)) is None


def test_the_middle_of_a_district_is_no_point() -> None:
    finder = Finder([shape("West", BOX)])
    assert finder.find(place(precision="district")) is None
    assert finder.find(place(precision="province", admin1="West")) == 0


def test_two_areas_of_one_name_are_told_apart_by_points() -> None:
    finder = Finder([shape("Bar", BOX), shape("Bar", [[[80, 24], [90, 24], [90, 37], [80, 24]]])])
    assert finder.find(place(admin2="Bar")) == 0
    assert finder.find(place(admin2="Bar", precision="district")) is None


@pytest.mark.parametrize(
    ("name", "folded"),
    [("Upper Dir District", "upper dir"), ("D.I. Khan", "d i khan"), ("KURRAM AGENCY", "kurram")],
)
def test_names_of_units_are_compared_without_their_kind(name: str, folded: str) -> None:
    assert fold(name) == folded
