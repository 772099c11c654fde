"""A map without tiles: outlines of countries, and what lies on them, in the Mercator projection."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from concord.codebook.outlines import outline
from concord.web.drawing.svg import picture, tag, tip

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from markupsafe import Markup

    Ring = list[tuple[float, float]]

Points = npt.NDArray[np.float64]
# Beyond these degrees the projection runs away.
FARTHEST = 84.0
LARGEST, SMALLEST = 22.0, 3.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Symbol:
    """A circle on the map: degrees, how much it stands for, its step of the scale of tolls.

    ``area`` marks a place known only to its tehsil or district: drawn hollow.
    """

    latitude: float
    longitude: float
    incidents: int
    step: int
    words: str
    link: str | None = None
    area: bool = False


@dataclass(frozen=True, slots=True)
class Frame:
    """What part of the world a picture shows, and how large it is."""

    west: float
    north: float
    scale: float
    width: float
    height: float

    def x(self, longitude: float) -> float:
        """Return where a degree east lies, in pixels from the left."""
        return (longitude - self.west) * self.scale

    def y(self, latitude: float) -> float:
        """Return where a degree north lies, in pixels from the top."""
        return (_mercator(self.north) - _mercator(latitude)) * self.scale


def _mercator(latitude: float) -> float:
    bounded = max(-FARTHEST, min(FARTHEST, latitude))
    return math.degrees(math.log(math.tan(math.pi / 4 + math.radians(bounded) / 2)))


def frame_of(points: Sequence[tuple[float, float]], width: float, tallest: float) -> Frame:
    """Return the frame around points of (latitude, longitude), with a margin around them."""
    latitudes = [point[0] for point in points] or [-50.0, 70.0]
    longitudes = [point[1] for point in points] or [-150.0, 150.0]
    west, east = min(longitudes), max(longitudes)
    north, south = _mercator(max(latitudes)), _mercator(min(latitudes))
    margin = 0.08 * max(east - west, north - south, 4.0)
    west, east, north, south = west - margin, east + margin, north + margin, south - margin
    scale = min(width / (east - west), tallest / (north - south))
    height = max(min(tallest, (north - south) * scale), tallest * 0.55)
    middle_x, middle_y = (west + east) / 2, (north + south) / 2
    return Frame(
        west=middle_x - width / scale / 2,
        north=_inverse(middle_y + height / scale / 2),
        scale=scale,
        width=width,
        height=height,
    )


def _inverse(y: float) -> float:
    return math.degrees(2 * math.atan(math.exp(math.radians(y))) - math.pi / 2)


def draw_map(
    symbols: Sequence[Symbol],
    countries: tuple[tuple[str, str], ...],
    frame: Frame,
    layers: Iterable[Markup] = (),
) -> Markup:
    """Return the map; the largest circles lie beneath, ``layers`` between land and circles."""
    most = max((symbol.incidents for symbol in symbols), default=1)
    ordered = sorted(symbols, key=lambda symbol: -symbol.incidents)
    circles = [_circle(symbol, most, frame) for symbol in ordered]
    sea = tag("rect", class_="sea", x=0, y=0, width=frame.width, height=frame.height)
    return picture(
        [sea, *land(countries, frame), *layers, *circles],
        frame.width,
        frame.height,
        class_="chart map",
    )


def _circle(symbol: Symbol, most: int, frame: Frame) -> Markup:
    radius = max(SMALLEST, LARGEST * math.sqrt(symbol.incidents / most))
    name = f"spot {'area line' if symbol.area else 'toll'}-{symbol.step}"
    circle = tag(
        "circle",
        [tip(symbol.words)],
        class_=name,
        cx=frame.x(symbol.longitude),
        cy=frame.y(symbol.latitude),
        r=radius,
    )
    return tag("a", [circle], href=symbol.link, tabindex="-1") if symbol.link else circle


@dataclass(frozen=True, slots=True)
class Shape:
    """A country's rings in the projection, degrees east and projected degrees north, with bounds.

    ``bounds`` has a row a ring: west, east, south, north.
    """

    rings: tuple[Points, ...]
    bounds: Points


@lru_cache(maxsize=300)
def _shape(code: str) -> Shape | None:
    feature = outline(code)
    return _shape_of(feature) if feature else None


def _shape_of(feature: dict[str, Any]) -> Shape:
    rings = []
    for ring in _rings(feature["geometry"]):
        points = np.array([point[:2] for point in ring], dtype=float)
        bounded = np.radians(np.clip(points[:, 1], -FARTHEST, FARTHEST))
        points[:, 1] = np.degrees(np.log(np.tan(np.pi / 4 + bounded / 2)))
        rings.append(points)
    bounds = [(r[:, 0].min(), r[:, 0].max(), r[:, 1].min(), r[:, 1].max()) for r in rings]
    return Shape(tuple(rings), np.array(bounds))


@lru_cache(maxsize=64)
def land(countries: tuple[tuple[str, str], ...], frame: Frame) -> tuple[Markup, ...]:
    """Return the outlines of countries, (code, name), that lie in the frame, and their names."""
    shapes, names = [], []
    for code, name in countries:
        shape = _shape(code)
        rings = _visible(shape, frame) if shape else []
        if rings:
            shapes.append(tag("path", class_="land", d=_path_of(rings)))
            names += _name(name, max(rings, key=_area), frame)
    return (*shapes, *names)


def _name(name: str, ring: Ring, frame: Frame) -> list[Markup]:
    """Return a country's name in the middle of what is seen of it, if there is room."""
    x = sum(point[0] for point in ring) / len(ring)
    y = sum(point[1] for point in ring) / len(ring)
    room = len(name) * 4.6
    fits = room < x < frame.width - room and 20 < y < frame.height - 12  # noqa: PLR2004 - pixels
    if not fits or _area(ring) < frame.width * frame.height * 0.03:
        return []
    return [tag("text", name, class_="place-name", x=x, y=y)]


