"""Areas that more than one side claims, from Natural Earth 1:10m (public domain), and viewpoints.

A map takes a viewpoint when it draws a border. The outlines of countries follow who holds an area;
a viewpoint says which disputed borders are drawn whole and which are drawn as disputed.
"""

from __future__ import annotations

import gzip
import json
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from concord.codebook.packs import SHIPPED
from concord.errors import ConcordError

# The viewpoint of nobody: every disputed border is drawn as such.
NEUTRAL = "neutral"


class UnknownViewpointError(ConcordError):
    """A viewpoint that is neither neutral nor that of a party to a dispute."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"There is no boundary viewpoint {name[:40]!r}: use {NEUTRAL}, or the code of a state "
            f"that is a party to a dispute ({', '.join(viewpoints()[1:])})."
        )


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Disputed:
    """A disputed area: ISO codes of who holds it and who claims it, and its GeoJSON Feature.

    ``note`` is Natural Earth's own; ``held`` is empty where the area governs itself.
    """

    name: str
    note: str
    held: tuple[str, ...]
    claims: tuple[str, ...]
    feature: dict[str, Any]

    def is_settled(self, viewpoint: str) -> bool:
        """Return whether a viewpoint draws the area's border whole, as one of its own state."""
        return viewpoint != NEUTRAL and viewpoint in (*self.held, *self.claims)


@lru_cache(maxsize=1)
def disputed_areas() -> tuple[Disputed, ...]:
    """Return the disputed areas of the world, in order of name."""
    content = gzip.decompress((SHIPPED / "world" / "disputed.geojson.gz").read_bytes())
    return tuple(
        Disputed(
            name=feature["properties"]["name"],
            note=feature["properties"]["note"],
            held=tuple(feature["properties"]["held"]),
            claims=tuple(feature["properties"]["claims"]),
            feature=feature,
        )
        for feature in json.loads(content)["features"]
    )


def viewpoints() -> tuple[str, ...]:
    """Return the names of the viewpoints: neutral, then the parties to disputes by ISO code."""
    parties = {code for each in disputed_areas() for code in (*each.held, *each.claims)}
    return (NEUTRAL, *sorted(parties))


def check_viewpoint(name: str) -> str:
    """Return the viewpoint's name as it is kept; raises UnknownViewpointError."""
    found = NEUTRAL if name.casefold() == NEUTRAL else name.upper()
    if found not in viewpoints():
        raise UnknownViewpointError(name)
    return found
