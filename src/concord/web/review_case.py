"""One incident as a reviewer needs it: each field with its two values, its reports, its history."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from concord.record.decisions import active_decisions, decisions_about
from concord.record.fields import CORRECTABLE
from concord.record.rows_events import event_row, incident_row
from concord.report import words
from concord.web.dossier import Dossier, desk_of, open_dossier
from concord.web.lines import Line, write_lines
from concord.web.review_queue import find_twins

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence
    from typing import Any

    from concord.model import Decision, Incident, Run
    from concord.report.desk import Desk
    from concord.web.shelf import Shelf

NOTHING = "nothing"
GROUPS = {
    "What": ("type", "category", "status", "background", "part_of", "tactic", "weapon"),
    "When": ("happened_from", "happened_to", "happened_precision"),
    "Where": ("place", "admin2", "admin1", "country", "place_precision", "latitude", "longitude",
              "place_id"),
    "Who": ("perpetrators", "claimed_by", "denied_by", "targets", "target_class"),
    "Killed": ("killed_low", "killed_best", "killed_high", "killed_attackers_low",
               "killed_attackers_best", "killed_attackers_high"),
    "Hurt and taken": ("injured_low", "injured_best", "injured_high", "abducted_low",
                       "abducted_best", "abducted_high", "arrested_low", "arrested_best",
                       "arrested_high"),
    "Words": ("summary",),
}  # fmt: skip
FIELD_NAMES = {
    "happened_from": "First day", "happened_to": "Last day", "happened_precision": "Exact to",
    "admin2": "District", "admin1": "Province", "place_precision": "Exact to (place)",
    "place_id": "Place number", "part_of": "Part of", "target_class": "Kind of target",
    "url": "Address", "killed_attackers": "Killed, attackers",
    "killed_attackers_low": "Attackers, low", "killed_attackers_best": "Attackers, best",
    "killed_attackers_high": "Attackers, high",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One field: the value that is held, and the machine's where a person gave another."""

    field: str
    name: str
    value: str
    machine: str | None
    who: str
    disputed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Fields that are read together; ``shown`` are those that say something."""

    name: str
    cells: tuple[Cell, ...]

    @property
    def shown(self) -> tuple[Cell, ...]:
        """Return the cells that hold or held a value."""
        return tuple(c for c in self.cells if c.value != NOTHING or c.machine is not None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One event of the incident: what a text told, and in which."""

    event_id: str
    document_id: str
    source: str
    day: str
    told: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """One decision as the history shows it; ``state`` says whether it holds."""

    sequence: int
    kind: str
    what: str
    who: str
    day: str
    note: str
    state: str
    subject: str
    can_undo: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """Everything on a reviewer's desk about one incident.

    ``last`` is the number of the last decision on it and ``seen`` the names that it goes by: a
    form sends them back, so that a ruling on something else than what was seen is noticed.
    """

    id: str
    dossier: Dossier
    review: str
    confidence: str
    groups: tuple[Group, ...]
    reports: tuple[Report, ...]
    twins: tuple[Line, ...]
    history: tuple[Past, ...]
    last: int
    seen: tuple[str, ...]


def open_case(shelf: Shelf, name: str) -> Case | None:
    """Return the case of the incident of that id, alias or event; None if nothing is left of it."""
    run = shelf.run()
    linked = shelf.record.find_incident(run, name) if run else None
    if run is None or linked is None:
        return None
    close = shelf.close_up([linked.id])
    incident = next(iter(close.incidents()), None)
    dossier = open_dossier(shelf, linked.id)
    if incident is None or dossier is None:
        return None
    desk = desk_of(shelf, close)
    names = names_of(incident)
    about = decisions_about(all_decisions(shelf), names)
    return Case(
        id=incident.id,
        dossier=dossier,
        review=incident.review,
        confidence=f"{incident.facts.confidence:.2f}",
        groups=tuple(_groups(shelf, run, incident, linked, desk)),
        reports=tuple(_reports(incident, desk)),
        twins=tuple(write_lines(shelf, find_twins(shelf, incident.id))),
        history=write_history(shelf, about, desk),
        last=max((each.sequence for each in about), default=0),
        seen=tuple(sorted(names)),
    )


def names_of(incident: Incident) -> frozenset[str]:
    """Return all names that a decision may call the incident by, its events' included."""
    return frozenset((incident.id, *incident.aliases, *incident.event_ids))


def all_decisions(shelf: Shelf) -> tuple[Decision, ...]:
    """Return every decision ever made, oldest first."""
    return shelf.keep(("decisions",), shelf.record.decisions)


