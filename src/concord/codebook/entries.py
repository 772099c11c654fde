"""The entries of a codebook, as the packs give them: frozen, each with its source or definition."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

import msgspec
from msgspec import structs


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """One coded term with its definition: an event type, class, option, category, level, ...

    ``examples`` and ``counter_examples`` are sentences of our own; ``precedence`` decides between
    terms that both fit (lower first).
    """

    code: str
    label: str
    definition: str
    includes: tuple[str, ...] = ()
    excludes: tuple[str, ...] = ()
    examples: tuple[str, ...] = ()
    counter_examples: tuple[str, ...] = ()
    precedence: int = 100
    source: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EventType(Term):
    """An event type: its identity family, whether it is violent, and crosswalks by data set."""

    family: str
    violent: bool
    crosswalk: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """An organisation, office or class of armed or state actor; never a private person.

    ``kind``: armed_group, security_force, government, party, movement, criminal, international,
    media, institute, judiciary, civil_society. ``side`` is the role used for statements
    (national_government, provincial_government, host_state, armed_group, opposition, ...).
    ``level``: national, provincial, local or None. ``parent`` is an actor id. ``aliases`` are
    names wherever they stand; ``metonyms`` (Kabul, Pakistan) name the actor only where the text
    makes it act or speak; ``local`` names ("Foreign Office") only in a text about its country;
    ``coded`` names ("Pashtun") only where a data set gives it as the whole name of a side.
    ``founded``/``ended`` are ISO dates of any precision.
    """

    id: str
    name: str
    kind: str
    aliases: tuple[str, ...] = ()
    side: str | None = None
    level: str | None = None
    country: str | None = None
    region: str | None = None
    parent: str | None = None
    founded: str | None = None
    ended: str | None = None
    source: str | None = None
    note: str | None = None
    metonyms: tuple[str, ...] = ()
    local: tuple[str, ...] = ()
    coded: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Tenure:
    """Who held an office, from when to when (``until`` None: still), and for which party."""

    person: str
    since: date
    until: date | None
    aliases: tuple[str, ...] = ()
    party: str | None = None
    caretaker: bool = False
    source: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """An office: titles as written in the press, the actor id that it speaks for, its holders.

    ``bare`` are titles that many countries share ("chief minister"): they name this office only
    where the text is about its country or region. Several may hold a ``shared`` office at once.
    """

    id: str
    title: str
    actor: str
    aliases: tuple[str, ...] = ()
    holders: tuple[Tenure, ...] = ()
    source: str | None = None
    bare: tuple[str, ...] = ()
    country: str | None = None
    region: str | None = None
    shared: bool = False


class Place(msgspec.Struct, frozen=True, kw_only=True, array_like=True, gc=False):
    """A gazetteer entry.

    ``kind``: continent, country, admin1, admin2, tehsil, town, site, area, water, road.
    ``country`` is ISO 3166-1 alpha-2, empty for what lies in no one country; ``admin1``/``admin2``
    are names; ``since``/``until`` bound a former name or unit (FATA until 2018-05-31). ``weight``
    orders the bearers of the name that was looked up (about the logarithm of their people), and
    does not tell one place from another. A struct, not a dataclass, since one is made for every
    place of every name that is looked up, ten times faster; change one by ``msgspec.structs``.
    """

    id: str
    name: str
    kind: str
    latitude: float | None
    longitude: float | None
    country: str
    admin1: str | None = None
    admin2: str | None = None
    population: int = 0
    since: str | None = None
    until: str | None = None
    weight: float = 0.0

    def __eq__(self, other: object) -> bool:
        """Return whether both are one entry, by whatever name it was found."""
        return isinstance(other, Place) and self._key() == other._key()

    def __hash__(self) -> int:
        """Return the hash of the entry without its weight."""
        return hash(self._key())

    def _key(self) -> tuple[object, ...]:
        return structs.astuple(self)[:-1]


@dataclass(frozen=True, slots=True, kw_only=True)
class Epoch:
    """What units were called, and to what they belonged, until a day (inclusive).

    It holds for the unit ``admin2`` of ``admin1`` (or for all of ``admin1`` if None), or for the
    one ``place`` with an id.
    """

    country: str
    admin1: str
    until: date
    admin2: str | None = None
    was_admin1: str | None = None
    was_admin2: str | None = None
    since: date | None = None
    place: str | None = None
    source: str | None = None
