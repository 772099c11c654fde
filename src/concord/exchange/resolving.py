"""Names and places of other data sets, as the codebook knows them; each looked up once.

The coordinates of a row decide between namesakes: a place of the gazetteer is taken for the one
that a row names only where it lies near the row's own point, or is the row's own unit.
"""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING

from concord.errors import ConcordError
from concord.model import Location, Participant

if TYPE_CHECKING:
    from datetime import date

    from concord.codebook.book import Codebook
    from concord.codebook.entries import Place
    from concord.model import Attribution, PlacePrecision

EARTH_KM = 6371.0
NEAR_KM = 30.0
UNIT_KM = 250.0
UNIT_WORD = re.compile(
    r"\s+(?:province|district|agency|state|region|governorate|division|department|county"
    r"|(?:capital )?territory)$",
    re.IGNORECASE,
)


def kilometres(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Return the great-circle distance of two points in degrees (haversine formula)."""
    (lat1, lon1), (lat2, lon2) = ([math.radians(x) for x in point] for point in (one, other))
    part = (
        math.sin((lat2 - lat1) / 2) ** 2
        + math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    )
    return 2 * EARTH_KM * math.asin(math.sqrt(min(1.0, part)))


class UnknownCountryError(ConcordError):
    """A country that the codebook does not know."""

    def __init__(self, name: str) -> None:
        super().__init__(f"There is no country {name!r}: write its two letters (ISO 3166-1), PK.")


class Resolver:
    """Looks up what rows name, keeping what it found: data sets repeat names by the thousand."""

    def __init__(self, book: Codebook) -> None:
        self.book = book
        self._actors: dict[tuple[str, date | None, str | None], tuple[str, str] | None] = {}
        self._places: dict[tuple[object, ...], Location] = {}
        self._units: dict[tuple[str, str, str | None], Place | None] = {}
        self._countries = {
            name.casefold(): country.iso2
            for country in book.countries.values()
            for name in (*country.names, country.iso2, country.iso3, country.name)
        }

    def country(self, name: str) -> str | None:
        """Return the ISO 3166-1 alpha-2 code of a country's name, or None."""
        found = self._countries.get(name.strip().casefold())
        bare = re.sub(r"\s*\(.*\)$|, .*$", "", name).strip().casefold()
        return found or self._countries.get(bare)

    def known_country(self, name: str) -> str:
        """Return the code of a country that a person names; raises UnknownCountryError."""
        found = self.country(name)
        if found is None:
            raise UnknownCountryError(name)
        return found

    def actor(self, name: str, on: date | None, country: str | None) -> tuple[str, str] | None:
        """Return id and name of the actor that a written name stands for, or None."""
        key = (name, on, country)
        if key not in self._actors:
            actor = self.book.resolve_actor(name, on=on, country=country)
            self._actors[key] = (actor.id, actor.name) if actor else None
        return self._actors[key]

    def participant(
        self,
        name: str,
        on: date | None,
        country: str | None,
        *,
        attribution: Attribution | None = None,
        victim_class: str | None = None,
        forms: tuple[str, ...] = (),
    ) -> Participant:
        """Return the participant; ``forms`` are other spellings of its name, tried in turn.

        A name that nobody knows stands as it was written.
        """
        spellings = (*forms, name)
        known = next((a for form in spellings if (a := self.actor(form, on, country))), None)
        return Participant(
            text=name,
            actor_id=known[0] if known else None,
            name=known[1] if known else name,
            attribution=attribution,
            victim_class=victim_class,
        )

    def location(
        self,
        names: tuple[str, str, str],
        country: str | None,
        point: tuple[float, float] | None,
        precision: PlacePrecision,
        *,
        radius_km: float | None = None,
    ) -> Location:
        """Return the place of a row: ``names`` are place, second and first division, or empty.

        Coordinates are the row's own; names of units are the gazetteer's where it knows them.
        """
        key = (names, country, point, precision, radius_km)
        if key not in self._places:
            self._places[key] = self._locate(names, country, point, precision, radius_km)
        return self._places[key]

    def _locate(
        self,
        names: tuple[str, str, str],
        country: str | None,
        point: tuple[float, float] | None,
        precision: PlacePrecision,
        radius_km: float | None,
    ) -> Location:
        where, second, first = names
        country = country or self._country_at((second, first, where), point)
        unit1, unit2 = self._unit(first, "admin1", country), self._unit(second, "admin2", country)
        admin1 = unit1.name if unit1 else UNIT_WORD.sub("", first) or None
        admin2 = unit2.name if unit2 else UNIT_WORD.sub("", second) or None
        place = self._place(where, country, point, {admin1, admin2}) or unit2 or unit1
        if where and place in (unit1, unit2) and place is not None:
            place = place if UNIT_WORD.sub("", where).casefold() == place.name.casefold() else None
        text = where or second or first or country or ""
        if point is None and place is not None and place.latitude is not None:
            point = (place.latitude, place.longitude or 0.0)
        return Location(
            text=text,
            place_id=place.id if place else None,
            name=place.name if place else text or None,
            latitude=point[0] if point else None,
            longitude=point[1] if point else None,
            precision=precision,
            radius_km=radius_km,
            admin2=admin2,
            admin1=admin1,
            country=country,
        )

    def _unit(self, name: str, kind: str, country: str | None) -> Place | None:
        key = (name, kind, country)
        if name and key not in self._units:
            found = self.book.gazetteer.find(name, country=country)
            inside = (p for p in found if p.kind == kind and country in (None, p.country))
            self._units[key] = next(inside, None)
        return self._units.get(key)

    def _place(
        self,
        where: str,
        country: str | None,
        point: tuple[float, float] | None,
        units: set[str | None],
    ) -> Place | None:
        if not where:
            return None
        found = [
            (_away(place, point), place)
            for place in self.book.gazetteer.find(where, country=country)
            if country in (None, place.country)
        ]
        fits = [
            (away, place)
            for away, place in found
            if (away <= NEAR_KM if place.kind not in ("admin1", "admin2") else place.name in units)
        ]
        return min(fits, key=lambda pair: (pair[0], pair[1].id))[1] if fits else None

    def _country_at(self, names: tuple[str, ...], point: tuple[float, float] | None) -> str | None:
        """Return the country of a row that names none: where its units lie near its point."""
        for name in filter(None, names):
            near = [
                (away, place.country)
                for place in self.book.gazetteer.find(name)
                if (away := _away(place, point)) <= UNIT_KM
            ]
            if near:
                return min(near)[1]
        return None


def _away(place: Place, point: tuple[float, float] | None) -> float:
    """Return how far a place lies from a point, in kilometres; 0 where either is not known."""
    if point is None or place.latitude is None or place.longitude is None:
        return 0.0
    return kilometres((place.latitude, place.longitude), point)
