"""Full-text search of titles and texts: SQLite FTS5 or PostgreSQL, one small query language.

Words are all required, ``"several words"`` are a phrase, ``-word`` is excluded. Anything else in a
query is white space, so that no query is an error.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection

# PostgreSQL indexes at most a megabyte; later words of a huge document are not found there.
INDEXED_CHARACTERS = 250_000
_QUERY = re.compile(r'(-?)(?:"([^"]*)"?|([^\s"]+))')
_WORD = re.compile(r"[^\W_]+")
_VECTOR = (
    "to_tsvector('simple', left(coalesce(documents.title, '') || ' ' || documents.text, "
    f"{INDEXED_CHARACTERS}))"
)
_CREATE = {
    "sqlite": (
        "CREATE VIRTUAL TABLE documents_index USING fts5("
        "title, text, content='documents', content_rowid='sequence', "
        "tokenize='unicode61 remove_diacritics 2')"
    ),
    "postgresql": f"CREATE INDEX documents_index ON documents USING gin ({_VECTOR})",
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
    connection.exec_driver_sql(_CREATE[connection.dialect.name])


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
    """Return the documents that match, best first, whatever their state; none for no words."""
    if not query.wanted:
        return ()
    sqlite = connection.dialect.name == "sqlite"
    rows = (
        _find_sqlite(connection, query, limit)
        if sqlite
        else _find_postgresql(connection, query, limit)
    )
    return tuple(Hit(document_id=i, title=title, snippet=snippet) for i, title, snippet in rows)


def _find_sqlite(
    connection: Connection, query: Query, limit: int
) -> Sequence[tuple[str, str | None, str]]:
    # FTS5 has no unary NOT: the unwanted follow the wanted.
    asked = " AND ".join(f'"{phrase}"' for phrase in query.wanted)
    for phrase in query.unwanted:
        asked = f'({asked}) NOT "{phrase}"'
    statement = text(
        "SELECT documents.id, documents.title, snippet(documents_index, -1, '', '', '…', 24) "
        "FROM documents_index JOIN documents ON documents.sequence = documents_index.rowid "
        "WHERE documents_index MATCH :asked ORDER BY bm25(documents_index), documents.id "
        "LIMIT :limit"
    )
    rows = connection.execute(statement, {"asked": asked, "limit": limit})
    return [(row[0], row[1], row[2]) for row in rows]


def _find_postgresql(
    connection: Connection, query: Query, limit: int
) -> Sequence[tuple[str, str | None, str]]:
    phrases = (*query.wanted, *query.unwanted)
    parts = [f"phraseto_tsquery('simple', :p{n})" for n in range(len(phrases))]
    for number in range(len(query.wanted), len(phrases)):
        parts[number] = f"!!{parts[number]}"
    # The condition repeats the indexed expression, so that the index serves it.
    statement = text(
        f"WITH asked AS (SELECT {' && '.join(parts)} AS words), "  # noqa: S608 - only parameter names
        "found AS (SELECT documents.id, documents.title, documents.text, asked.words, "
        f"ts_rank({_VECTOR}, asked.words) AS rank FROM documents, asked "
        f"WHERE {_VECTOR} @@ asked.words ORDER BY rank DESC, documents.id LIMIT :limit) "
        "SELECT id, title, ts_headline('simple', left(text, 100000), words, "
        '\'StartSel="", StopSel="", MaxFragments=1, MaxWords=24, MinWords=8\') '
        "FROM found ORDER BY rank DESC, id"
    )
    values = {f"p{number}": phrase for number, phrase in enumerate(phrases)}
    rows = connection.execute(statement, {**values, "limit": limit})
    return [(row[0], row[1], row[2]) for row in rows]
