"""A printed table: columns with a kind each, rows of cells, and the words under it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

from concord.report import words
from concord.report.downloads import RISKY

if TYPE_CHECKING:
    from collections.abc import Sequence

    from concord.analysis.measures import Sum

Kind: TypeAlias = Literal["text", "count", "figure", "share", "change", "link"]
UNKNOWN = "\N{EN DASH}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """Persons, with the range.

    ``open_ended`` where a part has no upper bound, ``known`` false where no part gives a number:
    then nothing is printed, for nought would say that nobody was hurt.
    """

    low: int
    best: int
    high: int
    open_ended: bool = False
    known: bool = True

    def words(self) -> str:
        """Return the figure as it is printed: 12, or 12 (10 to 15 or more)."""
        if not self.known:
            return UNKNOWN
        return words.say_sum(self.low, self.best, self.high, open_ended=int(self.open_ended))


Cell: TypeAlias = "str | int | float | Figure | None"


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column: its heading, and what its cells are."""

    name: str
    kind: Kind = "text"


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A row of cells, with the incidents that it counts; ``sum`` marks a row of totals."""

    cells: tuple[Cell, ...]
    incident_ids: tuple[str, ...] = ()
    sum: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """One table; ``finding`` states what it shows, ``notes`` are its reservations."""

    name: str
    title: str
    finding: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    notes: tuple[str, ...] = ()


def figure_of(total: Sum) -> Figure:
    """Return a sum of tolls as a figure."""
    return Figure(
        low=total.low,
        best=total.best,
        high=total.high,
        open_ended=bool(total.open_ended),
        known=not total.parts or total.unstated < total.parts,
    )


def print_cell(cell: Cell, kind: Kind) -> str:
    """Return a cell as a person reads it."""
    if cell is None:
        return UNKNOWN
    if isinstance(cell, Figure):
        return cell.words()
    if kind == "share" and isinstance(cell, (int, float)):
        return f"{cell * 100:.1f}%"
    if kind == "change" and isinstance(cell, (int, float)):
        return f"{cell * 100:+.0f}%"
    if isinstance(cell, int):
        return f"{cell:,}"
    return str(cell)


def flat_columns(columns: Sequence[Column]) -> list[tuple[str, Kind]]:
    """Return the columns of a spreadsheet: a figure is three, its best, low and high."""
    flat: list[tuple[str, Kind]] = []
    for column in columns:
        if column.kind == "figure":
            flat += [(f"{column.name}{part}", "count") for part in ("", ", low", ", high")]
        else:
            flat.append((column.name, column.kind))
    return flat


def flat_row(row: Row, columns: Sequence[Column]) -> list[str | int | float | None]:
    """Return the cells of a spreadsheet's row; an open-ended high is text: 15 or more."""
    flat: list[str | int | float | None] = []
    for cell, column in zip(row.cells, columns, strict=True):
        if isinstance(cell, Figure):
            high = f"{cell.high} or more" if cell.open_ended else cell.high
            flat += [cell.best, cell.low, high] if cell.known else [None, None, None]
        elif column.kind == "figure":
            flat += [None, None, None]
        else:
            flat.append(cell)
    return flat


def safe(text: str) -> str:
    """Return text that no spreadsheet runs as a formula."""
    return f"'{text}" if text.startswith(RISKY) else text
