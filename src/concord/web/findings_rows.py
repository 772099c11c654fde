"""The rows of a finding for a reader: codes as words, shares as percents, statements as links.

What only a program needs (ids, corners of cells, the ends of a period that has a name) and columns
that are empty here are left to the download.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from concord.report import words
from concord.web.findings_words import head, say_code

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from concord.model import Finding, Value
    from concord.web.shelf import Shelf

# Columns that another column says in words, or that mean nothing to a reader.
_FOR_PROGRAMS = frozenset({"cell", "corners", "parties"})
_SAID_BY = {"period": "label", "from": "label", "to": "label", "actor": "name",
            "actor_a": "name_a", "actor_b": "name_b",
            "option": "specification"}  # fmt: skip # the name of a measured act says its option
_WHOLE = 1000  # from which a figure is said without a fraction
_SHARES = frozenset({"share", "agreeing"})
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_STATEMENTS = ("statement", "statements")


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell's words, the addresses of the statements that it names, and whether it is a day.

    ``address`` is that of the incidents which the number counts.
    """

    text: str
    links: tuple[str, ...] = ()
    is_day: bool = False
    address: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Columns, each with its words and whether it holds numbers, and the rows under them."""

    columns: tuple[tuple[str, bool], ...]
    rows: tuple[tuple[Cell, ...], ...]


def write_rows(
    finding: Finding, shelf: Shelf, most: int, links: Sequence[Mapping[str, str]] = ()
) -> Table:
    """Return the columns of a finding that a reader needs, with at most ``most`` rows.

    ``links`` are the addresses of each row's counts, by column.
    """
    kept = [
        n
        for n, name in enumerate(finding.columns)
        if _is_for_readers(name, finding.columns)
        and any(row[n] not in (None, "", []) for row in finding.rows)
    ]
    return Table(
        columns=tuple(
            (head(finding.columns[n]), _is_numeric(finding, n)) for n in kept
        ),
        rows=tuple(
            tuple(
                replace(
                    _cell(finding.columns[n], row[n], shelf),
                    address=led.get(finding.columns[n], ""),
                )
                for n in kept
            )
            for row, led in zip(finding.rows[:most], links or [{}] * most, strict=False)
        ),
    )  # fmt: skip


def _is_for_readers(name: str, columns: Sequence[str]) -> bool:
    if name in _FOR_PROGRAMS or name.endswith("_id"):
        return False
    return _SAID_BY.get(name) not in columns


def _is_numeric(finding: Finding, column: int) -> bool:
    values = [row[column] for row in finding.rows if row[column] is not None]
    return bool(values) and all(
        isinstance(v, int | float) and not isinstance(v, bool) for v in values
    )


def _cell(column: str, value: Value, shelf: Shelf) -> Cell:
    if column.startswith(_STATEMENTS) and value:
        ids = value if isinstance(value, list) else str(value).split("; ")
        return Cell(text="", links=tuple(f"/statements/{each}" for each in ids))
    if column == "option" and isinstance(value, str):
        return Cell(shelf.book.option_label(value))
    if isinstance(value, str) and _DAY.fullmatch(value):
        return Cell(words.say_day(date.fromisoformat(value), short=True), is_day=True)
    if isinstance(value, str) and (said := say_code(column, value)) is not None:
        return Cell(said)
    if not _SHARES.isdisjoint(column.split("_")) and isinstance(value, int | float):
        return Cell(f"{100 * value:.3g}%")
    return Cell(_say(value))


def _say(value: Value) -> str:
    if value is None or value == "":
        return words.UNKNOWN
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:,.0f}" if abs(value) >= _WHOLE else f"{value:,.4g}"
    if isinstance(value, int):
        return f"{value:,}"
    if isinstance(value, list):
        return "; ".join(_say(each) for each in value)
    return str(value)
