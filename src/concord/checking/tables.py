"""The incidents of a view by data set, made ready to be counted under many definitions."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, TypeAlias

from concord.analysis.measures import toll_of
from concord.checking.questions import Area, Days
from concord.codebook.counting import VIOLENT_FAMILIES, load_inclusion
from concord.codebook.names import plain_name
from concord.codebook.packs import read_list
from concord.codebook.series import DataSet
from concord.codebook.tolls import NOTHING, Range, Toll

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from concord.codebook.book import Codebook
    from concord.model import Event, Incident, Location, Participant, Scope
    from concord.record.view import View

# Places, days and event types that somebody declared the record complete for.
Declared: TypeAlias = "tuple[frozenset[str], Days | None, frozenset[str]]"

OWN = "own"
_CHARGED = frozenset({"claimed", "stated"})
_UNITS = re.compile(
    r"\s+(?:district|distrcit|province|agency|town|city|village|tehsil|territory|division|valley)$"
)
_SORTS = {"1": "state_based", "2": "non_state", "3": "one_sided"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One incident, as far as counting needs it.

    ``then`` and ``now`` are the folded names of its place at every level, as of its date and as of
    today. ``parties`` took part on any side, ``charged`` did it by claim or as stated fact,
    ``suspected`` only by blame; each holds actor ids, or folded names where none is known.
    """

    id: str
    first: date
    last: date
    country: str | None
    then: frozenset[str]
    now: frozenset[str]
    admin1: str
    parties: frozenset[str]
    charged: frozenset[str]
    suspected: frozenset[str]
    type: str
    sort: str | None
    counted: bool
    toll: Toll

    @property
    def fatal(self) -> bool:
        """Return whether anybody was killed, by the best or the low figure."""
        killed = self.toll.killed_total
        return bool(killed.best or killed.low)


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """The incidents of one data set in the view; ``about`` says what it counts, if that is known.

    ``undated`` incidents stand in no row. ``days`` bounds what the rows hold; ``actors``,
    ``countries`` and ``sorts`` are those of its rows.
    """

    name: str
    rows: tuple[Row, ...]
    undated: int
    days: Days | None
    about: DataSet | None
    version: str | None
    declared: tuple[Declared, ...] = ()
    actors: frozenset[str] = frozenset()
    countries: frozenset[str | None] = frozenset()
    sorts: frozenset[str] = frozenset()
    # Rows once picked for a definition and a selection: many statistics ask for the same.
    picked: dict[tuple[object, ...], tuple[Row, ...]] = field(default_factory=dict, compare=False)

    @property
    def label(self) -> str:
        """Return the data set as it is named in print."""
        if self.name == OWN:
            return "this record"
        named = self.about.label if self.about else self.name
        return f"{named} {self.version}" if self.version else named

    def years(self) -> range:
        """Return the calendar years that the rows hold; empty without rows."""
        if self.days is None:
            return range(0)
        return range(self.days.first.year, self.days.last.year + 1)

    def holds(self, days: Days) -> bool:
        """Return whether the rows reach over these days, by calendar year."""
        years = self.years()
        return bool(years) and days.first.year >= years[0] and days.last.year <= years[-1]

    def has_any(self, days: Days) -> bool:
        """Return whether any incident began in these days."""
        return any(days.first <= row.first <= days.last for row in self.rows)

    def is_complete(self, days: Days, areas: Sequence[Area], types: Sequence[str] = ()) -> bool:
        """Return whether everything that it counts is in it for these days, places and types.

        A known data set is complete for the years it holds; our own record only where somebody
        declared it complete.
        """
        if self.name != OWN:
            return self.about is not None and self.holds(days)
        return any(_covers(each, days, areas, types) for each in self.declared)


