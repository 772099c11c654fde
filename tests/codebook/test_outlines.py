from __future__ import annotations

import pytest

from concord.codebook.outlines import country_at, outline


def test_an_outline_is_a_geojson_feature() -> None:
    feature = outline("pk")
    assert feature is not None
    assert feature["type"] == "Feature"
    assert feature["properties"] == {"iso2": "PK", "name": "Pakistan"}
    assert feature["geometry"]["type"] in {"Polygon", "MultiPolygon"}
    assert outline("XX") is None


@pytest.mark.parametrize(
    ("latitude", "longitude", "country"),
    [(33.7, 73.0, "PK"), (34.5, 69.2, "AF"), (48.8, 2.3, "FR"), (0.0, -30.0, None)],
)
def test_points_lie_in_their_country(
    latitude: float, longitude: float, country: str | None
) -> None:
    assert country_at(latitude, longitude) == country


def test_a_country_within_a_country_is_a_hole() -> None:
    assert country_at(-29.5, 28.3) == "LS"
