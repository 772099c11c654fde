"""Runs in the record: one per key of four versions; starting a known key resumes it."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import func, insert, select

from concord.errors import ConcordError
from concord.model import Run
from concord.record import tables

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection

# The engine of codings that a person made; a view always reads them.
HAND = "hand"


class UnknownRunError(ConcordError):
    """A run that the record does not hold."""

    def __init__(self, name: str, known: Sequence[Run]) -> None:
        listed = ", ".join(f"{run.id} ({run.engine}, {run.started:%Y-%m-%d})" for run in known)
        super().__init__(
            f"The record holds no run {name!r}. It holds: {listed or 'none yet'}."
            + ("" if listed else " Start one by `concord code`.")
        )


def start(connection: Connection, run: Run, packs: Sequence[str] = ()) -> Run:
    """Record that a run starts now; return it as it was when it first started.

    ``packs`` are names of shipped packs and folders, kept so that the run can be explained by them.
    """
    known = next((each for each in all_runs(connection) if each.id == run.id), None)
    recorded = run.started.isoformat()
    if known is None:
        row = {**asdict(run), "started": recorded}
        connection.execute(insert(tables.runs).values(row))
    told = json.dumps(list(packs)) if packs else None
    connection.execute(
        insert(tables.run_starts).values(run_id=run.id, recorded=recorded, packs=told)
    )
    return known or run


def all_runs(connection: Connection) -> tuple[Run, ...]:
    """Return the runs in the order of their last start."""
    last = func.max(tables.run_starts.c.sequence)
    query = (
        select(tables.runs)
        .join(tables.run_starts, tables.run_starts.c.run_id == tables.runs.c.id)
        .group_by(*tables.runs.c)
        .order_by(last)
    )
    return tuple(
        Run(**{**row, "started": datetime.fromisoformat(row["started"])})
        for row in connection.execute(query).mappings()
    )


def chosen_run(connection: Connection, name: str | None = None) -> Run | None:
    """Return the run of that id, or of that engine started last; without a name the current one.

    The current run is the one started last by a machine, or else by hand; None if there is none.
    Raises UnknownRunError for a name that fits no run.
    """
    known = all_runs(connection)
    if name is None:
        machine = [run for run in known if run.engine != HAND]
        return next(reversed(machine or known), None)
    named = [run for run in known if name in (run.id, run.engine)]
    if not named:
        raise UnknownRunError(name, known)
    return named[-1]


def hand_runs(connection: Connection) -> tuple[Run, ...]:
    """Return the runs of codings that a person made."""
    return tuple(run for run in all_runs(connection) if run.engine == HAND)
