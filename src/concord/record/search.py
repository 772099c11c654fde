"""Full-text search of titles and texts: SQLite FTS5 or PostgreSQL, one small query language.

Words are all required, ``"several words"`` are a phrase, ``-word`` is excluded. Anything else in a
query is white space, so that no query is an error.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import reduce
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, literal_column, select, text

from concord.record.states import ALIVE
from concord.record.tables import documents
from concord.regexes import lazy_regex

if TYPE_CHECKING:
    from sqlalchemy import ColumnClause, ColumnElement, Connection, Select, TextClause

# PostgreSQL indexes at most a megabyte; later words of a huge document are not found there.
INDEXED_CHARACTERS = 250_000
_QUERY = lazy_regex(r'(-?)(?:"([^"]*)"?|([^\s"]+))')
_WORD = lazy_regex(r"[^\W_]+")
# Words as they stand, in any language: no stemming, no stop words, as in FTS5.
_SIMPLE: ColumnClause[Any] = literal_column("'simple'")
_HEADLINE: ColumnClause[Any] = literal_column(
    '\'StartSel="", StopSel="", MaxFragments=1, MaxWords=24, MinWords=8\''
)
_INDEXED = text("documents_index JOIN documents ON documents.sequence = documents_index.rowid")
_CREATE = {
    "sqlite": (
        (
            "CREATE VIRTUAL TABLE documents_index USING fts5("
            "title, text, content='documents', content_rowid='sequence', "
            "tokenize='unicode61 remove_diacritics 2')"
        ),
    ),
    # The words are kept beside the text, since ranking reads those of every document that matches.
    "postgresql": (
        (
            "ALTER TABLE documents ADD COLUMN words tsvector GENERATED ALWAYS AS ("
            "to_tsvector('simple', left(coalesce(title, '') || ' ' || text, "
            f"{INDEXED_CHARACTERS}))) STORED"
        ),
        "CREATE INDEX documents_index ON documents USING gin (words)",
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """One document that a search found, and the words around the place."""

    document_id: str
    title: str | None
    snippet: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """What a search asks for: phrases of one or more words, wanted and unwanted."""

    wanted: tuple[str, ...]
    unwanted: tuple[str, ...]


def parse_query(words: str) -> Query:
    """Return the phrases of a query; never fails."""
    wanted: list[str] = []
    unwanted: list[str] = []
    for minus, phrase, word in _QUERY.findall(words):
        plain = " ".join(_WORD.findall(phrase or word))
        if plain:
            (unwanted if minus else wanted).append(plain)
    return Query(wanted=tuple(wanted), unwanted=tuple(unwanted))


def create_index(connection: Connection) -> None:
    """Create the full-text index over the table of documents."""
    for statement in _CREATE[connection.dialect.name]:
        connection.exec_driver_sql(statement)


def index_documents(connection: Connection, after: int) -> None:
    """Index the documents whose sequence is greater than ``after``."""
    if connection.dialect.name == "sqlite":
        connection.execute(
            text(
                "INSERT INTO documents_index (rowid, title, text) "
                "SELECT sequence, title, text FROM documents WHERE sequence > :after"
            ),
            {"after": after},
        )


def erase_document(connection: Connection, document_id: str) -> None:
    """Take a document out of the index; call it while its text still stands in the record.

    Ends with a rewrite of the index, so that the words do not linger in its old segments.
    """
    if connection.dialect.name != "sqlite":
        return
    connection.execute(
        text(
            "INSERT INTO documents_index (documents_index, rowid, title, text) "
            "SELECT 'delete', sequence, title, text FROM documents WHERE id = :id"
        ),
        {"id": document_id},
    )
    connection.execute(text("INSERT INTO documents_index (documents_index) VALUES ('optimize')"))


def find_documents(connection: Connection, query: Query, limit: int) -> tuple[Hit, ...]:
    """Return the documents that count and match, best first; none for a query without words."""
    if not query.wanted:
        return ()
    sqlite = connection.dialect.name == "sqlite"
    statement = _ask_sqlite(query) if sqlite else _ask_postgresql(query)
    rows = connection.execute(statement.limit(limit))
    return tuple(Hit(document_id=i, title=title, snippet=snippet) for i, title, snippet in rows)


def matching_numbers(connection: Connection, query: Query) -> tuple[int, ...]:
    """Return the numbers of all documents that match, in no order that means anything.

    Those that count no more are among them: whoever asks knows which ones count. A word that a
    third of a large record holds is so found in milliseconds.
    """
    if not query.wanted:
        return ()
    if connection.dialect.name == "sqlite":
        number: ColumnClause[int] = literal_column("rowid")
        statement = select(number).select_from(text("documents_index")).where(_matches(query))
    else:
        words: ColumnClause[Any] = literal_column("documents.words")
        statement = select(documents.c.sequence).where(words.op("@@")(_asked(query)))
    return tuple(connection.execute(statement).scalars())


def _matches(query: Query) -> TextClause:
    # FTS5 has no unary NOT: the unwanted follow the wanted.
    asked = " AND ".join(f'"{phrase}"' for phrase in query.wanted)
    for phrase in query.unwanted:
        asked = f'({asked}) NOT "{phrase}"'
    return text("documents_index MATCH :asked").bindparams(asked=asked)


def _asked(query: Query) -> ColumnElement[Any]:
    wanted: list[ColumnElement[Any]] = [
        func.phraseto_tsquery(_SIMPLE, phrase) for phrase in query.wanted
    ]
    unwanted = [func.tsquery_not(func.phraseto_tsquery(_SIMPLE, each)) for each in query.unwanted]
    return reduce(lambda one, other: one.op("&&")(other), [*wanted, *unwanted])


def _ask_sqlite(query: Query) -> Select[*tuple[Any, ...]]:
    snippet: ColumnClause[str] = literal_column("snippet(documents_index, -1, '', '', '…', 24)")
    return (
        select(literal_column("documents.id"), literal_column("documents.title"), snippet)
        .select_from(_INDEXED)
        .where(_matches(query), text(ALIVE))
        .order_by(text("bm25(documents_index)"), text("documents.id"))
    )


def _ask_postgresql(query: Query) -> Select[*tuple[Any, ...]]:
    asked = _asked(query)
    words: ColumnClause[Any] = literal_column("documents.words")
    snippet = func.ts_headline(
        _SIMPLE, func.left(documents.c.text, INDEXED_CHARACTERS), asked, _HEADLINE
    )
    return (
        select(documents.c.id, documents.c.title, snippet)
        .where(words.op("@@")(asked), text(ALIVE))
        .order_by(func.ts_rank(words, asked).desc(), documents.c.id)
    )
