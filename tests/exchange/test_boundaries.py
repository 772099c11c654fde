"""A user's own boundaries: GeoJSON in, polygons with their names kept."""

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


def test_what_is_no_polygon_is_left_out(tmp_path: Path) -> None:
    point = {"type": "Feature", "properties": {}, "geometry": {"type": "Point",
                                                               "coordinates": [1, 2]}}  # fmt: skip
    file = write(tmp_path, [point, polygon(name="a"), None, {"geometry": None}])
    assert len(read_boundaries(file)["features"]) == 1


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
