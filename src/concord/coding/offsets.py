"""Offsets: where something is by how far it lies from a place ("40 km south of Quetta")."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

from concord.regexes import lazy_regex

FAR_KM = 100.0  # farther off, the units of the place that is named say nothing
_KM_OF_A_MILE = 1.609
_KM_OF_A_DEGREE = 111.2
_OFFSET = lazy_regex(
    r"(?<![\d.,])(?P<km>\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?)[\s-]?(?P<unit>kms?|kilomet(?:re|er)s?|miles?)\b"
    r"(?P<way>[^.;]{0,40}?)\b(?:of|from|off|outside|beyond|inside)\s+(?:[\w'\u2019-]+,?\s+){0,6}$",
    re.IGNORECASE,
)
_WAY = lazy_regex(r"\b(?P<pole>north|south)?[\s-]?(?P<side>east|west)?(?:ern)?\b", re.IGNORECASE)
_BEARINGS = {
    ("north", ""): 0.0,
    ("north", "east"): 45.0,
    ("", "east"): 90.0,
    ("south", "east"): 135.0,
    ("south", ""): 180.0,
    ("south", "west"): 225.0,
    ("", "west"): 270.0,
    ("north", "west"): 315.0,
}


@dataclass(frozen=True, slots=True)
class Offset:
    """How far from a place something is, in km, and in which direction, in degrees from north."""

    km: float
    bearing: float | None = None


def find_before(before: str) -> Offset | None:
    """Return the distance from a name that the words before it tell, None if they tell none."""
    found = _OFFSET.search(before)
    if found is None:
        return None
    factor = _KM_OF_A_MILE if found["unit"].lower().startswith("mile") else 1.0
    km = round(float(found["km"].replace(",", "")) * factor, 1)
    return Offset(km, _bearing(found["way"])) if km else None


def _bearing(way: str) -> float | None:
    for found in _WAY.finditer(way):
        if found.group().strip():
            return _BEARINGS.get(((found["pole"] or "").lower(), (found["side"] or "").lower()))
    return None


def move(latitude: float, longitude: float, offset: Offset) -> tuple[float, float]:
    """Return the point at an offset from another, in degrees; the same where no way is told."""
    if offset.bearing is None:
        return latitude, longitude
    angle = math.radians(offset.bearing)
    north = offset.km * math.cos(angle) / _KM_OF_A_DEGREE
    wide = max(math.cos(math.radians(latitude)), 0.01)
    east = offset.km * math.sin(angle) / (_KM_OF_A_DEGREE * wide)
    return round(latitude + north, 3), round(longitude + east, 3)
