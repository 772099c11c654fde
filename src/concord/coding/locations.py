"""Locations: how places lie to each other, and where an event happened."""

from __future__ import annotations

import math
import re
from collections import Counter
from typing import TYPE_CHECKING

from msgspec import structs

from concord.coding.offsets import FAR_KM, move
from concord.model import Location, PlacePrecision
from concord.regexes import lazy_regex

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from concord.codebook.entries import Place
    from concord.codebook.gazetteer import Gazetteer
    from concord.coding.offsets import Offset
    from concord.coding.places import PlaceMention

_KIND_PRECISION: Mapping[str, PlacePrecision] = {
    "country": "country",
    "admin1": "province",
    "admin2": "district",
    "tehsil": "tehsil",
    "town": "town",
    "site": "exact",
    "area": "vicinity",
    "water": "vicinity",
    "road": "vicinity",
}
_LONG = frozenset({"road", "water", "area"})
DISTRICT, PROVINCE, COUNTRY = 3, 4, 5  # levels, as ``level`` gives them
_SAME_KM = 20.0  # towns this near may be one scene, told by two names
_APART_KM = 30.0  # towns this far from each other are two scenes
_LEVEL = {
    "site": 0,
    "town": 1,
    "area": 1,
    "water": 2,
    "road": 1,
    "tehsil": 2,
    "admin2": 3,
    "admin1": 4,
    "country": 5,
    "continent": 5,
}


# Words for agencies as they were: of a text without a date they say of which time it is.
_TRIBAL = lazy_regex(
    r"(?<!former )(?<!erstwhile )(?<!merged )(?<!ex-)\btribal\s+"
    r"(?:agency|agencies|areas?|regions?|belt)\b",
    re.IGNORECASE,
)


_FORMER = lazy_regex(r"\b(?:former|erstwhile|ex|formerly|then)[\s-]+(?:the\s+)?$", re.IGNORECASE)
_UNIT_PRECISION: Mapping[str, PlacePrecision] = {
    **dict.fromkeys(("district", "county", "raion", "lga", "woreda"), "district"),
    **dict.fromkeys(("province", "state", "governorate", "oblast", "prefecture"), "province"),
    "region": "province",
    "tehsil": "tehsil",
}


def main_country(mentions: Sequence[PlaceMention]) -> str | None:
    """Return the country in which most places of a text lie, None if none has half of them."""
    first = (m.candidates[0].country for m in mentions if m.candidates)
    votes = Counter(country for country in first if country)
    if not votes:
        return None
    # Of countries with as many places, the one named first.
    country, count = max(votes.items(), key=lambda item: item[1])
    return country if 2 * count >= sum(votes.values()) else None


def contains(parent: Place, place: Place) -> bool:
    """Return whether a country or unit holds a place, by their names in the gazetteer."""
    if parent.id == place.id or parent.country != place.country:
        return False
    if parent.kind == "country":
        return True
    if parent.kind == "admin1":
        return parent.name == place.admin1
    return parent.kind == "admin2" and parent.name == place.admin2


def related(one: PlaceMention, other: PlaceMention) -> bool:
    """Return whether two mentions may mean one place: the same, or one inside the other."""
    if one.text.lower() == other.text.lower():
        return True
    if not one.candidates or not other.candidates:
        return False
    a, b = one.candidates[0], other.candidates[0]
    if kilometres(a, b) <= _SAME_KM and max(level(one), level(other)) < DISTRICT:
        return True
    return a.id == b.id or a.name == b.name or contains(a, b) or contains(b, a)


def are_apart(one: PlaceMention, other: PlaceMention) -> bool:
    """Return whether two known places are too far from each other for one scene."""
    if not one.candidates or not other.candidates:
        return False
    return kilometres(one.candidates[0], other.candidates[0]) > _APART_KM


def kilometres(one: Place, other: Place) -> float:
    """Return the great-circle distance of two places, infinite if one has no coordinates.

    Haversine formula on a sphere of radius 6371 km.
    """
    if None in (one.latitude, one.longitude, other.latitude, other.longitude):
        return math.inf
    lat1, lon1, lat2, lon2 = (
        math.radians(value or 0.0)
        for value in (one.latitude, one.longitude, other.latitude, other.longitude)
    )
    half = (
        math.sin((lat2 - lat1) / 2) ** 2
        + math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    )
    return 2 * 6371.0 * math.asin(math.sqrt(min(1.0, half)))


def level(mention: PlaceMention) -> int:
    """Return how large a place is: 0 a site, 1 a town, 3 a district, 4 a province, 5 a country."""
    if not mention.candidates:
        unit = mention.unit.rstrip("s")
        return {"district": 3, "province": 4, "state": 4, "region": 4}.get(unit, 1)
    if is_long(mention, "area"):
        return DISTRICT
    return _LEVEL.get(mention.candidates[0].kind, 1)


def is_long(mention: PlaceMention, *kinds: str) -> bool:
    """Return whether a place is a road, a water or an area (or of ``kinds``) of several districts.

    Which of them is meant, another name has to say.
    """
    first = mention.candidates[0] if mention.candidates else None
    return first is not None and first.kind in (kinds or _LONG) and first.admin2 is None


