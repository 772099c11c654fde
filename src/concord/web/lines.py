"""The lines of a list of incidents: written once for each state of the record, then at hand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from concord.analysis.measures import toll_of
from concord.codebook.counting import load_inclusion
from concord.record.rows_redaction import Redactor
from concord.report import words
from concord.web.shelf import PRESENT, Edition

if TYPE_CHECKING:
    from collections.abc import Sequence

    from concord.model import Event, Incident, Location
    from concord.web.shelf import Shelf


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One incident in a list, every cell in words; ``tags`` are (words, whether it is a doubt).

    ``dead`` says of the killed what a sentence does, ``killed`` what a cell does.
    """

    id: str
    day: str
    precision: str
    what: str
    place: str
    province: str
    who: tuple[str, ...]
    killed: str
    dead: str
    injured: str
    tags: tuple[tuple[str, bool], ...]
    documents: int
    origins: int


def write_lines(
    shelf: Shelf, ids: Sequence[str], edition: Edition = PRESENT, inclusion: str = "attacks"
) -> list[Line]:
    """Return the lines of these incidents, in this order; those that are gone are left out."""
    state = shelf.state()
    key = (state, "line", edition, inclusion)
    missing = [each for each in ids if not shelf.holds((*key, each))]
    if missing:
        for incident in shelf.close_up(missing, edition=edition).incidents():
            shelf.put((*key, incident.id), write_line(shelf, incident, inclusion))
    found = (shelf.held((*key, each)) for each in ids)
    return [line for line in found if line is not None]


def write_line(shelf: Shelf, incident: Incident, inclusion: str = "attacks") -> Line:
    """Return the line of one incident, private names masked."""
    facts, toll = incident.facts, toll_of(incident)
    when = facts.happened[0] if facts.happened else None
    place = facts.places[0] if facts.places else None
    named = (
        f"{p.name or _unnamed(shelf, facts, p.text)} ({words.ATTRIBUTIONS[p.attribution]})"
        for p in facts.perpetrators
    )
    return Line(
        id=incident.id,
        day=words.say_when(when, short=True),
        precision="" if when and when.precision == "day" else "date",
        what=type_label(shelf, facts.type),
        place=name_of(place),
        province=region_of(shelf, place),
        who=tuple(dict.fromkeys(named)),
        killed=words.say_toll(toll.killed),
        dead=words.say_killed(toll.killed),
        injured=words.say_toll(toll.injured),
        tags=tuple(_tags(incident, inclusion, party=toll.killed.party or toll.injured.party)),
        documents=len(incident.document_ids),
        origins=incident.origins,
    )


def _unnamed(shelf: Shelf, facts: Event, text: str) -> str:
    """Return the words for somebody whom the codebook does not know, private names masked."""
    if text.islower():
        # "gunmen", "a suicide bomber": a name has capitals. Making a mask is what takes time.
        return text
    return Redactor(shelf.book, with_names=shelf.with_names).event_mask(facts)(text)


def type_label(shelf: Shelf, code: str) -> str:
    """Return the event type's label in the codebook, or its code as words."""
    found = shelf.book.types.get(code)
    return found.label if found else words.label(code)


def name_of(place: Location | None) -> str:
    """Return the place's own name."""
    return (place.name or place.text) if place else "place not known"


def region_of(shelf: Shelf, place: Location | None) -> str:
    """Return district, province and country of a place, its own name and repeats left out."""
    if place is None:
        return ""
    country = shelf.book.gazetteer.country_name(place.country) if place.country else None
    names = dict.fromkeys(name for name in (place.admin2, place.admin1, country) if name)
    return ", ".join(name for name in names if name != name_of(place))


def _tags(incident: Incident, inclusion: str, *, party: bool) -> list[tuple[str, bool]]:
    facts, tags = incident.facts, []
    rule = load_inclusion(inclusion)
    if not rule.admits(facts):
        fits = any(not c.categories or facts.category in c.categories for c in rule.clauses)
        why = "" if fits or not facts.category else f": {words.label(facts.category)}"
        tags.append((f"counted apart{why}", False))
    if facts.status != "actual":
        tags.append((words.STATUSES[facts.status], False))
    if incident.disputed:
        told = ", ".join(words.label(name) for name in incident.disputed)
        tags.append((f"disputed: {told}", True))
    if party:
        tags.append(("toll by a party to the fight alone", True))
    if facts.places and facts.places[0].precision in ("province", "country"):
        tags.append((words.PLACE_PRECISIONS[facts.places[0].precision], False))
    if incident.review != "machine":
        tags.append((words.REVIEWS[incident.review], False))
    if incident.dataset != "own":
        tags.append((f"from {incident.dataset}", False))
    return tags
