"""Which documents a run is meant to read, how many wait for it, and which.

Where millions are coded and a few wait, indices are counted and the few are found from the end.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from sqlalchemy import and_, exists, func, or_, select, text

from concord.model import Document
from concord.record import tables, tallies
from concord.record.documents import COLUMNS, FIELDS, by_key, in_pages
from concord.record.runs import HAND
from concord.record.states import ALIVE, set_aside

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import ColumnElement, Connection

    from concord.model import Run
    from concord.record.database import Database

# The medium of a hand-entered source: its text is a person's summary, which no engine reads.
CITATION = "citation"


def read_for(run: Run) -> ColumnElement[bool]:
    """Return the condition on documents that a run is meant to read.

    A machine reads everything but hand-entered citations; a person's run is its own codings, and
    the citations that no person's run has coded.
    """
    citation = tables.documents.c.media == CITATION
    if run.engine != HAND:
        return ~citation
    return or_(is_coded(run), and_(citation, ~_is_coded_by_hand()))


def is_coded(run: Run) -> ColumnElement[bool]:
    """Return the condition on documents that the run has coded them."""
    coded = tables.codings.alias("coded").c
    return exists().where(coded.run_id == run.id, coded.document_id == tables.documents.c.id)


def _is_coded_by_hand() -> ColumnElement[bool]:
    coded, by = tables.codings.alias("coded_by_hand").c, tables.runs.alias("by_hand").c
    return exists().where(
        coded.document_id == tables.documents.c.id, by.id == coded.run_id, by.engine == HAND
    )


def uncoded_documents(database: Database, run: Run) -> Iterator[Document]:
    """Yield the documents that the run has not coded, in the order in which they were added."""
    sequence = tables.documents.c.sequence
    wanted = (~is_coded(run), read_for(run), text(ALIVE))
    with database.read() as connection:
        left = count_pending(connection, run)
        total = tallies.total(connection, tallies.DOCUMENTS)
        first = 0
        if left and left < total / 2:
            # What waits was mostly added last: from the end, no more is looked at than there is.
            last = select(sequence).where(*wanted).order_by(sequence.desc()).limit(left).subquery()
            first = connection.execute(select(func.min(last.c.sequence))).scalar() or 0
    if not left:
        return
    query = select(sequence, *COLUMNS).where(*wanted, sequence >= first).order_by(sequence)
    for row in by_key(database, query, sequence, "sequence"):
        yield Document(**{name: getattr(row, name) for name in FIELDS})


def count_pending(connection: Connection, run: Run) -> int:
    """Return how many documents wait to be coded by the run."""
    documents = tables.documents
    if run.engine == HAND:
        query = select(func.count()).where(
            documents.c.media == CITATION, ~_is_coded_by_hand(), text(ALIVE)
        )
        return connection.execute(query).scalar_one()
    total = tallies.total(connection, tallies.DOCUMENTS)
    aside = not_to_read(connection, run)
    return total - len(aside) - sum(count_outcomes(connection, run, aside).values())


def not_to_read(connection: Connection, run: Run) -> frozenset[str]:
    """Return the ids of the documents that do not count for the run; there are few."""
    aside = set_aside(connection)
    if run.engine == HAND:
        return aside
    documents = tables.documents.c
    query = select(documents.id).where(documents.media == CITATION)
    return aside | set(connection.execute(query).scalars())


def count_outcomes(
    connection: Connection, run: Run, aside: frozenset[str]
) -> Counter[tuple[str, str | None]]:
    """Return how many documents have each outcome and reason, those aside left out."""
    codings = tables.codings.c
    columns = (codings.outcome, codings.reason)
    tallied = tallies.counted(connection, tallies.CODINGS, run.id)
    found = Counter({(key.part, key.reason or None): n for key, n in tallied.items()})
    for ids in in_pages(sorted(aside)):
        beside = select(*columns, func.count()).where(
            codings.run_id == run.id, codings.document_id.in_(ids)
        )
        for outcome, reason, count in connection.execute(beside.group_by(*columns)):
            found[outcome, reason] -= count
    return found
