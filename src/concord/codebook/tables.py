"""The tabular data of packs: places and countries, tab-separated, plain or compressed."""

from __future__ import annotations

import gzip
import io
import lzma
from dataclasses import dataclass
from typing import TYPE_CHECKING

from concord.codebook.entries import Place
from concord.errors import ConcordError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from concord.codebook.packs import Pack

COLUMNS = (
    "id",
    "name",
    "kind",
    "latitude",
    "longitude",
    "country",
    "admin1",
    "admin2",
    "population",
    "weight",
    "since",
    "until",
    "names",
)
COUNTRY_COLUMNS = (
    "iso2",
    "iso3",
    "name",
    "article",
    "names",
    "demonyms",
    "capital",
    "latitude",
    "longitude",
    "population",
)


class TableFormatError(ConcordError):
    """A table of a pack does not have the columns of its kind."""

    def __init__(self, file: Path, columns: tuple[str, ...]) -> None:
        self.told = (
            f"The first line must name the columns {', '.join(columns)}, separated by tabs and not "
            "by commas (docs/reference/packs.md); cells at the end of other lines may be missing."
        )
        super().__init__(f"{file}:1: {self.told}")


class TableCellError(ConcordError):
    """A cell of a table that must be a number is none."""

    def __init__(self, file: Path, line: int, error: ValueError) -> None:
        super().__init__(f"{file}:{line}: {error}. Correct the cell, then: concord pack check.")


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceRow:
    """A line of a place table: the place, its other names, and its weight among namesakes."""

    place: Place
    names: tuple[str, ...]
    weight: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Country:
    """A line of a country table. ``names`` are other names, ``demonyms`` as in "Afghan army"."""

    iso2: str
    iso3: str
    name: str
    article: bool
    names: tuple[str, ...]
    demonyms: tuple[str, ...]
    capital: str
    latitude: float | None
    longitude: float | None
    population: int

    @property
    def full_name(self) -> str:
        """Return the name as it stands in a sentence: "the Philippines"."""
        return f"the {self.name}" if self.article else self.name


def open_text(file: Path) -> io.TextIOBase:
    """Return a text stream over a plain, .gz or .xz file in UTF-8."""
    if file.suffix == ".gz":
        return io.TextIOWrapper(gzip.open(file), "utf-8")
    if file.suffix == ".xz":
        return io.TextIOWrapper(lzma.open(file), "utf-8")
    return file.open(encoding="utf-8")


def read_rows(file: Path, columns: tuple[str, ...]) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield line number and cells of a table; missing cells at the end of a line are empty."""
    with open_text(file) as lines:
        header = tuple(lines.readline().rstrip("\r\n").split("\t"))
        if header != columns:
            raise TableFormatError(file, columns)
        for number, line in enumerate(lines, start=2):
            cells = line.rstrip("\r\n").split("\t")
            if cells != [""]:
                cells += [""] * (len(columns) - len(cells))
                yield number, dict(zip(columns, cells, strict=False))


def place_files(pack: Pack) -> tuple[Path, ...]:
    """Return the place tables of a pack, in the order of their names."""
    return tuple(file for end in ("", ".gz", ".xz") for file in pack.files(f"places/*.tsv{end}"))


def country_file(pack: Pack) -> Path | None:
    """Return the country table of a pack, or None."""
    file = pack.folder / "countries.tsv"
    return file if file.is_file() else None


def read_countries(pack: Pack) -> Iterator[Country]:
    """Yield the countries of a pack."""
    file = country_file(pack)
    if file is not None:
        for line, row in read_rows(file, COUNTRY_COLUMNS):
            try:
                yield _country(row)
            except ValueError as error:
                raise TableCellError(file, line, error) from error


def _country(row: Mapping[str, str]) -> Country:
    return Country(
        iso2=row["iso2"],
        iso3=row["iso3"],
        name=row["name"],
        article=bool(row["article"]),
        names=split_names(row["names"]),
        demonyms=split_names(row["demonyms"]),
        capital=row["capital"],
        latitude=_degrees(row["latitude"]),
        longitude=_degrees(row["longitude"]),
        population=int(row["population"] or 0),
    )


def read_places(pack: Pack) -> Iterator[PlaceRow]:
    """Yield the places of a pack's tables."""
    for file in place_files(pack):
        for line, row in read_rows(file, COLUMNS):
            try:
                yield PlaceRow(
                    place=_place(row),
                    names=split_names(row["names"]),
                    weight=float(row["weight"] or 0),
                )
            except ValueError as error:
                raise TableCellError(file, line, error) from error


def write_places(file: Path, rows: Iterable[PlaceRow]) -> None:
    """Write a table of places, compressed without a time stamp, so that bytes repeat."""
    lines = ["\t".join(COLUMNS), *(_place_line(row) for row in rows)]
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(gzip.compress(("\n".join(lines) + "\n").encode(), 9, mtime=0))


def _place_line(row: PlaceRow) -> str:
    place = row.place
    cells = (
        place.id,
        place.name,
        place.kind,
        "" if place.latitude is None else f"{place.latitude:g}",
        "" if place.longitude is None else f"{place.longitude:g}",
        place.country,
        place.admin1 or "",
        place.admin2 or "",
        str(place.population or ""),
        f"{row.weight:g}",
        place.since or "",
        place.until or "",
        "|".join(row.names),
    )
    return "\t".join(cells).rstrip("\t")


def split_names(cell: str) -> tuple[str, ...]:
    """Return the names of a cell, which bars separate."""
    return tuple(name for name in cell.split("|") if name)


def _place(row: Mapping[str, str]) -> Place:
    return Place(
        id=row["id"],
        name=row["name"],
        kind=row["kind"],
        latitude=_degrees(row["latitude"]),
        longitude=_degrees(row["longitude"]),
        country=row["country"],
        admin1=row["admin1"] or None,
        admin2=row["admin2"] or None,
        population=int(row["population"] or 0),
        since=row["since"] or None,
        until=row["until"] or None,
    )


def _degrees(cell: str) -> float | None:
    return float(cell) if cell else None
