"""Places by name: a compiled index, mapped into memory, over the place tables of the packs."""

from __future__ import annotations

from functools import lru_cache
from itertools import accumulate
from typing import TYPE_CHECKING

from msgspec import structs

from concord.codebook import placeindex
from concord.codebook.build import build_entry, last_day
from concord.codebook.entries import Epoch
from concord.codebook.names import make_plain
from concord.codebook.packs import Pack, read_list
from concord.codebook.tables import read_countries
from concord.regexes import lazy_regex

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from concord.codebook.entries import Place

# A unit said with the name tells which namesake is meant: "Khost province", "Bara tehsil".
_UNITS: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys(("district", "agency", "county", "raion", "rayon", "zone"), ("admin2",)),
    **dict.fromkeys(("lga", "local government area", "local government"), ("admin2",)),
    **dict.fromkeys(("province", "state", "governorate", "oblast", "wilaya"), ("admin1",)),
    **dict.fromkeys(("prefecture", "canton", "emirate", "autonomous region"), ("admin1",)),
    "department": ("admin1", "admin2"),
    "region": ("admin1", "area", "admin2"),
    "division": ("area", "admin2"),
    **dict.fromkeys(("commune", "municipality", "woreda", "upazila"), ("admin2", "tehsil", "town")),
    **dict.fromkeys(("tehsil", "taluka", "subdivision", "sub district"), ("tehsil", "town")),
    **dict.fromkeys(("city", "township"), ("town",)),
    **dict.fromkeys(("town",), ("town", "tehsil")),
    "village": ("town", "site"),
    "valley": ("area", "tehsil", "admin2", "town"),
    "area": ("area", "site", "tehsil", "town"),
}
_UNIT_FIRST = "district|province|governorate|oblast|department"
_WITH_UNIT = lazy_regex(rf"^(?:(.+?) ({'|'.join(_UNITS)})|({_UNIT_FIRST}) (?:of )?(.+))$")
_CACHED_LOOKUPS = 4_000
_NOWHERE: frozenset[str] = frozenset()
# A place abroad of about 50,000 people, above which its name is not taken for a misspelt one here.
_WELL_KNOWN = 4.7


class Gazetteer:
    """Places of packs, whose indexes (the last pack first) are never loaded whole."""

    def __init__(
        self,
        indexes: Sequence[placeindex.PlaceIndex],
        countries: Mapping[str, str],
        epochs: Sequence[Epoch] = (),
    ) -> None:
        self._indexes = indexes
        # Of each index: the countries of which a later pack may have the same place.
        held = accumulate((index.countries for index in indexes), frozenset.union, initial=_NOWHERE)
        self._shared = list(held)[:-1]
        self._countries = countries
        self._epochs: dict[str, list[Epoch]] = {}
        for epoch in epochs:
            self._epochs.setdefault(epoch.country, []).append(epoch)
        self._find = lru_cache(maxsize=_CACHED_LOOKUPS)(self._find_uncached)
        self._districts = lru_cache(maxsize=_CACHED_LOOKUPS)(self._districts_of)

    def find(
        self, name: str, *, country: str | None = None, similar: bool = True
    ) -> tuple[Place, ...]:
        """Return the places of a name, most likely first; empty if none is known.

        Case, diacritics, hyphens and a unit after the name ("district", "agency") are understood;
        with ``similar``, spelling variants are tried where the name itself is unknown. Places of
        ``country`` (ISO 3166-1 alpha-2) come first, then larger units and towns.
        """
        return self._find(name, country, similar)

    def get(self, place_id: str) -> Place | None:
        """Return the place with an id, or None."""
        found = self._filed(placeindex.id_key(place_id))
        return found[0] if found else None

    def country_name(self, iso2: str) -> str:
        """Return a country's everyday name, or the code itself if it is unknown."""
        return self._countries.get(iso2, iso2)

    def within(self, country: str, kind: str) -> Iterator[Place]:
        """Yield every place of a kind in a country, those of the last pack first."""
        for number, index in enumerate(self._indexes):
            for place in index.every():
                wanted = place.country == country and place.kind == kind
                if wanted and not self._replaced(place, number):
                    yield place

    def as_of(self, place: Place, on: date) -> Place:
        """Return the place as it was named and as it belonged on a day.

        A village in North Waziristan stood in FATA until 2018-05-30. Coordinates never change.
        """
        for epoch in self._of(place.country):
            begun = epoch.since is None or epoch.since <= on
            if begun and on <= epoch.until and _concerns(epoch, place):
                place = _as_in(epoch, place)
        return place

    def successor(self, place: Place) -> Place:
        """Return the province that all of one that is gone became part of, else the place itself.

        FATA became part of Khyber Pakhtunkhwa. A divided district has no successor.
        """
        if place.kind != "admin1" or place.until is None:
            return place
        became = {e.admin1 for e in self._of(place.country) if e.was_admin1 == place.name}
        found = self.find(became.pop(), country=place.country) if len(became) == 1 else ()
        return next((each for each in found if each.kind == "admin1"), place)

    def districts_of(self, place: Place) -> frozenset[str]:
        """Return all names under which a place's district ever stood, today's among them."""
        return self._districts(place)

    def _districts_of(self, place: Place) -> frozenset[str]:
        days = sorted({epoch.until for epoch in self._of(place.country)})
        known = (place, *(self.as_of(place, day) for day in days))
        return frozenset(
            name
            for each in known
            if (name := each.name if each.kind == "admin2" else each.admin2) is not None
        )

    def was_divided(self, country: str, district: str, *, after: date | None, by: date) -> bool:
        """Return whether a part left a district after a day (if None, ever), and by another."""
        return any(
            epoch.was_admin2 == district and epoch.was_admin1 is None
            for epoch in self._of(country)
            if epoch.until < by and (after is None or after <= epoch.until)
        )

    def last_day_as(self, place: Place, unit: str) -> date | None:
        """Return the last day on which a place's district was called a ``unit``, or None.

        "Khyber Agency" was one until 2018-05-30.
        """
        word = f" {unit.lower()}"
        days = [
            epoch.until
            for epoch in self._of(place.country)
            if _concerns(epoch, place) and (epoch.was_admin2 or "").lower().endswith(word)
        ]
        return max(days, default=None)

    def last_day_of(self, place: Place) -> date | None:
        """Return the last day of a unit that is gone (FATA: 2018-05-30), else None."""
        return last_day(place.until) if place.until else None

    def last_day_named(self, place: Place, name: str) -> date | None:
        """Return the last day on which a province went by a name or its initials, or None.

        Khyber Pakhtunkhwa was the North-West Frontier Province, "NWFP", until 2010-04-18.
        """
        said = _letters(name)
        days = [
            epoch.until
            for epoch in self._of(place.country)
            if place.kind == "admin1" and epoch.admin2 is None and _concerns(epoch, place)
            if epoch.was_admin1
            and said in {_letters(epoch.was_admin1), _initials(epoch.was_admin1)}
        ]
        return max(days, default=None)

    def _of(self, country: str) -> Sequence[Epoch]:
        return self._epochs.get(country, ())

    def _find_uncached(
        self,
        name: str,
        country: str | None,
        similar: bool = True,  # noqa: FBT001, FBT002 - part of the key of the cache
    ) -> tuple[Place, ...]:
        key = make_plain(name)
        if not key:
            return ()
        found = self._filed(placeindex.name_key(key))
        unit = _WITH_UNIT.match(key) if not found and " " in key else None
        if unit:
            return self._find_unit(unit, country, similar=similar)
        if not similar or any(country in {None, row.country} for row in found):
            return _ranked(found, country)
        alike = self._filed(placeindex.sound_key(key, country))
        if any(row.weight >= _WELL_KNOWN for row in found):
            return (*_ranked(found, country), *_ranked(alike, country))
        return _ranked([*found, *alike], country)

    def _filed(self, key: int) -> list[Place]:
        """Return what is filed under a hash; a later pack's place replaces one of the same id."""
        found = self._indexes[0].places(key)
        for number in range(1, len(self._indexes)):
            rows = self._indexes[number].places(key)
            if rows:
                shared = self._shared[number]
                found += [
                    row
                    for row in rows
                    if row.country not in shared or not self._replaced(row, number)
                ]
        return found

    def _replaced(self, place: Place, number: int) -> bool:
        """Return whether a pack after that of a number has a place of the same id."""
        if place.country not in self._shared[number]:
            return False
        key = placeindex.id_key(place.id)
        return any(index.holds(key) for index in self._indexes[:number])

    def _find_unit(
        self, match: re.Match[str], country: str | None, *, similar: bool
    ) -> tuple[Place, ...]:
        stem, unit = (match[1], match[2]) if match[1] else (match[4], match[3])
        found = self._find_uncached(stem, country, similar)
        kinds = _UNITS[unit]
        return tuple(sorted(found, key=lambda place: _unit_rank(place, kinds, country)))


