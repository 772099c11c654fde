"""Country outlines for maps, from Natural Earth 1:50m (public domain)."""

from __future__ import annotations

import gzip
import itertools
import json
from functools import lru_cache
from typing import Any

from concord.codebook.packs import SHIPPED

COARSE = 0.5  # degrees: a pixel or two of a map of the world
SMALLEST = 0.3  # twice the area of an island that is still seen
ICE = -60.0  # degrees: south of it lies Antarctica alone


@lru_cache(maxsize=1)
def _features() -> dict[str, dict[str, Any]]:
    content = gzip.decompress((SHIPPED / "world" / "outlines.geojson.gz").read_bytes())
    features: list[dict[str, Any]] = json.loads(content)["features"]
    return {feature["properties"]["iso2"]: feature for feature in features}


@lru_cache(maxsize=1)
def coarse_outlines() -> tuple[dict[str, Any], ...]:
    """Return the outlines of all countries for a map of the world, as GeoJSON Features.

    Points nearer than COARSE degrees to the one before, islands that shrink to nothing so, and
    what lies south of ICE are left out: a twentieth of the size, the same picture at that scale.
    """
    found = []
    for code, feature in _features().items():
        parts = feature["geometry"]["coordinates"]
        polygons = [parts] if feature["geometry"]["type"] == "Polygon" else parts
        rings = [ring for polygon in polygons if (ring := _thinned(polygon[0]))]
        if rings and max(latitude for ring in rings for _, latitude in ring) > ICE:
            shape = {"type": "MultiPolygon", "coordinates": [[ring] for ring in rings]}
            found.append({"type": "Feature", "properties": {"iso2": code}, "geometry": shape})
    return tuple(found)


def _thinned(ring: list[list[float]]) -> list[list[float]]:
    kept = ring[:1]
    for point in ring[1:-1]:
        if max(abs(point[0] - kept[-1][0]), abs(point[1] - kept[-1][1])) >= COARSE:
            kept.append(point)
    kept.append(ring[0])
    # A ring that turned over would enclose all the world but itself.
    return kept if _area(kept) * _area(ring) > 0 and abs(_area(kept)) > SMALLEST else []


def _area(ring: list[list[float]]) -> float:
    """Return twice the area of a ring in square degrees, negative where it runs clockwise."""
    return sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in itertools.pairwise(ring))


def country_at(latitude: float, longitude: float) -> str | None:
    """Return the ISO code of the country whose outline holds a point, or None (sea, no outline)."""
    for code, feature in _features().items():
        if holds_point(feature["geometry"], latitude, longitude):
            return code
    return None


def holds_point(geometry: dict[str, Any], latitude: float, longitude: float) -> bool:
    """Return whether a GeoJSON Polygon or MultiPolygon holds a point in degrees."""
    parts = geometry["coordinates"]
    polygons = [parts] if geometry["type"] == "Polygon" else parts
    return any(_holds(polygon, latitude, longitude) for polygon in polygons)


def _holds(polygon: list[list[list[float]]], lat: float, lon: float) -> bool:
    """Return whether a polygon holds a point: inside its outer ring and in none of its holes."""
    outer, *holes = polygon
    return _crosses_oddly(outer, lat, lon) and not any(
        _crosses_oddly(hole, lat, lon) for hole in holes
    )


def _crosses_oddly(ring: list[list[float]], lat: float, lon: float) -> bool:
    """Return whether a ray to the east crosses the ring an odd number of times."""
    inside = False
    for (x1, y1), (x2, y2) in zip(ring, [*ring[1:], ring[0]], strict=True):
        if (y1 > lat) != (y2 > lat) and lon < (x2 - x1) * (lat - y1) / (y2 - y1) + x1:
            inside = not inside
    return inside


def outline(iso2: str) -> dict[str, Any] | None:
    """Return a country's outline as a GeoJSON Feature, or None if there is none.

    Properties are ``iso2`` and ``name``; coordinates are WGS84 degrees rounded to two decimals
    (about 1 km). The feature is shared: copy it before changing it.
    """
    return _features().get(iso2.upper())
