"""The facts of an incident that a diff compares, each as words that compare by equality."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from concord.codebook.tolls import summarise

if TYPE_CHECKING:
    from concord.codebook.counting import Inclusion
    from concord.codebook.tolls import Range
    from concord.model import Event, Incident


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """A fact that is compared: what its change is called, and the fields that a ruling corrects."""

    name: str
    change: str
    fields: tuple[str, ...]


_DAYS = ("happened_from", "happened_to", "happened_precision", "happened")
_PLACES = ("place", "place_id", "admin1", "admin2", "country", "latitude", "longitude")
FACTS = (
    Fact(name="happened", change="re-dated", fields=_DAYS),
    Fact(name="place", change="re-placed", fields=(*_PLACES, "place_precision")),
    Fact(name="perpetrators", change="re-attributed", fields=("perpetrators", "claimed_by")),
    Fact(name="type", change="re-typed", fields=("type", "category", "status")),
    Fact(name="target_class", change="re-targeted", fields=("target_class", "targets")),
    Fact(name="killed", change="killed changed", fields=("killed", "toll")),
    Fact(name="killed_attackers", change="attackers killed changed", fields=("killed_attackers",)),
    Fact(name="injured", change="injured changed", fields=("injured", "toll")),
    Fact(name="abducted", change="abducted changed", fields=("abducted", "toll")),
    Fact(name="arrested", change="arrested changed", fields=("arrested", "toll")),
    Fact(name="claims", change="claims changed", fields=("claimed_by", "denied_by")),
    Fact(name="counted", change="counted or not", fields=("category", "status", "type")),
)


def facts_of(incident: Incident, inclusion: Inclusion) -> dict[str, str]:
    """Return fact -> words; ranges are written "best (low-high)", a dash where nothing is known."""
    facts = incident.facts
    toll = summarise(facts.type, facts.tolls, incident.toll_rule)
    named = sorted(
        f"{p.name or p.actor_id} ({p.attribution})"
        for p in facts.perpetrators
        if p.name or p.actor_id
    )
    return {
        "happened": _days(facts),
        "place": _place(facts),
        "perpetrators": ", ".join(named) or "not named",
        "type": f"{facts.type}, {facts.category}, {facts.status}".replace("_", " "),
        "target_class": facts.target_class or "not known",
        "killed": _range(toll.killed),
        "killed_attackers": _range(toll.killed_attackers),
        "injured": _range(toll.injured),
        "abducted": _range(toll.abducted),
        "arrested": _range(toll.arrested),
        "claims": _claims(facts),
        "counted": "counted" if inclusion.admits(facts) else "not counted",
    }


def _days(facts: Event) -> str:
    when = facts.happened[0] if facts.happened else None
    if when is None or when.first is None:
        return "date not known"
    same = when.last is None or when.last == when.first
    return when.first.isoformat() if same else f"{when.first} to {when.last}"


def _place(facts: Event) -> str:
    if not facts.places:
        return "place not known"
    place = facts.places[0]
    names = (place.name or place.text, place.admin2, place.admin1, place.country)
    return ", ".join(dict.fromkeys(name for name in names if name))


def _range(value: Range) -> str:
    if value.best is None and value.low is None:
        return "-"
    best = value.best if value.best is not None else value.low
    if value.low == value.high == best:
        return str(best)
    high = "or more" if value.high is None else str(value.high)
    return f"{best} ({value.low}-{high})" if value.high is not None else f"{value.low} {high}"


def _claims(facts: Event) -> str:
    claims = sorted(f"claimed by {each.name}" for each in facts.claimed_by)
    denials = sorted(f"denied by {each.name}" for each in facts.denied_by)
    return ", ".join((*claims, *denials)) or "none"
