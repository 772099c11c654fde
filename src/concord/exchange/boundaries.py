"""A user's own boundaries as GeoJSON: checked, made small, kept in the record."""

from __future__ import annotations

import json
import math
from typing import TYPE_CHECKING, Any

from concord.errors import ConcordError
from concord.record import keepsakes

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from concord.record import Record

LARGEST = 40_000_000
MOST_FEATURES = 5_000
# How deep the positions lie in the coordinates of each kind of geometry that is kept.
DEPTHS = {"LineString": 2, "MultiLineString": 3, "Polygon": 3, "MultiPolygon": 4}
DISPUTE_FIELDS = ("featurecla", "fclass", "class", "type", "status", "note", "note_brk")
DISPUTE_WORDS = ("disputed", "claim", "indefinite", "indeterminate", "line of control", "breakaway")
# Degrees are kept to three decimals: about a hundred metres.
DECIMALS = 3
NAMES = ("name", "NAME", "Name", "admin2", "ADM2_EN", "shapeName", "NAME_2", "admin1", "ADM1_EN",
         "NAME_1", "district", "province")  # fmt: skip


class BoundariesError(ConcordError):
    """A file that holds no boundaries that could be kept."""

    def __init__(self, file: object, detail: str) -> None:
        super().__init__(
            f"{file} cannot be kept as boundaries: {detail}. Give a GeoJSON FeatureCollection of "
            "Polygons or lines in WGS84 degrees."
        )


class UnknownBoundariesError(ConcordError):
    """Boundaries that the record does not keep."""

    def __init__(self, name: str, known: tuple[str, ...]) -> None:
        listed = ", ".join(known) or "none so far"
        super().__init__(
            f"The record keeps no boundaries {name[:80]!r}. It keeps: {listed}. Add a file by "
            "`concord boundaries add FILE`."
        )


def kept_features(record: Record, names: Iterable[str]) -> list[dict[str, Any]]:
    """Return the shapes and lines that the record keeps under these names.

    Raises UnknownBoundariesError.
    """
    held = {each.name: each.payload for each in keepsakes.kept(record, "boundaries")}
    found: list[dict[str, Any]] = []
    for name in names:
        if name not in held:
            raise UnknownBoundariesError(name, tuple(held))
        found += json.loads(held[name])["features"]
    return found


def read_boundaries(file: Path, *, name_field: str | None = None) -> dict[str, Any]:
    """Return the polygons and lines of a GeoJSON file, coordinates rounded.

    Each keeps its ``name``, and ``disputed`` where a property says that its line is in dispute
    (``disputed: true``, or a class, type or note with "disputed", "claim", "indefinite" or "line of
    control" in it). Raises BoundariesError.
    """
    try:
        if file.stat().st_size > LARGEST:
            raise BoundariesError(file, f"it is larger than {LARGEST // 1_000_000} megabytes")
        content = json.loads(file.read_text(encoding="utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise BoundariesError(file, "it is no JSON") from error
    features = content.get("features") if isinstance(content, dict) else None
    if not isinstance(features, list) or not features:
        raise BoundariesError(file, "it has no features")
    if len(features) > MOST_FEATURES:
        raise BoundariesError(file, f"it has more than {MOST_FEATURES:,} features")
    kept = [_feature(file, each, name_field) for each in features]
    return {"type": "FeatureCollection", "features": [each for each in kept if each]}


def add_boundaries(
    record: Record, file: Path, *, name: str, who: str, name_field: str | None = None
) -> int:
    """Keep the boundaries of a file in the record under a name; return how many shapes."""
    found = read_boundaries(file, name_field=name_field)
    if not found["features"]:
        raise BoundariesError(file, "none of its features is a polygon or a line")
    payload = json.dumps(found, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    keepsakes.keep(record, "boundaries", name, payload, who=who)
    return len(found["features"])


def _feature(file: Path, given: object, name_field: str | None) -> dict[str, Any] | None:
    if not isinstance(given, dict) or not isinstance(given.get("geometry"), dict):
        return None
    geometry = given["geometry"]
    depth = DEPTHS.get(str(geometry.get("type")))
    if depth is None:
        return None
    try:
        coordinates = _rounded(geometry["coordinates"], depth)
    except (KeyError, TypeError, ValueError, IndexError) as error:
        raise BoundariesError(file, "a shape's coordinates are no degrees") from error
    properties = given.get("properties") or {}
    said = {"name": _name(properties, name_field)}
    return {
        "type": "Feature",
        "properties": {**said, "disputed": True} if _is_disputed(properties) else said,
        "geometry": {"type": geometry["type"], "coordinates": coordinates},
    }


def _is_disputed(properties: object) -> bool:
    if not isinstance(properties, dict):
        return False
    said = {str(name).casefold(): str(value).casefold() for name, value in properties.items()}
    if said.get("disputed") in ("true", "yes", "1", "y"):
        return True
    return any(word in said.get(field, "") for field in DISPUTE_FIELDS for word in DISPUTE_WORDS)


def _name(properties: object, name_field: str | None) -> str:
    if not isinstance(properties, dict):
        return ""
    fields = (name_field,) if name_field else NAMES
    found = (properties.get(field) for field in fields)
    return next((str(value)[:120] for value in found if value not in (None, "")), "")


def _rounded(value: Any, depth: int) -> Any:
    if depth > 1:
        if not isinstance(value, list):
            raise TypeError
        return [_rounded(each, depth - 1) for each in value]
    longitude, latitude = float(value[0]), float(value[1])
    if not (math.isfinite(longitude) and math.isfinite(latitude)):
        raise ValueError
    if abs(longitude) > 180 or abs(latitude) > 90:  # noqa: PLR2004 - degrees
        raise ValueError
    return [round(longitude, DECIMALS), round(latitude, DECIMALS)]
