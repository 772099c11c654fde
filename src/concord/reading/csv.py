"""Tables of texts: a header row with ``text`` and what else is known."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING, ClassVar

from concord.model import Problem
from concord.reading.decoding import damage
from concord.reading.faults import ReadError
from concord.reading.lines import read_lines
from concord.reading.rows import draft_row

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from concord.reading.child import Child
    from concord.reading.drafts import Draft
    from concord.reading.limits import Limits
    from concord.reading.lines import Line
    from concord.reading.resources import Resource

DELIMITERS = ",;\t"
_TOO_LONG = "The row is longer than Limits.row_points; is a closing quote missing? It was skipped."


class CsvReader:
    """Reads ``.csv`` (comma, semicolon or tab, as the header row shows) and ``.tsv``."""

    name: ClassVar[str] = "csv"
    suffixes: ClassVar[tuple[str, ...]] = (".csv", ".tsv")
    media_types: ClassVar[tuple[str, ...]] = ("text/csv", "text/tab-separated-values")

    def read(self, resource: Resource, limits: Limits, _child: Child) -> Iterator[Draft | Problem]:
        """Yield a draft or the problems of each row, the row's first line in their place."""
        lines = read_lines(resource, limits)
        columns, delimiter = _read_header(lines)
        # The limit of the csv module is one for the whole process; it may only grow.
        csv.field_size_limit(max(csv.field_size_limit(), limits.row_points))
        for taken, cells in _split_rows(lines, delimiter):
            where = f"{resource.source}:{taken[0].number if taken else 0}"
            if any(line.is_damaged for line in taken):
                yield damage(where)
            if isinstance(cells, str):
                yield Problem(where=where, code="bad_row", message=cells)
            elif len(cells) > len(columns):
                yield Problem(where=where, code="bad_row", message=_too_many(cells, columns))
            elif any(cells):
                row = {name: cell for name, cell in zip(columns, cells, strict=False) if cell}
                yield from draft_row(row, where=where, media=self.name)


def _read_header(lines: Iterator[Line]) -> tuple[list[str], str]:
    """Return the column names in lower case and the delimiter that makes ``text`` one of them."""
    header = next((line.text for line in lines if line.text is None or line.text.strip()), None)
    for delimiter in DELIMITERS:
        try:
            cells = next(csv.reader([header or ""], delimiter=delimiter), [])
        except csv.Error:
            break
        columns = [cell.strip().lower() for cell in cells]
        if "text" in columns:
            return columns, delimiter
    raise ReadError(
        "no_text", "The header row has no column 'text'; name the column that holds the texts so."
    )


def _split_rows(
    lines: Iterable[Line], delimiter: str
) -> Iterator[tuple[list[Line], list[str] | str]]:
    """Yield the lines of each row with its cells, or with what is wrong with it."""
    taken: list[Line] = []

    def feed() -> Iterator[str]:
        for line in lines:
            taken.append(line)
            yield (line.text or "") + "\n"

    rows = csv.reader(feed(), delimiter=delimiter)
    while True:
        taken.clear()
        try:
            cells: list[str] | str = next(rows)
        except StopIteration:
            return
        except csv.Error:
            cells = _TOO_LONG
        yield taken, _TOO_LONG if any(line.text is None for line in taken) else cells


def _too_many(cells: list[str], columns: list[str]) -> str:
    return (
        f"The row has {len(cells)} cells under {len(columns)} columns; quote cells that hold the "
        "delimiter or a quote. The row was skipped."
    )
