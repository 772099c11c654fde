"""Counting rows: what a selection amounts to in a stretch of days, under one definition."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Protocol

from concord.analysis.measures import add_ranges
from concord.checking.definitions import Definition
from concord.checking.tables import Row, Table, pick
from concord.codebook.book import Codebook
from concord.codebook.names import plain_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from concord.checking.questions import Area, Days, Selection


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """A count or a toll, with its range and what stands behind it; ``label`` says of what."""

    best: float
    low: float
    high: float
    label: str
    ids: tuple[str, ...] = ()
    citations: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Missing:
    """Why an amount cannot be given."""

    reason: str


class Source(Protocol):
    """What can be asked for amounts: a table under a definition, or an institute's series."""

    def amount(self, selection: Selection, days: Days) -> Amount | Missing:
        """Return what the selection amounts to in these days."""
        ...

    def years(self) -> range:
        """Return the calendar years that it reaches over."""
        ...

    def rivals(self, selection: Selection, days: Days, among: str) -> dict[str, float] | Missing:
        """Return the amounts of all areas or actors that compete, by folded name or id."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class CountedTable:
    """A table under one definition."""

    table: Table
    definition: Definition
    book: Codebook

    def years(self) -> range:
        """Return the calendar years of the rows."""
        return self.table.years()

    def amount(self, selection: Selection, days: Days) -> Amount | Missing:
        """Return the count or toll, or why the table cannot give it."""
        if fault := self._fault(selection, days):
            return Missing(reason=fault)
        rows = [r for r in self._selected(selection) if days.first <= r.first <= days.last]
        ids = tuple(row.id for row in rows)
        coarse = sum(row.last > days.last for row in rows)
        notes = (f"{coarse} dated too coarsely to lie in the period for sure",) if coarse else ()
        label = f"{selection.noun} in {days.words()}"
        if selection.measure == "attacks":
            n = len(rows)
            return Amount(best=n, low=n, high=n, label=label, ids=ids, notes=notes)
        total = add_ranges(
            pick(r.toll, selection.measure, selection.victims, attackers=self.definition.attackers)
            for r in rows
        )
        low, high = min(total.low, total.best), max(total.high, total.best)
        best = {"best": total.best, "low": low, "high": high}[self.definition.estimate]
        return Amount(
            best=best,
            low=low,
            high=high,
            label=label,
            ids=ids,
            notes=notes,
        )

    def rivals(self, selection: Selection, days: Days, among: str) -> dict[str, float] | Missing:
        """Return the amounts by first-level area or by group."""
        if fault := self._fault(selection, days):
            return Missing(reason=fault)
        found: Counter[str] = Counter()
        for row in self._selected(selection):
            if not days.first <= row.first <= days.last:
                continue
            for key in self._keys(row, among):
                found[key] += self._weight(row, selection)
        return dict(found)

    def _keys(self, row: Row, among: str) -> Iterable[str]:
        if among == "area":
            return (row.admin1,) if row.admin1 else ()
        return sorted(key for key in self._charged(row) if self._is_group(key))

    def _is_group(self, key: str) -> bool:
        known = self.book.actors.get(key)
        return known is not None and known.kind in {"armed_group", "criminal", "movement"}

    def _weight(self, row: Row, selection: Selection) -> int:
        if selection.measure == "attacks":
            return 1
        found = pick(
            row.toll, selection.measure, selection.victims, attackers=self.definition.attackers
        )
        return found.best or 0

    def _fault(self, selection: Selection, days: Days) -> str:
        """Return why the table cannot count the selection in these days, or nothing."""
        return (
            self._uncovered(selection, days)
            or self._uncounted(selection)
            or self._unknown_actor(selection)
        )

    def _uncovered(self, selection: Selection, days: Days) -> str:
        label = self.table.label
        if not self.table.holds(days):
            reach = self.table.days.words() if self.table.days else "nothing"
            return f"nothing at hand covers it: {label} holds {reach}"
        complete = self.table.is_complete(days, selection.areas, selection.types)
        if not complete and not self.table.has_any(days):
            return f"nothing at hand covers it: {label} holds no incident of {days.words()}"
        for area in selection.areas:
            if area.country not in self.table.countries:
                return f"nothing at hand covers it: {label} holds nothing on {area.name}"
        return ""

    def _uncounted(self, selection: Selection) -> str:
        about = self.table.about
        if selection.sorts and not self.table.sorts:
            return f"not counted here: {self.table.label} does not tell sorts of violence apart"
        if about is None:
            return ""
        if selection.measure not in about.measures:
            return f"not counted here: {about.label} does not count the {selection.measure}"
        if selection.types and not about.types:
            return f"not counted here: {about.label} does not tell means of attack apart"
        if selection.victims and selection.victims not in about.victims:
            return f"not counted here: {about.label} does not count {selection.victims} dead apart"
        return ""

    def _unknown_actor(self, selection: Selection) -> str:
        if self.table.about is None:
            return ""
        for actor in selection.actors:
            if self.table.actors.isdisjoint(_family(actor, self.book)):
                name = self.book.actors[actor].name if actor in self.book.actors else actor
                return f"unknown group: {self.table.label} has no incident of {name}"
        return ""

    def _selected(self, selection: Selection) -> tuple[Row, ...]:
        key = (
            self.definition,
            selection.types, selection.sorts, selection.lethal, selection.actors, selection.areas,
            selection.outside, selection.top, selection.together,
        )  # fmt: skip
        if key not in self.table.picked:
            wanted = [
                _family(actor, self.book) if self.definition.factions else frozenset([actor])
                for actor in selection.actors
            ]
            areas = [(a, plain_name(a.name)) for a in selection.areas]
            outside = [(a, plain_name(a.name)) for a in selection.outside]
            self.table.picked[key] = tuple(
                row
                for row in self.table.rows
                if self._admits(row, selection)
                and self._is_by(row, wanted, together=selection.together)
                and not any(self._touches(row, *each) for each in outside)
                and (not areas or any(self._touches(row, *each) for each in areas))
            )
        return self.table.picked[key]

    def _admits(self, row: Row, selection: Selection) -> bool:
        rule = self.definition.rule
        if rule == "attacks" and not row.counted:
            return False
        if rule in {"one_sided", "non_state", "state_based"} and row.sort != rule:
            return False
        if selection.sorts and row.sort not in selection.sorts:
            return False
        if self._needs_dead(selection) and not row.fatal:
            return False
        if selection.types and row.type not in selection.types:
            return False
        return not self.definition.attributed or any(map(self._is_group, self._charged(row)))

    def _needs_dead(self, selection: Selection) -> bool:
        """Return whether rows without a death are left out; a lethal data set has none by rule."""
        if self.table.about is not None and self.table.about.lethal:
            return False
        return self.definition.lethal or selection.lethal

    def _charged(self, row: Row) -> frozenset[str]:
        match self.definition.charge:
            case "party":
                return row.parties
            case "charged":
                return row.charged
            case _:
                return row.charged | row.suspected

    def _is_by(self, row: Row, wanted: Sequence[frozenset[str]], *, together: bool) -> bool:
        if not wanted:
            return True
        named = self._charged(row)
        hits = [not named.isdisjoint(each) for each in wanted]
        return all(hits) if together else any(hits)

    def _touches(self, row: Row, area: Area, name: str) -> bool:
        if area.kind == "country":
            return row.country == area.country
        if self.definition.today:
            return name in row.now
        return row.admin1 == name if area.kind == "admin1" else name in row.then


@lru_cache(maxsize=512)
def _family(actor: str, book: Codebook) -> frozenset[str]:
    """Return a group and its factions, by the codebook."""
    below = [key for key in book.actors if key != actor and actor in book.ancestors(key)]
    return frozenset([actor, *below])
