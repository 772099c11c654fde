"""Where the incidents of a scope are: what a map may draw, and what it may not.

An incident that is known only to its province is drawn as a square that stands for the province,
never as a point; one known only to its country is listed.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup

from concord.analysis.maps import is_drawn, say_most
from concord.analysis.measures import plural
from concord.record.sums import sum_spots
from concord.report import words
from concord.web.layers import PLAIN, Looking, Spot, View, draw_layers
from concord.web.lines import name_of, region_of
from concord.web.times import say_killed

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from concord.model import Location
    from concord.record.listing import Listing, Truths
    from concord.record.sums import Pile
    from concord.web.asked import Asked
    from concord.web.shelf import Shelf

MOST_LISTED = 400


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceLine:
    """One place in the list beside the map; ``square`` if only its province is drawn for it."""

    name: str
    region: str
    known: str
    drawn: bool
    square: bool
    incidents: int
    killed: str
    link: str

    @property
    def words(self) -> str:
        """Return the line as one mark of a map says it."""
        said = f"{self.name} ({self.known}): {plural(self.incidents, 'incident')}"
        return f"{said}; killed {self.killed}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mapped:
    """The map with its title, the places drawn and those listed only, and what to say of it.

    ``legend`` are pairs of the class of a swatch and its words; ``view`` is where the map looks.
    """

    title: str
    wide: Markup | None
    narrow: Markup | None
    lines: tuple[PlaceLine, ...]
    beside: tuple[PlaceLine, ...]
    legend: tuple[tuple[str, str], ...]
    notes: tuple[str, ...]
    view: View | None = None


def map_places(
    shelf: Shelf,
    asked: Asked,
    listing: Listing,
    rows: Truths,
    *,
    looking: Looking = PLAIN,
    drawn: bool = True,
) -> Mapped:
    """Return the map of the rows, in the way of looking that is asked for."""
    piles = sum_spots(listing, rows)
    lines = [_line(shelf, asked, listing.spots[pile.code], pile) for pile in piles]
    spots = [
        Spot(place, pile, line.words, line.link)
        for pile, line in zip(piles, lines, strict=True)
        if (place := listing.spots[pile.code]) is not None and place.latitude is not None
    ]
    layers = draw_layers(shelf, asked, spots, looking) if drawn else None
    return Mapped(
        title=_title(listing, piles),
        wide=layers.wide if layers else None,
        narrow=layers.narrow if layers else None,
        lines=tuple(line for line in lines if line.drawn)[:MOST_LISTED],
        beside=tuple(line for line in lines if not line.drawn)[:MOST_LISTED],
        legend=layers.legend if layers else (),
        notes=(*_notes(lines), *(layers.notes if layers else ())),
        view=layers.view if layers else None,
    )


def _line(shelf: Shelf, asked: Asked, place: Location | None, pile: Pile) -> PlaceLine:
    known = place.precision if place else "unknown"
    wanted = (place.place_id or place.name or place.text) if place else ""
    link = asked.link("/incidents", places=wanted or None, counted="true")
    return PlaceLine(
        name=name_of(place),
        region=region_of(shelf, place),
        known=words.PLACE_PRECISIONS[known],
        drawn=is_drawn(place),
        square=known == "province" and place is not None and place.latitude is not None,
        incidents=pile.incidents,
        killed=say_killed(pile.killed),
        link=link,
    )


def _title(listing: Listing, piles: Sequence[Pile]) -> str:
    counts: Counter[str] = Counter()
    for pile in piles:
        place = listing.spots[pile.code]
        if place is not None and place.admin1:
            counts[place.admin1] += pile.incidents
    return say_most(counts, sum(pile.incidents for pile in piles))


def _notes(lines: Sequence[PlaceLine]) -> Iterable[str]:
    apart = sum(line.incidents for line in lines if not line.drawn and not line.square)
    if apart:
        yield f"{plural(apart, 'incident')} known to no point of the map: listed only."
