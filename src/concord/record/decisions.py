"""What people ruled: a sequence that is appended to, superseded, undone, and never edited."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeAlias, get_args

from sqlalchemy import func, insert, select

from concord.errors import ConcordError
from concord.model import Decision, DecisionKind
from concord.record import tables
from concord.record.fields import normal_value
from concord.record.payload import decode, encode

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from sqlalchemy import Connection

    from concord.codebook.book import Codebook

PAIRS = ("same", "different")
Key: TypeAlias = tuple[object, ...]


class InvalidDecisionError(ConcordError):
    """A decision that says too little, too much, or nothing that can be done."""


class UnknownSubjectError(ConcordError):
    """A decision about an event or incident that the record does not hold."""

    def __init__(self, subject: str) -> None:
        super().__init__(
            f"The record holds no event or incident {subject!r}. `concord export incidents` and "
            "`concord export events` list the ids."
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What somebody saw when deciding: an incident by all its names, and the last decision on it.

    ``names`` are its id, its aliases and its events; ``last`` is 0 where nobody had ruled.
    """

    names: frozenset[str]
    last: int = 0


class OvertakenError(ConcordError):
    """A decision about something that somebody else has ruled on meanwhile."""

    def __init__(self, newer: Sequence[Decision]) -> None:
        made = "; ".join(
            f"{each.who}: {each.kind}{f' {each.field}' if each.field else ''}, number"
            f" {each.sequence}"
            for each in newer
        )
        super().__init__(
            f"Somebody has ruled on this meanwhile ({made}). Nothing of yours was recorded: look "
            "at it as it stands now, then decide again."
        )
        self.newer = tuple(newer)


def decisions_about(decisions: Iterable[Decision], names: Collection[str]) -> tuple[Decision, ...]:
    """Return the decisions on anything of these names and the undos of those, oldest first."""
    found: dict[int, Decision] = {}
    for each in sorted(decisions, key=lambda each: each.sequence):
        if each.undoes in found or any(subject in names for subject in each.subjects):
            found[each.sequence] = each
    return tuple(found.values())


def check_current(seen: Seen, earlier: Sequence[Decision]) -> None:
    """Return if nobody has ruled since on what was seen; raises OvertakenError."""
    newer = [d for d in decisions_about(earlier, seen.names) if d.sequence > seen.last]
    if newer:
        raise OvertakenError(newer)


def check_decision(
    decision: Decision, earlier: Sequence[Decision], book: Codebook | None = None
) -> Decision:
    """Return the decision with its value in normal form; raises InvalidDecisionError.

    Raises also UnknownFieldError and InvalidValueError, for a correction.
    """
    if decision.kind not in get_args(DecisionKind):
        kinds = ", ".join(get_args(DecisionKind))
        raise InvalidDecisionError(f"{decision.kind!r} is no decision. Choose one of: {kinds}.")
    if not decision.who.strip():
        raise InvalidDecisionError("A decision needs the name of who made it.")
    if decision.kind == "undo":
        return _check_undo(decision, earlier)
    _check_subjects(decision)
    if decision.undoes is not None:
        raise InvalidDecisionError("Only an undo names a sequence number to undo.")
    if decision.kind != "correct":
        if decision.field is not None or decision.value is not None:
            raise InvalidDecisionError(
                f"Only a correction has a field and a value, no {decision.kind}."
            )
        return decision
    if decision.field is None:
        raise InvalidDecisionError("A correction needs the field that it corrects.")
    return replace(decision, value=normal_value(decision.field, decision.value, book))


def _check_undo(decision: Decision, earlier: Sequence[Decision]) -> Decision:
    known = {each.sequence for each in earlier}
    if decision.undoes not in known:
        raise InvalidDecisionError(
            f"There is no decision {decision.undoes} to undo. `concord review log` lists them."
        )
    if decision.undoes in _cancelled(earlier):
        raise InvalidDecisionError(
            f"Decision {decision.undoes} is undone already. Undo the undo to bring it back: "
            "`concord review log` gives its number."
        )
    return decision


def _check_subjects(decision: Decision) -> None:
    count = len(set(decision.subjects))
    if decision.kind in PAIRS and count < len(PAIRS):
        raise InvalidDecisionError(
            f"`{decision.kind}` needs two or more different events or incidents."
        )
    if decision.kind not in PAIRS and len(decision.subjects) != 1:
        raise InvalidDecisionError(f"`{decision.kind}` needs exactly one event or incident.")


def active_decisions(decisions: Iterable[Decision]) -> tuple[Decision, ...]:
    """Return the decisions that hold, oldest first: none that was undone or superseded.

    An undo may be undone. A later correction of the same field of the same subject supersedes the
    earlier one, as do a later accept or reject, a later split, and a later ruling on the same pair.
    """
    ordered = sorted(decisions, key=lambda each: each.sequence)
    cancelled = _cancelled(ordered)
    standing = [d for d in ordered if d.kind != "undo" and d.sequence not in cancelled]
    last = {_ruled_on(each): each.sequence for each in standing}
    return tuple(each for each in standing if last[_ruled_on(each)] == each.sequence)


def _cancelled(decisions: Sequence[Decision]) -> set[int]:
    """Return the sequence numbers that are undone; the last undo has the last word."""
    cancelled: set[int] = set()
    for each in sorted(decisions, key=lambda each: each.sequence, reverse=True):
        if each.kind == "undo" and each.undoes is not None and each.sequence not in cancelled:
            cancelled.add(each.undoes)
    return cancelled


def _ruled_on(decision: Decision) -> Key:
    """Return what a decision decides: of two with the same key, the later one holds."""
    match decision.kind:
        case "correct":
            return ("field", decision.subjects[0], decision.field)
        case "accept" | "reject":
            return ("standing", decision.subjects[0])
        case "same" | "different":
            return ("pair", *sorted(set(decision.subjects)))
        case _:
            return (decision.kind, *decision.subjects)


def append_decision(connection: Connection, decision: Decision) -> Decision:
    """Append a checked decision; return it with its sequence number."""
    last = connection.execute(select(func.max(tables.decisions.c.sequence))).scalar() or 0
    numbered = replace(decision, sequence=last + 1)
    row = {
        "sequence": numbered.sequence,
        "kind": numbered.kind,
        "who": numbered.who,
        "recorded": numbered.recorded.isoformat(),
        "undoes": numbered.undoes,
        "payload": encode(numbered),
    }
    connection.execute(insert(tables.decisions).values(row))
    subjects = [
        {"sequence": numbered.sequence, "position": position, "subject": subject}
        for position, subject in enumerate(numbered.subjects)
    ]
    if subjects:
        connection.execute(insert(tables.decision_subjects), subjects)
    return numbered


def read_decisions(connection: Connection) -> tuple[Decision, ...]:
    """Return every decision, undone ones and undos included, oldest first."""
    query = select(tables.decisions.c.payload).order_by(tables.decisions.c.sequence)
    return tuple(decode(each, Decision) for each in connection.execute(query).scalars())
