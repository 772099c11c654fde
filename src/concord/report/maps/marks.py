"""What lies on a map: circles, clusters, squares for provinces, hexagons, shaded areas."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from concord.report.maps.atlas import draw_outline
from concord.report.maps.svg import tag, tip

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from markupsafe import Markup

    from concord.report.maps.atlas import Frame

LARGEST, SMALLEST = 22.0, 4.0
# Circles whose middles lie nearer than this are one, in pixels, and such as hide each other more
# than by this part of their radii.
NEAR, HIDING = 17.0, 0.8
# From the middle of a hexagon to its corner, in pixels.
CORNER = 15.0
CLASSES = 5
# A number is written into a circle that has room for it.
ROOM = 9.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Symbol:
    """One place on the map: degrees, how much it stands for, its step of the scale of tolls.

    ``kind`` is "point", "area" (known only to its tehsil or district: hollow), "province" (known
    only to its province: a square), or "cluster" (several places that lie too near to each other).
    """

    latitude: float
    longitude: float
    incidents: int
    killed: int
    step: int
    words: str
    link: str | None = None
    kind: str = "point"


def draw_symbols(
    symbols: Sequence[Symbol], frame: Frame, *, largest: float = LARGEST
) -> list[Markup]:
    """Return circles and squares whose areas are as their incidents; the largest lie beneath."""
    most = max((symbol.incidents for symbol in symbols), default=1)
    ordered = sorted(symbols, key=lambda symbol: (symbol.kind != "province", -symbol.incidents))
    return [_symbol(each, _radius(each.incidents, most, largest), frame) for each in ordered]


def _radius(incidents: int, most: int, largest: float = LARGEST) -> float:
    return max(SMALLEST, largest * math.sqrt(incidents / most))


def _symbol(symbol: Symbol, radius: float, frame: Frame) -> Markup:
    x, y = frame.x(symbol.longitude), frame.y(symbol.latitude)
    draw = _square if symbol.kind == "province" else _circle
    parts = [draw(symbol, x, y, radius)]
    if symbol.kind in ("cluster", "province") and radius >= ROOM:
        name = f"many {symbol.kind}-{symbol.step}"
        parts.append(tag("text", f"{symbol.incidents:,}", class_=name, x=x, y=y + 4))
    return tag("a", parts, href=symbol.link, tabindex="-1") if symbol.link else tag("g", parts)


def _circle(symbol: Symbol, x: float, y: float, radius: float) -> Markup:
    look = "area line" if symbol.kind == "area" else "toll"
    ring = " cluster" if symbol.kind == "cluster" else ""
    name = f"spot {look}-{symbol.step}{ring}"
    return tag("circle", [tip(symbol.words)], class_=name, cx=x, cy=y, r=radius)


def _square(symbol: Symbol, x: float, y: float, radius: float) -> Markup:
    side = radius * 1.7
    return tag(
        "rect", [tip(symbol.words)], class_=f"spot province line-{symbol.step}",
        x=x - side / 2, y=y - side / 2, width=side, height=side, rx=2,
    )  # fmt: skip


def gather(
    symbols: Sequence[Symbol], frame: Frame, link: Callable[[Sequence[Symbol]], str | None]
) -> list[Symbol]:
    """Return the symbols, those that would hide each other as one cluster at their middle.

    The fullest gathers its neighbours first. ``link`` says where a cluster leads.
    """
    ordered = sorted(symbols, key=lambda each: -each.incidents)
    x = np.array([frame.x(each.longitude) for each in ordered])
    y = np.array([frame.y(each.latitude) for each in ordered])
    most = ordered[0].incidents if ordered else 1
    size = np.array([_radius(each.incidents, most) for each in ordered])
    left = np.ones(len(ordered), dtype=bool)
    found: list[Symbol] = []
    for head in range(len(ordered)):
        if left[head]:
            reach = np.maximum(NEAR, HIDING * (size + size[head]))
            near = left & ((x - x[head]) ** 2 + (y - y[head]) ** 2 < reach**2)
            left &= ~near
            found.append(_one([ordered[each] for each in np.flatnonzero(near).tolist()], link))
    return found


def inside(symbols: Iterable[Symbol], frame: Frame) -> list[Symbol]:
    """Return the symbols whose middles lie in the frame or a little outside."""
    return [
        each
        for each in symbols
        if -LARGEST < frame.x(each.longitude) < frame.width + LARGEST
        and -LARGEST < frame.y(each.latitude) < frame.height + LARGEST
    ]


def _one(items: Sequence[Symbol], link: Callable[[Sequence[Symbol]], str | None]) -> Symbol:
    if len(items) == 1:
        return items[0]
    first, incidents = items[0], sum(each.incidents for each in items)
    name = first.words.partition(" (")[0]
    return replace(
        first,
        latitude=sum(each.latitude * each.incidents for each in items) / incidents,
        longitude=sum(each.longitude * each.incidents for each in items) / incidents,
        incidents=incidents,
        killed=sum(each.killed for each in items),
        step=max(each.step for each in items),
        words=f"{len(items)} places around {name}: {incidents:,} incidents",
        link=link(items),
        kind="cluster",
    )


@dataclass(frozen=True, slots=True)
class Scale:
    """Classes of a count: where each begins, the lowest at 1."""

    begins: tuple[int, ...]

    def step(self, value: int) -> int:
        """Return the class of a value from 1 on, 0 for nothing."""
        return sum(value >= begin for begin in self.begins)

    def labels(self) -> list[str]:
        """Return the words of each class."""
        ends = [*(begin - 1 for begin in self.begins[1:]), None]
        pairs = zip(self.begins, ends, strict=True)
        return [
            f"{begin:,} or more" if end is None else f"{begin:,}" if end == begin
            else f"{begin:,} to {end:,}"
            for begin, end in pairs
        ]  # fmt: skip


def scale_of(most: int) -> Scale:
    """Return at most five classes with round bounds up to the largest value."""
    rounds = [each * 10**power for power in range(10) for each in (1, 2, 5)]
    fitting = [each for each in rounds if each <= max(1, most)]
    count = min(CLASSES, len(fitting))
    places = [round(n * (len(fitting) - 1) / max(1, count - 1)) for n in range(count)]
    return Scale(tuple(fitting[place] for place in places))


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A hexagon or an area with what lies in it."""

    incidents: int
    killed: int
    words: str
    link: str | None


