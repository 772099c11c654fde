"""Monthly counts of what an act of policy is measured by, out of a view's counted incidents."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from concord.analysis.measures import counted
from concord.analysis.periods import Period, split

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import date

    from concord.analysis.act_calendar import Act
    from concord.analysis.measures import Counted
    from concord.codebook.book import Codebook
    from concord.model import Location, Participant
    from concord.record.view import View

# Levels at which an incident counts as the party's; a side in a fight takes part in it.
TAKES_PART = ("claimed", "stated", "side")
BLAMED = (*TAKES_PART, "blamed", "suspected", "inferred")
DAY = "day"


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """Counts per calendar month, first to last month of the record's coverage."""

    months: tuple[Period, ...]
    counts: tuple[float, ...]
    undated: int

    def index(self, day: date) -> int | None:
        """Return the place of the month of a day, or None if it lies outside."""
        for n, month in enumerate(self.months):
            if month.first <= day <= month.last:
                return n
        return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What is counted: whose incidents (none: all), where (nowhere: all), and how much of each."""

    parties: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()
    levels: tuple[str, ...] = TAKES_PART
    fatal: bool = False
    deaths: bool = False


def outcome_of(act: Act, view: View) -> Outcome:
    """Return the outcome of an act: its parties with their factions, in its places."""
    return Outcome(
        parties=parties_of(act.parties, view.book),
        places=frozenset(place.casefold() for place in act.places),
    )


def parties_of(names: Iterable[str], book: Codebook | None) -> frozenset[str]:
    """Return the ids and names of groups and of all their factions, folded to lower case."""
    asked = {name.casefold() for name in names}
    if book is None or not asked:
        return frozenset(asked)
    ids = {
        actor.id
        for actor in book.actors.values()
        if asked & {name.casefold() for name in (actor.id, actor.name, *actor.aliases)}
    }
    while more := {a.id for a in book.actors.values() if a.parent in ids and a.id not in ids}:
        ids |= more
    return frozenset(asked | {n.casefold() for i in ids for n in (i, book.actors[i].name)})


def monthly(view: View, outcome: Outcome) -> Series:
    """Return the counts of an outcome for each month from the first to the last dated incident.

    The span is that of everything counted in the view, or the scope's bounds, so that a month
    without an incident of the party is a zero. An incident known only to a year or more is in no
    month; one known to the month is in it.
    """
    items = counted(view)
    days = [day for each in items if (day := month_of(each)) is not None]
    months = _months(view, days)
    admits = _admission(outcome)
    sums: Counter[date] = Counter()
    undated = 0
    for each in items:
        if not admits(each):
            continue
        day = month_of(each)
        if day is None:
            undated += 1
        else:
            sums[day] += _weight(each, outcome)
    return Series(
        months=months,
        counts=tuple(float(sums[month.first]) for month in months),
        undated=undated,
    )


def month_of(each: Counted) -> date | None:
    """Return the first day of the month that an incident lies in for sure, or None."""
    readings = each.incident.facts.happened
    if not readings or readings[0].first is None:
        return None
    first, last = readings[0].first, readings[0].last or readings[0].first
    if readings[0].precision != DAY and (first.year, first.month) != (last.year, last.month):
        return None
    return first.replace(day=1)


def _months(view: View, days: Sequence[date]) -> tuple[Period, ...]:
    if not days:
        return ()
    span = (view.scope.since or min(days), view.scope.until or max(days))
    return tuple(split(span, "month"))


def _admission(outcome: Outcome) -> Callable[[Counted], bool]:
    def admits(each: Counted) -> bool:
        facts = each.incident.facts
        if outcome.fatal and not (each.toll.killed.best or each.toll.killed_attackers.best):
            return False
        if outcome.places and not any(_is_in(place, outcome.places) for place in facts.places[:1]):
            return False
        return not outcome.parties or any(
            p.attribution in outcome.levels and not outcome.parties.isdisjoint(_names(p))
            for p in facts.perpetrators
        )

    return admits


def _weight(each: Counted, outcome: Outcome) -> int:
    if not outcome.deaths:
        return 1
    total = each.toll.killed_total
    return total.best if total.best is not None else total.low or 0


def _names(participant: Participant) -> set[str]:
    return {
        name.casefold() for name in (participant.actor_id, participant.name, participant.text)
        if name
    }  # fmt: skip


def _is_in(place: Location, wanted: frozenset[str]) -> bool:
    levels = (place.place_id, place.name, place.admin2, place.admin1, place.country)
    return any(level is not None and _bare(level) in wanted for level in levels)


def _bare(name: str) -> str:
    """Return a unit's name without its kind: "North Waziristan agency" is in North Waziristan."""
    folded = name.casefold()
    for kind in (" agency", " district", " province", " tribal agency"):
        folded = folded.removesuffix(kind)
    return folded
