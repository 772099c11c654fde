"""A user's own boundaries: drawn as lines, or shaded by what happened in each."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from concord.analysis.measures import plural
from concord.codebook.outlines import holds_point
from concord.record import keepsakes
from concord.report.maps.atlas import draw_outline
from concord.report.maps.marks import Cell, draw_area, scale_of, shade

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from concord.model import Location
    from concord.record.sums import Pile
    from concord.report.maps.atlas import Frame
    from concord.web.shelf import Shelf

FINE = ("exact", "vicinity", "town")
# Words that one table of districts writes and another leaves out.
_KINDS = re.compile(r"\b(district|tehsil|division|agency|province|territory|city)\b")


def own_boundaries(shelf: Shelf) -> dict[str, list[dict[str, Any]]]:
    """Return the shapes and lines that users keep in the record, by the name of their set."""

    def read() -> dict[str, list[dict[str, Any]]]:
        found = keepsakes.kept(shelf.record, "boundaries")
        return {each.name: json.loads(each.payload)["features"] for each in found}

    return shelf.keep(("boundaries",), read)


def shaded_sets(shelf: Shelf) -> tuple[str, ...]:
    """Return the names of the sets that have areas to shade."""
    return tuple(
        name for name, features in own_boundaries(shelf).items() if any(map(_is_area, features))
    )


def _is_area(feature: dict[str, Any]) -> bool:
    return "Polygon" in feature["geometry"]["type"]


def draw_own(shelf: Shelf, frame: Frame) -> list[Markup]:
    """Return the users' boundaries as lines, those that are marked as disputed dashed."""
    return [
        draw_outline(each, frame, each["properties"]["name"], class_=_look(each))
        for features in own_boundaries(shelf).values()
        for each in features
    ]


def _look(feature: dict[str, Any]) -> str:
    return "own-line disputed" if feature["properties"].get("disputed") else "own-line"


@dataclass(frozen=True, slots=True, kw_only=True)
class Shaded:
    """The areas of one set, drawn, with their legend and what to say of them."""

    drawn: tuple[Markup, ...]
    legend: tuple[tuple[str, str], ...]
    notes: tuple[str, ...]


def draw_areas(
    shelf: Shelf,
    name: str | None,
    of: str,
    spots: Sequence[tuple[Location, Pile, Any]],
    frame: Frame,
    lead: Callable[[Sequence[Any]], str | None],
) -> Shaded:
    """Return the areas of a set, shaded by the incidents in each or by the killed."""
    sets = own_boundaries(shelf)
    chosen = name if name in sets else next(iter(shaded_sets(shelf)), "")
    features = [each for each in sets.get(chosen, []) if _is_area(each)]
    finder = Finder(features)
    held: dict[int, list[tuple[Pile, Any]]] = {}
    outside = 0
    for place, pile, spot in spots:
        at = finder.find(place)
        if at is None:
            outside += pile.incidents
        else:
            held.setdefault(at, []).append((pile, spot))
    cells = {at: _cell(features[at], items, lead) for at, items in held.items()}
    values = [cell.killed if of == "killed" else cell.incidents for cell in cells.values()]
    scale = scale_of(max(values, default=0))
    nothing = Cell(incidents=0, killed=0, words="", link=None)
    drawn = [
        draw_area(feature, cells.get(at, _empty(feature)), shade(cells.get(at, nothing), scale, of),
                  frame)
        for at, feature in enumerate(features)
    ]  # fmt: skip
    labels = [(f"cell {of} s{n + 1}", words) for n, words in enumerate(scale.labels())]
    legend = (("cell s0", f"none ({of})"), *labels)
    notes = [f"{plural(outside, 'incident')} in no area of {chosen!r}."] if outside else []
    return Shaded(drawn=tuple(drawn), legend=legend, notes=tuple(notes))


def _cell(
    feature: dict[str, Any],
    items: Sequence[tuple[Pile, Any]],
    lead: Callable[[Sequence[Any]], str | None],
) -> Cell:
    incidents = sum(pile.incidents for pile, _ in items)
    killed = sum(pile.killed.best for pile, _ in items)
    name = feature["properties"]["name"] or "an area without a name"
    return Cell(
        incidents=incidents,
        killed=killed,
        words=f"{name}: {plural(incidents, 'incident')}, killed {killed:,}",
        link=lead([spot for _, spot in items]),
    )


def _empty(feature: dict[str, Any]) -> Cell:
    name = feature["properties"]["name"] or "an area without a name"
    return Cell(incidents=0, killed=0, words=f"{name}: none", link=None)


class Finder:
    """Finds the area of a place: by the name of its district or province, else by its point.

    A point is asked only where the place is known better than to its district; the middle of a
    district may lie in another area.
    """

    def __init__(self, features: Sequence[dict[str, Any]]) -> None:
        self._features = features
        self._names: dict[str, int | None] = {}
        for at, feature in enumerate(features):
            key = fold(feature["properties"]["name"])
            # Two areas of one name are told apart by points alone.
            self._names[key] = None if key in self._names else at

    def find(self, place: Location) -> int | None:
        """Return the number of the area that holds a place, or None."""
        for name in (place.admin2, place.admin1):
            at = self._names.get(fold(name)) if name else None
            if at is not None:
                return at
        if place.precision not in FINE or place.latitude is None or place.longitude is None:
            return None
        point = (place.latitude, place.longitude)
        return next(
            (n for n, each in enumerate(self._features) if holds_point(each["geometry"], *point)),
            None,
        )


@lru_cache(maxsize=10_000)
def fold(name: str) -> str:
    """Return a name without kind of unit, marks and case: "Upper Dir District" is "upper dir"."""
    plain = _KINDS.sub(" ", name.casefold())
    return " ".join(re.findall(r"[^\W_]+", plain))
