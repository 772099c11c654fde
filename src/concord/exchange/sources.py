"""The registry of sources as a file to edit: CSV or YAML, out and in."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Any

import yaml

from concord.errors import ConcordError
from concord.exchange.formats import safe_cell, unsafe_text
from concord.model import Problem
from concord.record.sources import ENTERED, Source, read_row, set_source

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from concord.record import Record

COUNTED = ("documents", "first", "last")
COLUMNS = ("name", *ENTERED, *COUNTED)
FORMATS = ("csv", "yaml")


class UnreadableSourcesError(ConcordError):
    """A file that holds no table of sources."""

    def __init__(self, path: Path, detail: str) -> None:
        super().__init__(
            f"{path} holds no sources ({detail}). Give a CSV file with the columns "
            f"{', '.join(COLUMNS[:-3])}, or a YAML list of the same fields; "
            "`concord sources export` writes one to start from."
        )


def write_sources(found: Iterable[Source], fmt: str) -> str:
    """Return the sources as CSV or YAML text: the fields of COLUMNS, other names joined by |."""
    rows = [{name: getattr(each, name) for name in COLUMNS} for each in found]
    if fmt == "yaml":
        plain = [
            {name: list(value) if name == "also" else value for name, value in row.items() if value}
            for row in rows
        ]
        return yaml.safe_dump(plain, allow_unicode=True, sort_keys=False, width=1000)
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS, lineterminator="\r\n")
    writer.writeheader()
    for row in rows:
        cells = {**row, "also": "|".join(row["also"])}
        writer.writerow({name: safe_cell(value) for name, value in cells.items()})
    return out.getvalue()


def read_sources(path: Path) -> Iterator[Source | Problem]:
    """Yield the sources of a CSV or YAML file (by its ending); a faulty row is a Problem.

    What is counted (documents, first, last) is not read. Raises UnreadableSourcesError.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
        rows = _yaml_rows(text) if path.suffix in (".yaml", ".yml") else _csv_rows(text)
    except (UnicodeDecodeError, yaml.YAMLError, csv.Error, TypeError) as error:
        raise UnreadableSourcesError(path, str(error).splitlines()[0]) from error
    for number, row in enumerate(rows, start=1):
        yield read_row(row, f"{path.name}:{number}")


def take_sources(
    record: Record, items: Iterable[Source | Problem], *, who: str
) -> tuple[int, tuple[Problem, ...]]:
    """Enter the sources of which something is said; return how many, and the problems."""
    entered = 0
    problems: list[Problem] = []
    for each in items:
        if isinstance(each, Problem):
            problems.append(each)
        elif any(getattr(each, name) for name in ENTERED):
            try:
                set_source(record, each, who=who)
                entered += 1
            except ConcordError as error:
                fault = str(error)
                problems.append(
                    Problem(where=each.name, code="refused", message=fault, stage="import")
                )
    return entered, tuple(problems)


def _csv_rows(text: str) -> list[dict[str, Any]]:
    reader = csv.DictReader(io.StringIO(text))
    if "name" not in (reader.fieldnames or ()):
        message = "no column is called name"
        raise TypeError(message)
    return [
        {name: unsafe_text(cell) if isinstance(cell, str) else cell for name, cell in row.items()}
        for row in reader
        if any(row.values())
    ]


def _yaml_rows(text: str) -> list[dict[str, Any]]:
    rows = yaml.safe_load(text)
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        message = "it is no list of sources"
        raise TypeError(message)
    return rows
