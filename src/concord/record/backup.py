"""A record as one file, whole and checked: made while others read and write, put back with care.

A backup is a gzip stream of JSON lines: a head, every row of every table, and a last line with the
number of rows and the SHA-256 of all lines before it. What is made of other tables, as the search
index is, is left out and made again. It is the same for SQLite and PostgreSQL, so that a record can
be moved between them. Rows are read in one transaction: one state of the record.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, insert, select

from concord.errors import ConcordError
from concord.record import listing_filing, search, tables, tallies
from concord.record.migrations import MIGRATIONS
from concord.record.opening import open_record

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sqlalchemy import Connection, Table

    from concord.record.database import Database

FORMAT = "concord-backup-1"
_ROWS = 500
# A page of rows is a few megabytes; a line beyond this is not one of ours.
_LONGEST_LINE = 1 << 28
# What is made of other tables is made again.
_TABLES = [each for each in tables.METADATA.sorted_tables if each not in tables.DERIVED_TABLES]


class DamagedBackupError(ConcordError):
    """A backup that is not what was written."""

    def __init__(self, file: Path, detail: str) -> None:
        super().__init__(
            f"{file} cannot be restored: {detail}. Nothing was changed. Use an older backup."
        )


class BackupExistsError(ConcordError):
    """A file that stands where the backup should go."""

    def __init__(self, file: Path) -> None:
        super().__init__(f"{file} exists already and is not overwritten. Choose another name.")


class RecordInTheWayError(ConcordError):
    """A record that stands where the backup should be restored to."""

    def __init__(self, target: str) -> None:
        super().__init__(
            f"There is a record at {target}, and it is not overwritten. Restore to another place by"
            " --record, or move the old record away first."
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Backup:
    """What a backup holds: rows by table, and the SHA-256 of its lines."""

    rows: dict[str, int]
    digest: str
    recorded: str


def write_backup(database: Database, file: Path, *, recorded: str) -> Backup:
    """Write the whole record to a new file; readers and the writer go on meanwhile.

    The file appears under its name when it is whole. Raises BackupExistsError.
    """
    if file.exists():
        raise BackupExistsError(file)
    partial = file.with_name(file.name + ".partial")
    try:
        with partial.open("wb") as raw, gzip.GzipFile("", "wb", 6, raw, mtime=0) as out:
            made = _write(database, out, recorded)
        check_backup(partial)
        # A hard link is refused where the name is taken: nobody's file is replaced.
        file.hardlink_to(partial)
    except FileExistsError as error:
        raise BackupExistsError(file) from error
    finally:
        partial.unlink(missing_ok=True)
    return made


def _write(database: Database, out: gzip.GzipFile, recorded: str) -> Backup:
    digest, counts = hashlib.sha256(), {}

    def put(value: object) -> None:
        line = json.dumps(value, ensure_ascii=True, separators=(",", ":")).encode() + b"\n"
        digest.update(line)
        out.write(line)

    put({"format": FORMAT, "recorded": recorded, "steps": [step.name for step in MIGRATIONS]})
    with database.read() as connection:
        for table in _TABLES:
            counts[table.name] = 0
            names = [column.name for column in table.columns]
            put({"table": table.name, "columns": names})
            for page in _pages(connection, table):
                put(page)
                counts[table.name] += len(page)
    put({"rows": counts})
    last = {"sha256": digest.hexdigest()}
    out.write(json.dumps(last).encode() + b"\n")
    return Backup(rows=counts, digest=digest.hexdigest(), recorded=recorded)


def _pages(connection: Connection, table: Table) -> Iterator[list[list[Any]]]:
    """Yield the rows of a table in order of its key, never all of them at once."""
    query = select(table).order_by(*table.primary_key.columns)
    result = connection.execution_options(yield_per=_ROWS).execute(query)
    for page in result.partitions(_ROWS):
        yield [list(row) for row in page]


def check_backup(file: Path) -> Backup:
    """Read the whole file; return what it holds if it is whole. Raises DamagedBackupError."""
    found: dict[str, Any] = {}
    for _ in _lines(file, found):
        pass
    return Backup(
        rows=found["rows"], digest=found["sha256"], recorded=str(found["head"]["recorded"])
    )


def restore_backup(file: Path, target: str) -> Backup:
    """Put a backup into an empty place: a new file, a database without a record, or an empty one.

    The file is read through and checked before anything is written. Raises DamagedBackupError,
    RecordInTheWayError and what ``open_record`` raises. One that is broken off leaves an empty
    record, to which it can be restored again.
    """
    backup = check_backup(file)
    with open_record(target) as record:
        _require_empty(record.database)
        with record.database.write() as connection:
            _fill(connection, file)
            _count_on(connection)
            search.index_documents(connection, 0)
            listing_filing.file_all(connection)
            tallies.count_all(connection)
    return backup


def _require_empty(database: Database) -> None:
    with database.read() as connection:
        for table in tables.METADATA.sorted_tables:
            count = connection.execute(select(func.count()).select_from(table)).scalar_one()
            if count:
                raise RecordInTheWayError(database.target)


def _fill(connection: Connection, file: Path) -> None:
    table: Table | None = None
    names: list[str] = []
    for line in _lines(file, {}):
        if isinstance(line, dict):
            if "table" in line:
                table, names = tables.METADATA.tables[line["table"]], line["columns"]
        elif table is not None and line:
            connection.execute(insert(table), [dict(zip(names, row, strict=True)) for row in line])


def _count_on(connection: Connection) -> None:
    """Let PostgreSQL number new rows after those that came with their numbers."""
    if connection.dialect.name == "sqlite":
        return
    for table in tables.METADATA.sorted_tables:
        for column in table.primary_key.columns:
            if column.autoincrement is True:
                sequence = func.pg_get_serial_sequence(table.name, column.name)
                following = func.coalesce(func.max(column), 0) + 1
                connection.execute(select(func.setval(sequence, following, False)))


def _lines(file: Path, found: dict[str, Any]) -> Iterator[Any]:
    """Yield the lines of a backup between its head and its end, checking each of them.

    ``found`` is given the head, the counts and the digest. What is wrong raises at its place, at
    the latest at the end: a caller that writes must not keep what it wrote.
    """
    digest, counts, name = hashlib.sha256(), dict[str, int](), ""
    try:
        with gzip.open(file, "rb") as lines:
            head = _parse(file, _take(file, lines, digest))
            found["head"] = _check_head(file, head)
            while True:
                line = _parse(file, raw := _read(file, lines))
                if isinstance(line, dict) and "sha256" in line:
                    found["sha256"] = line["sha256"]
                    break
                digest.update(raw)
                if isinstance(line, dict) and "table" in line:
                    name = _check_table(file, line)
                    counts[name] = 0
                elif isinstance(line, dict):
                    found["rows"] = line.get("rows")
                else:
                    counts[name] = counts.get(name, 0) + len(line)
                yield line
            if lines.read(1):
                raise DamagedBackupError(file, "something stands after its end")
    except (OSError, EOFError, zlib.error) as error:
        raise DamagedBackupError(file, _reason(error)) from error
    if found["sha256"] != digest.hexdigest() or found.get("rows") != counts:
        raise DamagedBackupError(file, "its checksum does not fit its content")


def _reason(error: Exception) -> str:
    if isinstance(error, EOFError):
        return "the file is cut off"
    if isinstance(error, OSError) and error.strerror:
        return error.strerror
    return "it is no backup, or it is damaged"


def _take(file: Path, lines: gzip.GzipFile, digest: Any) -> bytes:
    line = _read(file, lines)
    digest.update(line)
    return line


def _read(file: Path, lines: gzip.GzipFile) -> bytes:
    line = lines.readline(_LONGEST_LINE)
    if not line.endswith(b"\n"):
        raise DamagedBackupError(file, "the file is cut off")
    return line


def _parse(file: Path, line: bytes) -> Any:
    try:
        return json.loads(line)
    except (ValueError, RecursionError) as error:
        raise DamagedBackupError(file, "a line of it is no row") from error


def _check_head(file: Path, head: Any) -> dict[str, Any]:
    if not isinstance(head, dict) or head.get("format") != FORMAT:
        raise DamagedBackupError(file, "it is no backup of a record")
    known = [step.name for step in MIGRATIONS]
    steps = head.get("steps")
    if not isinstance(steps, list) or steps != known[: len(steps)]:
        raise DamagedBackupError(
            file, "a newer version of Concord wrote it (pip install --upgrade concord-record)"
        )
    return head


def _check_table(file: Path, line: dict[str, Any]) -> str:
    name = str(line["table"])
    table = tables.METADATA.tables.get(name)
    columns = line.get("columns")
    if table is None or not isinstance(columns, list) or not set(columns) <= set(table.c.keys()):
        raise DamagedBackupError(file, f"it has a table {name!r} that this version does not know")
    return name
