"""Parquet files: a table with a column ``text`` and what else is known, some rows at a time."""

from __future__ import annotations

import io
import os
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, ClassVar

from concord.model import Problem
from concord.reading.drafts import FIELDS
from concord.reading.faults import ReadError
from concord.reading.rows import draft_row

if TYPE_CHECKING:
    from collections.abc import Iterator

    from concord.reading.child import Child
    from concord.reading.drafts import Draft
    from concord.reading.limits import Limits
    from concord.reading.resources import Resource

# Rows taken from the file at once, in the child.
ROWS = 256


class ParquetReader:
    """Reads ``.parquet``: one text a row, columns named as the keys of JSON lines.

    Other columns are not read. Days and times become ISO words; rows are counted from 1.
    """

    name: ClassVar[str] = "parquet"
    suffixes: ClassVar[tuple[str, ...]] = (".parquet",)
    media_types: ClassVar[tuple[str, ...]] = (
        "application/vnd.apache.parquet",
        "application/x-parquet",
    )

    def read(self, resource: Resource, limits: Limits, child: Child) -> Iterator[Draft | Problem]:
        """Yield a draft or the problems of each row, the row's number in their place."""
        path, data = _opened(resource, limits)
        at: int | None = 0
        while at is not None:
            part = child.call(
                "concord.reading.parquet:read_rows",
                data,
                path=path,
                at=at,
                most=min(limits.text_points, limits.row_points),
            )
            for number, row in enumerate(part["rows"], start=at + 1):
                where = f"{resource.source}:{number}"
                if row is None:
                    yield _too_long(where, min(limits.text_points, limits.row_points))
                else:
                    yield from draft_row(row, where=where, media=self.name)
            at = part["next"]


def _opened(resource: Resource, limits: Limits) -> tuple[str | None, bytes]:
    """Return the path of a plain file, which may be large, or else all bytes."""
    if resource.path is None or resource.source.lower().endswith(".gz"):
        return None, resource.load(limits)
    if not resource.path.stat().st_size:
        raise ReadError("empty", "The file is empty; nothing was read from it.")
    return str(resource.path), b""


def read_rows(data: bytes, *, path: str | None, at: int, most: int) -> dict[str, Any]:
    """Return rows from number ``at`` on, and where to go on; called in the child.

    No more rows than hold ``most`` characters together; a row that alone holds more is None.
    Raises ``ReadError`` for a table without texts.
    """
    # Threads of their own would each reserve memory, which is bounded here.
    os.environ["POLARS_MAX_THREADS"] = "1"
    import polars as pl

    table = pl.scan_parquet(path if path is not None else io.BytesIO(data))
    columns: dict[str, str] = {}
    for name in table.collect_schema().names():
        columns.setdefault(name.strip().lower(), name)
    if "text" not in columns:
        raise ReadError(
            "no_text", "The table has no column 'text'; name the column that holds the texts so."
        )
    wanted = [pl.col(columns[name]).alias(name) for name in ("text", *FIELDS) if name in columns]
    found = table.slice(at, ROWS).select(wanted).collect()
    rows: list[dict[str, Any] | None] = []
    size = 0
    for row in found.iter_rows(named=True):
        told = {name: _plain(value) for name, value in row.items() if value is not None}
        length = sum(len(value) for value in told.values() if isinstance(value, str))
        if rows and size + length > most:
            return {"rows": rows, "next": at + len(rows)}
        rows.append(told if length <= most else None)
        size += length if length <= most else 0
    return {"rows": rows, "next": at + len(rows) if len(found) == ROWS else None}


def _plain(value: object) -> object:
    """Return a value as JSON has it; what is neither words nor number as an empty list."""
    if isinstance(value, date | datetime):
        return value.isoformat()
    return value if isinstance(value, str | int | float) else []


def _too_long(where: str, most: int) -> Problem:
    return Problem(
        where=where,
        code="too_large",
        message=f"The row is longer than {most:,} characters; skipped.",
    )
