"""An edition as an Excel workbook: a sheet for each table, numbers as numbers, text as text."""

from __future__ import annotations

import re
import textwrap
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import xlsxwriter

from concord.publishing.cells import flat_columns, flat_row

if TYPE_CHECKING:
    from pathlib import Path

    from concord.publishing.cells import Kind, Table
    from concord.publishing.chronology import Item
    from concord.publishing.edition import Edition

# The same edition gives the same bytes, so the workbook does not say when it was written.
CREATED = datetime(2000, 1, 1, tzinfo=UTC).replace(tzinfo=None)
_LONGEST_NAME = 31
_WIDE, _NARROW = 46, 12
_FORMATS = {"count": "#,##0", "share": "0.0%", "change": "+0%;-0%;0%"}
_LONGEST_CELL = 32_000


def write_xlsx(edition: Edition, out: Path) -> None:
    """Write the edition; no cell of it is a formula or a link, whatever its text says."""
    options = {
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "nan_inf_to_errors": True,
    }
    with xlsxwriter.Workbook(str(out), options) as book:
        book.set_properties({"title": edition.title, "created": CREATED, "author": ""})
        styles = _styles(book)
        _write_about(book, edition, styles)
        for table in edition.tables:
            _write_table(book, table, edition, styles)
        if edition.chronology:
            _write_chronology(book, edition, styles)


def _styles(book: Any) -> dict[str, Any]:
    base = {"font_name": "Calibri", "font_size": 10, "valign": "top"}
    head = {**base, "bold": True, "text_wrap": True, "bottom": 1, "valign": "bottom"}
    made = {
        "title": book.add_format({**base, "bold": True, "font_size": 14}),
        "finding": book.add_format({**base, "italic": True}),
        "head": book.add_format(head),
        "head_number": book.add_format({**head, "align": "right"}),
        "note": book.add_format({**base, "font_size": 9, "font_color": "#555555"}),
        "wrapped": book.add_format({**base, "text_wrap": True}),
    }
    for bold in (False, True):
        weight = {"bold": True, "top": 4} if bold else {}
        made[f"text{bold}"] = book.add_format({**base, **weight})
        for kind, number in _FORMATS.items():
            form = {**base, **weight, "num_format": number, "align": "right"}
            made[f"{kind}{bold}"] = book.add_format(form)
    return made


def _add_sheet(book: Any, title: str) -> Any:
    r"""Return a new sheet; Excel allows 31 characters and no []:*?/\\ in its name."""
    plain = re.sub(r"[\[\]:*?/\\]", " ", title)
    name = textwrap.shorten(plain, _LONGEST_NAME, placeholder="").rstrip(",;")
    name = name or plain[:_LONGEST_NAME].strip() or "Table"
    sheet = book.add_worksheet(name)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.hide_gridlines(2)
    return sheet


def _write_about(book: Any, edition: Edition, styles: dict[str, Any]) -> None:
    sheet = _add_sheet(book, "About")
    sheet.set_column(0, 0, 120)
    sheet.write_string(0, 0, edition.title, styles["title"])
    for row, line in enumerate(edition.basis, start=2):
        sheet.write_string(row, 0, line, styles["wrapped"])
    start = len(edition.basis) + 3
    for row, table in enumerate(edition.tables, start=start):
        sheet.write_string(row, 0, f"{table.title}. {table.finding}.", styles["wrapped"])


def _write_table(book: Any, table: Table, edition: Edition, styles: dict[str, Any]) -> None:
    sheet = _add_sheet(book, table.title)
    columns = flat_columns(table.columns)
    sheet.write_string(0, 0, f"{table.title}. {edition.title}", styles["title"])
    sheet.write_string(1, 0, table.finding, styles["finding"])
    for at, (name, kind) in enumerate(columns):
        sheet.set_column(at, at, _WIDE if kind == "text" else _NARROW)
        sheet.write_string(3, at, name, styles["head" if kind == "text" else "head_number"])
    sheet.freeze_panes(4, 1)
    sheet.repeat_rows(3)
    for number, row in enumerate(table.rows, start=4):
        cells = zip(flat_row(row, table.columns), columns, strict=True)
        for at, (cell, (_, kind)) in enumerate(cells):
            _write_cell(sheet, number, at, cell, styles[f"{kind}{row.sum}"])
    _write_notes(sheet, len(table.rows) + 5, (*table.notes, *edition.basis), styles)


def _write_cell(sheet: Any, row: int, at: int, cell: str | float | None, style: Any) -> None:
    if cell is None:
        sheet.write_blank(row, at, None, style)
    elif isinstance(cell, str):
        sheet.write_string(row, at, cell[:_LONGEST_CELL], style)
    else:
        sheet.write_number(row, at, cell, style)


def _write_notes(sheet: Any, start: int, lines: tuple[str, ...], styles: dict[str, Any]) -> None:
    for row, line in enumerate(lines, start=start):
        sheet.write_string(row, 0, line, styles["note"])


def _write_chronology(book: Any, edition: Edition, styles: dict[str, Any]) -> None:
    title = edition.chronology_title
    sheet = _add_sheet(book, title)
    columns: tuple[tuple[str, Kind, int], ...] = (
        ("Date", "text", 18), ("What happened", "text", 80), ("Sources", "text", 60),
        ("Links", "text", 60), ("Reviewed", "text", 12), ("Incident", "text", 34),
    )  # fmt: skip
    sheet.write_string(0, 0, f"{title}. {edition.title}", styles["title"])
    for at, (name, _, width) in enumerate(columns):
        sheet.set_column(at, at, width)
        sheet.write_string(3, at, name, styles["head"])
    sheet.freeze_panes(4, 0)
    sheet.repeat_rows(3)
    for number, item in enumerate(edition.chronology, start=4):
        for at, text in enumerate(chronology_cells(item)):
            sheet.write_string(number, at, text[:_LONGEST_CELL], styles["wrapped"])
    _write_notes(sheet, len(edition.chronology) + 5, edition.basis, styles)


def chronology_cells(item: Item) -> tuple[str, ...]:
    """Return an item as cells: day, sentence, sources, links, review state, id."""
    said = f" Sources disagree on: {', '.join(item.disputed)}." if item.disputed else ""
    return (
        item.day,
        item.sentence + said,
        "; ".join(each.short for each in item.sources),
        " ".join(each.link for each in item.sources if each.link),
        "no" if item.review == "machine" else "yes",
        item.incident_id,
    )
