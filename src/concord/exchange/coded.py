"""A coding as a file: an events export, or a coder's own table with some of its columns."""

from __future__ import annotations

import csv
import json
from typing import TYPE_CHECKING, Any

from concord.errors import ConcordError
from concord.exchange.formats import unsafe_text

if TYPE_CHECKING:
    from pathlib import Path


class CodingFileError(ConcordError):
    """A file that is no table of coded events."""

    def __init__(self, file: Path, message: str) -> None:
        super().__init__(
            f"{file}: {message}. Give a file made by `concord export events`, or a csv or jsonl "
            "file with its columns document_id and type and any others."
        )


def read_coding(file: Path) -> list[dict[str, Any]]:
    """Return the rows of a coding: json values of a jsonl file, cells of a csv (empty: None).

    Raises CodingFileError if the file cannot be read or has no column ``type``.
    """
    try:
        rows = _jsonl(file) if file.suffix in (".jsonl", ".ndjson") else _csv(file)
    except (OSError, UnicodeError, ValueError, RecursionError, csv.Error) as error:
        raise CodingFileError(file, f"cannot be read ({error})") from error
    if not rows or not all("type" in row for row in rows):
        raise CodingFileError(file, "has no rows with a type")
    return rows


def read_names(file: Path) -> list[str]:
    """Return the document ids of a list, one a line, or of a csv's first column.

    A first line that names a column is passed over. Raises CodingFileError.
    """
    try:
        with file.open(encoding="utf-8-sig", newline="") as text:
            cells = [line[0].strip() for line in csv.reader(text) if line and line[0].strip()]
    except (OSError, UnicodeError, csv.Error) as error:
        raise CodingFileError(file, f"cannot be read ({error})") from error
    return [cell for cell in cells if not cell.startswith("document_")]


def _jsonl(file: Path) -> list[dict[str, Any]]:
    rows = [json.loads(line) for line in file.read_text("utf-8-sig").splitlines() if line.strip()]
    if not all(isinstance(row, dict) for row in rows):
        raise ValueError("a line is no JSON object")
    return rows


def _csv(file: Path) -> list[dict[str, Any]]:
    with file.open(encoding="utf-8-sig", newline="") as text:
        header = text.readline()
        text.seek(0)
        # Spreadsheets of many countries write semicolons.
        delimiter = max(",;\t", key=header.count)
        table = csv.DictReader(text, restval="", strict=True, delimiter=delimiter)
        return [
            {name: unsafe_text(cell) or None for name, cell in row.items() if name}
            for row in table
            if any(row.values())
        ]