def _covers(declared: Declared, days: Days, areas: Sequence[Area], types: Sequence[str]) -> bool:
    places, stretch, kinds = declared
    asked = {n for a in areas for n in (plain_name(a.name), a.id.casefold(), a.country.casefold())}
    inside = not places or (bool(areas) and bool(asked & places))
    typed = not kinds or (bool(types) and kinds.issuperset(types))
    return (
        inside
        and typed
        and (stretch is None or (stretch.first <= days.first and days.last <= stretch.last))
    )


def read_tables(view: View, book: Codebook) -> tuple[Table, ...]:
    """Return a table for each data set of the view that holds incidents, our own first."""
    by_set: defaultdict[tuple[str, str], list[Incident]] = defaultdict(list)
    for incident in view.incidents():
        edition = "" if incident.dataset == OWN else incident.release or ""
        by_set[incident.dataset, edition].append(incident)
    raw = {
        (e.version, f"{e.dataset}:{e.external_id}"): e.row
        for e in (view.externals() if by_set else ())
    }
    names = sorted(by_set, key=lambda key: (key[0] != OWN, key))
    return tuple(_table(key, by_set[key], raw, view, book) for key in names)


def _table(
    key: tuple[str, str],
    incidents: Sequence[Incident],
    raw: Mapping[tuple[str, str], Mapping[str, str]],
    view: View,
    book: Codebook,
) -> Table:
    name, version = key
    reader = _Reader(book, view.scope)
    made = [reader.row(each, raw.get((version, each.id), {})) for each in incidents]
    rows = tuple(row for row in made if row is not None)
    days = Days(first=min(r.first for r in rows), last=max(r.last for r in rows)) if rows else None
    return Table(
        name=name,
        rows=rows,
        undated=len(made) - len(rows),
        days=days,
        about=next((d for d in book.datasets if _is_named(name, d.names)), None),
        version=version or None,
        declared=_declared(view) if name == OWN else (),
        actors=frozenset(key for row in rows for key in row.parties | row.suspected),
        countries=frozenset(row.country for row in rows),
        sorts=frozenset(row.sort for row in rows if row.sort),
    )


def _is_named(name: str, names: Iterable[str]) -> bool:
    return any(name == each or name.startswith(f"{each}-") for each in names)


def _declared(view: View) -> tuple[Declared, ...]:
    found = []
    for each in view.record.declarations():
        if each.inclusion not in (None, view.scope.inclusion):
            continue  # complete for what another rule counts
        stretch = Days(first=each.since, last=each.until) if each.since and each.until else None
        if stretch is None and (each.since or each.until):
            continue  # open on one side: nobody can be complete for a future that is not over
        places = frozenset(plain_name(p) for p in each.places)
        found.append((places, stretch, frozenset(each.types)))
    return tuple(found)


