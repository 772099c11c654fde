"""Parquet files made for the tests."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import polars as pl

if TYPE_CHECKING:
    from collections.abc import Sequence


def build_parquet(rows: Sequence[dict[str, Any]]) -> bytes:
    """Return a file of these rows."""
    out = io.BytesIO()
    pl.DataFrame(rows, infer_schema_length=None).write_parquet(out)
    return out.getvalue()
