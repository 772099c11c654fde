"""A view of what surely happened in one period, so that periods add up to longer ones."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from concord.record.view import View

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from concord.analysis.periods import Period
    from concord.codebook.counting import Inclusion
    from concord.model import Incident


class Held(View):
    """The incidents of a wider view that surely lie in a period, by their chosen date.

    Every analysis takes it for a view. ``possible`` counts the incidents that the rule of the scope
    admits and that are dated too coarsely to say whether they lie in the period.
    """

    def __init__(self, view: View, period: Period) -> None:
        scope = replace(view.scope, since=period.first, until=period.last)
        super().__init__(view.record, scope, view.run, book=view.book)
        self.period = period
        self.possible = 0
        self.release = getattr(view, "release", None)
        self.harmonised = view.harmonised
        self._whole = view

    @cached_property
    def inclusion(self) -> Inclusion:
        """Return the rule of the wider view."""
        return self._whole.inclusion

    @cached_property
    def _incidents(self) -> tuple[Incident, ...]:
        kept: list[Incident] = []
        for each in self._whole.incidents():
            reading = each.facts.happened[0] if each.facts.happened else None
            if reading is None:
                continue
            if self.period.holds(reading):
                kept.append(each)
            elif self.period.touches(reading) and self.inclusion.admits(each.facts):
                self.possible += 1
        return tuple(kept)


def one_year_earlier(day: date) -> date:
    """Return the same day of the year before; the 28th for a 29 February."""
    try:
        return day.replace(year=day.year - 1)
    except ValueError:
        return day.replace(year=day.year - 1, day=28)


def latest_day(incidents: Sequence[Incident]) -> date | None:
    """Return the last day on which one of the incidents began, None if none is dated."""
    days = [e.facts.happened[0].first for e in incidents if e.facts.happened]
    return max((day for day in days if day), default=None)
