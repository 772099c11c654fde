"""Build the places of the pack `pakistan`: GeoNames towns, districts, and UCDP GED's places."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from typing import TYPE_CHECKING

from build_geography import ROOT, SAME_PLACE_KM, Row, distance_km, tsv

from concord.codebook.names import plain_name, sound_key

if TYPE_CHECKING:
    from pathlib import Path

# UCDP names the sort of place after its name.
SORTS = {
    "town": "town", "city": "town", "village": "town", "villages": "town", "area": "area",
    "valley": "area", "tehsil": "tehsil", "district": "admin2", "agency": "admin2",
    "province": "admin1", "road": "road", "fort": "site", "shrine": "site", "hills": "area",
    "mountains": "area", "river": "water", "dam": "water", "pass": "site", "airport": "site",
    "camp": "site", "refugee": "site", "base": "site", "mosque": "site", "university": "site",
    "school": "site", "hospital": "site", "market": "site", "bazaar": "site", "bazar": "town",
    "check": "site", "checkpoint": "site", "checkpost": "site", "post": "site", "sector": "area",
    "highway": "road", "region": "area", "pur": "town",
}  # fmt: skip
PROVINCES = {
    "Balochistan province": "Balochistan",
    "Khyber Pakhtunkwa province": "Khyber Pakhtunkhwa",
    "Federally Administered Tribal Areas": "Khyber Pakhtunkhwa",
    "Punjab province": "Punjab",
    "Sindh province": "Sindh",
    "Azad Jammu & Kashmir": "Azad Kashmir",
    "Gilgit-Baltistan": "Gilgit-Baltistan",
    "Islamabad Capital territory": "Islamabad",
}
# Districts under another name or since divided; where it now lies is not told by the old name.
DISTRICTS = {
    "Bolan": "Kachhi", "Kohistan": "Upper Kohistan", "FR Tank - Jandola": "Frontier Region Tank",
    "FR Bannu - Mir Ali": "Frontier Region Bannu", "Bhimber": "Bhimber", "Karachi": "Karachi",
}  # fmt: skip
# Cities of several districts that the news names as one.
CITIES = {"Karachi": "Karachi"}
FORMER_DISTRICTS = {"South Waziristan": "2022-10-13", "Chitral": "2018-11-19"}
REGION_NAMES = {
    "Khyber Pakhtunkhwa": [
        "KP", "KPK", "Khyber Pakhtunkwa", "Khyber-Pakhtunkhwa", "Khyber Pukhtunkhwa",
        "Khyber Pashtunkhwa", "Pakhtunkhwa", "North-West Frontier Province", "NWFP",
        "North West Frontier Province", "Northwest Frontier Province", "K-P",
    ],
    "Balochistan": ["Baluchistan", "Baloochistan"],
    "Sindh": ["Sind"],
    "Azad Kashmir": [
        "Azad Jammu and Kashmir", "AJK", "Azad Jammu & Kashmir", "Pakistan-administered Kashmir",
        "Pakistan-occupied Kashmir", "PoK",
    ],
    "Gilgit-Baltistan": ["Northern Areas", "GB"],
    "Islamabad": ["Islamabad Capital Territory", "ICT", "federal capital territory"],
}  # fmt: skip
BY_HAND = ROOT / "tools" / "pakistan_places.tsv"


def pakistan_rows(data: Path, geonames: list[Row]) -> list[Row]:
    """Return the places of Pakistan: units by our list, towns, and the places of UCDP GED."""
    regions = [row for row in geonames if row.kind == "admin1"]
    towns = [row for row in geonames if row.kind == "town"]
    ucdp = list(tsv(data / "ucdp_ged_pakistan" / "places_from_events.tsv"))
    for region in regions:
        region.names += REGION_NAMES.get(region.name, [])
        region.weight = max(region.weight, 7.0)
    districts = district_rows(ucdp, towns)
    seat_districts(towns, districts, ucdp)
    rows = [*regions, *districts, *towns]
    rows += new_places(ucdp, rows, {row.name for row in districts})
    seat_divided(rows)
    known = {row.id: row for row in rows}
    for row in by_hand():
        if row.id in known:
            known[row.id].names += row.names  # spellings of the press for a place of the tables
        else:
            rows.append(row)
    rows.sort(key=lambda row: (row.kind, row.admin1, row.admin2, row.name, row.id))
    return rows


def district_rows(ucdp: list[dict[str, str]], towns: list[Row]) -> list[Row]:
    """Return the districts, at UCDP's centre of the district or else at their seat."""
    centres = {
        district_of(item): (float(item["lat"]), float(item["lon"]))
        for item in ucdp
        if item["where_prec"] == "3"
    }
    seats = {(plain_name(t.name), t.admin1): t for t in sorted(towns, key=lambda t: t.population)}
    rows = []
    for item in tsv(ROOT / "tools" / "pakistan_districts.tsv"):
        seat = seats.get((plain_name(item["seat"] or item["name"]), item["admin1"]))
        lat, lon = centres.get(
            item["name"], (seat.latitude, seat.longitude) if seat else (None, None)
        )
        people = seat.population if seat else 0
        rows.append(
            Row(
                id=f"pk:{plain_name(item['name']).replace(' ', '-')}",
                name=item["name"],
                kind="admin2",
                latitude=lat,
                longitude=lon,
                country="PK",
                admin1=item["admin1"],
                admin2=item["name"],
                weight=math.log10(people + 30_000) - 0.5,
                until=FORMER_DISTRICTS.get(item["name"], ""),
                names=(item["names"] or "").split("|"),
            )
        )
    return rows


