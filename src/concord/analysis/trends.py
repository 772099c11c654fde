"""Counts per period, with low, best and high tolls; by group of incidents if asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from concord.analysis.groups import group
from concord.analysis.measures import add_ranges, counted, plural, state
from concord.analysis.periods import begin, sort_into, span_of, split

if TYPE_CHECKING:
    from collections.abc import Sequence

    from concord.analysis.measures import Counted, Sum
    from concord.analysis.periods import Period, Window
    from concord.model import Finding, Scope, Value, When
    from concord.record.view import View

# Periods with as many incidents that a title still names.
NAMED = 2
COLUMNS = (
    "period",
    "label",
    "from",
    "to",
    "incidents",
    "incidents_possible",
    "killed_low",
    "killed_best",
    "killed_high",
    "open_ended",
    "unstated",
    "group",
    "per_30_days",
    "rolling",
    "cumulative",
)
# Periods that the rolling mean joins: so many of each kind are about a year, or a week of days.
ROLLING = {"day": 7, "week": 4, "month": 12, "quarter": 4, "year": 3}
THIRTY = 30


def trends(view: View, *, window: Window = "auto", by: str | None = None) -> Finding:
    """Return one row per period of the calendar, empty periods included.

    ``incidents`` lie in the period by their chosen date; ``incidents_possible`` adds those whose
    date is too coarse to say (a day known only to the year). Tolls, in persons, are those of
    ``incidents``. ``per_30_days`` is their rate (periods differ in length), ``rolling`` the mean of
    the latest periods (7 days, 4 weeks, 12 months, 4 quarters or 3 years; None before there are so
    many), ``cumulative`` the sum so far. Undated incidents are in no row and are counted in the
    checks; nor, with ``auto`` and no stated bound, are a few old ones that lie far before the rest
    (``periods.begin``). ``by`` (one of ``groups.GROUPINGS``) gives one series for each ``group``;
    an incident of two groups is in both. Raises UnknownGroupingError.
    """
    items = counted(view)
    known = [each for each in items if each.day is not None]
    dated, early = _without_early(view, known) if window == "auto" else (known, [])
    periods = list(split(span_of(view, dated), window)) if dated else []
    left_out = _say_early(len(early), periods)
    if by is not None:
        return _grouped(view, dated, periods, by, left_out)
    rows = _series(periods, dated, None, view.scope)
    placed = sum(int(str(row[COLUMNS.index("incidents")])) for row in rows)
    return state(
        view,
        title=_title(rows, periods),
        words=_words(periods, rows, placed),
        columns=COLUMNS,
        rows=rows,
        checks=[
            *left_out,
            *_checks(len(items) - len(dated) - len(early), len(dated) - placed),
        ],
    )


def _without_early(view: View, dated: list[Counted]) -> tuple[list[Counted], list[Counted]]:
    """Return the incidents from where a timeline begins, and those before."""
    if view.scope.since is not None or not dated:
        return dated, []
    start = begin(sorted(day.toordinal() for each in dated if (day := each.day)))
    early = [each for each in dated if each.day and each.day.toordinal() < start]
    return [each for each in dated if each.day and each.day.toordinal() >= start], early


def _say_early(early: int, periods: Sequence[Period]) -> list[str]:
    if not early:
        return []
    before = f"{plural(early, 'incident')} before {periods[0].words} in no period"
    why = "the timeline begins where most lie. Choose the period, or since when, to have all."
    return [f"{before}: {why}"]


def _when(each: Counted) -> When:
    return each.incident.facts.happened[0]


def _grouped(
    view: View,
    dated: Sequence[Counted],
    periods: Sequence[Period],
    by: str,
    left_out: Sequence[str],
) -> Finding:
    found = group(dated, by)
    rows = [
        row for name, inside in found.items() for row in _series(periods, inside, name, view.scope)
    ]
    largest = max(found, key=lambda name: len(found[name]), default=None)
    title = (
        f"{largest} has most of {plural(len(dated), 'dated incident')}: {len(found[largest]):,}"
        if largest
        else "No dated incident to count by period"
    )
    several = sum(map(len, found.values())) - len(dated)
    several_words = (
        [f"{plural(several, 'incident')} counted in more than one group."] if several else []
    )
    return state(
        view,
        title=title,
        words=f"{plural(len(found), 'group')} by {by.replace('_', ' ')}.",
        columns=COLUMNS,
        rows=rows,
        checks=[*left_out, *several_words],
    )


def _series(
    periods: Sequence[Period], dated: Sequence[Counted], name: str | None, scope: Scope
) -> list[tuple[Value, ...]]:
    inside, possible = sort_into(periods, [_when(each) for each in dated])
    rows, counts = [], []
    for n, period in enumerate(periods):
        row = _row(period, [dated[at] for at in inside[n]], possible[n])
        counts.append(len(inside[n]))
        days = period.days(scope)
        latest = counts[-ROLLING[period.noun] :]
        full = len(latest) == ROLLING[period.noun]
        rolling = round(sum(latest) / len(latest), 2) if full else None
        rows.append((*row, name, round(counts[-1] * THIRTY / days, 2), rolling, sum(counts)))
    return rows


def _row(period: Period, inside: Sequence[Counted], possible: int) -> tuple[Value, ...]:
    killed: Sum = add_ranges(each.toll.killed for each in inside)
    return (
        period.name,
        period.label,
        period.first.isoformat(),
        period.last.isoformat(),
        len(inside),
        possible,
        killed.low,
        killed.best,
        killed.high,
        killed.open_ended,
        killed.unstated,
    )


def _title(rows: Sequence[tuple[Value, ...]], periods: Sequence[Period]) -> str:
    if not rows:
        return "No dated incident to count by period"
    return say_peak(periods, [int(str(row[4])) for row in rows])


def say_peak(periods: Sequence[Period], counts: Sequence[int]) -> str:
    """Return in which periods most incidents lie, as the title of a timeline of any face."""
    highest = max(counts)
    at = [period for period, count in zip(periods, counts, strict=True) if count == highest]
    if highest == 0:
        return f"No incident is dated finely enough to stand in one {periods[0].noun}"
    most = plural(highest, "incident")
    if len(counts) == 1:
        return f"{most} in {at[0].words}"
    if len(at) > NAMED:
        return f"No {at[0].noun} has more than {most}; {len(at)} have as many"
    if len(at) > 1:
        return f"{at[0].words} and {at[1].words} have the most incidents: {highest:,} each"
    return f"{at[0].words} has the most incidents: {highest:,}"


def _words(periods: Sequence[Period], rows: Sequence[tuple[Value, ...]], placed: int) -> str:
    if not rows:
        return "No incident in this scope has a date."
    empty = sum(row[4] == 0 for row in rows)
    span = f"{plural(placed, 'incident')} from {periods[0].words} to {periods[-1].words}"
    if not empty:
        return f"{span}; no {periods[0].noun} without any."
    return f"{span}; {empty:,} of {plural(len(rows), periods[0].noun)} without any."


def _checks(undated: int, coarse: int) -> list[str]:
    found = []
    if undated:
        found.append(f"{plural(undated, 'incident')} without a date, in no period.")
    if coarse:
        found.append(
            f"{plural(coarse, 'incident')} dated too coarsely for one period: counted only as"
            " possible."
        )
    return found
