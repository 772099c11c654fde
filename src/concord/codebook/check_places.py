"""Faults of place and country tables: columns, coordinates, units, names."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from concord.codebook.build import EntryError, partial_date
from concord.codebook.outlines import country_at, outline
from concord.codebook.tables import (
    COLUMNS,
    COUNTRY_COLUMNS,
    TableCellError,
    TableFormatError,
    country_file,
    place_files,
    read_countries,
    read_rows,
    split_names,
)
from concord.model import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from collections.abc import Set as AbstractSet
    from pathlib import Path

    from concord.codebook.marked import Marked
    from concord.codebook.packs import Pack

KINDS = (
    "continent",
    "country",
    "admin1",
    "admin2",
    "tehsil",
    "town",
    "site",
    "area",
    "water",
    "road",
)
_OF_NO_COUNTRY = frozenset({"continent", "water", "area"})
# Borders that the reduced outlines cut; far islands that they leave out.
_MARGIN_DEGREES = 1.5
_FARTHEST_ISLAND_DEGREES = 7.0


def country_codes(packs: Sequence[Pack]) -> frozenset[str]:
    """Return the ISO codes of the countries that the packs have."""
    codes: set[str] = set()
    for pack in packs:
        try:
            codes.update(country.iso2 for country in read_countries(pack))
        except (TableFormatError, TableCellError, UnicodeDecodeError):
            continue  # told by check_tables
    return frozenset(codes)


def check_tables(
    pack: Pack, countries: AbstractSet[str], packs: Sequence[Pack]
) -> Iterator[Problem]:
    """Yield the faults of a pack's tables; units are looked up in all ``packs``."""
    file = country_file(pack)
    if file is not None:
        yield from _check_countries(file)
    units = _units(packs)
    seen: dict[str, str] = {}
    for table in place_files(pack):
        try:
            for line, row in read_rows(table, COLUMNS):
                where = f"{table}:{line}"
                yield from _check_row(where, row, countries, units)
                if row["id"] in seen:
                    yield _fault(
                        where,
                        "duplicate",
                        f"The id {row['id']} stands already in {seen[row['id']]}.",
                    )
                seen.setdefault(row["id"], where)
        except TableFormatError as error:
            yield _fault(f"{table}:1", "unreadable", error.told)
        except (UnicodeDecodeError, OSError, EOFError) as error:
            yield _fault(f"{table}:1", "unreadable", f"{error}: save the table as UTF-8.")


def check_epochs(entries: Sequence[Marked], packs: Sequence[Pack]) -> Iterator[Problem]:
    """Yield the epochs of provinces that no table of the packs has."""
    units = _units(packs) if entries else {}
    for entry in entries:
        country, admin1 = entry.text("country"), entry.get("admin1")
        if admin1 and country in units and admin1.plain() not in units[country]:
            yield admin1.fault(
                "unknown_parent",
                f"{country} has no first-level unit {admin1.plain()!r}: correct the name.",
            )


def _check_countries(file: Path) -> Iterator[Problem]:
    seen: set[str] = set()
    try:
        for line, row in read_rows(file, COUNTRY_COLUMNS):
            where = f"{file}:{line}"
            if len(row["iso2"]) != 2 or not row["iso2"].isupper():  # noqa: PLR2004 - ISO alpha-2
                yield _fault(where, "bad_code", f"{row['iso2']!r} is no ISO 3166 alpha-2 code.")
            if row["iso2"] in seen:
                yield _fault(where, "duplicate", f"The country {row['iso2']} stands twice.")
            seen.add(row["iso2"])
            yield from _check_degrees(where, row)
            yield from _check_number(where, row, "population")
    except TableFormatError as error:
        yield _fault(f"{file}:1", "unreadable", error.told)
    except UnicodeDecodeError as error:
        yield _fault(f"{file}:1", "unreadable", f"{error}: save the table as UTF-8.")


def _units(packs: Sequence[Pack]) -> Mapping[str, frozenset[str]]:
    """Return the names of first-level units by country."""
    found: dict[str, set[str]] = {}
    for pack in packs:
        for table in place_files(pack):
            try:
                for _, row in read_rows(table, COLUMNS):
                    if row["kind"] == "admin1":
                        found.setdefault(row["country"], set()).add(row["name"])
            except (TableFormatError, UnicodeDecodeError, OSError, EOFError):
                break  # told by check_tables
    return {country: frozenset(names) for country, names in found.items()}


