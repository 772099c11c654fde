"""What became of the documents of a run, and for what a record declares itself complete."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import func, insert, select

from concord.model import Ledger, Run
from concord.record import tables
from concord.record.payload import decode, encode
from concord.record.pending import count_outcomes, count_pending, not_to_read

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from concord.model import Scope


def ledger_of(connection: Connection, run: Run) -> Ledger:
    """Return the run's ledger over the documents that count: it balances by construction.

    Indices are counted, and what does not count is taken off; no document is looked at for it.
    """
    counts = {"coded": 0, "rejected": 0, "failed": 0}
    reasons: dict[str, int] = {}
    outcomes = count_outcomes(connection, run, not_to_read(connection, run))
    for (outcome, reason), count in outcomes.items():
        counts[outcome] += count
        if outcome != "coded" and count:
            key = reason or outcome
            reasons[key] = reasons.get(key, 0) + count
    pending = count_pending(connection, run)
    return Ledger(
        run_id=run.id,
        documents=sum(counts.values()) + pending,
        pending=pending,
        reasons=dict(sorted(reasons.items())),
        **counts,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Declaration:
    """For which places, days and unit somebody declares the record complete, or not any more.

    ``places`` are names or ids, empty for everywhere; ``since`` and ``until`` are inclusive days,
    None for open; ``types`` the event types that it is complete for, empty for all; ``inclusion``
    the rule of what is counted, None for whatever rule. A later declaration for all the same
    replaces an earlier one.
    """

    who: str
    places: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None
    unit: str = "incident"
    complete: bool = True
    note: str | None = None
    types: tuple[str, ...] = ()
    inclusion: str | None = None

    def covers(self, scope: Scope) -> bool:
        """Return whether everything that the scope admits lies inside this declaration."""
        asked = {each.casefold() for each in (*scope.places, *scope.countries)}
        declared = {each.casefold() for each in self.places}
        inside = not declared or (bool(asked) and asked <= declared)
        after = self.since is None or (scope.since is not None and scope.since >= self.since)
        before = self.until is None or (scope.until is not None and scope.until <= self.until)
        counted = self.inclusion in (None, scope.inclusion)
        typed = not self.types or (bool(scope.types) and set(scope.types) <= set(self.types))
        return inside and after and before and counted and typed and self.unit == scope.unit

    def words(self) -> str:
        """Return for what the record is declared complete, in words."""
        where = ", ".join(self.places) or "all places"
        when = f"{self.since} to {self.until}" if self.since or self.until else "all days"
        what = ", ".join(each.replace("_", " ") for each in self.types) or "all types"
        rule = f", by the rule {self.inclusion}" if self.inclusion else ""
        return f"{where}; {when}; {what}{rule}"


def key_of(declaration: Declaration) -> tuple[object, ...]:
    """Return what a declaration is about: of two about the same, the later one holds."""
    each = declaration
    return (each.places, each.since, each.until, each.unit, each.types, each.inclusion)


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """What a view rests on: the run's ledger, and the declarations that hold for its scope.

    ``complete`` is whether the scope lies inside one declaration: outside of all, the record may
    differ from a published figure and may not contradict it.
    """

    run: Run | None
    ledger: Ledger | None
    declarations: tuple[Declaration, ...] = ()

    @property
    def complete(self) -> bool:
        """Return whether somebody declared the record complete for the scope."""
        return bool(self.declarations)

    def words(self) -> str:
        """Return one sentence: how much the run has read, and for what it is declared complete."""
        if self.run is None or self.ledger is None:
            return "Nothing has been coded yet."
        done = self.ledger.documents - self.ledger.pending
        read = (
            f"Run {self.run.id} ({self.run.engine}) has read {done} of "
            f"{self.ledger.documents} documents"
        )
        declared = (
            f"declared complete by {self.declarations[0].who}"
            if self.declarations
            else "nobody has declared the record complete for this scope"
        )
        return f"{read}; {declared}."


def declare(connection: Connection, declaration: Declaration, recorded: str) -> None:
    """Append a declaration."""
    last = connection.execute(select(func.max(tables.declarations.c.sequence))).scalar() or 0
    row = {"sequence": last + 1, "recorded": recorded, "payload": encode(declaration)}
    connection.execute(insert(tables.declarations).values(row))


def declarations(connection: Connection) -> tuple[Declaration, ...]:
    """Return the declarations that hold, oldest first."""
    query = select(tables.declarations.c.payload).order_by(tables.declarations.c.sequence)
    last: dict[tuple[object, ...], Declaration] = {}
    for payload in connection.execute(query).scalars():
        each = decode(payload, Declaration)
        last[key_of(each)] = each
    return tuple(each for each in last.values() if each.complete)
