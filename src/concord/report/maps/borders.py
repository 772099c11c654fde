"""Borders that are disputed, drawn as such or as a viewpoint has them."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from concord.codebook.disputed import NEUTRAL, disputed_areas
from concord.codebook.outlines import outline
from concord.report.maps.atlas import draw_outline, path_of
from concord.report.maps.svg import tag

if TYPE_CHECKING:
    from markupsafe import Markup

    from concord.report.maps.atlas import Frame


@lru_cache(maxsize=64)
def draw_borders(frame: Frame, viewpoint: str = NEUTRAL) -> tuple[Markup, ...]:
    """Return what lies over the outlines of countries: disputed areas, as a viewpoint has them.

    The outlines follow who holds an area. A disputed area is drawn over them, its border dashed;
    from the viewpoint of a party, its own areas are one with its country, their border whole.
    """
    return (*_own(frame, viewpoint), *_disputed(frame, viewpoint))


def _disputed(frame: Frame, viewpoint: str) -> list[Markup]:
    found = [each for each in disputed_areas() if not each.is_settled(viewpoint)]
    shapes = [(each, path) for each in found if (path := path_of(each.feature, frame))]
    # The whole line of the outlines beneath is hidden first.
    hidden = [tag("path", class_="unruled", d=path) for _, path in shapes]
    drawn = [
        draw_outline(each.feature, frame, f"{each.name}: {each.note}", class_="disputed")
        for each, _ in shapes
    ]
    return [*hidden, *drawn]


def _own(frame: Frame, viewpoint: str) -> list[Markup]:
    """Return a country with the areas that it holds or claims as one shape.

    Their union is drawn without being computed: a broad line around all of them first, then all of
    them without one, which covers what lies between two.
    """
    country = None if viewpoint == NEUTRAL else outline(viewpoint)
    if country is None:
        return []
    shapes = [country, *(each.feature for each in disputed_areas() if each.is_settled(viewpoint))]
    paths = [path for shape in shapes if (path := path_of(shape, frame))]
    around = [tag("path", class_="own-edge", d=path) for path in paths]
    return [*around, *(tag("path", class_="own-land", d=path) for path in paths)]
