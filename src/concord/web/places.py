"""Where the incidents of a scope are: what a map may draw, and what it may not.

An incident that is known only to its province or country is listed as such; a point in the middle
of a province would say what nobody knows.
"""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from concord.analysis.maps import is_drawn
from concord.analysis.measures import plural
from concord.record import keepsakes
from concord.record.sums import sum_spots
from concord.report import words
from concord.report.charts import TOLL_LABELS, toll_step
from concord.web.drawing.atlas import Symbol, draw_map, draw_outline, frame_of
from concord.web.lines import name_of, region_of
from concord.web.times import say_killed

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from concord.model import Location
    from concord.record.listing import Listing, Truths
    from concord.record.sums import Pile
    from concord.web.asked import Asked
    from concord.web.shelf import Shelf

WIDE, NARROW = (880.0, 560.0), (350.0, 380.0)
MOST_LISTED = 400
# More circles than this hide each other: near ones are drawn as one.
MOST_CIRCLES = 160
BLUNT = ("tehsil", "district")


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceLine:
    """One place in the list beside the map."""

    name: str
    region: str
    known: str
    drawn: bool
    incidents: int
    killed: str
    link: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Mapped:
    """The map with its title, the places drawn and those listed only, and what to say of it."""

    title: str
    wide: Markup | None
    narrow: Markup | None
    lines: tuple[PlaceLine, ...]
    beside: tuple[PlaceLine, ...]
    legend: tuple[str, ...]
    notes: tuple[str, ...]


def map_places(
    shelf: Shelf,
    asked: Asked,
    listing: Listing,
    rows: Truths,
    *,
    by: str = "place",
    drawn: bool = True,
) -> Mapped:
    """Return the map of the rows, by place or by district."""
    piles = sum_spots(listing, rows)
    lines = [_line(shelf, asked, listing.spots[pile.code], pile) for pile in piles]
    pairs = zip(piles, lines, strict=True)
    spots = [(listing.spots[pile.code], pile, line) for pile, line in pairs if line.drawn]
    countries = _countries(spots)
    inside = [each for each in spots if each[0] is None or each[0].country in countries]
    symbols = _by_district(asked, inside) if by == "district" else _symbols(inside)
    return Mapped(
        title=_title(listing, piles),
        wide=_draw(shelf, symbols, WIDE) if drawn else None,
        narrow=_draw(shelf, symbols, NARROW) if drawn else None,
        lines=tuple(line for line in lines if line.drawn)[:MOST_LISTED],
        beside=tuple(line for line in lines if not line.drawn)[:MOST_LISTED],
        legend=TOLL_LABELS,
        notes=tuple(_notes(shelf, lines, spots, countries)),
    )


def _draw(shelf: Shelf, symbols: Sequence[Symbol], size: tuple[float, float]) -> Markup | None:
    if not symbols:
        return None
    points = [(symbol.latitude, symbol.longitude) for symbol in symbols]
    frame = frame_of(points, *size)
    layers = [
        draw_outline(feature, frame, feature["properties"]["name"], class_="own-line")
        for feature in own_boundaries(shelf)
    ]
    merged = _merge(symbols, frame.scale) if len(symbols) > MOST_CIRCLES else symbols
    countries = tuple((each.iso2, each.name) for each in shelf.book.countries.values())
    return draw_map(merged, countries, frame, layers)


def own_boundaries(shelf: Shelf) -> list[dict[str, Any]]:
    """Return the polygons that users keep in the record, of all their boundaries."""

    def read() -> list[dict[str, Any]]:
        found = keepsakes.kept(shelf.record, "boundaries")
        return [feature for each in found for feature in json.loads(each.payload)["features"]]

    return shelf.keep(("boundaries",), read)


def _line(shelf: Shelf, asked: Asked, place: Location | None, pile: Pile) -> PlaceLine:
    known = place.precision if place else "unknown"
    wanted = (place.place_id or place.name or place.text) if place else ""
    link = asked.link("/incidents", places=wanted or None, counted="true")
    return PlaceLine(
        name=name_of(place),
        region=region_of(shelf, place),
        known=words.PLACE_PRECISIONS[known],
        drawn=is_drawn(place),
        incidents=pile.incidents,
        killed=say_killed(pile.killed),
        link=link,
    )


