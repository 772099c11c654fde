"""Files of other data sets: opened, decoded and read row by row, with the edition they are of.

A file is csv (comma, semicolon or tab), the same inside .gz or .zip, JSON lines, or the first sheet
of a workbook. Rows carry the number under which a spreadsheet shows them (the header is row 1).
"""

from __future__ import annotations

import codecs
import csv
import gzip
import hashlib
import io
import json
import re
import zipfile
from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from concord.errors import ConcordError
from concord.exchange.formats import unsafe_text
from concord.exchange.workbooks import WORKBOOKS, UnreadableSheetError, sheet_rows
from concord.model import ExternalEvent, Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from concord.model import Event

STAGE = "import"
TABLES = (".csv", ".tsv", ".txt")
LINES = (".jsonl", ".ndjson")
CHUNK = 1 << 20
HASH_DIGITS = 8
# No toll and no code of a data set is larger.
MOST = 10_000_000
_LONGEST_NAME = 1_000


class ForeignFileError(ConcordError):
    """A file that is no table of the data set."""

    def __init__(self, file: Path, message: str) -> None:
        super().__init__(f"{file}: {message}")


class BadCellError(ValueError):
    """A cell that makes its row unreadable: the column and what is wrong. Never leaves a reader."""

    def __init__(self, column: str, message: str) -> None:
        super().__init__(message)
        self.column = column


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """The data set and edition that rows are of, and the column that holds their ids."""

    dataset: str
    version: str
    id_column: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row as it came: where it stands, and its cells by column, trimmed."""

    where: str
    cells: dict[str, str]

    def problem(self, column: str, code: str, message: str) -> Problem:
        """Return what is wrong with one cell."""
        return Problem(where=f"{self.where}:{column}", code=code, message=message, stage=STAGE)


@dataclass(slots=True)
class Readings:
    """How often a row was read in a way that a user should know of; ``words`` explains each."""

    counts: Counter[str] = field(default_factory=Counter)

    def note(self, reading: str) -> None:
        """Count one row that was read so."""
        self.counts[reading] += 1

    def lines(self) -> list[str]:
        """Return one line per reading that occurred, in order of its words."""
        return [f"{self.counts[words]:,} x {words}" for words in sorted(self.counts)]


@dataclass(frozen=True, slots=True, kw_only=True)
class ForeignTable:
    """A file that can be read: its kind, encoding, header, and whether the header stands in it."""

    file: Path
    header: tuple[str, ...]
    encoding: str
    delimiter: str
    lines: bool
    headed: bool = True
    sheet: bool = False

    def rows(self) -> Iterator[Row | Problem]:
        """Yield the rows in order; one that cannot be cut into cells is a Problem."""
        if self.sheet:
            yield from self._cut(sheet_rows(self.file))
            return
        with _open(self.file) as raw:
            text = io.TextIOWrapper(raw, self.encoding, errors="replace", newline="")
            if self.lines:
                yield from self._objects(text)
            else:
                yield from self._cut(csv.reader(text, delimiter=self.delimiter))
            text.detach()

    def _cut(self, lines: Iterator[list[str]]) -> Iterator[Row | Problem]:
        number = 0
        while True:
            number += 1
            where = f"{self.file.name}:{number}"
            try:
                cells = next(lines)
            except StopIteration:
                return
            except csv.Error as error:
                yield Problem(where=where, code="bad_row", message=str(error), stage=STAGE)
                continue
            if (number == 1 and self.headed) or not any(cell.strip() for cell in cells):
                continue
            yield self._row(where, cells)

    def _row(self, where: str, cells: Sequence[str]) -> Row | Problem:
        if len(cells) != len(self.header):
            message = f"the row has {len(cells)} cells and the header {len(self.header)}"
            return Problem(where=where, code="bad_row", message=message, stage=STAGE)
        values = (unsafe_text(cell.strip()) for cell in cells)
        return Row(where=where, cells=dict(zip(self.header, values, strict=True)))

    def _objects(self, text: IO[str]) -> Iterator[Row | Problem]:
        for number, line in enumerate(text, start=1):
            where = f"{self.file.name}:{number}"
            if not line.strip():
                continue
            try:
                found = json.loads(line)
            except (ValueError, RecursionError) as error:
                yield Problem(where=where, code="bad_row", message=str(error), stage=STAGE)
                continue
            if isinstance(found, dict):
                cells = dict.fromkeys(self.header, "")
                cells |= {str(name): _text(value) for name, value in found.items()}
                yield Row(where=where, cells=cells)
            else:
                message = "the line is no JSON object"
                yield Problem(where=where, code="bad_row", message=message, stage=STAGE)


def open_table(
    file: Path,
    *,
    needed: Sequence[str],
    renamed: Callable[[str], str] = lambda name: name,
    headless: Sequence[str] = (),
) -> ForeignTable:
    """Return the table in a file once its header is known to hold the ``needed`` columns.

    ``renamed`` gives the present name of a column; ``headless`` is the header of a file that comes
    without one (known by as many cells and a number in the first). Raises ForeignFileError.
    """
    suffix = _inner_suffix(file)
    if suffix in WORKBOOKS:
        header = tuple(map(renamed, _sheet_header(file)))
        return replace(_checked(file, header, needed, ("utf-8", ",", False)), sheet=True)
    try:
        encoding = _encoding_of(file)
        with _open(file) as raw:
            text = io.TextIOWrapper(raw, encoding, newline="")
            first = text.readline()
    except (OSError, UnicodeError, EOFError, zipfile.BadZipFile) as error:
        raise ForeignFileError(file, f"cannot be read ({error})") from error
    if suffix in LINES:
        return _checked(file, _keys_of(file, first), needed, (encoding, ",", True))
    delimiter = max(",;\t", key=first.count)
    header = _header_of(file, first, delimiter)
    if headless and len(header) == len(headless) and header[0].isdigit():
        return _checked(file, tuple(headless), needed, (encoding, delimiter, False), headed=False)
    return _checked(file, tuple(map(renamed, header)), needed, (encoding, delimiter, False))


def read_events(
    rows: Iterable[Row | Problem], edition: Edition, make: Callable[[Mapping[str, str]], Event]
) -> Iterator[ExternalEvent | Problem]:
    """Yield an ExternalEvent per row that ``make`` can read, and a Problem per other row, lazily.

    ``make`` raises BadCellError. Ids must be there and be told once.
    """
    seen: dict[str, str] = {}
    column = edition.id_column
    for row in rows:
        if isinstance(row, Problem):
            yield row
            continue
        name = row.cells[column]
        if not name:
            yield row.problem(column, "bad_id", "the id is empty; every row needs its own")
            continue
        try:
            event = make(row.cells)
        except BadCellError as error:
            yield row.problem(error.column, "bad_value", str(error))
            continue
        if (earlier := seen.setdefault(name, row.where)) != row.where:
            yield row.problem(column, "bad_id", f"the id stands in {earlier} too")
            continue
        yield ExternalEvent(
            dataset=edition.dataset,
            version=edition.version,
            external_id=name,
            facts=event,
            row=row.cells,
        )


def whole_number(cells: Mapping[str, str], column: str) -> int | None:
    """Return the persons or code in a cell, None if it is empty; raises BadCellError."""
    text = cells.get(column, "")
    if not text:
        return None
    try:
        value = int(text)
    except ValueError:
        value = _whole(text, column)
    if abs(value) > MOST:
        raise BadCellError(column, f"{text!r} is beyond any toll")
    return value


def _whole(text: str, column: str) -> int:
    try:
        number = float(text)
        whole = int(number)
    except (ValueError, OverflowError) as error:
        raise BadCellError(column, f"{text!r} is no number") from error
    if whole != number:
        raise BadCellError(column, f"{text!r} is no whole number")
    return whole


def point_of(cells: Mapping[str, str]) -> tuple[float, float] | None:
    """Return latitude and longitude in degrees, None if either is empty; raises BadCellError."""
    found = []
    for column, limit in (("latitude", 90.0), ("longitude", 180.0)):
        text = cells.get(column, "")
        if not text:
            return None
        try:
            value = float(text)
        except ValueError as error:
            raise BadCellError(column, f"{text!r} is no number of degrees") from error
        if not -limit <= value <= limit:
            raise BadCellError(column, f"{text} lies outside -{limit:g} to {limit:g} degrees")
        found.append(value)
    return found[0], found[1]


def _checked(
    file: Path,
    header: tuple[str, ...],
    needed: Sequence[str],
    form: tuple[str, str, bool],
    *,
    headed: bool = True,
) -> ForeignTable:
    missing = [name for name in needed if name not in header]
    if missing:
        shown = ", ".join(header[:60]) or "nothing"
        message = (
            f"no column {', '.join(missing)}; the header has {shown}. Give the file as it was"
            " downloaded, or import it as a table with columns of its own: concord import table"
            " FILE --map map.yaml (docs/howto/spreadsheet.md)"
        )
        raise ForeignFileError(file, message)
    double = sorted({name for name in header if header.count(name) > 1})
    if double:
        raise ForeignFileError(file, f"the column {double[0]!r} stands there twice; remove one")
    encoding, delimiter, lines = form
    return ForeignTable(
        file=file, header=header, encoding=encoding, delimiter=delimiter, lines=lines, headed=headed
    )


def _header_of(file: Path, line: str, delimiter: str) -> tuple[str, ...]:
    try:
        names = tuple(cell.strip() for cell in next(csv.reader([line], delimiter=delimiter), ()))
    except csv.Error as error:
        raise ForeignFileError(file, f"cannot be read as csv ({error})") from error
    longest = max(map(len, names), default=0)
    if longest > _LONGEST_NAME:  # how long a cell the reader takes depends on what ran before
        raise ForeignFileError(file, f"cannot be read as csv (a column name of {longest} letters)")
    return names


def _sheet_header(file: Path) -> list[str]:
    try:
        return [cell.strip() for cell in next(sheet_rows(file), [])]
    except UnreadableSheetError as error:
        raise ForeignFileError(file, f"cannot be read as a workbook ({error})") from error


def _keys_of(file: Path, line: str) -> tuple[str, ...]:
    try:
        found = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise ForeignFileError(file, f"the first line is no JSON object ({error})") from error
    return tuple(map(str, found)) if isinstance(found, dict) else ()


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return value.strip()
    return json.dumps(value, ensure_ascii=False)


def _inner_suffix(file: Path) -> str:
    if file.suffix.lower() == ".zip":
        return f".{_member(file).rsplit('.', 1)[-1].lower()}"
    name = file.with_suffix("") if file.suffix.lower() == ".gz" else file
    return name.suffix.lower()


def _member(file: Path) -> str:
    """Return the name of the one table in a zip file."""
    try:
        with zipfile.ZipFile(file) as archive:
            held = archive.namelist()
    except (OSError, zipfile.BadZipFile) as error:
        raise ForeignFileError(file, f"cannot be read ({error})") from error
    names = [name for name in held if name.lower().endswith((*TABLES, *LINES))]
    if len(names) != 1:
        raise ForeignFileError(file, f"holds {len(names)} tables; unpack it and import one csv")
    return names[0]


@contextmanager
def _open(file: Path) -> Iterator[IO[bytes]]:
    if file.suffix.lower() == ".zip":
        with zipfile.ZipFile(file) as archive, archive.open(_member(file)) as inner:
            yield inner
    elif file.suffix.lower() == ".gz":
        with gzip.open(file, "rb") as unpacked:
            yield unpacked  # type: ignore[misc]  # a GzipFile reads like any binary file
    else:
        with file.open("rb") as plain:
            yield plain


def _encoding_of(file: Path) -> str:
    """Return UTF-8 if the whole file is, else Latin-1, in which older editions are written."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    with _open(file) as raw:
        try:
            while chunk := raw.read(CHUNK):
                decoder.decode(chunk)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return "latin-1"
    return "utf-8-sig"


def edition_of(file: Path, patterns: Sequence[str]) -> str | None:
    """Return the edition that the file's name tells, its parts joined by dots, or None."""
    for pattern in patterns:
        if match := re.search(pattern, file.name, re.IGNORECASE):
            return ".".join(part for part in match.groups() if part)
    return None


def fingerprint(file: Path) -> str:
    """Return a name for an edition that nothing else names: the start of the file's SHA-256."""
    digest = hashlib.sha256()
    with file.open("rb") as raw:
        while chunk := raw.read(CHUNK):
            digest.update(chunk)
    return f"file-{digest.hexdigest()[:HASH_DIGITS]}"
