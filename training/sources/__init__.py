"""Readers of the data sets: each turns its files into annotated texts and names those files."""

from __future__ import annotations

from training.sources.catalogue import (
    HELD_OUT_TENTH,
    SOURCES,
    UNLABELLED,
    Split,
    is_held_out,
    read,
    read_kept_out,
)

__all__ = [
    "HELD_OUT_TENTH",
    "SOURCES",
    "UNLABELLED",
    "Split",
    "is_held_out",
    "read",
    "read_kept_out",
]
