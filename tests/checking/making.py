"""Invented rows in the shape of UCDP GED, and the evidence made of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from concord import checking, pipeline
from concord.codebook.book import load
from concord.exchange import import_ged
from concord.record import open_record

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

BOOK = load()
COLUMNS = (
    "id,year,type_of_violence,side_a,side_b,where_prec,where_coordinates,adm_1,adm_2,latitude,"
    "longitude,date_prec,date_start,date_end,deaths_a,deaths_b,deaths_civilians,deaths_unknown,"
    "best,high,low"
)
STATE = "Government of Pakistan"
PLACES = {
    "Quetta": ("Quetta town", "Balochistan province", "Quetta district", 30.18, 67.0),
    "Karachi": ("Karachi town", "Sindh province", "Karachi district", 24.87, 67.01),
    "Khyber": (
        "Bara town", "Federally Administered Tribal Areas", "Khyber agency", 33.92, 71.47,
    ),
    "Peshawar": ("Peshawar town", "Khyber Pakhtunkhwa province", "Peshawar district", 34.0, 71.5),
}  # fmt: skip


def years(counts: dict[int, Sequence[tuple[str, str, int]]]) -> Iterator[str]:
    """Yield rows: by year, (place, group, how many); each with three dead, one a civilian."""
    number = 0
    for year, groups in counts.items():
        for place, group, many in groups:
            for each in range(many):
                number += 1
                yield _row(number, year, place, group, each)


def _row(number: int, year: int, place: str, group: str, each: int) -> str:
    town, admin1, admin2, latitude, longitude = PLACES[place]
    day = f"{year}-{1 + each % 12:02d}-1{each % 10}"
    cells = (
        number, year, 1, STATE, group, 1, town, admin1, admin2, latitude, longitude, 1, day, day,
        1, 1, 1, 0, 3, 4, 2,
    )  # fmt: skip
    return ",".join(map(str, cells))


def evidence_of(rows: Sequence[str], folder: Path, *, series: bool = False) -> checking.Evidence:
    """Return what a record says that holds these rows and nothing else."""
    file = folder / "ged221.csv"
    file.write_text("\n".join((COLUMNS, *rows)) + "\n", encoding="utf-8")
    with open_record(str(folder / "record.db")) as record:
        found = import_ged(file, BOOK, version="22.1", country="Pakistan")
        done = pipeline.import_rows(record, found)
        assert not done.problems, done.problems
        return pipeline.evidence(record, BOOK, series=series)
