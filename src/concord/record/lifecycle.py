"""What may happen to a document after it was added: set aside, taken back in, or forgotten."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete, func, insert, or_, select, update

from concord.errors import ConcordError
from concord.model import Coding
from concord.record import search, tables, tallies
from concord.record.audits import erase_words
from concord.record.documents import require_document
from concord.record.incidents import drop_incidents
from concord.record.payload import encode
from concord.record.releases_erasure import erase_from_releases

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from concord.record.states import State

# What a forgotten document loses: all that its publisher wrote, addresses included, since they
# often spell out the headline. The id, the publisher, the day and the user's own number stay.
_ERASED = {"text": "", "title": None, "url": None, "source": ""}


class ForgottenDocumentError(ConcordError):
    """A forgotten document that somebody wants back."""

    def __init__(self, document_id: str) -> None:
        super().__init__(
            f"The text of {document_id} was forgotten and cannot come back. Nothing is left to do."
        )


class LingeringTextError(ConcordError):
    """A forgotten text that the log of the record still holds."""

    def __init__(self, target: str) -> None:
        super().__init__(
            f"The text is erased from {target}, but another program reads the record, so that the "
            f"log {target}-wal still holds it. End that program and forget the document again."
        )


def state_of(connection: Connection, document_id: str) -> State | None:
    """Return the state of a document, None if nothing happened to it since it was added."""
    table = tables.lifecycle.c
    query = (
        select(table.state)
        .where(table.document_id == document_id)
        .order_by(table.sequence.desc())
        .limit(1)
    )
    state: State | None = connection.execute(query).scalar()
    return state


def change_state(connection: Connection, document_id: str, state: State, recorded: str) -> bool:
    """Append a state; return False, and write nothing, if the document has it already.

    Raises UnknownDocumentError, and ForgottenDocumentError to take a forgotten one back in.
    """
    require_document(connection, document_id)
    now = state_of(connection, document_id)
    if now == "forgotten" and state == "reinstated":
        raise ForgottenDocumentError(document_id)
    if now in (state, "forgotten") or (now is None and state == "reinstated"):
        return False
    row = {"document_id": document_id, "state": state, "recorded": recorded}
    connection.execute(insert(tables.lifecycle).values(row))
    return True


def erase(connection: Connection, document_id: str) -> None:
    """Erase a document's words everywhere: text, index, codings, incidents, problems, releases.

    Each coding stays as the fact that the run read the document. The caches of incidents are
    dropped, since they quote; linking builds them again.
    """
    search.erase_document(connection, document_id)
    documents, codings = tables.documents.c, tables.codings.c
    source = connection.execute(
        select(documents.source).where(documents.id == document_id)
    ).scalar()
    connection.execute(update(tables.documents).where(documents.id == document_id).values(_ERASED))
    for table in tables.PART_TABLES.values():
        connection.execute(delete(table).where(table.c.document_id == document_id))
    query = select(codings.run_id, codings.outcome, codings.reason).where(
        codings.document_id == document_id
    )
    for run_id, outcome, reason in connection.execute(query).all():
        tallies.count_up(
            connection, tallies.CODINGS, [tallies.Key(run_id, outcome, reason or "")], -1
        )
        tallies.count_up(connection, tallies.CODINGS, [tallies.Key(run_id, outcome)])
        empty = Coding(document_id=document_id, run_id=run_id, outcome=outcome)
        connection.execute(
            update(tables.codings)
            .where(codings.run_id == run_id, codings.document_id == document_id)
            .values(payload=encode(empty), problem_count=0, reason=None)
        )
    where = tables.problems.c.where
    named = [where.contains(document_id, autoescape=True)]
    named += [where == source] if source else []
    gone = connection.execute(delete(tables.problems).where(or_(*named))).rowcount
    tallies.count_up(connection, tallies.PROBLEMS, [tallies.Key()] * gone, -1)
    erase_words(connection, document_id)
    drop_incidents(connection)
    erase_from_releases(connection, document_id)


def texts_left(connection: Connection, document_id: str) -> int:
    """Return how many other documents still hold the same text as this one."""
    documents = tables.documents.c
    same = select(documents.text_hash).where(documents.id == document_id).scalar_subquery()
    query = select(func.count()).where(documents.text_hash == same, documents.text != "")
    return connection.execute(query).scalar_one()