def gather_cells(
    symbols: Iterable[Symbol], frame: Frame, link: Callable[[Sequence[Symbol]], str | None]
) -> dict[tuple[float, float], Cell]:
    """Return the hexagons that hold places, by their middle in pixels."""
    held: dict[tuple[float, float], list[Symbol]] = {}
    for symbol in symbols:
        x, y = frame.x(symbol.longitude), frame.y(symbol.latitude)
        if -CORNER < x < frame.width + CORNER and -CORNER < y < frame.height + CORNER:
            held.setdefault(_middle(x, y), []).append(symbol)
    return {at: _cell(items, link) for at, items in held.items()}


def _cell(items: Sequence[Symbol], link: Callable[[Sequence[Symbol]], str | None]) -> Cell:
    incidents, killed = sum(s.incidents for s in items), sum(s.killed for s in items)
    first = max(items, key=lambda each: each.incidents).words.partition(" (")[0]
    around = first if len(items) == 1 else f"{first} and {len(items) - 1} more"
    said = "1 incident" if incidents == 1 else f"{incidents:,} incidents"
    return Cell(
        incidents=incidents, killed=killed, words=f"{around}: {said}, killed {killed:,}",
        link=link(items),
    )  # fmt: skip


def _middle(x: float, y: float) -> tuple[float, float]:
    """Return the middle of the hexagon (point upwards) that a point lies in."""
    wide, high = CORNER * math.sqrt(3), CORNER * 1.5
    row = math.floor(y / high)
    near = []
    for each in (row, row + 1):
        shift = wide / 2 if each % 2 else 0.0
        near.append((round((x - shift) / wide) * wide + shift, each * high))
    return min(near, key=lambda at: (math.hypot(at[0] - x, at[1] - y), at))


def draw_cells(cells: dict[tuple[float, float], Cell], scale: Scale, of: str) -> list[Markup]:
    """Return the hexagons, shaded by their incidents or by the killed."""
    corners = [(math.sin(math.pi * n / 3), math.cos(math.pi * n / 3)) for n in range(6)]
    found = []
    for (x, y), cell in sorted(cells.items()):
        points = " ".join(
            f"{x + a * CORNER * 0.97:.1f},{y + b * CORNER * 0.97:.1f}" for a, b in corners
        )
        drawn = tag("polygon", [tip(cell.words)], class_=shade(cell, scale, of), points=points)
        found.append(tag("a", [drawn], href=cell.link, tabindex="-1") if cell.link else drawn)
    return found


def shade(cell: Cell, scale: Scale, of: str) -> str:
    """Return the class of a cell: the scale of incidents or of the killed, and its step."""
    value = cell.killed if of == "killed" else cell.incidents
    return f"cell {of} s{scale.step(value)}"


def draw_area(feature: dict[str, Any], cell: Cell, look: str, frame: Frame) -> Markup:
    """Return a shaded area with its words."""
    drawn = draw_outline(feature, frame, cell.words, class_=look)
    return tag("a", [drawn], href=cell.link, tabindex="-1") if cell.link else drawn
