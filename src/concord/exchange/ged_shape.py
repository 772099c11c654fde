"""Our incidents in the shape of UCDP GED (49 columns of 26.1).

GED holds violence by an organised actor that is identified, with at least one death. So an incident
is left out if nobody is known to be killed, or if no organised actor is named as the one who did
it (blame and suspicion alone name nobody). ``id`` is our incident's id. The numbers that UCDP gives
to conflicts, dyads and actors are UCDP's to give and stay empty.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from concord.exchange.shapes import MISSION, STATE, Shape, Written, not_held_by, sources_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from concord.codebook.crosswalks import Crosswalk
    from concord.exchange.shapes import Loss, Told
    from concord.model import Participant

TITLE = "GED"
NO_COLUMN = (
    "injured", "abducted", "arrested", "claimed_by", "denied_by", "tactic", "weapon", "type",
    "disputed", "attribution", "assertions",
)  # fmt: skip
NO_DYAD = (
    "no identified organised actors: GED needs the attacker of civilians, and both sides of a fight"
)
CLASHES = frozenset({"clash", "military_operation"})
FEW_DAYS, WEEK, MONTH = 6, 7, 31
# Regions as GED has them, by the first number of the next region (Gleditsch and Ward).
REGIONS = ((200, "Americas"), (400, "Europe"), (630, "Africa"), (700, "Middle East"))
CELLS_PER_DEGREE, CELLS_AROUND = 2, 720


@dataclass(frozen=True, slots=True, kw_only=True)
class Dyad:
    """The two sides and GED's type of violence; ``states`` are the countries of governments."""

    violence: str
    side_a: str
    side_b: str
    a_state: str | None = None
    b_state: str | None = None


def write_ged(told: Told, walk: Crosswalk) -> Written:
    """Return the row of one incident, or why GED would not hold it."""
    reason = _outside(told)
    dyad = None if reason else _dyad(told, walk)
    if reason or dyad is None:
        return told.left_out(reason or NO_DYAD)
    return Written(rows=(_row(told, dyad, walk),), losses=tuple(_losses(told, dyad, walk)))


GED = Shape(name="ged", toll_rule="ucdp", write=write_ged)


def _outside(told: Told) -> str | None:
    if told.facts.status != "actual":
        return f"GED holds what happened, and this is {told.facts.status}"
    if not told.toll.killed_total.best:
        return "nobody is known to be killed, and GED needs a death"
    if told.when is None:
        return "no day, month or year is known"
    return None


def _dyad(told: Told, walk: Crosswalk) -> Dyad | None:
    held = [p for p in told.held() if told.side(p) is not None]
    states = [p for p in held if told.side(p) in (STATE, MISSION)]
    groups = [p for p in held if p.actor_id and told.side(p) not in (STATE, MISSION)]
    if told.facts.type in CLASHES and (pair := _pair(told, states, groups)):
        return pair
    return _attack(told, walk, states, groups) if groups or states else None


def _attack(
    told: Told, walk: Crosswalk, states: list[Participant], groups: list[Participant]
) -> Dyad | None:
    """Return the dyad of an attack, which depends on whom it hit."""
    values = walk.write(told.facts.type, STATE if states else "militant", told.target_class())
    violence = values["type_of_violence"] if values else None
    hit = [p for p in told.facts.targets if p.actor_id and told.side(p) not in (STATE, MISSION)]
    if violence == "1" and states:
        return _pair(told, states, hit) if hit else None
    if violence == "1":
        return _pair(told, [], groups, of_place=True)
    if violence == "2":
        return _pair(told, [], [*groups, *hit]) if hit else None
    if violence != "3":
        return None
    actor = groups[0] if groups else states[0]
    country = None if groups else told.country_of(actor)
    name = _government(told, country) if country else actor.name or actor.text
    return Dyad(violence="3", side_a=name, side_b="Civilians", a_state=country)


def _pair(
    told: Told, states: list[Participant], groups: list[Participant], *, of_place: bool = False
) -> Dyad | None:
    """Return the dyad of a fight: a government and a group, two governments or two groups."""
    countries = list(dict.fromkeys(filter(None, map(told.country_of, states))))
    if of_place and not countries and told.place.country:
        # A group that attacks soldiers or police fights the government of the place.
        countries = [told.place.country]
    names = [p.name or p.text for p in groups]
    if countries and names:
        return Dyad(
            violence="1",
            side_a=_government(told, countries[0]),
            side_b=names[0],
            a_state=countries[0],
        )
    if len(countries) > 1:
        one, other = countries[:2]
        return Dyad(
            violence="1",
            side_a=_government(told, one),
            side_b=_government(told, other),
            a_state=one,
            b_state=other,
        )
    if len(names) > 1:
        return Dyad(violence="2", side_a=names[0], side_b=names[1])
    return None


