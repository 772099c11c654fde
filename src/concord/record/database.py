"""One writer and many readers over SQLite or PostgreSQL, and what is said when they fail."""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import URL, Engine, create_engine, event, exc, text

from concord.errors import ConcordError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection

# How long a writer waits for another one before it gives up.
BUSY_SECONDS = 30
# Names our writers' lock among the advisory locks of a PostgreSQL database.
WRITER_LOCK = 0x436F6E63
_PRAGMAS = (
    f"PRAGMA busy_timeout = {BUSY_SECONDS * 1000}",
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = NORMAL",
    "PRAGMA foreign_keys = ON",
    "PRAGMA secure_delete = ON",
)


class DamagedRecordError(ConcordError):
    """A record whose file is broken."""

    def __init__(self, target: str, detail: str) -> None:
        super().__init__(
            f"The record {target} is damaged ({detail}). Keep a copy of the file, then go back to "
            "your latest copy of the record, or build a new one from the sources."
        )


class BusyRecordError(ConcordError):
    """A record that another program is writing."""

    def __init__(self, target: str) -> None:
        super().__init__(
            f"Another program has been writing the record {target} for {BUSY_SECONDS} seconds. "
            "Wait until it is done, or end it, and try again: nothing was lost."
        )


class UnwritableRecordError(ConcordError):
    """A record that cannot be written: rights, or a full disk."""

    def __init__(self, target: str, detail: str) -> None:
        super().__init__(
            f"The record {target} cannot be opened or written ({detail}). Check the rights of the "
            "file and of its folder, and the free space on the disk."
        )


class UnreachableRecordError(ConcordError):
    """A PostgreSQL server that does not answer, or refuses."""

    def __init__(self, target: str, detail: str) -> None:
        super().__init__(
            f"The record {target} cannot be reached ({detail}). Check that the server runs, and "
            "the user, password and database of the URL."
        )


class MissingDriverError(ConcordError):
    """PostgreSQL without its driver."""

    def __init__(self) -> None:
        super().__init__(
            "A postgresql:// record needs the driver psycopg 3, which is not installed. "
            'Install it by: pip install "concord-record[postgresql]"'
        )


class Database:
    """Short transactions over one engine; ``target`` names it in messages, without a password."""

    def __init__(self, engine: Engine, target: str) -> None:
        self.engine = engine
        self.target = target

    @property
    def is_sqlite(self) -> bool:
        """Return whether the record is a file."""
        return self.engine.dialect.name == "sqlite"

    @property
    def files(self) -> tuple[Path, ...]:
        """Return the paths that the record takes up: its file and SQLite's logs beside it."""
        if not self.is_sqlite:
            return ()
        return tuple(Path(f"{self.target}{log}") for log in ("", "-wal", "-shm", "-journal"))

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """Give a connection that sees one state of the record throughout."""
        options = {} if self.is_sqlite else {"isolation_level": "REPEATABLE READ"}
        with self._transaction(options) as connection:
            yield connection

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """Give the one writing connection; commits at the end, rolls back on an exception."""
        with self._transaction({"concord_write": True}) as connection:
            if not self.is_sqlite:
                connection.execute(text(f"SELECT pg_advisory_xact_lock({WRITER_LOCK})"))
            yield connection

    def empty_log(self) -> bool:
        """Empty the write-ahead log into the file; return False if a reader stands in the way."""
        if not self.is_sqlite:
            return True
        connection = self.engine.raw_connection()
        try:
            busy: int = connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
            return not busy
        finally:
            connection.close()

    @contextmanager
    def _transaction(self, options: dict[str, Any]) -> Iterator[Connection]:
        try:
            with self.engine.connect() as connection:
                configured = connection.execution_options(**options)
                with configured.begin():
                    yield configured
        except (exc.DBAPIError, sqlite3.Error, UnicodeDecodeError) as error:
            explained = self._explain(error)
            if explained is None:
                raise
            raise explained from error

    def _explain(self, error: Exception) -> ConcordError | None:
        """Return the error that says what to do, or None for one that is a fault of ours."""
        if isinstance(error, UnicodeDecodeError):
            # SQLite quotes the damaged bytes in its own message, which then is no text.
            return (
                DamagedRecordError(self.target, "its bytes are no text") if self.is_sqlite else None
            )
        original = error.orig if isinstance(error, exc.DBAPIError) and error.orig else error
        detail = str(original).strip().partition("\n")[0]
        if not isinstance(original, sqlite3.Error):
            lost = isinstance(error, exc.OperationalError)
            return UnreachableRecordError(self.target, detail) if lost else None
        if isinstance(original, sqlite3.IntegrityError):
            return None
        if "locked" in detail or "busy" in detail:
            return BusyRecordError(self.target)
        if any(sign in detail for sign in ("readonly", "unable to open", "full", "disk I/O")):
            return UnwritableRecordError(self.target, detail)
        # Malformed pages, lost tables, bytes that are no text: our statements are not the cause.
        return DamagedRecordError(self.target, detail)


def sqlite_database(path: Path) -> Database:
    """Return the database in a file, which is created by the first connection."""
    engine = create_engine(URL.create("sqlite", database=str(path)))
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return Database(engine, str(path))


def postgresql_database(url: str) -> Database:
    """Return the database at a ``postgresql://`` URL; raises MissingDriverError."""
    bare = url.partition("://")[2]
    try:
        engine = create_engine(f"postgresql+psycopg://{bare}", pool_pre_ping=True)
    except ModuleNotFoundError as error:
        raise MissingDriverError from error
    return Database(engine, engine.url.render_as_string(hide_password=True))


def _prepare_sqlite(connection: sqlite3.Connection, _record: object) -> None:
    # None: the driver begins no transaction by itself; we say BEGIN where one begins.
    connection.isolation_level = None
    for pragma in _PRAGMAS:
        connection.execute(pragma)


def _begin_sqlite(connection: Connection) -> None:
    # IMMEDIATE: a writer waits at its start, never in the middle with half of its reads done.
    writes = connection.get_execution_options().get("concord_write", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
