"""The series that institutes print, asked like a table: one edition of one institute at a time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from concord.checking.amounts import Amount, Missing
from concord.codebook.book import Codebook
from concord.codebook.names import plain_name
from concord.codebook.series import Edition, Series

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from concord.checking.questions import Area, Days, Question, Selection
    from concord.codebook.series import PublishedValue

_ORDERED = frozenset({"superlative", "run", "trend"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Edited:
    """What one edition of an institute prints, with its other editions for other periods.

    ``monthly`` reads the averages a month instead of the counts: enough for what is only ordered.
    """

    institute: str
    edition: Edition
    series: tuple[Series, ...]
    book: Codebook
    measure: str
    monthly: bool = False

    def years(self) -> range:
        """Return the years that the counts reach over."""
        kind = "monthly" if self.monthly else "count"
        numbers = [
            v.first.year
            for s in self.series
            if s.kind == kind and s.measure == self.measure and not s.place and not s.groups
            for v in s.values
        ]
        return range(min(numbers), max(numbers) + 1) if numbers else range(0)

    def amount(self, selection: Selection, days: Days) -> Amount | Missing:
        """Return the printed value, that of this edition if it has one, else of the latest."""
        kind = "monthly" if self.monthly else "count"
        for series in self.series:
            if series.kind == kind and fits(series, selection, self.measure):
                found = [v for v in series.values if (v.first, v.last) == (days.first, days.last)]
                if found:
                    return self._printed(series, found, days)
        name = self.book.actors[self.institute].name
        return Missing(
            reason=f"nothing at hand covers it: no value of {name} for this in {days.words()}"
        )

    def _printed(
        self, series: Series, found: Sequence[PublishedValue], days: Days
    ) -> Amount | Missing:
        own = [v for v in found if v.edition == self.edition]
        value = (own or found)[-1]
        return Amount(
            best=value.value,
            low=value.value,
            high=value.value,
            label=f"{series.label} in {days.words()}",
            citations=(cite(value.edition),),
        )

    def rivals(self, selection: Selection, days: Days, among: str) -> dict[str, float] | Missing:
        """Return nothing: no institute's table of all areas or groups is held."""
        del selection, days, among
        return Missing(
            reason="nothing at hand covers it: no table of the institute by place or group is held"
        )


def fits(series: Series, selection: Selection, measure: str) -> bool:
    """Return whether a series counts what a selection asks for, with this measure."""
    return (
        series.measure == measure
        and series.victims == selection.victims
        and set(series.types) == set(selection.types)
        and _are_by(series.groups, selection)
        and not selection.sorts
        and not selection.outside
        and not selection.together
        and selection.lethal in {False, series.lethal}
        and _is_there(series.place, selection.areas)
    )


def _are_by(groups: tuple[str, ...], selection: Selection) -> bool:
    """Return whether the groups are those asked for; an institute's three stand for "three"."""
    if selection.top:
        return len(groups) == selection.top
    return set(groups) == set(selection.actors)


def _is_there(place: str, areas: Sequence[Area]) -> bool:
    wanted = {plain_name(name) for name in place.split(" + ") if name}
    asked = {plain_name(a.name) for a in areas if a.kind != "country"}
    return wanted == asked


def printed_directly(
    question: Question, series: Sequence[Series], measure: str
) -> Iterator[tuple[Series, PublishedValue]]:
    """Yield the shares, changes and averages that are printed as such for the question."""
    kind = {"share": "share", "change": "change", "average": "monthly"}.get(question.kind)
    if kind is None or question.days is None or question.against_stated:
        return
    if kind == "monthly" and question.per != "month":
        return
    for each in series:
        if each.kind == kind and fits(each, question.part, measure):
            for value in each.values:
                if (value.first, value.last) == (question.days.first, question.days.last):
                    yield each, value


def editions_of(
    question: Question, series: Sequence[Series], measure: str, *, monthly: bool
) -> list[Edition]:
    """Return the editions that print the question's period, the institute's own pages first."""
    kind = "monthly" if monthly else "count"
    found: dict[str, Edition] = {}
    for each in series:
        if each.kind != kind or not fits(each, question.part, measure):
            continue
        for value in each.values:
            days = question.days
            if days and (value.first, value.last) == (days.first, days.last):
                found[value.edition.id] = value.edition
    return sorted(found.values(), key=lambda e: (e.printed_by is not None, e.status != "final"))


def is_ordered(question: Question) -> bool:
    """Return whether only the order of the periods matters."""
    return question.kind in _ORDERED


def cite(edition: Edition) -> str:
    """Return an edition as it is cited: title, who printed it, address, day of reading."""
    parts = [edition.title]
    if edition.status != "final":
        parts.append(edition.status)
    if edition.printed_by:
        parts.append(f"as printed by {edition.printed_by}")
    return f"{', '.join(parts)}: {edition.url} (read {edition.accessed.isoformat()})"