def seat_divided(rows: list[Row]) -> None:
    """Give each place of a district that was divided since 2002 its part of today.

    By the towns that `tools/pakistan_divided.tsv` names for each part, else by the nearest point
    there: a seat, or the middle of the part's tehsils. Which part a village belongs to is an
    estimate near their border; what it belonged to on a day before is `epochs.yaml`'s.
    """
    parts: dict[str, list[dict[str, str]]] = defaultdict(list)
    for item in tsv(ROOT / "tools" / "pakistan_divided.tsv"):
        parts[item["whole"]].append(item)
    for row in rows:
        known = parts.get(row.admin2, [])
        if not known or row.kind == "admin2":
            continue
        named = [item for item in known if row.name in (item["towns"] or "").split("|")]
        if named:
            row.admin2 = named[0]["part"]
        elif row.latitude is not None:
            row.admin2 = min(known, key=lambda item: _km_from(row, item))["part"]


def _km_from(row: Row, item: dict[str, str]) -> float:
    return distance_km(row, float(item["latitude"]), float(item["longitude"]))


def district_of(item: dict[str, str]) -> str:
    """Return our name of the district that a UCDP row gives, or an empty string."""
    name = re.sub(r"\s+(district|agency|Distrcit)$", "", item["adm_2"] or "")
    known = {
        sound_key(alias): row["name"]
        for row in tsv(ROOT / "tools" / "pakistan_districts.tsv")
        for alias in (row["name"], *(row["names"] or "").split("|"))
        if alias
    }
    return DISTRICTS.get(name, known.get(sound_key(name), "")) if name else ""


def seat_districts(towns: list[Row], districts: list[Row], ucdp: list[dict[str, str]]) -> None:
    """Give each town its district: by UCDP's row of the town, by its seat, or by the nearest."""
    points = [(d, d.latitude, d.longitude) for d in districts if d.latitude and not d.until]
    near: dict[str, list[tuple[str, float, float]]] = defaultdict(list)
    for item in ucdp:
        if item["where_prec"] in "12" and district_of(item):
            near[sound_key(split_sort(item["place"])[0])].append(
                (district_of(item), float(item["lat"]), float(item["lon"]))
            )
    known = {d.name for d in districts}
    for town in towns:
        same = [
            name
            for name, lat, lon in near[sound_key(town.name)]
            if distance_km(town, lat, lon) < SAME_PLACE_KM
        ]
        if town.name in CITIES:
            town.admin2 = CITIES[town.name]
        elif same:
            town.admin2 = same[0]
        elif town.admin2 not in known:
            inside = [p for p in points if p[0].admin1 == town.admin1]
            nearest = min(inside, key=lambda p: distance_km(town, p[1], p[2]), default=None)
            town.admin2 = nearest[0].name if nearest else ""


def split_sort(place: str) -> tuple[str, str]:
    """Return a UCDP place name without its sort ("Wana town"), and our kind."""
    words = place.split()
    kind = SORTS.get(words[-1].lower(), "")
    if kind and len(words) > 1:
        keep = kind in {"site", "water", "road"} or words[-1].lower() == "valley"
        return (place if keep else " ".join(words[:-1])), kind
    return place, kind or "town"


def new_places(ucdp: list[dict[str, str]], rows: list[Row], districts: set[str]) -> list[Row]:
    """Return UCDP's places that GeoNames lacks; known ones get UCDP's spelling as a name."""
    by_sound: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        for name in (row.name, *row.names):
            by_sound[sound_key(name)].append(row)
    added = []
    for item in ucdp:
        name, kind = split_sort(item["place"])
        lat, lon, events = float(item["lat"]), float(item["lon"]), int(item["n_events"])
        if kind in {"admin1", "admin2"} or item["where_prec"] in "46" or name in districts:
            continue
        if "border" in name.lower() or name.startswith(("LoC", "IB ", "IB")) or "(" in name:
            continue
        same = [
            r
            for r in by_sound[sound_key(name)]
            if distance_km(r, lat, lon) < SAME_PLACE_KM and r.kind not in {"admin1", "admin2"}
        ]
        if name in {"Sui", "Tirah valley", "Tirah"}:
            continue  # UCDP's point is another village, or ours is better
        if same:
            same[0].names.append(name)
            same[0].weight = max(same[0].weight, 2.5 + math.log10(events + 1))
            continue
        other = [name.removesuffix(" valley")] if name.endswith(" valley") else []
        row = Row(
            id=f"ucdp:{plain_name(item['place']).replace(' ', '-')}-{lat:.2f}-{lon:.2f}",
            name=name,
            kind=kind,
            latitude=lat,
            longitude=lon,
            country="PK",
            admin1=PROVINCES.get(item["adm_1"], ""),
            admin2=district_of(item),
            weight=2.0 + math.log10(events + 1),
            names=other,
        )
        by_sound[sound_key(name)].append(row)
        added.append(row)
    return added


def by_hand() -> list[Row]:
    """Return places that no list has and that the news names: areas, passes, former units."""
    return [
        Row(
            id=item["id"],
            name=item["name"],
            kind=item["kind"],
            latitude=float(item["latitude"]) if item["latitude"] else None,
            longitude=float(item["longitude"]) if item["longitude"] else None,
            country="PK",
            admin1=item["admin1"] or "",
            admin2=item["admin2"] or "",
            weight=float(item["weight"]),
            since=item["since"] or "",
            until=item["until"] or "",
            names=(item["names"] or "").split("|"),
        )
        for item in tsv(BY_HAND)
    ]
