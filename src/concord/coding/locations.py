"""Locations: which entry a place name means in its text, and where an event happened."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import replace
from datetime import date
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from concord.coding.places import BIG, PlaceMention
from concord.model import Location, PlacePrecision

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from concord.codebook.entries import Place
    from concord.codebook.gazetteer import Gazetteer

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
_UNIT_KINDS: Mapping[str, tuple[str, ...]] = {
    "district": ("admin2", "tehsil"),
    "agency": ("admin2",),
    "province": ("admin1",),
    "state": ("admin1",),
    "governorate": ("admin1",),
    "department": ("admin1", "admin2"),
    "county": ("admin2",),
    "tehsil": ("tehsil", "admin2", "town"),
    "city": ("town",),
    "town": ("town", "tehsil"),
    "village": ("town", "site"),
}
_LAST_OF_AGENCIES = date(2018, 5, 30)  # after it Pakistan's tribal agencies were districts
DISTRICT, PROVINCE, COUNTRY = 3, 4, 5  # levels, as ``level`` gives them
_SAME_KM = 20.0  # towns this near may be one scene, told by two names
_NEAR_KM = 100.0  # a place and the town or district that it is said to be in
_APART_KM = 30.0  # towns this far from each other are two scenes
_MOST, _SOME = 0.5, 0.15  # shares of a text's places that lie in one country
_LIKENESS = 0.72  # of spelling, by difflib: Miramshah and Miran Shah have 0.84
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
}


def resolve(
    mentions: Sequence[PlaceMention], gazetteer: Gazetteer, *, countries: Mapping[str, float]
) -> tuple[PlaceMention, ...]:
    """Return the mentions with the entry that the context supports first among candidates.

    ``countries`` are weights by ISO code from elsewhere in the text (actors, nationalities). Names
    that no entry bears exactly take the entries of a like spelling in the country of the text.
    """
    votes = _country_votes(mentions, countries)
    mentions = _respelled([_at_home(m, mentions, votes) for m in mentions], gazetteer, votes)
    mentions = tuple(_inside(m, mentions) for m in mentions)
    names = _container_names(mentions)
    chains: dict[int, list[PlaceMention]] = {}
    for mention in mentions:
        chains.setdefault(mention.chain, []).append(mention)
    return tuple(
        replace(
            mention,
            candidates=tuple(
                place
                for _, place in sorted(
                    enumerate(mention.candidates),
                    key=lambda item: (
                        -_support(item[0], item[1], mention, chains[mention.chain], votes, names),
                        item[0],
                    ),
                )
            ),
        )
        for mention in mentions
    )


def _at_home(
    mention: PlaceMention, mentions: Sequence[PlaceMention], votes: Mapping[str, float]
) -> PlaceMention:
    """Return a small place abroad as unknown, in a text whose places lie in another country."""
    if not mention.candidates:
        return mention
    if any(
        p.kind in {"country", "admin1"} or (p.population >= BIG and (mention.where or mention.cue))
        for p in mention.candidates
    ):
        return mention
    chained = [
        place.country
        for other in mentions
        if other.chain == mention.chain and other is not mention
        for place in other.candidates[:3]
    ]
    if not chained and max(votes.values(), default=0.0) < _MOST:
        return mention
    if chained and any(p.country in chained for p in mention.candidates):
        return mention
    at_home = tuple(
        p for p in mention.candidates if votes.get(p.country, 0.0) >= _SOME or p.country in chained
    )
    return replace(mention, candidates=at_home)


def _inside(mention: PlaceMention, mentions: Sequence[PlaceMention]) -> PlaceMention:
    """Return "A in B" with A unknown where no A of the gazetteer lies in or near a B."""
    after = next(
        (m for m in mentions if m.chain == mention.chain and m.start > mention.start), None
    )
    if after is None or not mention.candidates or not after.candidates:
        return mention
    if level(mention) > level(after) or level(after) > PROVINCE:
        return mention
    near = any(
        a.id == b.id or _contains(b, a) or kilometres(a, b) <= _NEAR_KM
        for a in mention.candidates
        for b in after.candidates
    )
    return mention if near else replace(mention, candidates=())


def main_country(mentions: Sequence[PlaceMention]) -> str | None:
    """Return the country in which most places of a text lie, None if none has half of them."""
    votes = Counter(m.candidates[0].country for m in mentions if m.candidates)
    if not votes:
        return None
    country, count = min(votes.items(), key=lambda item: (-item[1], item[0]))
    return country if 2 * count >= sum(votes.values()) else None


def _respelled(
    mentions: Sequence[PlaceMention], gazetteer: Gazetteer, votes: Mapping[str, float]
) -> tuple[PlaceMention, ...]:
    """Give unknown names the entries of a like spelling, in the likeliest country alone."""
    country = max(sorted(votes), key=lambda iso2: votes[iso2], default=None)
    if country is None:
        return tuple(mentions)
    return tuple(
        m
        if m.candidates
        else replace(
            m,
            candidates=tuple(
                place
                for place in gazetteer.find(m.text, country=country)
                if place.country == country and _alike(place.name, m.text)
            ),
        )
        for m in mentions
    )


def _alike(one: str, other: str) -> bool:
    return SequenceMatcher(None, one.lower(), other.lower()).ratio() >= _LIKENESS


def _country_votes(
    mentions: Sequence[PlaceMention], countries: Mapping[str, float]
) -> Mapping[str, float]:
    votes: Counter[str] = Counter()
    for country, weight in countries.items():
        votes[country] += weight  # type: ignore[assignment] # Counter holds any number
    for mention in mentions:
        found = dict.fromkeys(place.country for place in mention.candidates)
        for country in found:
            share = 1.0 / len(found)
            kind = mention.candidates[0].kind
            weight = (
                2.0
                if kind in {"country", "admin1"} and mention.candidates[0].country == country
                else 1.0
            )
            votes[country] += share * weight  # type: ignore[assignment]
    total = sum(votes.values()) or 1.0
    return {country: weight / total for country, weight in votes.items()}


def _container_names(mentions: Sequence[PlaceMention]) -> frozenset[str]:
    return frozenset(
        place.name
        for mention in mentions
        for place in mention.candidates[:1]
        if place.kind in {"admin1", "admin2"}
    )


def _support(
    rank: int,
    place: Place,
    mention: PlaceMention,
    chain: Sequence[PlaceMention],
    votes: Mapping[str, float],
    names: frozenset[str],
) -> float:
    """Return how well the context supports an entry: its rank, country, unit and containers."""
    score = -0.35 * rank + 3.0 * votes.get(place.country, 0.0)
    unit = mention.unit.rstrip("s") or mention.cue
    kinds = _UNIT_KINDS.get(unit)
    if kinds:
        score += 2.0 if place.kind in kinds else -0.5
    for other in chain:
        if other is mention or other.start < mention.start:
            continue
        for parent in other.candidates[:6]:
            if _contains(parent, place):
                score += 2.5
                break
    score += 0.6 * (place.admin1 in names) + 0.6 * (place.admin2 in names)
    return score


def _contains(parent: Place, place: Place) -> bool:
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
    return a.id == b.id or a.name == b.name or _contains(a, b) or _contains(b, a)


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
    return _LEVEL.get(mention.candidates[0].kind, 1)


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
    ordered = sorted(mentions, key=lambda m: (level(m), m.start))
    smallest = ordered[0]
    known = next((m for m in ordered if m.candidates), None)
    start, end = _extent(smallest, mentions)
    if known is None:
        return Location(text=text[start:end], precision="unknown", start=start, end=end)
    place = known.candidates[0]
    if on is None and any(m.unit == "agency" for m in mentions):
        on = _LAST_OF_AGENCIES
    if on is not None:
        place = gazetteer.as_of(place, on)
    return Location(
        text=text[start:end],
        place_id=place.id,
        name=smallest.text.title() if smallest.text.isupper() else smallest.text,
        latitude=place.latitude,
        longitude=place.longitude,
        precision="vicinity" if smallest.km else _KIND_PRECISION.get(place.kind, "unknown"),
        radius_km=smallest.km,
        admin2=place.name if place.kind == "admin2" else place.admin2,
        admin1=place.name if place.kind == "admin1" else place.admin1,
        country=place.country,
        start=start,
        end=end,
    )


def _extent(smallest: PlaceMention, mentions: Sequence[PlaceMention]) -> tuple[int, int]:
    """Return the span of the smallest mention with those chained after it."""
    end = max(m.end for m in mentions if m.chain == smallest.chain)
    return smallest.start, max(smallest.end, end)