def _check_row(
    where: str,
    row: dict[str, str],
    countries: AbstractSet[str],
    units: Mapping[str, frozenset[str]],
) -> Iterator[Problem]:
    name = row["name"] or row["id"]
    yield from _check_cells(where, row, name)
    if row["kind"] and row["kind"] not in KINDS:
        yield _fault(where, "unknown_kind", f"{name}: kind is one of {', '.join(KINDS)}.")
    if countries and row["country"] and row["country"] not in countries:
        yield _fault(where, "unknown_country", f"{name}: there is no country {row['country']}.")
    if row["admin1"] and row["admin1"] not in units.get(row["country"], frozenset()):
        yield _fault(
            where,
            "unknown_parent",
            f"{name}: {row['country']} has no first-level unit {row['admin1']!r}: add it, or "
            "correct the name.",
        )
    names = split_names(row["names"])
    if len(set(names)) != len(names):
        yield _fault(where, "duplicate", f"{name}: another name stands twice: drop one.")
    yield from _check_degrees(where, row)


def _check_cells(where: str, row: dict[str, str], name: str) -> Iterator[Problem]:
    """Yield empty cells, bad dates and bad numbers of a line."""
    for key in ("id", "name", "kind", "country"):
        if not row[key] and not (key == "country" and row["kind"] in _OF_NO_COUNTRY):
            yield _fault(where, "missing", f"{name}: the cell {key} is empty: fill it.")
    for key in ("since", "until"):
        if row[key]:
            try:
                partial_date(row[key])
            except EntryError as error:
                yield _fault(where, "bad_date", f"{name}: {str(error).split('. Run')[0]}.")
    for key in ("population", "weight"):
        yield from _check_number(where, row, key)


def _check_number(where: str, row: dict[str, str], key: str) -> Iterator[Problem]:
    try:
        float(row[key] or 0)
    except ValueError:
        yield _fault(where, "bad_number", f"{row['name']}: {key} is a number, not {row[key]!r}.")


def _check_degrees(where: str, row: dict[str, str]) -> Iterator[Problem]:
    if not row["latitude"] and not row["longitude"]:
        return
    try:
        lat, lon = float(row["latitude"]), float(row["longitude"])
    except ValueError:
        yield _fault(where, "bad_number", f"{row['name']}: latitude and longitude are degrees.")
        return
    if abs(lat) > 90 or abs(lon) > 180:  # noqa: PLR2004 - the poles and the date line
        yield _fault(where, "bad_degrees", f"{row['name']}: {lat}, {lon} is nowhere on Earth.")
    elif row.get("country") and _is_outside(row["country"], lat, lon):
        yield _fault(
            where,
            "outside",
            f"{row['name']}: {lat}, {lon} lies outside {row['country']}: correct the degrees (are "
            "they the other way round?) or the country.",
        )


def _is_outside(country: str, lat: float, lon: float) -> bool:
    """Return whether a point is far from its country, or near it but within another one."""
    box = _box(country)
    if box is None or _holds(box, lat, lon, _MARGIN_DEGREES):
        return False
    if not _holds(box, lat, lon, _FARTHEST_ISLAND_DEGREES):
        return True
    return country_at(lat, lon) not in {None, country}


def _holds(box: tuple[float, float, float, float], lat: float, lon: float, margin: float) -> bool:
    south, west, north, east = box
    return south - margin <= lat <= north + margin and west - margin <= lon <= east + margin


@lru_cache(maxsize=512)
def _box(country: str) -> tuple[float, float, float, float] | None:
    """Return south, west, north, east of a country's outline, or None without an outline."""
    feature = outline(country)
    return _bounds(feature["geometry"]["coordinates"]) if feature else None


def _bounds(coordinates: Any) -> tuple[float, float, float, float]:
    if isinstance(coordinates[0], int | float):
        return (coordinates[1], coordinates[0], coordinates[1], coordinates[0])
    boxes = [_bounds(part) for part in coordinates]
    return (
        min(box[0] for box in boxes),
        min(box[1] for box in boxes),
        max(box[2] for box in boxes),
        max(box[3] for box in boxes),
    )


def _fault(where: str, code: str, message: str) -> Problem:
    return Problem(where=where, code=code, message=message, stage="pack")
