"""Rows as text: csv that a spreadsheet opens safely, json lines, and GeoJSON points."""

from __future__ import annotations

import csv
import json
from typing import IO, TYPE_CHECKING, Any

from concord.record.rows_columns import COLUMNS, RECORDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

# A cell that begins with one of these may run as a formula (OWASP, "CSV Injection"): the last four
# are signs of full width, which spreadsheets of some languages take for the others.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
LIST_SEPARATOR = " | "
NAMED = ("actors", "targets", "claims")
JSON_SUFFIX = "_json"


def write_csv(rows: Iterable[Mapping[str, Any]], kind: str, out: IO[str]) -> int:
    """Write RFC 4180 csv, header first, and return the number of rows."""
    writer = csv.DictWriter(out, csv_columns(kind), lineterminator="\r\n")
    writer.writeheader()
    count = 0
    for row in rows:
        flat = flatten(row, kind)
        writer.writerow({name: safe_cell(value) for name, value in flat.items()})
        count += 1
    return count


def csv_columns(kind: str) -> list[str]:
    """Return the header of a kind's csv: COLUMN and COLUMN_json where named things are listed."""
    return [
        name
        for column, type_ in COLUMNS[kind].items()
        for name in ((column, column + JSON_SUFFIX) if type_ in NAMED else (column,))
    ]


def flatten(row: Mapping[str, Any], kind: str) -> dict[str, Any]:
    """Return the row with every value a scalar.

    Lists of strings are joined by " | ". Lists of named things (perpetrators, targets, claimed_by,
    denied_by) give their names joined by " | " in the column itself, and whole, as JSON, in
    ``COLUMN_json``. Other nested values (toll, evidence, assertions) are JSON in their column.
    """
    flat: dict[str, Any] = {}
    for name, type_ in COLUMNS[kind].items():
        value = row[name]
        if type_ in NAMED:
            flat[name] = LIST_SEPARATOR.join(item.get("name") or item["text"] for item in value)
            flat[name + JSON_SUFFIX] = dump(value) if value else None
        elif type_ == "texts":
            flat[name] = LIST_SEPARATOR.join(value)
        elif type_ == "nested" or type_ in RECORDS:
            flat[name] = dump(value) if value else None
        else:
            flat[name] = dump(value) if isinstance(value, (dict, list)) else value
    return flat


def safe_cell(value: object) -> object:
    """Return the value as a spreadsheet may open it: text that looks like a formula is quoted.

    Numbers stay numbers, a negative longitude too. Truth values are ``true`` and ``false``.
    """
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str) and value.startswith(FORMULA_STARTS):
        return "'" + value
    return value


def unsafe_text(cell: str) -> str:
    """Return what stood in a cell before ``safe_cell`` quoted it."""
    quoted = cell.startswith("'") and cell[1:].startswith(FORMULA_STARTS)
    return cell[1:] if quoted else cell


def write_jsonl(rows: Iterable[Mapping[str, Any]], kind: str, out: IO[str]) -> int:
    """Write one JSON object a line, nested as the contract says, and return how many."""
    del kind
    count = 0
    for row in rows:
        out.write(dump(row) + "\n")
        count += 1
    return count


def write_geojson(rows: Iterable[Mapping[str, Any]], kind: str, out: IO[str]) -> int:
    """Write a FeatureCollection of points and return how many (RFC 7946: longitude first).

    Only rows with coordinates are drawn; ``place_precision`` says how exact a point is, so that the
    middle of a province is not read as the spot.
    """
    del kind
    out.write('{"type": "FeatureCollection", "features": [')
    count = 0
    for row in rows:
        if row["latitude"] is None or row["longitude"] is None:
            continue
        feature = {
            "type": "Feature",
            "id": row.get("incident_id") if "event_ids" in row else row["event_id"],
            "geometry": {"type": "Point", "coordinates": [row["longitude"], row["latitude"]]},
            "properties": {
                name: value
                for name, value in row.items()
                if name not in ("latitude", "longitude", "evidence", "assertions")
            },
        }
        out.write((",\n" if count else "\n") + dump(feature))
        count += 1
    out.write("\n]}\n")
    return count


def dump(value: object) -> str:
    """Return compact JSON in the order given; text stays readable, half a surrogate is escaped."""
    text = json.dumps(value, ensure_ascii=False, allow_nan=False)
    return text if text.isascii() or not _has_surrogate(text) else json.dumps(value)


def _has_surrogate(text: str) -> bool:
    return any("\ud800" <= letter <= "\udfff" for letter in text)
