"""Provinces: whose government "the provincial government" and a governor are."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from concord.coding.speakers.making import (
    actors_inside,
    as_source,
    from_actor,
    of_actor,
    plain,
    unknown_name,
)
from concord.regexes import lazy_regex

if TYPE_CHECKING:
    from concord.coding.speakers.descriptions import Description
    from concord.coding.speakers.memory import Memory
    from concord.coding.speakers.setting import Setting
    from concord.coding.speakers.sources import Source

_PLACE = lazy_regex(r"\b(?:in|of|at|near|from|into|the)\s+(?P<name>[A-Z][\w-]+(?:\s[A-Z][\w-]+)?)")


def resolve_provincial(setting: Setting, memory: Memory, found: Description) -> Source:
    """Return the provincial government that a description stands for, as far as the text tells."""
    regional = [a for a in actors_inside(setting, found) if a.level == "provincial"]
    for match in setting.offices:
        if found.start <= match.start and match.end <= found.end:
            actor = setting.actor(setting.book.offices[match.office_id].actor)
            if actor and actor.level == "provincial":
                regional.append(actor)
    if regional:
        return of_actor(setting, found, regional[-1])
    listed_names = {setting.text[m.start : m.end] for m in setting.actors}
    unknown = None if set(found.names) & listed_names else _region_name(found)
    if unknown:
        government = (f"{unknown} government", f"Government of {unknown}")
        for name in (*government, f"{unknown} State government"):
            listed = setting.book.resolve_actor(name, on=setting.on, country=setting.home)
            if listed is not None:
                return of_actor(setting, found, listed)
        return plain(
            setting, found, name=f"Government of {unknown}", side="subnational_government",
            group="government", office=found.head,
        )  # fmt: skip
    last = memory.last.get("provincial") or _first_provincial(setting) or _around(setting)
    if last:
        return as_source(setting, found, last, found.head)
    return plain(setting, found, group="government", side="subnational_government")


def _first_provincial(setting: Setting) -> Source | None:
    """Return the provincial government that the text names first, wherever it does."""
    for match in setting.actors:
        actor = setting.book.actors[match.actor_id]
        if actor.level == "provincial" and actor.kind == "government":
            return from_actor(actor, match.start, match.end, match.text)
    for match_ in setting.offices:
        actor_ = setting.actor(setting.book.offices[match_.office_id].actor)
        if actor_ is not None and actor_.level == "provincial" and not match_.bare:
            return from_actor(actor_, match_.start, match_.end, match_.text)
    return None


def _around(setting: Setting) -> Source | None:
    """Return the government of the province in which the places of a text lie, if it is one."""
    provinces = set()
    for match in _PLACE.finditer(setting.text):
        places = setting.book.gazetteer.find(match["name"], country=setting.home)
        known = places and places[0].country == setting.home and places[0].admin1
        if known and places[0].kind != "country":
            provinces.add(places[0].admin1)
    if len(provinces) != 1 or setting.home is None:
        return None
    name = f"{provinces.pop()} government"
    actor = setting.book.resolve_actor(name, on=setting.on, country=setting.home)
    return from_actor(actor, 0, 0, name) if actor is not None else None


def _region_name(found: Description) -> str | None:
    unknown = unknown_name(found)
    words = f"{found.before} {found.after}"
    if not unknown or len(unknown) < len("Goa"):
        return None
    state = re.search(
        rf"{re.escape(unknown)}\s+(?:State|state|Province|province|County|county)\b", words
    )
    if state and not unknown.endswith(("State", "Province", "County")):
        return state.group()
    return unknown