def _government(told: Told, country: str) -> str:
    known = told.book.countries.get(country)
    return f"Government of {known.full_name if known else country}"


def _row(told: Told, dyad: Dyad, walk: Crosswalk) -> Mapping[str, object]:
    when, place = told.when, told.place
    assert when is not None  # noqa: S101 - _outside has seen to it
    assert when.first is not None  # noqa: S101 - Told.when gives readings with days alone
    urls, publishers = sources_of(told)
    number = walk.codes["states"].get(place.country or "")
    return {
        "id": told.incident.id,
        "relid": told.incident.id,
        "year": when.first.year,
        "code_status": f"Concord: {told.incident.review}",
        "type_of_violence": dyad.violence,
        "dyad_name": f"{dyad.side_a} - {dyad.side_b}",
        "side_a": dyad.side_a,
        "side_b": dyad.side_b,
        "number_of_sources": told.incident.origins,
        "source_article": urls,
        "source_office": publishers,
        "where_prec": walk.codes["place_precision"][place.precision],
        "where_coordinates": place.name or place.text,
        "where_description": place.text,
        "adm_1": place.admin1,
        "adm_2": place.admin2,
        **_geometry(place.latitude, place.longitude),
        "country": told.country_name(),
        "country_id": number,
        "region": _region(number),
        "event_clarity": 1 if _date_code(told) == "1" else 2,
        "date_prec": _date_code(told),
        "date_start": when.first.isoformat(),
        "date_end": (when.last or when.first).isoformat(),
        **_deaths(told, dyad),
        "gwnoa": walk.codes["states"].get(dyad.a_state or ""),
        "gwnob": walk.codes["states"].get(dyad.b_state or ""),
    }


def _geometry(latitude: float | None, longitude: float | None) -> Mapping[str, object]:
    if latitude is None or longitude is None:
        return {}
    row = math.floor((90 + latitude) * CELLS_PER_DEGREE)
    column = math.floor((180 + longitude) * CELLS_PER_DEGREE)
    return {
        "latitude": latitude,
        "longitude": longitude,
        "geom_wkt": f"POINT ({longitude} {latitude})",
        # Tollefsen, Strand and Buhaug (2012): half-degree cells, numbered from the south-west.
        "priogrid_gid": row * CELLS_AROUND + column + 1,
    }


def _region(number: str | int | None) -> str:
    if number is None:
        return ""
    return next((name for first, name in REGIONS if int(number) < first), "Asia")


def _date_code(told: Told) -> str:
    """Return GED's precision of the date: by the reading's own precision and its span."""
    when = told.when
    if when is None or when.first is None or when.last is None:
        return "5"
    days = (when.last - when.first).days
    by_span = "1" if not days else "2" if days < WEEK else "4" if days < MONTH else "5"
    by_kind = {"day": "1", "week": "3", "month": "4"}.get(when.precision, "5")
    return max(by_span, by_kind)


def _deaths(told: Told, dyad: Dyad) -> Mapping[str, int]:
    total = told.toll.killed_total
    best = total.best or 0
    classes = {name: value.best or 0 for name, value in told.toll.by.get("killed", {}).items()}
    state = classes.get("security", 0) + classes.get("pro_government", 0)
    fighters = classes.get("militant", 0)
    civilians = classes.get("civilian", 0) + classes.get("official", 0)
    if dyad.violence == "3":
        # Who is killed by one-sided violence is a civilian unless told otherwise.
        civilians += classes.get("unknown", 0)
    a, b = {
        # Fighters of two groups are not told apart; one-sided violence has but one armed side.
        "1": (state, fighters),
        "2": (0, 0),
        "3": (state if dyad.a_state else fighters, 0),
    }[dyad.violence]
    unknown = best - a - b - civilians
    if unknown < 0:
        a, b, civilians, unknown = 0, 0, 0, best
    return {
        "deaths_a": a,
        "deaths_b": b,
        "deaths_civilians": civilians,
        "deaths_unknown": unknown,
        "best": best,
        "high": best if total.high is None else total.high,
        "low": best if total.low is None else total.low,
    }


def _losses(told: Told, dyad: Dyad, walk: Crosswalk) -> Iterator[Loss]:
    yield from not_held_by(told, NO_COLUMN, TITLE)
    if told.toll.killed_total.high is None:
        why = "GED has no open-ended figures; high is written as best"
        yield told.loss("killed_high", "open-ended", why)
    named = [p.name or p.text for p in (*told.held(), *told.facts.targets) if p.actor_id]
    extra = [n for n in dict.fromkeys(named) if n not in (dyad.side_a, dyad.side_b)]
    if extra:
        yield told.loss("actors", ";".join(extra), "GED has one actor on each side")
    precision = told.place.precision
    code = walk.codes["place_precision"][precision]
    if walk.codes["where_prec"].get(code) != precision:
        yield told.loss("place_precision", precision, f"GED knows it as where_prec {code} only")