def _countries(drawn: Iterable[tuple[Location | None, Pile, PlaceLine]]) -> set[str | None]:
    """Return the countries that one map can show well: none with less than a fifth of the most.

    One incident far away, or misplaced, does not shrink all others to a dot.
    """
    counts: Counter[str | None] = Counter()
    for place, pile, _ in drawn:
        counts[place.country if place else None] += pile.incidents
    most = max(counts.values(), default=0)
    return {code for code, count in counts.items() if count * 5 >= most}


def _symbols(drawn: Iterable[tuple[Location | None, Pile, PlaceLine]]) -> list[Symbol]:
    return [
        Symbol(
            latitude=place.latitude or 0.0,
            longitude=place.longitude or 0.0,
            incidents=pile.incidents,
            step=toll_step(pile.killed.best),
            words=_tip(line.name, line.known, pile.incidents, line.killed),
            link=line.link,
            area=place.precision in BLUNT,
        )
        for place, pile, line in drawn
        if place is not None
    ]


def _tip(name: str, known: str, incidents: int, killed: str) -> str:
    return f"{name} ({known}): {plural(incidents, 'incident')}; killed {killed}"


def _by_district(
    asked: Asked, drawn: Iterable[tuple[Location | None, Pile, PlaceLine]]
) -> list[Symbol]:
    """Return one circle a district, in the middle of its incidents."""
    groups: dict[str, list[tuple[Location, Pile]]] = {}
    for place, pile, _ in drawn:
        if place is not None:
            groups.setdefault(place.admin2 or name_of(place), []).append((place, pile))
    found = []
    for name, items in groups.items():
        incidents = sum(pile.incidents for _, pile in items)
        killed = sum(pile.killed.best for _, pile in items)
        found.append(
            Symbol(
                latitude=sum((p.latitude or 0) * n.incidents for p, n in items) / incidents,
                longitude=sum((p.longitude or 0) * n.incidents for p, n in items) / incidents,
                incidents=incidents,
                step=toll_step(killed),
                words=f"{name}: {plural(incidents, 'incident')}; killed {killed:,}",
                link=asked.link("/incidents", places=name, counted="true"),
            )
        )
    return found


def _merge(symbols: Sequence[Symbol], scale: float) -> list[Symbol]:
    """Return the circles with those that would hide each other drawn as one, at the largest."""
    cells: dict[tuple[int, int], list[Symbol]] = {}
    near = 24.0 / scale
    for symbol in sorted(symbols, key=lambda each: -each.incidents):
        key = (int(symbol.latitude // near), int(symbol.longitude // near))
        cells.setdefault(key, []).append(symbol)
    return [_one(items) for items in cells.values()]


def _one(items: Sequence[Symbol]) -> Symbol:
    if len(items) == 1:
        return items[0]
    first, incidents = items[0], sum(each.incidents for each in items)
    return Symbol(
        latitude=first.latitude,
        longitude=first.longitude,
        incidents=incidents,
        step=max(each.step for each in items),
        words=f"{plural(len(items), 'place')} around {first.words.partition(' (')[0]}:"
        f" {plural(incidents, 'incident')}",
        link=first.link,
    )


def _title(listing: Listing, piles: Sequence[Pile]) -> str:
    counts: Counter[str] = Counter()
    for pile in piles:
        place = listing.spots[pile.code]
        if place is not None and place.admin1:
            counts[place.admin1] += pile.incidents
    total = sum(pile.incidents for pile in piles)
    ordered = sorted(counts, key=lambda name: (-counts[name], name))
    if not ordered:
        return "No counted incident is known to a province"
    most = counts[ordered[0]]
    if len(ordered) > 1 and counts[ordered[1]] == most:
        return f"No province has more than {plural(most, 'incident')}"
    return f"{ordered[0]} has the most incidents: {most:,} of {total:,}"


def _notes(
    shelf: Shelf,
    lines: Sequence[PlaceLine],
    drawn: Sequence[tuple[Location | None, Pile, PlaceLine]],
    countries: set[str | None],
) -> Iterable[str]:
    apart = sum(line.incidents for line in lines if not line.drawn)
    if apart:
        yield f"{plural(apart, 'incident')} not drawn, known to no point of the map."
    elsewhere = {place.country for place, _, _ in drawn if place} - countries
    if elsewhere:
        names = ", ".join(sorted(shelf.book.gazetteer.country_name(c) for c in elsewhere if c))
        yield f"Not on this part of the map, only in the table: {names}."
