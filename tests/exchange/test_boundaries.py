"""A user's own boundaries: GeoJSON in, shapes and lines with their names kept."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from concord.exchange.boundaries import BoundariesError, add_boundaries, read_boundaries
from concord.record import open_record
from concord.record.keepsakes import kept

if TYPE_CHECKING:
    from pathlib import Path

SQUARE = [[[68.12345, 28], [72, 28], [72, 32], [68.12345, 28]]]


def write(folder: Path, features: list[Any]) -> Path:
    file = folder / "own.geojson"
    file.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    return file


def polygon(coordinates: Any = SQUARE, **properties: Any) -> dict[str, Any]:
    return {
        "type": "Feature",
        "properties": properties,
        "geometry": {"type": "Polygon", "coordinates": coordinates},
    }


def test_polygons_keep_their_name_and_lose_the_rest(tmp_path: Path) -> None:
    file = write(tmp_path, [polygon(ADM2_EN="Kurram", note="x"), polygon(code=7)])
    first, second = read_boundaries(file)["features"]
    assert first["properties"] == {"name": "Kurram"}
    assert first["geometry"]["coordinates"][0][0] == [68.123, 28.0]
    assert second["properties"] == {"name": ""}
    named = read_boundaries(file, name_field="code")["features"]
    assert [each["properties"]["name"] for each in named] == ["", "7"]


def test_what_is_no_shape_is_left_out(tmp_path: Path) -> None:
    point = {"type": "Feature", "properties": {}, "geometry": {"type": "Point",
                                                               "coordinates": [1, 2]}}  # fmt: skip
    file = write(tmp_path, [point, polygon(name="a"), None, {"geometry": None}])
    assert len(read_boundaries(file)["features"]) == 1


def line(coordinates: Any, kind: str = "LineString", **properties: Any) -> dict[str, Any]:
    geometry = {"type": kind, "coordinates": coordinates}
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def test_lines_are_kept_too(tmp_path: Path) -> None:
    lines = [line([[74, 33], [75.12345, 34]], name="Line of Control"),
             line([[[1, 2], [3, 4]], [[5, 6], [7, 8]]], "MultiLineString")]  # fmt: skip
    first, second = read_boundaries(write(tmp_path, lines))["features"]
    assert first["geometry"]["coordinates"] == [[74.0, 33.0], [75.123, 34.0]]
    assert second["geometry"]["type"] == "MultiLineString"


@pytest.mark.parametrize(
    ("properties", "disputed"),
    [
        ({"disputed": True}, True),
        ({"Disputed": "yes"}, True),
        ({"disputed": "false"}, False),
        ({"FEATURECLA": "Line of control (please verify)"}, True),
        ({"type": "Disputed"}, True),
        ({"note_brk": "Admin. by A; Claimed by B"}, True),
        ({"type": "International boundary"}, False),
        ({"name": "The disputed well"}, False),
    ],
)
def test_a_line_in_dispute_is_marked(
    tmp_path: Path, properties: dict[str, Any], *, disputed: bool
) -> None:
    (found,) = read_boundaries(write(tmp_path, [line([[1, 2], [3, 4]], **properties)]))["features"]
    assert found["properties"].get("disputed", False) is disputed


def test_boundaries_stay_in_the_record(tmp_path: Path) -> None:
    file = write(tmp_path, [polygon(name="a"), polygon(name="b")])
    with open_record(tmp_path / "r.db") as record:
        assert add_boundaries(record, file, name="Own", who="me") == 2
        (found,) = kept(record, "boundaries")
        assert len(json.loads(found.payload)["features"]) == 2


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("not json", "no JSON"),
        ("[]", "no features"),
        ('{"features": []}', "no features"),
        ("[" * 100_000, "no JSON"),
        (json.dumps({"features": [polygon([[[200, 0], [0, 0], [0, 1]]])]}), "no degrees"),
        (json.dumps({"features": [polygon("x")]}), "no degrees"),
        (json.dumps({"features": [polygon([[["NaN", 0]]])]}), "no degrees"),
        (json.dumps({"features": [polygon()] * 5001}), "more than 5,000"),
    ],
)
def test_a_file_that_holds_none_says_why(tmp_path: Path, text: str, words: str) -> None:
    file = tmp_path / "own.geojson"
    file.write_text(text)
    with pytest.raises(BoundariesError, match=words):
        read_boundaries(file)


def test_a_file_without_any_polygon_is_not_kept(tmp_path: Path) -> None:
    file = write(tmp_path, [{"type": "Feature", "geometry": None}])
    with (
        open_record(tmp_path / "r.db") as record,
        pytest.raises(BoundariesError, match="none of its features"),
    ):
        add_boundaries(record, file, name="Own", who="me")
