"""Our incidents in the shape of POLECAT (40 columns, tab-separated), in the PLOVER ontology.

POLECAT says who did what to whom, and has no column for tolls at all: each lost toll is in the log.
An intensity is PLOVER's score of the event type. Wikipedia and GeoNames numbers are given where our
own ids are such numbers, else empty.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from concord.exchange.shapes import Shape, Written, not_held_by, sources_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from concord.codebook.crosswalks import Crosswalk
    from concord.exchange.shapes import Loss, Told
    from concord.model import Participant

TITLE = "POLECAT"
NO_COLUMN = (
    "killed", "injured", "abducted", "arrested", "claimed_by", "denied_by", "weapon", "disputed",
    "attribution", "assertions",
)  # fmt: skip
UNKNOWN = "None"
FEATURES = {
    "exact": "site", "vicinity": "town", "town": "town", "tehsil": "tehsil",
    "district": "district", "province": "province", "country": "country",
}  # fmt: skip


def write_polecat(told: Told, walk: Crosswalk) -> Written:
    """Return the row of one incident, or why POLECAT would not hold it."""
    if told.facts.status != "actual":
        return told.left_out(f"POLECAT holds what happened, and this is {told.facts.status}")
    if told.when is None or told.when.first is None:
        return told.left_out("no day is known")
    actor = next(iter(told.held()), None) or next(iter(told.facts.perpetrators), None)
    side = told.side(actor) if actor else None
    cells = walk.write(told.facts.type, side, told.target_class())
    if cells is None:
        return told.left_out(f"the crosswalk has no event type for {told.facts.type}")
    return Written(rows=(_row(told, walk, actor, cells),), losses=tuple(_losses(told)))


POLECAT = Shape(name="polecat", toll_rule="latest_independent", write=write_polecat, delimiter="\t")


def _row(
    told: Told, walk: Crosswalk, actor: Participant | None, cells: Mapping[str, str]
) -> Mapping[str, object]:
    place, when = told.place, told.when
    hit = next((p for p in told.facts.targets if p is not actor), None)
    published = sorted(d.published for d in told.sources if d.published)
    language = next((d.language for d in told.sources if d.language), "")
    geonames = (place.place_id or "")[1:]
    return {
        "Event ID": told.incident.id,
        "Event Date": when.first.isoformat() if when and when.first else "",
        **cells,
        **_actor(told, walk, actor, "Actor"),
        **_recipient(told, walk, hit),
        "Placename": place.text,
        "City": place.name if place.precision in ("exact", "vicinity", "town") else "",
        "District": place.admin2,
        "Province": place.admin1,
        "Country": _iso3(told, place.country),
        "Latitude": place.latitude,
        "Longitude": place.longitude,
        "GeoNames ID": geonames if geonames.isdigit() else "",
        "Raw Placename": place.text,
        "Feature Type": FEATURES.get(place.precision, ""),
        "Source": sources_of(told)[1],
        "Publication Date": published[0][:10] if published else "",
        "Language": language,
        "Version": "Concord",
    }


def _actor(
    told: Told, walk: Crosswalk, actor: Participant | None, role: str
) -> Mapping[str, object]:
    if actor is None:
        return {f"{role} Name": UNKNOWN}
    known = told.book.actors.get(actor.actor_id or "")
    sector = walk.codes["sector_of_side"].get(told.side(actor) or "", "UNK")
    if known and known.kind == "security_force":
        sector = "COP" if known.side == "police" else "MIL"
    return {
        f"{role} Name": actor.name or UNKNOWN,
        f"{role} Country": _iso3(told, known.country if known else None),
        f"Primary {role} Sector": sector,
        f"{role} Sectors": sector,
        f"{role} Name Raw": actor.text if known else "",
    }


def _recipient(told: Told, walk: Crosswalk, hit: Participant | None) -> Mapping[str, object]:
    """Return the cells of the target: an actor by its name, people by their class alone."""
    if hit is not None and hit.actor_id:
        return _actor(told, walk, hit, "Recipient")
    sector = walk.codes["sector_of_class"].get(told.target_class() or "", "UNK")
    return {
        "Recipient Name": UNKNOWN,
        "Recipient Country": _iso3(told, told.place.country),
        "Primary Recipient Sector": sector,
        "Recipient Sectors": sector,
    }


def _iso3(told: Told, country: str | None) -> str:
    known = told.book.countries.get(country or "")
    return known.iso3 if known else ""


def _losses(told: Told) -> Iterator[Loss]:
    yield from not_held_by(told, NO_COLUMN, TITLE)
    when = told.when
    if when is not None and (when.precision != "day" or when.first != when.last):
        span = f"{when.first} to {when.last}"
        yield told.loss("happened", span, "POLECAT has one day, the first")
