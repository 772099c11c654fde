"""An edition as CSV files: one for each table, the words under it in a file of their own."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from concord.publishing.cells import flat_columns, flat_row, safe
from concord.publishing.write_xlsx import chronology_cells

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from concord.publishing.cells import Table
    from concord.publishing.edition import Edition

_CHRONOLOGY = ("date", "what happened", "sources", "links", "reviewed", "incident_id")


def write_csv(edition: Edition, folder: Path) -> tuple[Path, ...]:
    """Write the tables into a folder; text that looks like a formula is quoted. Returns the files.

    The lines under each table (inclusion rule, release, ...) are repeated as its last rows, one
    cell each, set apart by an empty row.
    """
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for number, table in enumerate(edition.tables, start=1):
        file = folder / f"{number:02d}-{table.name}.csv"
        file.write_bytes(table_csv(table, edition.basis).encode())
        written.append(file)
    if edition.chronology:
        file = folder / f"{len(edition.tables) + 1:02d}-chronology.csv"
        rows = (chronology_cells(item) for item in edition.chronology)
        file.write_bytes(_dump((_CHRONOLOGY, *rows, (), *((line,) for line in edition.basis))))
        written.append(file)
    return tuple(written)


def table_csv(table: Table, basis: Sequence[str] = ()) -> str:
    """Return one table as CSV (RFC 4180)."""
    header = [name for name, _ in flat_columns(table.columns)]
    rows = [flat_row(row, table.columns) for row in table.rows]
    notes = [(line,) for line in (table.title, *table.notes, *basis)]
    return _dump((header, *rows, (), *notes)).decode()


def _dump(rows: Iterable[Sequence[str | float | None]]) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    for row in rows:
        writer.writerow([safe(cell) if isinstance(cell, str) else cell for cell in row])
    return out.getvalue().encode("utf-8", "replace")
