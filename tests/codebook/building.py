"""Small packs for tests, written into a folder."""

from __future__ import annotations

from typing import TYPE_CHECKING

from concord.codebook.tables import COLUMNS, COUNTRY_COLUMNS

if TYPE_CHECKING:
    from pathlib import Path

TERM = "definition: What it is.\n  label: A label\n  examples: [So]\n  counter_examples: [Not so]\n"


def write_pack(folder: Path, files: dict[str, str], name: str = "ruritania") -> str:
    """Write a pack with the files given and return its path."""
    head = f'name: {name}\ntitle: Ruritania\nversion: "1"\n'
    for path, content in {"pack.yaml": head, **files}.items():
        file = folder / name / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(content, encoding="utf-8")
    return str(folder / name)


def places(*rows: str) -> str:
    """Return a place table; a row gives its cells separated by commas."""
    lines = ["\t".join(COLUMNS), *(row.replace(",", "\t") for row in rows)]
    return "\n".join(lines) + "\n"


def countries(*rows: str) -> str:
    """Return a country table; a row gives its cells separated by commas."""
    lines = ["\t".join(COUNTRY_COLUMNS), *(row.replace(",", "\t") for row in rows)]
    return "\n".join(lines) + "\n"
