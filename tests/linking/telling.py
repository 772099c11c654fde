"""Reports in one line each: `name published: type; on DAY; at PLACE; killed N; by GROUP; ...`."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from concord.codebook.book import load
from concord.codebook.counting import family
from concord.identity import event_id, incident_id, text_hash
from concord.linking import link
from concord.model import (
    Claim,
    Document,
    Event,
    Location,
    Participant,
    TollFigure,
    When,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from concord.model import Decision, Incident

BOOK = load()
# Real places of Pakistan, as GeoNames has them.
PLACES = {
    "Peshawar": ("town", 34.008, 71.578, "Peshawar", "Khyber Pakhtunkhwa"),
    "Bannu": ("town", 32.985, 70.604, "Bannu", "Khyber Pakhtunkhwa"),
    "Kulachi": ("town", 31.931, 70.460, "Dera Ismail Khan", "Khyber Pakhtunkhwa"),
    "Kolachi": (None, None, None, None, "Khyber Pakhtunkhwa"),
    "Daraban": ("town", 31.733, 70.338, "Dera Ismail Khan", "Khyber Pakhtunkhwa"),
    "Quetta": ("town", 30.184, 67.001, "Quetta", "Balochistan"),
    "Turbat": ("town", 26.001, 63.048, "Kech", "Balochistan"),
    "Balochistan": ("province", 28.5, 65.0, None, "Balochistan"),
}
REPORT = re.compile(r"(?P<name>\w+)(?: (?P<published>[\d-]+))?: (?P<type>\w+)(?P<rest>.*)")
COUNT = re.compile(r"(?P<low>\d+)(?P<open>\+)?(?: say (?P<who>[\w ]+?))?(?P<party> \(party\))?$")


def when(text: str) -> When:
    parts = [int(part) for part in text.split("-")]
    if len(parts) == 1:
        first, last, precision = date(parts[0], 1, 1), date(parts[0], 12, 31), "year"
    elif len(parts) == 2:
        days = monthrange(*parts)[1]
        first, last, precision = date(*parts, 1), date(*parts, days), "month"
    else:
        first = last = date(*parts)
        precision = "day"
    return When(first=first, last=last, precision=precision, basis="explicit", text=text)


def place(name: str) -> Location:
    precision, latitude, longitude, admin2, admin1 = PLACES.get(name, (None,) * 5)
    return Location(
        text=name,
        name=name,
        latitude=latitude,
        longitude=longitude,
        precision=precision or "unknown",
        admin2=admin2,
        admin1=admin1,
        country="PK",
    )


def figure(effect: str, text: str, side: str = "target") -> TollFigure:
    found = COUNT.match(text)
    assert found, text
    low = int(found["low"])
    return TollFigure(
        effect=effect,
        victim_class="civilian" if side == "target" else "militant",
        side=side,
        low=low,
        best=low,
        high=None if found["open"] else low,
        said_by=found["who"],
        party=bool(found["party"]),
        text=text,
    )


def group(name: str, attribution: str = "stated") -> Participant:
    actor = BOOK.resolve_actor(name)
    return Participant(
        text=name,
        actor_id=actor.id if actor else None,
        name=actor.name if actor else name,
        attribution=attribution,
    )


def tell(line: str, *, ordinal: int = 1) -> tuple[Document, Event]:
    """Return the document and the event that one line describes."""
    found = REPORT.match(line)
    assert found, line
    text = f"Report {found['name']}."
    document = Document(
        id=f"d{found['name']}",
        text=text,
        source=f"{found['name']}.txt",
        text_hash=text_hash(text),
        published=found["published"],
        publisher=found["name"],
    )
    event = Event(
        id=event_id(document.id, ordinal, family(found["type"])),
        document_id=document.id,
        start=ordinal,
        end=ordinal + 1,
        type=found["type"],
        family=family(found["type"]),
        category="unclear",
    )
    for part in filter(None, (each.strip() for each in found["rest"].split(";"))):
        event = _with(event, *part.partition(" ")[::2])
    return document, event


def _with(event: Event, word: str, value: str) -> Event:
    changes: dict[str, object] = {"status": word}
    match word:
        case "on":
            changes = {"happened": (when(value),)}
        case "at":
            changes = {"places": (place(value),)}
        case "killed" | "injured":
            changes = {"tolls": (*event.tolls, figure(word, value))}
        case "attackers":
            changes = {"tolls": (*event.tolls, figure("killed", value, "initiator"))}
        case "by" | "blamed":
            level = "stated" if word == "by" else "blamed"
            changes = {"perpetrators": (*event.perpetrators, group(value, level))}
        case "against":
            target = Participant(text=value, victim_class="civilian")
            changes = {"targets": (*event.targets, target)}
        case "claimed" | "denied":
            actor = group(value)
            claim = Claim(name=actor.name or value, actor_id=actor.actor_id)
            changes = {f"{word}_by": (*getattr(event, f"{word}_by"), claim)}
        case "part":
            changes = {"part_of": value}
        case "history":
            changes = {"background": True}
    return replace(event, **changes)


def tell_all(text: str) -> tuple[list[Event], dict[str, Document]]:
    """Return the events and documents of lines; two lines of one name are one document."""
    events, documents = [], {}
    for number, line in enumerate(filter(None, map(str.strip, text.splitlines())), start=1):
        document, event = tell(line, ordinal=number)
        documents[document.id] = document
        events.append(event)
    return events, documents


def linked(text: str, decisions: Sequence[Decision] = ()) -> tuple[Incident, ...]:
    events, documents = tell_all(text)
    return link(events, documents, decisions, BOOK)


def shape(incidents: Sequence[Incident]) -> list[str]:
    """Return each incident as the names of the reports in it, say "a b"."""
    return sorted(
        " ".join(event.split("-")[0].removeprefix("d") for event in incident.event_ids)
        for incident in incidents
    )


def id_of(name: str, number: int, type_: str) -> str:
    return event_id(f"d{name}", number, family(type_))


def incident_of(name: str, number: int, type_: str) -> str:
    return incident_id(id_of(name, number, type_))
