"""Which unit of a country comes first: the province where news and data sets speak of provinces.

GeoNames has the regions of the Philippines as its first units, and the provinces below them. News,
courts and incident data sets name the province ("in Sulu"), and nobody places an attack in
Soccsksargen. Here the provinces become the first units and the regions areas that hold them.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from build_geography import Row

PROVINCES_FIRST = frozenset({"PH"})
# A region that is spoken of as a province is, and a city that is a unit of its own in no province.
KEPT = frozenset({"Metro Manila"})
CITIES = {"Cotabato City": "Maguindanao del Norte", "Isabela City": "Basilan"}
# Where news places what lies in no province of its own, and what the tables put into a region only.
INDEPENDENT = {
    **dict.fromkeys(("Davao", "Davao City"), "Davao del Sur"),
    **dict.fromkeys(("Cotabato", "Cotabato City"), "Maguindanao del Norte"),
    **dict.fromkeys(("Iligan City", "Lala", "Salvador", "Sapad", "Digkilaan"), "Lanao del Norte"),
    "Maguindanao": "Maguindanao",
    "Sultan sa Barongis": "Maguindanao del Sur",
    "Tabuk": "Kalinga",
}
SHORT = {"Cotabato": ["North Cotabato", "Cotabato province"], "Mountain": ["Mountain Province"]}
_OF = re.compile(r"^Province of (?:the )?")


def raise_provinces(rows: Iterable[Row]) -> Iterator[Row]:
    """Yield rows with the provinces of such countries as first units."""
    for row in rows:
        yield _raised(row) if row.country in PROVINCES_FIRST and row.admin1 not in KEPT else row


def _raised(row: Row) -> Row:
    if row.kind == "admin1" and not row.id.startswith("area:"):
        return replace(row, kind="area", admin1="")
    province = _OF.sub("", row.admin2)
    if row.kind == "admin2" and row.name in CITIES:
        return replace(row, kind="town", admin1=CITIES[row.name], admin2="")
    if row.kind == "admin2":
        others = [*row.names, f"{province} province", f"Province of {province}"]
        others += SHORT.get(province, [])
        return replace(row, kind="admin1", name=province, admin1=province, admin2="", names=others)
    if row.kind in {"town", "site"} and province:
        return replace(row, admin1=CITIES.get(province, province), admin2="")
    return replace(row, admin1=INDEPENDENT.get(row.name, "") if row.kind != "area" else "")