def locate(
    mentions: Sequence[PlaceMention], gazetteer: Gazetteer, *, text: str, on: date | None = None
) -> Location | None:
    """Return the location that mentions name together: the smallest place, with its containers.

    ``name`` is the smallest place as the text spells it (its entry is ``place_id``). A smallest
    place that the gazetteer lacks takes the coordinates and the precision of the
    container that is named beside it. ``on`` gives the units as they were on that day.
    """
    if not mentions:
        return None
    mentions = _without_landmarks(mentions)
    ordered = sorted(mentions, key=lambda m: (level(m), is_long(m, "area"), m.dateline, m.start))
    smallest = ordered[0]
    known = next((m for m in ordered if m.candidates), None)
    if known is not None and is_long(known):
        known = _told_beside(known, ordered)
    start, end = _extent(smallest, mentions)
    if known is None:
        return Location(text=text[start:end], precision="unknown", start=start, end=end)
    place = known.candidates[0]
    if on is None:
        on = _time_of_units(mentions, place, gazetteer, text)
    if on is not None:
        place = gazetteer.as_of(place, on)
    last = gazetteer.last_day_of(place)
    if last is not None and (on > last if on else _is_former(text, known)):
        # A report of today on what was FATA: where that lies now, at the point that it had.
        place = structs.replace(place, name=gazetteer.successor(place).name)
    precision = _KIND_PRECISION.get(place.kind, "unknown")
    said = _UNIT_PRECISION.get(known.unit.rstrip("s")) if known is smallest else None
    if said is not None and place.kind == "town":
        # A district of which the gazetteer has the town alone: the point is the town's.
        precision = said
        district = known.text if said == "district" else None
        place = structs.replace(place, admin2=place.admin2 or district)
    km = smallest.km or known.km
    if known.offset is not None and known.offset.km > FAR_KM:
        place = _far_off(place, known.offset, mentions)
    point = place if place.latitude is not None else _seat_of(place, gazetteer)
    return Location(
        text=text[start:end],
        place_id=place.id,
        name=_written(smallest),
        latitude=point.latitude,
        longitude=point.longitude,
        precision="vicinity" if km else precision,
        radius_km=km,
        admin2=place.name if place.kind == "admin2" else place.admin2,
        admin1=place.name if place.kind == "admin1" else place.admin1,
        country=place.country or None,
        start=start,
        end=end,
    )


def _without_landmarks(mentions: Sequence[PlaceMention]) -> Sequence[PlaceMention]:
    """Leave out what a known place is only told to be far from: "in Sukma, 500 km off Raipur"."""
    told = [m for m in mentions if not m.km]
    return told if any(m.candidates and level(m) <= DISTRICT for m in told) else mentions


def _far_off(place: Place, offset: Offset, mentions: Sequence[PlaceMention]) -> Place:
    """Return a point far off a place, in the province that is told beside it, if any."""
    told = (m.candidates[0] for m in mentions if m.candidates and not m.km)
    province = next((p for p in told if p.kind == "admin1"), None)
    latitude, longitude = place.latitude, place.longitude
    if latitude is not None and longitude is not None:
        latitude, longitude = move(latitude, longitude, offset)
    return structs.replace(
        place,
        kind="area",
        latitude=latitude,
        longitude=longitude,
        country=province.country if province else place.country,
        admin1=province.name if province else None,
        admin2=None,
    )


def _seat_of(unit: Place, gazetteer: Gazetteer) -> Place:
    """Return the town that a unit without a point is called after, else the unit."""
    for town in gazetteer.find(unit.name, country=unit.country, similar=False):
        inside = town.country == unit.country and unit.admin1 in {None, town.admin1}
        if town.kind == "town" and inside and town.latitude is not None:
            return town
    return unit


def _told_beside(long: PlaceMention, ordered: Sequence[PlaceMention]) -> PlaceMention:
    """Return the smallest place that says on which part of a long one something is, else that."""
    for mention in ordered:
        first = mention.candidates[0] if mention.candidates else None
        if first is not None and level(mention) < COUNTRY and not is_long(mention):
            return long if contains(first, long.candidates[0]) else mention
    return long


def _time_of_units(
    mentions: Sequence[PlaceMention], place: Place, gazetteer: Gazetteer, text: str
) -> date | None:
    """Return the last day of the units that an undated text names: "Agency", "FATA", "NWFP"."""
    words = [m.unit or m.text.rsplit(maxsplit=1)[-1] for m in mentions]
    words += ["agency"] if _TRIBAL.search(text) else []
    days = [gazetteer.last_day_as(place, word) for word in words]
    for mention in mentions:
        if mention.candidates and not _is_former(text, mention):
            days.append(gazetteer.last_day_of(mention.candidates[0]))
            days.append(gazetteer.last_day_named(mention.candidates[0], mention.text))
    return min((day for day in days if day is not None), default=None)


def _is_former(text: str, mention: PlaceMention) -> bool:
    return bool(_FORMER.search(text[max(0, mention.start - 20) : mention.start]))


def _written(mention: PlaceMention) -> str:
    """Return a name as the text has it; a heading's capitals are undone, an acronym's are not.

    "The Somali capital" goes by its name.
    """
    if mention.candidates and mention.text.endswith(" capital"):
        return mention.candidates[0].name
    if not mention.text.isupper() or any(p.name == mention.text for p in mention.candidates):
        return mention.text
    return mention.text.title()


def _extent(smallest: PlaceMention, mentions: Sequence[PlaceMention]) -> tuple[int, int]:
    """Return the span of the smallest mention with those chained after it."""
    end = max(m.end for m in mentions if m.chain == smallest.chain)
    return smallest.start, max(smallest.end, end)
