"""The packs that a run was coded with, found again where they lie."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from sqlalchemy import select

from concord.codebook.book import load
from concord.errors import ConcordError
from concord.record import tables

if TYPE_CHECKING:
    from collections.abc import Sequence

    from concord.codebook.book import Codebook
    from concord.model import Run
    from concord.record.database import Database


def packs_of(database: Database, run: Run) -> tuple[str, ...]:
    """Return the packs with which the run was last started: shipped names and folders.

    Empty where they were not told: a run of an older version, or one entered by hand.
    """
    table = tables.run_starts.c
    query = (
        select(table.packs)
        .where(table.run_id == run.id, table.packs.is_not(None))
        .order_by(table.sequence.desc())
    )
    with database.read() as connection:
        told = connection.execute(query).scalars().first()
    return tuple(json.loads(told)) if told else ()


def load_packs(database: Database, run: Run, otherwise: Sequence[str]) -> tuple[Codebook, str]:
    """Return the codebook of a run, and what to know where it is not what it was.

    ``otherwise``: the packs where the run's are not told, or lie there no more. What to know is
    empty where the codebook has the run's version. Raises what ``load`` does for ``otherwise``.
    """
    names, missing = packs_of(database, run), ""
    try:
        book = load(names or otherwise)
    except (ConcordError, OSError) as error:
        book, missing = load(otherwise), f"The packs of run {run.id} cannot be read ({error}) "
    if book.version == run.codebook_version:
        return book, ""
    used = ", ".join(book.packs)
    if missing:
        return book, f"{missing}What follows is by the packs {used}."
    return book, (
        f"Run {run.id} was coded with codebook {run.codebook_version}; the packs {used} are now"
        f" {book.version}. What follows is by the packs as they are now."
    )
