"""Rates: incidents and deaths per 100,000 inhabitants a year, by a user's table of populations."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, get_args

from concord.analysis.groups import UNKNOWN, group
from concord.analysis.measures import add_ranges, counted, plural, state
from concord.analysis.periods import sort_into, span_of, split
from concord.errors import ConcordError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from concord.analysis.measures import Counted
    from concord.analysis.periods import Period, Window
    from concord.model import Finding, Scope, Value
    from concord.record.view import View

Unit = Literal["country", "province", "district"]
UNITS: tuple[Unit, ...] = get_args(Unit)
COLUMNS = (
    "period",
    "label",
    "from",
    "to",
    "place",
    "incidents",
    "killed_low",
    "killed_best",
    "killed_high",
    "population",
    "incidents_per_100000_a_year",
    "killed_low_per_100000_a_year",
    "killed_per_100000_a_year",
    "killed_high_per_100000_a_year",
    "incidents_per_month",
)
PEOPLE = 100_000
# A mean Gregorian year, so that a leap year is no lower rate.
DAYS_A_YEAR, MONTHS_A_YEAR = 365.2425, 12
# Below this many incidents a rate says more than the data do.
SMALL = 20


class PopulationTableError(ConcordError):
    """A table of populations that cannot be read."""

    def __init__(self, path: Path, why: str) -> None:
        super().__init__(
            f"{path}: {why}. Write a CSV with the columns place and population, and year where"
            " there are several: `place,year,population`."
        )


class UnknownUnitError(ConcordError):
    """Rates by something that has no population."""

    def __init__(self, by: str) -> None:
        super().__init__(f"There is no population of a {by!r}: use one of {', '.join(UNITS)}.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Populations:
    """Inhabitants by place (its name folded to lower case) and year; year 0 holds for all."""

    known: Mapping[str, Mapping[int, float]]

    def at(self, place: str, year: int) -> float | None:
        """Return the population of a year: between two stated years on a straight line.

        Before the first and after the last stated year it is that of the nearest one.
        """
        stated = self.known.get(place.casefold())
        if not stated:
            return None
        years = sorted(stated)
        before = max((each for each in years if each <= year), default=years[0])
        after = min((each for each in years if each >= year), default=years[-1])
        if before >= after:
            return stated[before if before <= year else after]
        share = (year - before) / (after - before)
        return stated[before] + share * (stated[after] - stated[before])

    def is_carried(self, place: str, year: int) -> bool:
        """Return whether the year lies outside the years stated for the place."""
        years = [each for each in self.known.get(place.casefold(), ()) if each]
        return bool(years) and not min(years) <= year <= max(years)


def read_populations(path: Path) -> Populations:
    """Return the populations of a CSV: place, population and, if it likes, year.

    Raises PopulationTableError with the line that cannot be read.
    """
    known: dict[str, dict[int, float]] = {}
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            table = csv.DictReader(file)
            if not {"place", "population"} <= set(table.fieldnames or ()):
                raise PopulationTableError(path, "no columns place and population")
            for number, row in enumerate(table, start=2):
                place, year, people = _line(path, number, row)
                known.setdefault(place.casefold(), {})[year] = people
    except (UnicodeDecodeError, csv.Error, OSError) as error:
        raise PopulationTableError(path, str(error)) from error
    return Populations(known=known)


def _line(path: Path, number: int, row: Mapping[str, str | None]) -> tuple[str, int, float]:
    place, people, year = (
        (row.get(name) or "").strip() for name in ("place", "population", "year")
    )
    try:
        found = float(people.replace(",", "").replace(" ", ""))
        when = int(year) if year else 0
    except ValueError:
        raise PopulationTableError(path, f"line {number}: {people!r}, {year!r}") from None
    if not place or not 0 < found < float("inf"):
        raise PopulationTableError(path, f"line {number}: {place!r} with {people!r} inhabitants")
    return place, when, found


def rates(
    view: View, populations: Populations, *, by: Unit = "province", window: Window = "year"
) -> Finding:
    """Return one row per place of the table and period, periods without an incident included.

    ``incidents_per_100000_a_year`` is incidents divided by inhabitants and by the length of the
    period in years (365.2425 days; a period that the scope cuts short is as long as what is left
    of it), times 100,000; the deaths (low, best, high, in persons) alike.
    ``incidents_per_month`` needs no population. A place of the record that the table lacks has
    rows without rates. Raises UnknownUnitError.
    """
    if by not in UNITS:
        raise UnknownUnitError(by)
    items = counted(view)
    dated = [each for each in items if each.day is not None]
    periods = list(split(span_of(view, dated), window)) if dated else []
    found = group(dated, by)
    apart = len(found.pop(UNKNOWN, []))
    rows = [
        row
        for place, inside in found.items()
        for row in _rows(place, inside, periods, populations, view.scope)
    ]
    return state(
        view,
        title=_title(rows, by),
        words=(
            f"{plural(len(found), by, 'countries' if by == 'country' else None)} in"
            f" {plural(len(periods), periods[0].noun if periods else 'period')}. Populations are"
            " those of the table that was given."
        ),
        columns=COLUMNS,
        rows=rows,
        checks=list(_checks(rows, populations, (len(dated), apart), by)),
    )


def _rows(
    place: str,
    inside: Sequence[Counted],
    periods: Sequence[Period],
    populations: Populations,
    scope: Scope,
) -> Iterator[tuple[Value, ...]]:
    sorted_, _ = sort_into(periods, [each.incident.facts.happened[0] for each in inside])
    for period, kept in zip(periods, sorted_, strict=True):
        days = period.days(scope)
        killed = add_ranges(inside[n].toll.killed for n in kept)
        people = populations.at(place, period.first.year)
        numbers = (len(kept), killed.low, killed.best, killed.high)
        per_year = [
            round(each * PEOPLE / people * DAYS_A_YEAR / days, 3) if people else None
            for each in numbers
        ]
        yield (
            period.name,
            period.label,
            period.first.isoformat(),
            period.last.isoformat(),
            place,
            *numbers,
            round(people) if people else None,
            *per_year,
            round(len(kept) * DAYS_A_YEAR / MONTHS_A_YEAR / days, 2),
        )


def _title(rows: Sequence[tuple[Value, ...]], by: str) -> str:
    at = COLUMNS.index("incidents_per_100000_a_year")
    known = [row for row in rows if row[at] is not None and row[5]]
    if not known:
        return f"No {by} with incidents has a population in the table"
    highest = max(known, key=lambda row: (float(str(row[at])), str(row[4])))
    return (
        f"The highest rate is that of {highest[4]} in {highest[1]}: {float(str(highest[at])):.3g}"
        f" incidents per 100,000 inhabitants a year ({plural(int(str(highest[5])), 'incident')})"
    )


def _checks(
    rows: Sequence[tuple[Value, ...]], populations: Populations, placed: tuple[int, int], by: str
) -> Iterator[str]:
    dated, apart = placed
    found = [dict(zip(COLUMNS, row, strict=True)) for row in rows]
    missing = sorted({str(row["place"]) for row in found if row["population"] is None})
    if missing:
        yield f"No population in the table for {', '.join(missing)}: no rate."
    carried = sorted(
        {
            str(row["place"])
            for row in found
            if populations.is_carried(str(row["place"]), int(str(row["from"])[:4]))
        }
    )
    if carried:
        yield (f"Years outside the table take the nearest stated population: {', '.join(carried)}.")
    small = sum(0 < int(str(row["incidents"])) < SMALL for row in found)
    if small:
        yield (
            f"{plural(small, 'rate')} resting on fewer than {SMALL} incidents: read counts, not"
            " rates."
        )
    counted_in = sum(int(str(row["incidents"])) for row in found)
    if dated - apart > counted_in:
        yield f"{plural(dated - apart - counted_in, 'incident')} dated too coarsely for a period."
    if apart:
        yield f"{plural(apart, 'incident')} known to no {by}, in no rate."
