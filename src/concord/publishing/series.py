"""A period with its counted incidents, and the periods that it is compared with."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
from typing import TYPE_CHECKING

from concord.analysis.measures import Counted, counted, plural
from concord.analysis.periods import Period, split
from concord.publishing.held import Held, one_year_earlier
from concord.record.view import View

if TYPE_CHECKING:
    from datetime import date

    from concord.analysis.periods import Window


@dataclass(frozen=True)
class Comparison:
    """A period of a wider view with the periods that it is compared with.

    ``others`` are the period before and, for a month, the same month a year before.
    """

    whole: View
    period: Period
    others: tuple[Comparison, ...] = ()

    @cached_property
    def view(self) -> Held:
        """Return the view of the incidents that surely lie in the period."""
        return Held(self.whole, self.period)

    @cached_property
    def items(self) -> tuple[Counted, ...]:
        """Return the counted incidents with their tolls."""
        return counted(self.view)

    @property
    def ids(self) -> tuple[str, ...]:
        """Return the ids of the counted incidents."""
        return tuple(each.incident.id for each in self.items)

    def back(self, window: Window, periods: int) -> list[Comparison]:
        """Return so many periods up to the one that holds the last day, oldest first."""
        found = [period_at(self.period.last, window)]
        while len(found) < max(periods, 1):
            found.append(period_at(found[-1].first - timedelta(days=1), window))
        return [Comparison(self.whole, period) for period in reversed(found)]

    def publishers(self) -> frozenset[str]:
        """Return the publishers of the documents behind the counted incidents."""
        headings = self.whole.headings
        ids = {d for each in self.items for d in each.incident.document_ids}
        found = (headings[each].publisher for each in ids if each in headings)
        return frozenset(name for name in found if name)

    def documents(self) -> int:
        """Return how many documents of the record were published in the period."""
        days = (each.published_on for each in self.whole.headings.values())
        return sum(day is not None and self.period.first <= day <= self.period.last for day in days)

    def documents_note(self) -> str:
        """Return how many documents of the record were published in each period compared."""
        read = (f"{each.documents():,} in {each.period.words}" for each in (self, *self.others))
        scope = self.whole.scope
        narrowed = scope.countries or scope.places
        of = "whole record, wherever they tell of," if narrowed else "record"
        return f"Documents of the {of} published: {', '.join(read)}."

    def unstated_note(self) -> str:
        """Return how many attacks give no figure of the killed, and so add nothing to the sums."""
        without = [
            f"{sum(each.toll.killed.best is None and each.toll.killed.low is None for each in own)}"
            f" of {plural(len(own), 'attack')} in {period.words}"
            for own, period in ((each.items, each.period) for each in (self, *self.others))
            if own
        ]
        return f"No figure of the killed in {', '.join(without)}: they add nothing to the sums."

    def coverage_note(self) -> str:
        """Return a warning where other publishers stand behind the periods compared."""
        mine = self.publishers()
        for other in self.others:
            theirs = other.publishers()
            if mine and theirs and mine != theirs:
                shared = len(mine & theirs)
                return (
                    f"Not like for like: of {plural(len(mine), 'publisher')} behind"
                    f" {self.period.words}, {shared} also stand behind {other.period.words}."
                )
        return ""

    def possible_notes(self) -> list[str]:
        """Return how many incidents are dated too coarsely to say whether they belong here."""
        found = []
        for each in (self, *self.others):
            each.view.incidents()
            if each.view.possible:
                found.append(
                    f"{plural(each.view.possible, 'more attack')} may belong to"
                    f" {each.period.words}: the date is too coarse to say."
                )
        return found


def window_of(name: str) -> Window:
    """Return the window of a template: a month or a year."""
    return "month" if name == "month" else "year"


def period_at(day: date, window: Window) -> Period:
    """Return the month or year that holds the day."""
    return next(iter(split((day, day), window)))


def compare(whole: View, day: date, window: Window) -> Comparison:
    """Return the period of the day, with the one before and, for a month, a year earlier."""
    period = period_at(day, window)
    before = [period_at(period.first - timedelta(days=1), window)]
    if window == "month":
        before.append(period_at(one_year_earlier(period.first), window))
    others = tuple(Comparison(whole, each) for each in before)
    return Comparison(whole, period, others)
