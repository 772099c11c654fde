"""Data downloads inside the file: CSV that a spreadsheet opens without running it, as data URIs."""

from __future__ import annotations

import base64
import csv
import io
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

# Browsers refuse longer addresses; beyond it the report points to ``concord export``.
LONGEST_URI = 1_500_000
# A cell that begins with one of these may run as a formula (OWASP, "CSV Injection"): the last four
# are signs of full width, which spreadsheets of some languages take for the others.
LIST_MARK = " | "  # between the members of a list in one cell, as in every export
RISKY = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")


def csv_text(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Return RFC 4180 CSV; a list is one cell, its members between `` | ``.

    Text that could run as a formula gets a leading apostrophe.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([_cell(value) for value in row] for row in rows)
    return out.getvalue()


def data_uri(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> str | None:
    """Return the table as a ``data:`` URI, or None if it is too long for a browser."""
    raw = csv_text(columns, rows).encode("utf-8", "replace")
    uri = "data:text/csv;charset=utf-8;base64," + base64.b64encode(raw).decode("ascii")
    return uri if len(uri) <= LONGEST_URI else None


def _cell(value: object) -> object:
    if isinstance(value, list | tuple):
        value = LIST_MARK.join(map(str, value))
    if not isinstance(value, str):
        return "" if value is None else value
    text = value.replace("\x00", "")
    return f"'{text}" if text.startswith(RISKY) else text
