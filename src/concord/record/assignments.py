"""Who works on which incident, and how far: rows are appended, the last one of a subject holds."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal, get_args

from sqlalchemy import func, insert, select

from concord.errors import ConcordError
from concord.record import tables
from concord.record.documents import in_pages
from concord.record.payload import decode, encode

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy import Connection

    from concord.model import Run
    from concord.record.store import Record

WorkState = Literal["unassigned", "assigned", "in_work", "done", "adjudicated"]
STATES: tuple[WorkState, ...] = get_args(WorkState)
LONGEST_NAME = 60


class InvalidAssignmentError(ConcordError):
    """A state of work that cannot be."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Assignment:
    """One row: the incident, its state of work, whose it is, who said so and when."""

    subject: str
    state: WorkState
    assignee: str | None
    who: str
    recorded: str = ""
    sequence: int = 0
    note: str | None = None


def assign(record: Record, assignment: Assignment) -> Assignment:
    """Append a row; return it with its number. Raises InvalidAssignmentError."""
    checked = _checked(assignment)
    table = tables.assignments
    with record.database.write() as connection:
        last = connection.execute(select(func.max(table.c.sequence))).scalar() or 0
        made = replace(checked, sequence=last + 1, recorded=record.clock().isoformat())
        row = {
            "sequence": made.sequence,
            "subject": made.subject,
            "state": made.state,
            "who": made.who,
            "recorded": made.recorded,
            "payload": encode(made),
        }
        connection.execute(insert(table).values(row))
    return made


def read_assignments(record: Record) -> tuple[Assignment, ...]:
    """Return every row ever written, oldest first."""
    query = select(tables.assignments.c.payload).order_by(tables.assignments.c.sequence)
    with record.database.read() as connection:
        return tuple(decode(each, Assignment) for each in connection.execute(query).scalars())


def present_assignments(record: Record, run: Run | None) -> Mapping[str, Assignment]:
    """Return incident id -> the row that holds, by the ids that the incidents have in the run.

    A row whose incident is gone is left out; linked again under an old name, it is back.
    """
    rows = read_assignments(record)
    if run is None or not rows:
        return {}
    with record.database.read() as connection:
        present = _present(connection, run, sorted({each.subject for each in rows}))
    return {present[each.subject]: each for each in rows if each.subject in present}


def _present(connection: Connection, run: Run, names: Sequence[str]) -> dict[str, str]:
    """Return name -> the id that its incident has in the run, for those that have one."""
    table = tables.incident_names.c
    found: dict[str, str] = {}
    for page in in_pages(names):
        query = select(table.name, table.incident_id).where(
            table.run_id == run.id, table.name.in_(page)
        )
        found.update((row.name, row.incident_id) for row in connection.execute(query))
    return found


def _checked(assignment: Assignment) -> Assignment:
    if assignment.state not in STATES:
        raise InvalidAssignmentError(
            f"{assignment.state!r} is no state of work: use one of {', '.join(STATES)}."
        )
    if not assignment.who.strip():
        raise InvalidAssignmentError("Say who assigns.")
    name = " ".join((assignment.assignee or "").split())
    if assignment.state == "unassigned":
        return replace(assignment, assignee=None)
    if assignment.state in ("assigned", "in_work") and not name:
        raise InvalidAssignmentError("Say to whom it is assigned.")
    if len(name) > LONGEST_NAME or not name.isprintable():
        raise InvalidAssignmentError(f"A name has up to {LONGEST_NAME} printable characters.")
    return replace(assignment, assignee=name or None)
