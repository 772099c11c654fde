"""Documents in the record: added once, and read page by page in short transactions."""

from __future__ import annotations

from dataclasses import dataclass, fields
from itertools import islice
from typing import TYPE_CHECKING, TypeVar

from sqlalchemy import func, insert, literal, select, text

from concord.errors import ConcordError
from concord.model import Document, Problem
from concord.record import search, tables, tallies
from concord.record.states import ALIVE
from concord.regexes import lazy_regex

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from sqlalchemy import ColumnElement, Connection, Row, Select

    from concord.record.database import Database

T = TypeVar("T")
# Rows in one transaction, and ids in one query: far below the limits of both databases.
PAGE = 400
FIELDS = tuple(each.name for each in fields(Document))
COLUMNS = tuple(tables.documents.c[name] for name in FIELDS)
# The same without the text: for listing a million documents.
HEADING = tuple(
    literal("").label("text") if name == "text" else tables.documents.c[name] for name in FIELDS
)
# PostgreSQL stores no NUL, and UTF-8 has no lone surrogates.
_UNSTORABLE = lazy_regex("[\x00\ud800-\udfff]")


class UnknownDocumentError(ConcordError):
    """A document id that the record does not hold."""

    def __init__(self, document_id: str) -> None:
        super().__init__(
            f"The record holds no document {document_id!r}. `concord export documents` lists the "
            "ids; a document is added by `concord add`."
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """What an addition did: rows added, rows already known, rows that could not be stored."""

    added: int = 0
    known: int = 0
    refused: tuple[Problem, ...] = ()

    def __add__(self, other: Added) -> Added:
        """Return both together."""
        return Added(
            added=self.added + other.added,
            known=self.known + other.known,
            refused=self.refused + other.refused,
        )


def in_pages(items: Iterable[T], size: int = PAGE) -> Iterator[list[T]]:
    """Yield the items in lists of at most ``size``, in their order."""
    rest = iter(items)
    while page := list(islice(rest, size)):
        yield page


def add_page(connection: Connection, page: Sequence[Document], recorded: str) -> Added:
    """Add the documents of one page that the record does not know yet."""
    faults = {document.id: _fault(document) for document in page}
    refused = tuple(fault for each in page if (fault := faults[each.id]) is not None)
    storable = {each.id: each for each in reversed(page) if faults[each.id] is None}
    known = _known(connection, storable)
    fresh = [document for document in reversed(storable.values()) if document.id not in known]
    if fresh:
        after = connection.execute(select(func.max(tables.documents.c.sequence))).scalar() or 0
        connection.execute(
            insert(tables.documents),
            [{**{n: getattr(d, n) for n in FIELDS}, "recorded": recorded} for d in fresh],
        )
        tallies.count_up(connection, tallies.DOCUMENTS, [tallies.Key()] * len(fresh))
        search.index_documents(connection, after)
    return Added(added=len(fresh), known=len(page) - len(refused) - len(fresh), refused=refused)


def _known(connection: Connection, ids: Iterable[str]) -> set[str]:
    query = select(tables.documents.c.id).where(tables.documents.c.id.in_(list(ids)))
    return set(connection.execute(query).scalars())


def _fault(document: Document) -> Problem | None:
    """Return why the record cannot hold the document, or None."""
    values = (getattr(document, name) for name in FIELDS)
    if not any(_UNSTORABLE.search(value) for value in values if value is not None):
        return None
    return Problem(
        where=ascii(document.source)[1:-1],
        code="unstorable",
        message="The text or its header holds NUL characters or halves of characters; save the "
        "source as UTF-8 and add it again.",
        stage="record",
    )


def require_document(connection: Connection, document_id: str) -> None:
    """Return if the record holds the document; raises UnknownDocumentError."""
    if not _known(connection, [document_id]):
        raise UnknownDocumentError(document_id)


def find_document(connection: Connection, name: str) -> Document | None:
    """Return the document that a person means: by id, the user's own number, URL or source.

    Of several, the one that was added last: the newest version of an address.
    """
    columns = tables.documents.c
    for column in (columns.id, columns.external_id, columns.url, columns.source):
        query = select(*COLUMNS).where(column == name).order_by(columns.sequence.desc()).limit(1)
        row = connection.execute(query).first()
        if row is not None:
            return _document(row)
    return None


def documents_by_id(database: Database, ids: Iterable[str]) -> Iterator[Document]:
    """Yield those of the documents that the record holds, in order of id, whatever their state."""
    for page in in_pages(sorted(set(ids))):
        with database.read() as connection:
            query = (
                select(*COLUMNS)
                .where(tables.documents.c.id.in_(page))
                .order_by(tables.documents.c.id)
            )
            found = [_document(row) for row in connection.execute(query)]
        yield from found


def live_documents(
    database: Database, *where: ColumnElement[bool], headings: bool = False
) -> Iterator[Document]:
    """Yield the documents that the record counts, in order of id; ``headings`` without text."""
    columns = HEADING if headings else COLUMNS
    ident = tables.documents.c.id
    query = select(*columns).where(text(ALIVE), *where).order_by(ident)
    for row in by_key(database, query, ident, "id", size=PAGE * 10 if headings else PAGE):
        yield _document(row)


def live_ids(database: Database) -> Iterator[str]:
    """Yield the ids of the documents that the record counts, in order."""
    ident = tables.documents.c.id
    query = select(ident).where(text(ALIVE)).order_by(ident)
    for row in by_key(database, query, ident, "id", size=PAGE * 50):
        yield row.id


def by_key(
    database: Database,
    query: Select[*tuple[object, ...]],
    key: ColumnElement[str] | ColumnElement[int],
    name: str,
    *,
    size: int = PAGE,
) -> Iterator[Row[*tuple[object, ...]]]:
    """Yield the rows of a query that is ordered by a unique key, a transaction a page.

    No transaction stays open while the caller works, so that readers never hold up the writer.
    """
    after: object = None
    while True:
        page = query if after is None else query.where(key > after)
        with database.read() as connection:
            rows = connection.execute(page.limit(size)).all()
        yield from rows
        if len(rows) < size:
            return
        after = getattr(rows[-1], name)


def _document(row: Row[*tuple[object, ...]]) -> Document:
    return Document(**{name: getattr(row, name) for name in FIELDS})
