"""`import table`: a user's own spreadsheet of incidents, row by row, ids kept.

Every row becomes an ExternalEvent or Problems that name its row and column, numbered as the
spreadsheet shows them (the header is row 1). The file is csv, or the first sheet of a workbook.
"""

from __future__ import annotations

import csv
import re
from contextlib import contextmanager
from datetime import datetime
from typing import TYPE_CHECKING

from concord.errors import ConcordError
from concord.exchange.facts import Fault, build_event
from concord.exchange.formats import unsafe_text
from concord.exchange.mapping import ColumnMap, TableMap, read_mapping
from concord.exchange.workbooks import WORKBOOKS, UnreadableSheetError, sheet_rows
from concord.model import Event, ExternalEvent, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from concord.codebook.book import Codebook

NOT_CSV = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
STAGE = "import"


class NotCsvError(ConcordError):
    """A spreadsheet in a binary format under the name of a text."""

    def __init__(self, file: Path) -> None:
        super().__init__(
            f"{file} is a workbook under another name. Name it .xlsx (or what it is), or save its "
            "sheet as CSV (UTF-8)."
        )


class TableError(ConcordError):
    """A table whose header does not hold what the map names, or that cannot be opened."""

    def __init__(self, file: Path, message: str) -> None:
        super().__init__(f"{file}:1: {message}")


def import_table(file: Path, mapping: Path, book: Codebook) -> Iterator[ExternalEvent | Problem]:
    """Yield one ExternalEvent per good row, and a Problem per bad cell of the others, lazily.

    The map and the header are checked before the first row: raises MappingError, TableError or
    NotCsvError.
    """
    table = read_mapping(mapping)
    header = _read_header(file, table)
    return _import_rows(file, header, table, book)


def _read_header(file: Path, table: TableMap) -> tuple[str, ...]:
    try:
        with _lines(file, table) as lines:
            header = tuple(next(lines, ()))
    except UnreadableSheetError as error:
        raise TableError(file, f"cannot be read as a workbook: {error}") from error
    except (OSError, UnicodeError, csv.Error) as error:
        raise TableError(file, f"cannot be read as {table.encoding} csv: {error}") from error
    wanted = (table.id, *(column.column for column in table.columns.values()))
    missing = [name for name in dict.fromkeys(wanted) if name not in header]
    if missing:
        found = ", ".join(header) or "nothing"
        raise TableError(file, f"no column {', '.join(map(repr, missing))}; the header has {found}")
    double = [name for name in dict.fromkeys(wanted) if header.count(name) > 1]
    if double:
        raise TableError(file, f"the column {double[0]!r} stands there twice; rename one")
    return header


@contextmanager
def _lines(file: Path, table: TableMap) -> Iterator[Iterator[list[str]]]:
    """Give the cells of each row, header first."""
    if file.suffix.lower() in WORKBOOKS:
        yield sheet_rows(file)
        return
    with file.open("rb") as raw:
        if raw.read(4) in NOT_CSV:
            raise NotCsvError(file)
    # A byte that the encoding does not know becomes a Problem of its cell and no exception.
    with file.open(encoding=table.encoding, errors="surrogateescape", newline="") as text:
        yield csv.reader(text, delimiter=table.delimiter)


def _import_rows(
    file: Path, header: Sequence[str], table: TableMap, book: Codebook
) -> Iterator[ExternalEvent | Problem]:
    seen: dict[str, int] = {}
    with _lines(file, table) as reader:
        next(reader)
        number = 1
        while True:
            number += 1
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                yield _problem(f"{file.name}:{number}", "bad_row", str(error))
                continue
            if any(cell.strip() for cell in cells):
                where = f"{file.name}:{number}"
                yield from _import_row(
                    where,
                    dict(zip(header, cells, strict=False)),
                    table,
                    book,
                    seen,
                    len(cells) - len(header),
                )


def _import_row(
    where: str,
    row: Mapping[str, str],
    table: TableMap,
    book: Codebook,
    seen: dict[str, int],
    surplus: int,
) -> Iterator[ExternalEvent | Problem]:
    if surplus:
        lacking = f"{abs(surplus)} cells too {'many' if surplus > 0 else 'few'}"
        yield _problem(where, "bad_row", f"the row has {lacking} for the header")
        return
    cells = {name: unsafe_text(cell) for name, cell in row.items()}
    external_id = cells[table.id].strip()
    event = _row_event(cells, external_id, table, book)
    if isinstance(event, tuple):
        for fault in event:
            column = table.columns.get(fault.field)
            name = column.column if column else fault.field
            yield _problem(f"{where}:{name}", "bad_value", fault.message)
        return
    number = int(where.rsplit(":", 1)[1])
    earlier = seen.setdefault(external_id, number)
    if not external_id or earlier != number:
        message = f"the id stands in row {earlier} too" if external_id else "the id is empty"
        yield _problem(f"{where}:{table.id}", "bad_id", message + "; every row needs its own")
        return
    yield ExternalEvent(
        dataset=table.dataset,
        version=table.version,
        external_id=external_id,
        facts=event,
        row=cells,
    )


def _row_event(
    cells: Mapping[str, str], external_id: str, table: TableMap, book: Codebook
) -> Event | tuple[Fault, ...]:
    faults = [
        Fault(field=name, message=f"bytes that are not {table.encoding}; set `encoding` in the map")
        for name, column in table.columns.items()
        if any("\udc80" <= letter <= "\udcff" for letter in cells[column.column])
    ]
    if faults:
        return tuple(faults)
    fields = dict(table.constants)
    for name, column in table.columns.items():
        try:
            fields[name] = _value(cells[column.column].strip(), column, table)
        except ValueError:
            text = cells[column.column].strip()
            message = f"{text!r} is no date written as {column.format}"
            faults.append(Fault(field=name, message=message))
    name = f"{table.dataset}:{external_id}"
    event = build_event(fields, book, event_id=name, document_id=name)
    if isinstance(event, tuple):
        faults.extend(event)
    return tuple(faults) if faults else event


def _value(text: str, column: ColumnMap, table: TableMap) -> str:
    if text.casefold() in table.empty:
        return ""
    if text.casefold() in column.values:
        return column.values[text.casefold()]
    if column.format and text:
        return _iso(text, column.format)
    return text


def _iso(text: str, form: str) -> str:
    """Return a date as ISO text with the precision that its format has."""
    found = datetime.strptime(text, form)  # noqa: DTZ007 - a calendar day of a table has no zone
    if re.search(r"%[djaAUuxcD]|%-d|%e", form):
        return found.date().isoformat()
    return found.strftime("%Y-%m") if re.search(r"%[mbB]", form) else found.strftime("%Y")


def _problem(where: str, code: str, message: str) -> Problem:
    return Problem(where=where, code=code, message=message, stage=STAGE)