class _Reader:
    """Makes rows of incidents: names are resolved once each."""

    def __init__(self, book: Codebook, scope: Scope) -> None:
        self._book = book
        self._rule = load_inclusion(scope.inclusion)
        self._key = lru_cache(maxsize=None)(self._key_uncached)
        self._places = lru_cache(maxsize=None)(self._place_uncached)
        self._merged = _merged_into(book)

    def row(self, incident: Incident, raw: Mapping[str, str]) -> Row | None:
        """Return the row of an incident, None if it has no date or is no violence that happened."""
        facts = incident.facts
        when = facts.happened[0] if facts.happened else None
        if when is None or when.first is None or facts.status != "actual":
            return None
        if facts.family not in VIOLENT_FAMILIES or facts.part_of == "summary":
            return None
        then, now, admin1 = self._where(facts, raw)
        return Row(
            id=incident.id,
            first=when.first,
            last=when.last or when.first,
            country=facts.places[0].country if facts.places else None,
            then=then,
            now=now,
            admin1=admin1,
            parties=self._named((*facts.perpetrators, *facts.targets)),
            charged=self._named(p for p in facts.perpetrators if p.attribution in _CHARGED),
            suspected=self._named(
                p for p in facts.perpetrators if p.attribution not in _CHARGED | {"side"}
            ),
            type=facts.type,
            sort=_SORTS.get(str(raw.get("type_of_violence", ""))[:1]),
            counted=self._rule.admits(facts),
            toll=toll_of(incident),
        )

    def _named(self, people: Iterable[Participant]) -> frozenset[str]:
        return frozenset(self._key(p.actor_id, p.name or p.text) for p in people)

    def _key_uncached(self, actor_id: str | None, name: str) -> str:
        if actor_id:
            return actor_id
        known = self._book.resolve_actor(name)
        return known.id if known else plain_name(name)

    def _where(
        self, facts: Event, raw: Mapping[str, str]
    ) -> tuple[frozenset[str], frozenset[str], str]:
        place = facts.places[0] if facts.places else None
        levels = (place.name, place.admin2, place.admin1) if place else ()
        given = tuple(str(raw.get(k) or "") for k in ("where_coordinates", "adm_2", "adm_1"))
        if any(given):
            written = frozenset(filter(None, map(self._place, given)))
            known = self._today(place, levels)
            known |= frozenset(self._merged[n] for n in written if n in self._merged)
            admin1 = self._place(given[2]) or (self._place(place.admin1 or "") if place else "")
            return written, written | known, admin1
        now = self._today(place, levels)
        then, admin1 = self._then(facts) if place else (now, "")
        return then, now, admin1

    def _today(self, place: Location | None, levels: Iterable[str | None]) -> frozenset[str]:
        """Return the names of a place at every level as they are now."""
        known = self._book.gazetteer.get(place.place_id) if place and place.place_id else None
        names = (*levels, known.admin2 if known else None, known.admin1 if known else None)
        return frozenset(self._place(name) for name in names if name)

    def _then(self, facts: Event) -> tuple[frozenset[str], str]:
        place, day = facts.places[0], facts.happened[0].first
        known = self._book.gazetteer.get(place.place_id) if place.place_id else None
        if known is None or day is None:
            named = (place.name, place.admin2, place.admin1)
            return frozenset(self._place(n) for n in named if n), self._place(place.admin1 or "")
        old = self._book.gazetteer.as_of(known, day)
        own1 = old.name if old.kind == "admin1" else old.admin1
        at_the_time = frozenset(self._place(n) for n in (old.name, old.admin2, own1) if n)
        return at_the_time, self._place(own1 or "")

    def _place(self, name: str) -> str:
        return self._places(name)

    def _place_uncached(self, name: str) -> str:
        """Return the folded everyday name of a place: the gazetteer's where it knows it."""
        return fold_place(name, self._book)


def _merged_into(book: Codebook) -> dict[str, str]:
    """Return first-level units that are no more, with those that they belong to now, folded."""
    return {
        plain_name(str(item["was_admin1"])): plain_name(str(item["admin1"]))
        for pack in book.sources
        for item in read_list(pack, "epochs")
        if item.get("was_admin1") and item.get("admin1")
    }


def fold_place(name: str, book: Codebook) -> str:
    """Return a place name without its unit, as the gazetteer spells it in the packs' countries."""
    full = plain_name(name)
    bare = _UNITS.sub("", full)
    for spelt, similar in ((full, False), (bare, False), (bare, True)):
        for home in book.homes:
            kinds = {"admin1"} if similar else {"admin1", "admin2", "town", "area"}
            for place in book.gazetteer.find(spelt, country=home, similar=similar):
                if place.country == home and place.kind in kinds:
                    return _UNITS.sub("", plain_name(place.name))
    return bare


def pick(toll: Toll, measure: str, victims: str, *, attackers: bool) -> Range:
    """Return the range of one toll: of a class of victims, with or without the attackers."""
    if victims:
        return toll.by.get(measure, {}).get(victims, NOTHING)
    if measure == "killed":
        return toll.killed_total if attackers else toll.killed
    return {"injured": toll.injured, "abducted": toll.abducted}.get(measure, NOTHING)
