"""The codebook: what may be coded, from packs merged in the order they are given."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property, lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, TypeVar

from concord.codebook.actors import ActorMatch, ActorNames
from concord.codebook.build import build_entry
from concord.codebook.entries import Actor, EventType, Office, Tenure, Term
from concord.codebook.gazetteer import Gazetteer, open_gazetteer
from concord.codebook.offices import OfficeMatch, OfficeNames, tenure_on
from concord.codebook.packs import (
    Pack,
    PackUnreadableError,
    open_pack,
    read_list,
    read_yaml,
    version_of,
)
from concord.codebook.states import state_actors
from concord.codebook.tables import Country, read_countries

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from concord.codebook.series import DataSet, Series

TERM_KINDS = (
    "categories",
    "classes",
    "options",
    "attributions",
    "relations",
    "statuses",
    "units",
)
AnyTerm = TypeVar("AnyTerm", Term, EventType)


class Codebook:
    """What may be coded; made by ``load``. Mappings are read-only and keep the packs' order."""

    def __init__(self, packs: Sequence[Pack]) -> None:
        self._packs = tuple(packs)
        self.packs: tuple[str, ...] = tuple(pack.name for pack in packs)
        self.version: str = version_of(packs)
        self.homes: tuple[str, ...] = tuple(filter(None, map(_home, packs)))
        self.types: Mapping[str, EventType] = _terms(packs, "types", EventType)
        terms = {kind: _terms(packs, kind, Term) for kind in TERM_KINDS}
        self.categories = terms["categories"]
        self.classes = terms["classes"]
        self.options = terms["options"]
        self.attributions = terms["attributions"]
        self.relations = terms["relations"]
        self.statuses = terms["statuses"]
        self.units = terms["units"]
        self.countries: Mapping[str, Country] = MappingProxyType(
            {country.iso2: country for pack in packs for country in read_countries(pack)}
        )
        self.actors: Mapping[str, Actor] = MappingProxyType(_actors(packs))
        self.offices: Mapping[str, Office] = MappingProxyType(_offices(packs))
        self.gazetteer: Gazetteer = open_gazetteer(packs)
        self._lexicons: dict[str, Mapping[str, Any]] = {}

    @property
    def sources(self) -> tuple[Pack, ...]:
        """Return the packs that it was made of, in order."""
        return self._packs

    @cached_property
    def _actor_names(self) -> ActorNames:
        return ActorNames(self.actors, self.homes)

    @cached_property
    def _office_names(self) -> OfficeNames:
        return OfficeNames(self.offices, self.countries.values())

    @cached_property
    def series(self) -> tuple[Series, ...]:
        """What institutes published, as the packs have it: read when a figure is checked."""
        from concord.codebook.series import read_series

        return read_series(self._packs)

    @cached_property
    def datasets(self) -> tuple[DataSet, ...]:
        """What is known of data sets that may be imported: what they count, and what not."""
        from concord.codebook.series import read_datasets

        return read_datasets(self._packs)

    def lexicon(self, name: str) -> Mapping[str, Any]:
        """Return ``lexicon/NAME.yaml`` of all packs as one: lists joined, maps merged.

        A pack without the file adds nothing; the mapping is empty if no pack has it.
        """
        if name not in self._lexicons:
            merged: dict[str, Any] = {}
            for pack in self._packs:
                file = pack.folder / "lexicon" / f"{name}.yaml"
                if file.is_file():
                    content = read_yaml(file) or {}
                    if not isinstance(content, dict):
                        raise PackUnreadableError(file, 1, "a lexicon is a mapping of lists")
                    merged = merge(merged, content)
            self._lexicons[name] = MappingProxyType(merged)
        return self._lexicons[name]

    def option_label(self, code: str) -> str:
        """Return the name by which a policy option goes everywhere, or its code as words."""
        found = self.options.get(code)
        return found.label if found else code.replace("_", " ")

    def find_actors(
        self,
        text: str,
        *,
        on: date | None = None,
        country: str | None = None,
        metonyms: bool = False,
    ) -> tuple[ActorMatch, ...]:
        """Return the actors named in a text: leftmost-longest names and aliases, in order.

        Offsets are code points. ``on`` and ``country`` (ISO alpha-2) decide between namesakes.
        With ``metonyms``, names of countries and capitals count as their governments.
        """
        return self._actor_names.find(text, on=on, country=country, metonyms=metonyms)

    def find_offices(
        self,
        text: str,
        *,
        on: date | None = None,
        country: str | None = None,
        bare: bool = False,
    ) -> tuple[OfficeMatch, ...]:
        """Return titles of offices and names of their holders in a text, in order.

        ``person`` is set where a name was found; its office is the one held on the day ``on``,
        else the one held last. With ``bare``, titles without a country ("prime minister") are found
        too, as the office of ``country``.
        """
        return self._office_names.find(text, on=on, country=country, bare=bare)

    def resolve_actor(
        self, name: str, *, on: date | None = None, country: str | None = None
    ) -> Actor | None:
        """Return the actor that a written name stands for, or None if none or several do.

        Case, spelling variants, "the", a bracketed acronym and words such as "militants" after
        the name do not matter. Country names and capitals stand for their governments.
        """
        actor_id = self._actor_names.resolve(name, on=on, country=country)
        return self.actors[actor_id] if actor_id else None

    def holder(self, office_id: str, on: date) -> Tenure | None:
        """Return who held an office on a day; None if nobody is known. Unknown ids raise KeyError.

        On the day of a handover the new holder is returned.
        """
        return tenure_on(self.offices[office_id], on)

    def ancestors(self, actor_id: str) -> tuple[str, ...]:
        """Return the ids of an actor's parents, nearest first, for rolling factions up."""
        chain: list[str] = []
        parent = self.actors[actor_id].parent
        while parent is not None and parent in self.actors and parent not in chain:
            chain.append(parent)
            parent = self.actors[parent].parent
        return tuple(chain)