def _unit_rank(place: Place, kinds: tuple[str, ...], country: str | None) -> tuple[int, int]:
    abroad = int(country is not None and place.country != country)
    return (abroad, kinds.index(place.kind) if place.kind in kinds else len(kinds))


def _ranked(found: Sequence[Place], country: str | None) -> tuple[Place, ...]:
    if len(found) == 1:
        return (found[0],)
    ordered = sorted(
        found,
        key=lambda row: (
            country is not None and row.country != country,
            -row.weight,
            row.id,
        ),
    )
    unique = {row.id: row for row in ordered}
    return tuple(unique.values())


def _letters(name: str) -> str:
    return "".join(make_plain(name).split())


def _initials(name: str) -> str:
    return "".join(word[0] for word in make_plain(name).split())


def _concerns(epoch: Epoch, place: Place) -> bool:
    if place.country != epoch.country or epoch.place not in {None, place.id}:
        return False
    own1 = place.name if place.kind == "admin1" else place.admin1
    own2 = place.name if place.kind == "admin2" else place.admin2
    return own1 == epoch.admin1 and (epoch.admin2 is None or own2 == epoch.admin2)


def _as_in(epoch: Epoch, place: Place) -> Place:
    admin1 = epoch.was_admin1 or place.admin1
    if place.kind == "admin1":
        return structs.replace(place, name=epoch.was_admin1 or place.name)
    if place.kind == "admin2" and epoch.admin2:
        return structs.replace(place, name=epoch.was_admin2 or place.name, admin1=admin1)
    admin2 = epoch.was_admin2 if epoch.was_admin2 and epoch.admin2 else place.admin2
    return structs.replace(place, admin1=admin1, admin2=admin2)


def open_gazetteer(packs: Sequence[Pack]) -> Gazetteer:
    """Return the gazetteer of packs, compiling their indexes into the user's cache on first use."""
    countries = {country.iso2: country.name for pack in packs for country in read_countries(pack)}
    epochs = [build_entry(Epoch, item) for pack in packs for item in read_list(pack, "epochs")]
    indexes = [placeindex.open_index(pack) for pack in reversed(packs)]
    return Gazetteer(indexes, countries, epochs)
