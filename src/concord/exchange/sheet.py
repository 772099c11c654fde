"""A drawn sample as a spreadsheet that an assistant fills in, and her sheet back as a coding.

One row for each event, as many as she finds; a text in which nothing happened keeps its one row
with an empty type. Nothing of the machine's reading stands in the sheet.
"""

from __future__ import annotations

import csv
import json
import re
from typing import TYPE_CHECKING

from concord.errors import ConcordError
from concord.exchange.facts import TOLLS, Fault, build_event, persons_of
from concord.exchange.formats import safe_cell, unsafe_text
from concord.exchange.workbooks import WORKBOOKS, UnreadableSheetError, sheet_rows
from concord.model import Problem
from concord.record.audits import CODED_FIELDS, Answer

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from concord.codebook.book import Codebook
    from concord.model import Document
    from concord.record.audits import Cells, Sample

ID, QUOTE, DONE = "document_id", "words", "read"
ABOUT = (ID, "title", "publisher", "published", "text")
COLUMNS = (*ABOUT, DONE, *CODED_FIELDS, QUOTE)
# A cell of a spreadsheet holds no more.
LONGEST_CELL = 32_000


class SheetError(ConcordError):
    """A file that is no sheet of a sample."""

    def __init__(self, file: Path, message: str) -> None:
        super().__init__(
            f"{file}: {message}. Give the sheet that `concord review sheet SAMPLE -o FILE.csv`"
            " wrote, filled in, as csv or xlsx."
        )


class UnfitCellsError(ConcordError):
    """What is wrong with the cells of one event, field by field."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__("; ".join(f"{each.field}: {each.message}" for each in faults))
        self.faults = tuple(faults)


def write_sheet(file: Path, sample: Sample, documents: Mapping[str, Document]) -> int:
    """Write the texts of a sample with empty columns to fill in; return how many."""
    held = [documents[i.document_id] for i in sample.items if i.document_id in documents]
    with file.open("w", encoding="utf-8-sig", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(COLUMNS)
        for each in held:
            about = (each.id, each.title, each.publisher, each.published, each.text[:LONGEST_CELL])
            cells = [safe_cell(value or "") for value in about]
            writer.writerow([*cells, *[""] * (len(COLUMNS) - len(ABOUT))])
    return len(held)


def read_sheet(
    file: Path, sample: Sample, documents: Mapping[str, Document], book: Codebook, *, who: str
) -> Iterator[Answer | Problem]:
    """Yield a coding for each text of the sample that the sheet has rows for, and its problems.

    A text with a fault in any row is left out whole: half a coding would count as missed events.
    A text without events counts as read where its cell ``read`` says yes. Raises SheetError.
    """
    rows = _read(file)
    if not rows or ID not in rows[0][1]:
        raise SheetError(file, f"has no column {ID}")
    known = {item.document_id: item for item in sample.items}
    by_text: dict[str, list[tuple[int, dict[str, str]]]] = {}
    for number, row in rows:
        name = row.get(ID, "").strip()
        if name in known:
            by_text.setdefault(name, []).append((number, row))
        elif any(row.get(field, "").strip() for field in CODED_FIELDS):
            message = f"{name!r} is no text of {sample.name}; keep the column {ID} as it was"
            yield _problem(f"{file.name}:{number}:{ID}", "unknown_id", message)
    for name, found in by_text.items():
        cells, faults = [], []
        for number, row in found:
            if not any(row.get(field, "").strip() for field in CODED_FIELDS):
                continue
            try:
                cells.append(check_cells(row, documents.get(name), book))
            except UnfitCellsError as error:
                where = f"{file.name}:{number}"
                faults += [_problem(f"{where}:{f.field}", "bad_value", f.message) for f in
                           error.faults]  # fmt: skip
        yield from faults
        if not faults and (cells or any(_is_yes(row.get(DONE, "")) for _, row in found)):
            yield Answer(item=known[name].key, kind="coding", document_id=name, who=who,
                         rows=tuple(cells))  # fmt: skip


def check_cells(row: Mapping[str, str], document: Document | None, book: Codebook) -> Cells:
    """Return the cells of one event as they are compared; raises UnfitCellsError.

    Dates become first and last day with their precision, tolls the best figure; the words that
    were given are looked up in the text, and become evidence of the type.
    """
    given = {f: row[f].strip() for f in CODED_FIELDS if row.get(f) and row[f].strip()}
    faults: list[Fault] = []
    evidence = _evidence(row.get(QUOTE) or "", document, faults)
    event = build_event(given, book, event_id="x", document_id=document.id if document else "x")
    if isinstance(event, tuple):
        faults += event
    if faults or isinstance(event, tuple):
        raise UnfitCellsError(faults)
    cells = {**given, "type": event.type, "status": event.status}
    if event.happened:
        when = event.happened[0]
        cells |= {"happened_from": str(when.first), "happened_to": str(when.last),
                  "happened_precision": when.precision}  # fmt: skip
    best = {t: str(persons_of(given[t])[1]) for t in TOLLS if t in given}
    return {**cells, **best, **evidence}


def _evidence(quote: str, document: Document | None, faults: list[Fault]) -> dict[str, str]:
    words = quote.split()
    if not words:
        return {}
    pattern = r"\s+".join(re.escape(each) for each in words)
    found = re.search(pattern, document.text) if document else None
    if found is None:
        faults.append(Fault(field=QUOTE, message="these words do not stand in the text"))
        return {}
    span = [{"field": "type", "start": found.start(), "end": found.end()}]
    return {QUOTE: " ".join(words), "evidence": json.dumps(span)}


def _read(file: Path) -> list[tuple[int, dict[str, str]]]:
    """Return the rows with their numbers, as the spreadsheet shows them."""
    try:
        if file.suffix.lower() in WORKBOOKS:
            lines = list(sheet_rows(file))
        else:
            with file.open(encoding="utf-8-sig", newline="") as text:
                header = text.readline()
                text.seek(0)
                # Spreadsheets of many countries write semicolons.
                lines = list(csv.reader(text, delimiter=max(",;\t", key=header.count)))
    except (OSError, UnicodeError, csv.Error, UnreadableSheetError) as error:
        raise SheetError(file, f"cannot be read ({error})") from error
    if not lines:
        raise SheetError(file, "is empty")
    names = [name.strip() for name in lines[0]]
    return [
        (number, {n: unsafe_text(cell) for n, cell in zip(names, line, strict=False)})
        for number, line in enumerate(lines[1:], start=2)
        if any(line)
    ]


def _is_yes(cell: str) -> bool:
    return cell.strip().casefold() in {"yes", "y", "x", "1", "true"}


def _problem(where: str, code: str, message: str) -> Problem:
    return Problem(where=where, code=code, message=message, stage="import")
