"""Our incidents in the shape of an ACLED export (31 columns, inter codes as words).

ACLED's unit is a day, a place and a pair of actors: an incident of several days is several rows
with its deaths shared out over them. ``fatalities`` are all dead, attackers included, by the lowest
independent figure. Types depend on the target: an armed attack on soldiers is a battle, one on
civilians is violence against civilians (crosswalk).
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from concord.exchange.shapes import SEPARATOR, Shape, Written, not_held_by, sources_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from concord.codebook.crosswalks import Crosswalk
    from concord.exchange.shapes import Loss, Told
    from concord.model import Participant

TITLE = "ACLED"
NO_COLUMN = (
    "injured", "abducted", "arrested", "claimed_by", "denied_by", "weapon", "disputed",
    "attribution", "assertions",
)  # fmt: skip
MOST_DAYS = 31
TIME_CODES = {"day": "1", "week": "2", "month": "3"}
ONE_SIDED = frozenset({"civilian", "official"})
UNARMED = "Violence against civilians"


def write_acled(told: Told, walk: Crosswalk) -> Written:
    """Return the rows of one incident, or why ACLED would not hold it."""
    if told.facts.status != "actual":
        return told.left_out(f"ACLED holds what happened, and this is {told.facts.status}")
    if told.when is None or told.when.precision not in TIME_CODES:
        return told.left_out("the time is not known to the month")
    actor = next(iter(told.held()), None) or next(iter(told.facts.perpetrators), None)
    side = told.side(actor) if actor else "militant"
    cells = walk.write(told.facts.type, side, told.target_class())
    if cells is None:
        return told.left_out(f"the crosswalk has no type for {told.facts.type}")
    days = _days(told)
    parts = _shares(told.toll.killed_total.best, len(days))
    unarmed = cells["event_type"] == UNARMED or told.target_class() in ONE_SIDED
    base = {**_fixed(told, walk, unarmed=unarmed), **cells}
    rows = tuple(
        {
            **base,
            "event_id_cnty": told.incident.id + (f"-{n}" if len(days) > 1 else ""),
            "event_date": day.isoformat(),
            "year": day.year,
            "fatalities": dead,
        }
        for n, (day, dead) in enumerate(zip(days, parts, strict=True), start=1)
    )
    return Written(rows=rows, losses=tuple(_losses(told, walk, len(days))))


ACLED = Shape(name="acled", toll_rule="acled_lowest", write=write_acled)


def _days(told: Told) -> list[date]:
    when = told.when
    if when is None or when.first is None or when.last is None:
        return []
    span = (when.last - when.first).days
    if when.precision == "day":
        return [when.first + timedelta(days=n) for n in range(min(span, MOST_DAYS) + 1)]
    # ACLED dates what it knows to the week or month by a day in its middle.
    return [when.first + timedelta(days=span // 2)]


def _shares(dead: int | None, days: int) -> list[int]:
    """Return the dead shared out over the days, what does not divide on the first of them."""
    each, rest = divmod(dead or 0, days)
    return [each + (n < rest) for n in range(days)]


def _fixed(told: Told, walk: Crosswalk, *, unarmed: bool) -> Mapping[str, object]:
    place = told.place
    publishers = sources_of(told)[1]
    (one, first), (two, second) = _pair(told, walk, unarmed=unarmed)
    precision = told.when.precision if told.when else "month"
    return {
        "time_precision": TIME_CODES[precision],
        **one,
        **two,
        "interaction": "-".join(word for word in (first, second) if word)
        if second
        else f"{first} only",
        "civilian_targeting": "Civilian targeting" if unarmed else "",
        "iso": walk.codes["iso"].get(place.country or ""),
        "country": told.country_name(),
        "admin1": place.admin1,
        "admin2": place.admin2,
        "location": place.name or place.text,
        "latitude": place.latitude,
        "longitude": place.longitude,
        "geo_precision": walk.codes["place_precision"][place.precision],
        "source": publishers or sources_of(told)[0],
        "notes": told.summary,
    }


def _pair(
    told: Told, walk: Crosswalk, *, unarmed: bool
) -> tuple[tuple[dict[str, object], str], tuple[dict[str, object], str]]:
    """Return the cells of the two actors, each with the word of its inter code."""
    actors = list(told.facts.perpetrators)
    both = len(actors) > 1 and all(p.attribution == "side" for p in actors)
    first = actors[:1]
    second = actors[1:2] if both else list(told.facts.targets[:1])
    more = actors[1:] if not both else actors[2:]
    one = _actor(told, walk, first[0] if first else None, None)
    hit = second[0] if second else None
    target = None if both else "civilian" if unarmed else told.target_class() or "militant"
    two = _actor(told, walk, hit, target)
    return (
        ({"actor1": one[0], "assoc_actor_1": _names(more), "inter1": one[1]}, one[1]),
        ({"actor2": two[0], "assoc_actor_2": "", "inter2": two[1]}, two[1]),
    )


def _actor(
    told: Told, walk: Crosswalk, participant: Participant | None, target: str | None
) -> tuple[str, str]:
    """Return name and inter word of an actor; ``target`` is its class where it was acted upon."""
    country = told.country_name()
    if target in ONE_SIDED:
        # Victims are a class and never a name.
        return (f"Civilians ({country})" if country else "Civilians"), "Civilians"
    if participant is None and target is None:
        name = f"Unidentified Armed Group ({country})" if country else "Unidentified Armed Group"
        return name, walk.codes["inter_of_side"]["militant"]
    side = {"security": "state", "pro_government": "political"}.get(target or "")
    side = side or (told.side(participant) if participant else None) or "militant"
    name = (participant.name or "") if participant and participant.actor_id else ""
    if not name:
        kind = "Military Forces of" if side == "state" else "Unidentified Armed Group"
        name = f"{kind} {country}" if side == "state" else f"{kind} ({country})"
    return name.strip(), walk.codes["inter_of_side"].get(side, "Political militia")


def _names(participants: list[Participant]) -> str:
    return SEPARATOR.join(p.name for p in participants if p.name and p.actor_id)


def _losses(told: Told, walk: Crosswalk, days: int) -> Iterator[Loss]:
    yield from not_held_by(told, NO_COLUMN, TITLE)
    killed = told.toll.killed_total
    if killed.best is None:
        yield told.loss("fatalities", "not known", "ACLED writes 0 where no figure is known")
    elif killed.low != killed.high:
        yield told.loss("killed", f"{killed.low}-{killed.high}", "ACLED has one figure, the lowest")
    if killed.best and len(told.toll.by.get("killed", {})) > 1:
        classes = told.toll.by["killed"]
        parts = SEPARATOR.join(f"{name} {value.best}" for name, value in classes.items())
        yield told.loss("toll", parts, "ACLED counts all dead as one, attackers included")
    if days > 1:
        yield told.loss("days", days, "ACLED has one row a day; the dead are shared out over them")
    precision = told.place.precision
    if walk.codes["geo_precision"].get(walk.codes["place_precision"][precision]) != precision:
        yield told.loss("place_precision", precision, "ACLED has three degrees of precision")
