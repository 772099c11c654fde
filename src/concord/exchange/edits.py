"""`import edits`: an exported incidents csv, edited, becomes decisions; it never makes incidents.

Each cell that differs from what an export of today would write is one ``correct`` decision. Ids
and columns that are not known are Problems, and so are values that a field cannot hold.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from concord.errors import ConcordError
from concord.exchange.formats import (
    JSON_SUFFIX,
    LIST_SEPARATOR,
    csv_columns,
    flatten,
    safe_cell,
    unsafe_text,
)
from concord.model import Decision, Problem
from concord.record.fields import CORRECTABLE, normal_value
from concord.record.rows import rows

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime
    from pathlib import Path

    from concord.codebook.book import Codebook
    from concord.record.rows import Readable

KIND = "incidents"
ID = "incident_id"
MASK = re.compile(r"\[[a-z ]+\]")


class EditedFileError(ConcordError):
    """A file that is no incidents export."""

    def __init__(self, file: Path, message: str) -> None:
        super().__init__(
            f"{file}: {message}. Edit a file made by `concord export incidents -o FILE.csv`, "
            "and keep its incident_id column."
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Current:
    """The cells of one incident as an export writes them today, masked and with names."""

    incident_id: str
    masked: Mapping[str, str]
    named: Mapping[str, str]

    def unchanged(self, column: str, cell: str) -> bool:
        """Return whether a cell still is what an export writes."""
        return cell in (self.masked[column], self.named[column])

    def keeps_mask(self, column: str, cell: str) -> bool:
        """Return whether a changed cell still holds a masked name, which must not be stored."""
        added = set(MASK.findall(self.masked[column])) - set(MASK.findall(self.named[column]))
        return bool(added & set(MASK.findall(cell)))


def read_edits(
    file: Path, view: Readable, book: Codebook, *, who: str, recorded: datetime
) -> Iterator[Decision | Problem]:
    """Yield a Decision for each edited cell and a Problem for each that cannot be taken over.

    Decisions carry sequence 0: the record numbers them. ``view`` should be the whole record.
    Raises EditedFileError before the first row if the file is no such export.
    """
    try:
        with file.open(encoding="utf-8-sig", newline="") as text:
            header = tuple(next(csv.reader(text), ()))
            lines = list(csv.reader(text))
    except (OSError, UnicodeError, csv.Error) as error:
        raise EditedFileError(file, f"cannot be read as UTF-8 csv ({error})") from error
    if ID not in header:
        raise EditedFileError(file, "has no incident_id column")
    return _edits(file.name, (header, lines), _current(view, book), who, recorded)


def _current(view: Readable, book: Codebook) -> dict[str, Current]:
    found: dict[str, Current] = {}
    pairs = zip(rows(view, KIND, book), rows(view, KIND, book, with_names=True), strict=True)
    for masked, named in pairs:
        current = Current(
            incident_id=masked[ID],
            masked=_cells(flatten(masked, KIND)),
            named=_cells(flatten(named, KIND)),
        )
        for name in (masked[ID], *masked["aliases"]):
            found.setdefault(name, current)
    return found


def _cells(flat: Mapping[str, object]) -> dict[str, str]:
    """Return the cells as csv text, read back."""
    texts = {name: safe_cell(value) for name, value in flat.items()}
    return {name: "" if v is None else unsafe_text(str(v)) for name, v in texts.items()}


def _edits(
    name: str,
    table: tuple[Sequence[str], Sequence[Sequence[str]]],
    current: Mapping[str, Current],
    who: str,
    recorded: datetime,
) -> Iterator[Decision | Problem]:
    header, lines = table
    known = [column for column in header if column in csv_columns(KIND)]
    for column in header:
        if column not in known:
            yield _problem(f"{name}:1:{column}", "unknown_column", "no such column in an export")
    for number, line in enumerate(lines, start=2):
        if not any(line):
            continue
        where = f"{name}:{number}"
        row = {column: unsafe_text(cell) for column, cell in zip(header, line, strict=False)}
        incident = current.get(row.get(ID, "").strip())
        if len(line) != len(header):
            yield _problem(where, "bad_row", "the row has not as many cells as the header")
        elif incident is None:
            message = f"no incident {row[ID]!r} in the record; edits never make incidents"
            yield _problem(f"{where}:{ID}", "unknown_id", message)
        else:
            for column in known:
                if column != ID and not incident.unchanged(column, row[column]):
                    yield _edit(f"{where}:{column}", incident, (column, row[column]), who, recorded)


def _edit(
    where: str, incident: Current, cell: tuple[str, str], who: str, recorded: datetime
) -> Decision | Problem:
    column, text = cell
    field = column.removesuffix(JSON_SUFFIX)
    if field not in CORRECTABLE:
        return _problem(where, "not_editable", f"{column} is derived and cannot be edited")
    if incident.keeps_mask(column, text):
        message = "the cell holds a masked name; export --with-names to edit it"
        return _problem(where, "masked", message)
    listed = column + JSON_SUFFIX in incident.masked
    given = text.replace(LIST_SEPARATOR, ";") if listed else text
    try:
        value = normal_value(field, given)
    except ConcordError as error:
        return _problem(where, "bad_value", str(error))
    return Decision(
        sequence=0,
        kind="correct",
        subjects=(incident.incident_id,),
        who=who,
        recorded=recorded,
        field=field,
        value=value,
        note=f"edited in {where.split(':', 1)[0]}",
    )


def _problem(where: str, code: str, message: str) -> Problem:
    return Problem(where=where, code=code, message=message, stage="import")
