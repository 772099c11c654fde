"""A map without tiles: outlines of countries, and what lies on them, in the Mercator projection."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from concord.codebook.outlines import outline
from concord.report.maps.svg import picture, tag, tip

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from markupsafe import Markup

    Ring = list[tuple[float, float]]

Points = npt.NDArray[np.float64]
# Shapes of boundaries that are kept, with their feature, so that its id stays its own.
MOST_SHAPES = 8_000
_SHAPES: dict[int, tuple[dict[str, Any], Shape]] = {}
# Beyond these degrees the projection runs away.
FARTHEST = 84.0


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

    def latitude(self, y: float) -> float:
        """Return the degree north at pixels from the top."""
        return _inverse(_mercator(self.north) - y / self.scale)


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


def frame_at(longitude: float, latitude: float, degrees: float, size: tuple[float, float]) -> Frame:
    """Return the frame of a size in pixels around a point, so many degrees of longitude wide."""
    width, height = size
    scale = width / degrees
    top = _mercator(latitude) + height / scale / 2
    return Frame(
        west=longitude - degrees / 2, north=_inverse(top), scale=scale, width=width, height=height
    )


def draw_map(
    marks: Iterable[Markup],
    countries: tuple[tuple[str, str], ...],
    frame: Frame,
    layers: Iterable[Markup] = (),
) -> Markup:
    """Return the map: land, then ``layers``, then the marks, then the names of countries."""
    sea = tag("rect", class_="sea", x=0, y=0, width=frame.width, height=frame.height)
    shapes, names = land(countries, frame)
    return picture(
        [sea, *shapes, *layers, *names, *marks],
        frame.width,
        frame.height,
        class_="chart map",
        data_west=f"{frame.west:.5f}",
        data_north=f"{_mercator(frame.north):.5f}",
        data_scale=f"{frame.scale:.5f}",
    )


@dataclass(frozen=True, slots=True)
class Shape:
    """A country's rings in the projection, degrees east and projected degrees north, with bounds.

    ``bounds`` has a row a ring: west, east, south, north; ``box`` is that of all rings.
    """

    rings: tuple[Points, ...]
    bounds: Points
    box: tuple[float, float, float, float]


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
    west, east, south, north = zip(*bounds, strict=True)
    box = (float(min(west)), float(max(east)), float(min(south)), float(max(north)))
    return Shape(tuple(rings), np.array(bounds), box)


def _shape_for(feature: dict[str, Any]) -> Shape:
    """Return the shape of a feature, made once; a feature that is held is one for good."""
    known = _SHAPES.get(id(feature))
    if known is not None and known[0] is feature:
        return known[1]
    if len(_SHAPES) >= MOST_SHAPES:
        _SHAPES.clear()
    made = _shape_of(feature)
    _SHAPES[id(feature)] = (feature, made)
    return made


@lru_cache(maxsize=64)
def land(
    countries: tuple[tuple[str, str], ...], frame: Frame
) -> tuple[tuple[Markup, ...], tuple[Markup, ...]]:
    """Return the outlines of countries, (code, name), that lie in the frame, and their names."""
    shapes, names = [], []
    for code, name in countries:
        shape = _shape(code)
        rings = _visible(shape, frame) if shape else []
        if rings:
            shapes.append(tag("path", class_="land", d=_path_of(rings)))
            names += _name(name, max(rings, key=_area), frame)
    return tuple(shapes), tuple(names)


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
    """Return one shape or line (a GeoJSON Feature) as a path, or nothing if it lies outside."""
    path = path_of(feature, frame)
    return tag("path", [tip(words)] if words else None, d=path, **attributes) if path else tag("g")


def path_of(feature: dict[str, Any], frame: Frame) -> str:
    """Return the path of a shape or line in the frame, in pixels; empty if it lies outside."""
    if "Line" in feature["geometry"]["type"]:
        lines = (_thinned(line) for line in _pixels(feature, frame))
        return "".join("M" + _points(line) for line in lines if _touches(line, frame))
    return _path_of(_visible(_shape_for(feature), frame))


def _pixels(feature: dict[str, Any], frame: Frame) -> Iterable[Points]:
    shape = _shape_for(feature)
    for points in shape.rings:
        yield (points - (frame.west, _mercator(frame.north))) * (frame.scale, -frame.scale)


def _touches(line: Ring, frame: Frame) -> bool:
    """Return whether a line may cross the frame: whether the boxes of the two overlap."""
    across, down = [x for x, _ in line], [y for _, y in line]
    beside = max(across) < 0 or min(across) > frame.width
    return len(line) > 1 and not beside and max(down) >= 0 and min(down) <= frame.height


def _visible(shape: Shape, frame: Frame) -> list[Ring]:
    """Return the rings of a shape as far as they lie in the frame, in pixels."""
    north = _mercator(frame.north)
    east, south = frame.west + frame.width / frame.scale, north - frame.height / frame.scale
    left, right, bottom, top = shape.box
    if right < frame.west or left > east or top < south or bottom > north:
        return []
    low, high = shape.bounds[:, [0, 2]], shape.bounds[:, [1, 3]]
    inside = np.hstack([low >= (frame.west, south), high <= (east, north)])
    whole: list[bool] = np.logical_and.reduce(inside, axis=1).tolist()
    seen = (high >= (frame.west, south)).all(axis=1) & (low <= (east, north)).all(axis=1)
    found = []
    for number in np.flatnonzero(seen):
        points = shape.rings[number]
        pixels = (points - (frame.west, north)) * (frame.scale, -frame.scale)
        thin = _thinned(pixels)
        ring = thin if whole[number] else _clip(thin, frame)
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
    return "".join(f"M{_points(ring)}Z" for ring in rings)


def _points(ring: Ring) -> str:
    return "L".join(f"{x:.1f} {y:.1f}" for x, y in ring)


def _rings(geometry: dict[str, Any]) -> Iterable[list[list[float]]]:
    parts = geometry["coordinates"]
    if geometry["type"] == "LineString":
        yield parts
    elif geometry["type"] in ("Polygon", "MultiLineString"):
        yield from parts
    else:
        for polygon in parts:
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
