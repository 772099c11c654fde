"""Stubs: what the author of a pack may paste into it for a name that it lacks."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import yaml

from concord.codebook.names import plain_name
from concord.codebook.tables import COLUMNS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from concord.codebook.suggest import Sighting


ORGANISATIONS = (
    ("security_force", r"Army|Navy|Police|Guards?|Rangers|Forces?|Corps|Levies|Brigade|Task Force"),
    ("party", r"Party|League|Alliance|Coalition|Congress"),
    ("government", r"Government|Ministry|Cabinet|Authority|Administration"),
    ("judiciary", r"Court|Tribunal"),
    ("media", r"News|Times|Television|TV|Radio|Agency"),
    ("international", r"United Nations|Union|Organi[sz]ation of|Commission"),
    ("civil_society", r"Association|Council|Committee|Network|Foundation|Society|University"),
)


def _actor_stub(
    name: str, variants: tuple[str, ...], group: Sequence[Sighting], country: str | None
) -> str:
    kind = next((k for k, words in ORGANISATIONS if re.search(rf"\b(?:{words})$", name)), None)
    acted = any(sighting.role in {"perpetrator", "claims"} for sighting in group)
    entry: dict[str, Any] = {"id": _id_of(name), "name": name}
    # Who claims an attack is no force of a state, whatever its name.
    claims = any(sighting.role == "claims" for sighting in group)
    entry["kind"] = (
        "armed_group" if claims else kind or ("armed_group" if acted else "civil_society")
    )
    if variants:
        entry["aliases"] = list(variants)
    if country:
        entry["country"] = country
    return _as_yaml({**entry, "source": "unconfirmed"})


def _office_stub(
    name: str, variants: tuple[str, ...], group: Sequence[Sighting], country: str | None
) -> str:
    del group
    entry: dict[str, Any] = {"id": _id_of(name), "title": name, "actor": "id-of-an-actor"}
    if variants:
        entry["aliases"] = list(variants)
    if country:
        entry["country"] = country
    return _as_yaml({**entry, "holders": [], "source": "unconfirmed"})


def _place_stub(
    name: str, variants: tuple[str, ...], group: Sequence[Sighting], country: str | None
) -> str:
    """Return a line of a table of places, without the coordinates that nobody knows yet."""
    place = next((s.place for s in group if s.place and s.place.country), None)
    cells = dict.fromkeys(COLUMNS, "")
    cells |= {
        "id": _id_of(f"{country or ''} {name}"),
        "name": name,
        "kind": "town",
        "country": country or "",
        "admin1": (place.admin1 if place else None) or "",
        "admin2": (place.admin2 if place else None) or "",
        "weight": "2",
        "names": "|".join(variants),
    }
    return "\t".join(cells[column] for column in COLUMNS).rstrip("\t")


_STUBS = {"actor": _actor_stub, "office": _office_stub, "place": _place_stub}


def stub_of(
    name: str, variants: tuple[str, ...], group: Sequence[Sighting], country: str | None
) -> str:
    """Return the entry of a name and its variants, by where it was sighted, as its file has it."""
    return _STUBS[group[0].kind](name, variants, group, country)


def _id_of(name: str) -> str:
    return plain_name(name).replace(" ", "-")


def _as_yaml(entry: dict[str, Any]) -> str:
    text: str = yaml.safe_dump([entry], sort_keys=False, allow_unicode=True, width=96)
    return text.rstrip()