@lru_cache(maxsize=8)
def _load(names: tuple[str, ...]) -> Codebook:
    return Codebook([open_pack(name) for name in names])


def load(packs: Sequence[str] = ("world", "pakistan")) -> Codebook:
    """Return the codebook of packs, by shipped name or folder; later packs override earlier ones.

    Within a process the same packs are read once. Unknown packs raise PackNotFoundError, faulty
    ones PackUnreadableError or EntryError.
    """
    return _load(tuple(str(pack) for pack in packs))


def merge(first: Mapping[str, Any], second: Mapping[str, Any]) -> dict[str, Any]:
    """Return two mappings as one: lists joined without repeats, maps merged, else the second."""
    merged = dict(first)
    for key, value in second.items():
        present = merged.get(key)
        if isinstance(present, list) and isinstance(value, list):
            merged[key] = present + [item for item in value if item not in present]
        elif isinstance(present, dict) and isinstance(value, dict):
            merged[key] = merge(present, value)
        else:
            merged[key] = value
    return merged


def _home(pack: Pack) -> str | None:
    head = read_yaml(pack.folder / "pack.yaml")
    return str(head["home"]) if isinstance(head, dict) and head.get("home") else None


def _terms(packs: Iterable[Pack], kind: str, entry: type[AnyTerm]) -> Mapping[str, AnyTerm]:
    found = (build_entry(entry, item) for pack in packs for item in read_list(pack, kind))
    return MappingProxyType({term.code: term for term in found})


def _actors(packs: Sequence[Pack]) -> dict[str, Actor]:
    actors = {
        actor.id: actor
        for pack in packs
        for country in read_countries(pack)
        for actor in state_actors(country, "pack countries.tsv")
    }
    for pack in packs:
        for item in read_list(pack, "actors"):
            actor = build_entry(Actor, item)
            actors[actor.id] = _extended(actors.get(actor.id), actor)
    return actors


def _extended(known: Actor | None, given: Actor) -> Actor:
    """Keep the generated or earlier names of an actor that a later pack gives again."""
    if known is None:
        return given
    former = (known.name,) if known.name != given.name else ()
    return replace(
        given,
        aliases=tuple(dict.fromkeys((*given.aliases, *former, *known.aliases))),
        metonyms=tuple(dict.fromkeys((*given.metonyms, *known.metonyms))),
    )


def _offices(packs: Iterable[Pack]) -> dict[str, Office]:
    found = (build_entry(Office, item) for pack in packs for item in read_list(pack, "offices"))
    return {office.id: office for office in found}
