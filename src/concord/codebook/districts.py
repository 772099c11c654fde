"""Districts read for a chosen year, so that tables over years in which some were divided compare.

A record keeps each place with the units of the day on which something happened there: an attack in
Chaman of 2019 lies in Qila Abdullah, one of 2022 in Chaman. Read for 2019 both lie in Qila
Abdullah; read for 2022 both in Chaman, if the text named a place within it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from concord.codebook.entries import Place
    from concord.codebook.gazetteer import Gazetteer
    from concord.model import Event, Location


@dataclass(frozen=True, slots=True, kw_only=True)
class Harmonised:
    """The year for which districts are read, and how many events stay with a whole since divided.

    Those are known to a district only, which was divided between their day and the year: in which
    part they happened, nobody knows.
    """

    year: int
    divided: int = 0

    def words(self) -> str:
        """Return what a reader of a table must know."""
        said = f"Provinces and districts are those of the end of {self.year} throughout."
        if not self.divided:
            return said
        known = "incident is" if self.divided == 1 else "incidents are"
        return (
            f"{said} {self.divided:,} {known} known only to a district that was divided before "
            f"then, and {'counts' if self.divided == 1 else 'count'} under its name."
        )


def locate_in_year(place: Location, gazetteer: Gazetteer, year: int) -> Location:
    """Return a location with its province and district as they were at the end of a year.

    A place is followed by its entry in the gazetteer, else by the names of its units; what the
    packs do not know, or what a person moved to another district, keeps the names it has.
    """
    known = _entry(place, gazetteer)
    if known is None:
        return place
    day = date(year, 12, 31)
    if known.until is not None and known.until < day.isoformat():
        known = gazetteer.successor(known)
    then = gazetteer.as_of(known, day)
    province = then.name if then.kind == "admin1" else then.admin1
    if not place.admin2:
        return replace(place, admin1=province)
    return replace(
        place, admin1=province, admin2=then.name if then.kind == "admin2" else then.admin2
    )


def harmonise(event: Event, gazetteer: Gazetteer, year: int) -> Event:
    """Return an event with all its places in the units of the end of a year."""
    places = tuple(locate_in_year(place, gazetteer, year) for place in event.places)
    return event if places == event.places else replace(event, places=places)


def count_divided(events: Iterable[Event], gazetteer: Gazetteer, year: int) -> int:
    """Return how many events are known only to a district that was divided after them."""
    return sum(_is_divided(event, gazetteer, year) for event in events)


def _is_divided(event: Event, gazetteer: Gazetteer, year: int) -> bool:
    place = event.places[0] if event.places else None
    if place is None or place.precision != "district" or not place.admin2:
        return False
    day = event.happened[0].last if event.happened else None
    return gazetteer.was_divided(
        place.country or "", place.admin2, after=day, by=date(year, 12, 31)
    )


def _entry(place: Location, gazetteer: Gazetteer) -> Place | None:
    """Return the gazetteer's entry of a location: of the place itself, else of its unit."""
    known = gazetteer.get(place.place_id) if place.place_id else None
    if known is not None and place.admin2 in {None, *gazetteer.districts_of(known)}:
        return known
    for name, kind in ((place.admin2, "admin2"), (place.admin1, "admin1")):
        found = gazetteer.find(name, country=place.country, similar=False) if name else ()
        units = [u for u in found if u.kind == kind and u.country == place.country]
        if units:
            return units[0]
        if name and kind == "admin2":
            return None  # a district that no pack knows: its province alone would lose it
    return None
