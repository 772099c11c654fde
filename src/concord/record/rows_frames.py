"""Rows as a typed Polars table: the same columns and types whether there are rows or not.

Lists stay lists and records records; mappings whose keys differ from row to row (``toll``,
``assertions``) and values of any type are JSON text.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from concord.record.rows_columns import COLUMNS, RECORDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import polars as pl


def frame_of(rows: Iterable[Mapping[str, Any]], kind: str) -> pl.DataFrame:
    """Return the rows of one kind as a data frame; ``kind`` is one that COLUMNS knows."""
    import polars as pl

    columns = COLUMNS[kind]
    as_text = [name for name, type_ in columns.items() if type_ in ("nested", "any")]
    plain = (
        {**row, **{name: _json(row[name]) for name in as_text if row[name] is not None}}
        for row in rows
    )
    schema = {name: _type_of(type_) for name, type_ in columns.items()}
    return pl.DataFrame(list(plain), schema=schema, orient="row")


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


def _type_of(type_: str) -> pl.DataType:
    import polars as pl

    scalars: dict[str, pl.DataType] = {
        "text": pl.String(),
        "nested": pl.String(),
        "any": pl.String(),
        "integer": pl.Int64(),
        "number": pl.Float64(),
        "truth": pl.Boolean(),
        "texts": pl.List(pl.String()),
    }
    if type_ in RECORDS:
        fields = {name: _type_of(inner) for name, inner in RECORDS[type_].items()}
        return pl.List(pl.Struct(fields))
    return scalars[type_]
