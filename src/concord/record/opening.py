"""A record from a path or a URL: looked at before it is touched."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from concord.errors import ConcordError
from concord.record.database import (
    DamagedRecordError,
    UnwritableRecordError,
    postgresql_database,
    sqlite_database,
)
from concord.record.judged import now
from concord.record.migrations import NotARecordError, migrate
from concord.record.store import Record

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

_SCHEMES = ("postgresql://", "postgres://")
_MAGIC = b"SQLite format 3\x00"
_HEADER = 100


class MissingRecordError(ConcordError):
    """A record that is read before there is one."""

    def __init__(self, target: str) -> None:
        super().__init__(
            f"There is no record at {target}. Make one by `concord build SOURCE`, or name another "
            "by --record or CONCORD_RECORD."
        )


def open_record(
    target: str | Path, *, create: bool = True, clock: Callable[[], datetime] = now
) -> Record:
    """Return the record at a path (SQLite) or a ``postgresql://`` URL, brought to present tables.

    Without ``create``, a file that does not exist is a MissingRecordError. Raises NotARecordError,
    NewerRecordError, DamagedRecordError, UnwritableRecordError, UnreachableRecordError and
    MissingDriverError; each says what to do.
    """
    if str(target).startswith(_SCHEMES):
        database = postgresql_database(str(target))
    elif "://" in str(target) or str(target) in ("", ":memory:"):
        raise NotARecordError(repr(str(target)), "a record is a file or a postgresql:// URL")
    else:
        path = Path(target).expanduser()
        _look_at(path, create=create)
        database = sqlite_database(path)
    try:
        migrate(database)
    except BaseException:
        database.engine.dispose()
        raise
    return Record(database, clock=clock)


def _look_at(path: Path, *, create: bool) -> None:
    """Return if the path may be opened as a record; SQLite itself would say less."""
    if path.is_dir():
        raise NotARecordError(str(path), "it is a folder")
    if not path.exists():
        if not create:
            raise MissingRecordError(str(path))
        if not path.absolute().parent.is_dir():
            raise UnwritableRecordError(str(path), "its folder does not exist")
        return
    if not path.is_file():
        raise NotARecordError(str(path), "it is a pipe or a device")
    try:
        with path.open("rb") as file:
            header = file.read(_HEADER)
    except OSError as error:
        raise UnwritableRecordError(str(path), error.strerror or "unreadable") from error
    if header:
        _look_at_header(path, header)


def _look_at_header(path: Path, header: bytes) -> None:
    if not header.startswith(_MAGIC[: len(header)]):
        raise NotARecordError(str(path), "it is a file of another kind")
    if len(header) < _HEADER:
        raise DamagedRecordError(str(path), "the file is cut off")
    # Byte 16: size of a page (1 stands for 65,536); byte 28: number of pages.
    size = int.from_bytes(header[16:18], "big")
    pages = int.from_bytes(header[28:32], "big")
    log = path.with_name(path.name + "-wal")
    if log.exists() and log.stat().st_size:
        # Pages that the file lacks may stand in the log of a program that was killed.
        return
    if path.stat().st_size < pages * (65536 if size == 1 else size):
        raise DamagedRecordError(str(path), "the file is cut off")
