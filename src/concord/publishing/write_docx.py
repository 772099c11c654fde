"""An edition as a Word document: headings, tables that repeat their header, notes, chronology."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor

from concord.publishing.cells import print_cell

if TYPE_CHECKING:
    from pathlib import Path

    from concord.publishing.cells import Column, Row, Table
    from concord.publishing.chronology import Item
    from concord.publishing.edition import Edition

_STAMP = (2000, 1, 1, 0, 0, 0)
_GREY = RGBColor(0x55, 0x55, 0x55)
# XML holds no control characters; a document with one would not open.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def write_docx(edition: Edition, out: Path) -> None:
    """Write the edition; the same edition gives the same bytes."""
    document = Document()
    _set_up(document, edition)
    document.add_heading(_text(edition.title), 0)
    for table in edition.tables:
        _add_table(document, table, edition.basis)
    if edition.chronology:
        _add_chronology(document, edition)
    buffer = io.BytesIO()
    document.save(buffer)
    out.write_bytes(_without_times(buffer.getvalue()))


def _set_up(document: Any, edition: Edition) -> None:
    properties = document.core_properties
    properties.title, properties.author, properties.comments = edition.title, "", ""
    properties.created = properties.modified = datetime(*_STAMP, tzinfo=UTC)
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = section.page_height, section.page_width
    document.styles["Normal"].font.name = "Calibri"
    document.styles["Normal"].font.size = Pt(10)


def _text(text: str) -> str:
    return _UNPRINTABLE.sub("\ufffd", text)


def _add_table(document: Any, table: Table, basis: tuple[str, ...]) -> None:
    document.add_heading(_text(table.title), 1)
    finding = document.add_paragraph()
    finding.add_run(_text(table.finding)).italic = True
    grid = document.add_table(rows=1, cols=len(table.columns))
    grid.style = document.styles["Light List"]
    for cell, column in zip(grid.rows[0].cells, table.columns, strict=True):
        _fill(cell, column.name, column, bold=True)
    _repeat_header(grid.rows[0])
    for row in table.rows:
        _add_row(grid, row, table.columns)
    for line in (*table.notes, *basis):
        _add_note(document, line)


def _add_row(grid: Any, row: Row, columns: tuple[Column, ...]) -> None:
    cells = grid.add_row().cells
    for cell, value, column in zip(cells, row.cells, columns, strict=True):
        _fill(cell, print_cell(value, column.kind), column, bold=row.sum)


def _fill(cell: Any, text: str, column: Column, *, bold: bool) -> None:
    paragraph = cell.paragraphs[0]
    if column.kind != "text":
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    run = paragraph.add_run(_text(text))
    run.bold, run.font.size = bold, Pt(9)


def _repeat_header(row: Any) -> None:
    """Mark the row as one that is repeated on every page."""
    mark = OxmlElement("w:tblHeader")
    mark.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(mark)  # noqa: SLF001 - python-docx has no public way


def _add_note(document: Any, line: str) -> None:
    paragraph = document.add_paragraph()
    paragraph.paragraph_format.space_after = Pt(2)
    run = paragraph.add_run(_text(line))
    run.font.size, run.font.color.rgb = Pt(8), _GREY


def _add_chronology(document: Any, edition: Edition) -> None:
    document.add_heading(_text(edition.chronology_title), 1)
    for item in edition.chronology:
        _add_item(document, item)
    for line in edition.basis:
        _add_note(document, line)


def _add_item(document: Any, item: Item) -> None:
    paragraph = document.add_paragraph()
    paragraph.add_run(_text(f"{item.day}. ")).bold = True
    said = f" Sources disagree on: {', '.join(item.disputed)}." if item.disputed else ""
    paragraph.add_run(_text(item.sentence + said))
    sources = "; ".join(
        f"{each.short}{f' <{each.link}>' if each.link else ''}" for each in item.sources
    )
    run = paragraph.add_run(_text(f" [{sources}]"))
    run.font.size, run.font.color.rgb = Pt(8), _GREY


def _without_times(content: bytes) -> bytes:
    """Return the archive with every entry dated alike."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(made, "w") as new:
        for entry in old.infolist():
            info = zipfile.ZipInfo(entry.filename, _STAMP)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o600 << 16
            new.writestr(info, old.read(entry.filename))
    return made.getvalue()
