"""One neutral sentence about an incident, made from its coded facts and never from a text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from concord.analysis.measures import toll_of
from concord.codebook.wording import say_persons
from concord.report import words

if TYPE_CHECKING:
    from concord.model import Incident
    from concord.report.desk import Desk


def tell(incident: Incident, desk: Desk) -> str:
    """Return what happened, the toll, and who is said to have done it, in one sentence."""
    facts = incident.facts
    what = desk.type_label(facts.type)
    where = desk.place(facts.places[0]) if facts.places else "a place not known"
    parts = [f"{_opening(facts.status)}{what} in {where}: {_say_toll(incident)}"]
    parts += _said_of(incident)
    return "; ".join(parts) + "."


def _opening(status: str) -> str:
    return "" if status == "actual" else f"{words.STATUSES[status].capitalize()}: "


def _say_toll(incident: Incident) -> str:
    toll = toll_of(incident)
    said = [
        f"{say_persons(value)} {verb}"
        for value, verb in (
            (toll.killed, "killed"),
            (toll.injured, "injured"),
            (toll.abducted, "abducted"),
            (toll.killed_attackers, "of the attackers killed"),
        )
        if value.best
    ]
    return ", ".join(said) or "no toll stated"


def _said_of(incident: Incident) -> list[str]:
    facts = incident.facts
    by_level: dict[str, list[str]] = {}
    for each in facts.perpetrators:
        if each.name and each.attribution and each.attribution != "side":
            by_level.setdefault(each.attribution, []).append(each.name)
    verbs = {
        "claimed": "claimed by",
        "stated": "attributed to",
        "blamed": "blamed on",
        "suspected": "suspected:",
        "inferred": "ascribed by analysts to",
    }
    found = [
        f"{verb} {' and '.join(dict.fromkeys(by_level[level]))}"
        for level, verb in verbs.items()
        if level in by_level
    ]
    denied = dict.fromkeys(each.name for each in facts.denied_by)
    return found + ([f"denied by {' and '.join(denied)}"] if denied else [])