def _area(ring: Ring) -> float:
    pairs = zip(ring, [*ring[1:], ring[0]], strict=True)
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in pairs)) / 2


def draw_outline(feature: dict[str, Any], frame: Frame, words: str, **attributes: object) -> Markup:
    """Return one outline (a GeoJSON Feature) as a path, or nothing if it lies outside."""
    rings = _visible(_shape_of(feature), frame)
    return tag("path", [tip(words)], d=_path_of(rings), **attributes) if rings else tag("g")


def _visible(shape: Shape, frame: Frame) -> list[Ring]:
    """Return the rings of a shape as far as they lie in the frame, in pixels."""
    north = _mercator(frame.north)
    east, south = frame.west + frame.width / frame.scale, north - frame.height / frame.scale
    low, high = shape.bounds[:, [0, 2]], shape.bounds[:, [1, 3]]
    seen = (high >= (frame.west, south)).all(axis=1) & (low <= (east, north)).all(axis=1)
    found = []
    for number in np.flatnonzero(seen):
        points = shape.rings[number]
        pixels = (points - (frame.west, north)) * (frame.scale, -frame.scale)
        ring = _clip(_thinned(pixels), frame)
        if len(ring) > 2:  # noqa: PLR2004 - a ring has three corners
            found.append(ring)
    return found


def _thinned(pixels: Points) -> Ring:
    """Return the points rounded to a tenth of a pixel, those that fall together as one."""
    rounded = np.round(pixels, 1)
    differ = np.ones(len(rounded), dtype=bool)
    differ[1:] = (np.abs(np.diff(rounded, axis=0)) > 0.4).any(axis=1)  # noqa: PLR2004 - pixels
    return [(x, y) for x, y in rounded[differ].tolist()]


def _path_of(rings: Iterable[Ring]) -> str:
    drawn = ("L".join(f"{x:.1f} {y:.1f}" for x, y in ring) for ring in rings)
    return "".join(f"M{points}Z" for points in drawn)


def _rings(geometry: dict[str, Any]) -> Iterable[list[list[float]]]:
    parts = geometry["coordinates"]
    polygons = [parts] if geometry["type"] == "Polygon" else parts
    for polygon in polygons:
        yield from polygon


def _clip(ring: Ring, frame: Frame) -> Ring:
    """Return a ring cut at the frame, a little outside of it (Sutherland and Hodgman 1974)."""
    edges = ((0, -4.0, 1), (0, frame.width + 4, -1), (1, -4.0, 1), (1, frame.height + 4, -1))
    for axis, bound, side in edges:
        if not ring:
            return ring
        ring = _cut(ring, axis, bound, side)
    return ring


def _cut(ring: Ring, axis: int, bound: float, side: int) -> Ring:
    kept: Ring = []
    before = ring[-1]
    for point in ring:
        inside, was = (point[axis] - bound) * side >= 0, (before[axis] - bound) * side >= 0
        if inside != was:
            part = (bound - before[axis]) / (point[axis] - before[axis])
            kept.append(
                (
                    before[0] + part * (point[0] - before[0]),
                    before[1] + part * (point[1] - before[1]),
                )
            )
        if inside:
            kept.append(point)
        before = point
    return kept