def write_history(shelf: Shelf, found: Sequence[Decision], desk: Desk) -> tuple[Past, ...]:
    """Return decisions ready to show, the newest first."""
    everything = all_decisions(shelf)
    active = {each.sequence for each in active_decisions(everything)}
    undone = {each.undoes for each in everything if each.undoes is not None}
    return tuple(_past(each, active, undone, desk) for each in reversed(found))


def _past(
    decision: Decision, active: Collection[int], undone: Collection[int | None], desk: Desk
) -> Past:
    what = " and ".join(decision.subjects[1:])
    if decision.field:
        value = desk.redactor.mask_value(decision.value)
        what = f"{words.label(decision.field)}: {_say(value)}"
    elif decision.undoes is not None:
        what = f"of number {decision.undoes}"
    state = "holds"
    if decision.kind == "undo":
        state = ""
    elif decision.sequence not in active:
        state = "undone" if decision.sequence in undone else "superseded"
    return Past(
        sequence=decision.sequence,
        kind=decision.kind,
        what=what,
        who=decision.who,
        day=f"{words.say_day(decision.recorded.date())}, {decision.recorded:%H:%M}",
        note=str(desk.redactor.mask_value(decision.note) or ""),
        state=state,
        subject=decision.subjects[0] if decision.subjects else "",
        can_undo=decision.sequence not in undone,
    )


def _groups(
    shelf: Shelf, run: Run, incident: Incident, linked: Incident, desk: Desk
) -> Iterator[Group]:
    held = incident_row(incident, {}, desk.redactor)
    machine = _machine_values(shelf, run, incident, linked, desk)
    for name, fields in GROUPS.items():
        cells = tuple(
            Cell(
                field=field,
                name=name_field(field),
                value=_say(held[field]),
                machine=_say(machine[field][0]) if field in machine else None,
                who=machine[field][1] if field in machine else "",
                disputed=_is_disputed(field, incident.disputed),
            )
            for field in fields
        )
        yield Group(name=name, cells=cells)


def _is_disputed(field: str, disputed: Collection[str]) -> bool:
    stem = field.removesuffix("_best")
    return stem in disputed or (field == "happened_from" and "happened" in disputed)


def _machine_values(
    shelf: Shelf, run: Run, incident: Incident, linked: Incident, desk: Desk
) -> dict[str, tuple[Any, str]]:
    """Return what the machine read in each corrected field, and who gave another value."""
    found: dict[str, tuple[Any, str]] = {}
    whole = incident_row(linked, {}, desk.redactor)
    events = frozenset(incident.event_ids)
    for each in shelf.rulings(run).attached:
        field = each.decision.field
        if field is None or each.lost or events.isdisjoint(each.events):
            continue
        subject = each.decision.subjects[0]
        row = whole if subject not in events else _row_as_read(shelf, run, subject, desk)
        if row is not None:
            found[field] = (row[field], each.decision.who)
    return found


def _row_as_read(shelf: Shelf, run: Run, event_id: str, desk: Desk) -> dict[str, Any] | None:
    known = desk.events.get(event_id)
    if known is None:
        return None
    for each in shelf.record.runs_with_hand(run):
        coding = shelf.record.coding(each, known.document_id)
        for event in coding.events if coding else ():
            if event.id == event_id:
                return event_row(event, None, None, desk.redactor)
    return None


def _reports(incident: Incident, desk: Desk) -> Iterator[Report]:
    hide = desk.hide(incident.document_ids)
    for event_id in incident.event_ids:
        event = desk.events.get(event_id)
        document = desk.document(event.document_id) if event else None
        if event is None or document is None:
            continue
        yield Report(
            event_id=event_id,
            document_id=document.id,
            source=document.publisher or hide(document.title or document.source),
            day=words.say_published(document.published),
            told=hide(event.summary),
        )


def _say(value: Any) -> str:
    if value is None or value in ("", []):
        return NOTHING
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return "; ".join(_say(each) for each in value)
    if isinstance(value, dict):
        name = value.get("name") or value.get("text") or ""
        more = value.get("attribution") or value.get("class") or value.get("channel")
        return f"{name} ({words.label(str(more))})" if more else str(name)
    return str(value)


def name_field(field: str) -> str:
    """Return what a field is called on the page."""
    return FIELD_NAMES.get(field) or words.label(field).replace("_", " ").capitalize()


def field_wants() -> tuple[tuple[str, str, str], ...]:
    """Return every field that can be corrected: its code, its name, and what it takes."""
    ordered = [field for fields in GROUPS.values() for field in fields]
    known = [*ordered, *(field for field in CORRECTABLE if field not in ordered)]
    return tuple((f, name_field(f), CORRECTABLE[f][1]) for f in known)
