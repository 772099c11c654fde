"""The words of effects: what a table of ratios says, and what it does not show."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from concord.analysis.act_calendar import near
from concord.analysis.effect_windows import COLUMNS, MAIN, PARTY, Window, cut_series
from concord.analysis.measures import plural
from concord.analysis.outcomes import monthly, outcome_of
from concord.analysis.periods import say_day

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from concord.analysis.act_calendar import Act
    from concord.model import Value
    from concord.record.view import View

NEAR_MONTHS = 6
LIMITS = (
    (
        "A comparison over time and no experiment: whatever else changed at the date is in the"
        " ratio, reporting too."
    ),
    (
        "Acts answer violence: what follows a spike falls by itself (regression to the mean)."
        " Read the row without the months before, and the placebo dates."
    ),
    (
        "A group in a truce stops claiming: its attributed attacks can fall while attacks do"
        " not. Read the rows of all attacks beside its own."
    ),
)
# The months before the act against those before them, from which a spike is spoken of.
SPIKE, SPIKE_MONTHS = 1.5, 3


def _mains(rows: Sequence[tuple[Value, ...]]) -> list[dict[str, Value]]:
    found = [dict(zip(COLUMNS, row, strict=True)) for row in rows]
    return [row for row in found if row["specification"] == MAIN]


def title(rows: Sequence[tuple[Value, ...]]) -> str:
    """Return the finding in one sentence: the first act that rests on no extrapolation."""
    told = [row for row in _mains(rows) if row["ratio"] is not None]
    if not told:
        others = len(_measured(rows, main=False))
        return (
            "No act of policy has enough months on both sides to be measured over the usual"
            f" window; {others} {'has' if others == 1 else 'have'} over another"
            if others
            else "No act of policy has enough months on both sides to be measured"
        )
    safe = [row for row in told if "extrapolated" not in str(row["note"])]
    if not safe:
        return (
            f"{plural(len(told), 'ratio')}, each against a trend that expects more than was ever"
            " seen: no finding"
        )
    first = safe[0]
    which = "of its party" if first["outcome"] == PARTY else "of all"
    open_ = float(str(first["low"])) <= 1 <= float(str(first["high"]))
    return (
        f"After {first['act']}, the incidents {which} ran at {float(str(first['ratio'])):.2g} times"
        f" what trend and season would give ({float(str(first['low'])):.2g} to"
        f" {float(str(first['high'])):.2g}{', so no change is not ruled out' if open_ else ''})"
    )


def _measured(rows: Sequence[tuple[Value, ...]], *, main: bool) -> set[Value]:
    """Return the ids of the acts with a ratio: in their main row, or in any."""
    found = (dict(zip(COLUMNS, row, strict=True)) for row in rows)
    return {
        row["act_id"]
        for row in found
        if row["ratio"] is not None and (not main or row["specification"] == MAIN)
    }


def words(rows: Sequence[tuple[Value, ...]], calendar: Sequence[Act]) -> str:
    """Return how many acts were measured, and what a ratio is."""
    told = _measured(rows, main=True)
    others = len(_measured(rows, main=False) - told)
    only = f", {others} more only over another window or by another model" if others else ""
    return (
        f"{len(told)} of {plural(len(calendar), 'act')} in the calendar measured{only}. A ratio"
        " compares the level after an act with the level that trend and season would give; it is"
        " what followed, not what was caused."
    )


def limits(rows: Sequence[tuple[Value, ...]], calendar: Sequence[Act]) -> list[str]:
    """Return what no result of this kind shows, said with every result."""
    if not _measured(rows, main=False):
        return [f"{plural(len(calendar), 'act')} in the calendar; none can be measured here."]
    return list(LIMITS)


def turning(rows: Sequence[tuple[Value, ...]]) -> Iterator[str]:
    """Yield the acts whose ratio lies on either side of 1, by the specification."""
    spread: dict[tuple[str, str], list[float]] = {}
    for row in (dict(zip(COLUMNS, each, strict=True)) for each in rows):
        if row["ratio"] is not None:
            key = (str(row["act"]), str(row["outcome"]))
            spread.setdefault(key, []).append(float(str(row["ratio"])))
    for (act, outcome), ratios in spread.items():
        if min(ratios) < 1 < max(ratios):
            yield (
                f"{act}, {outcome}: from {min(ratios):g} to {max(ratios):g} times, by the"
                " specification. The direction is not settled by these counts."
            )


def about(
    view: View, measured: Sequence[Act], calendar: Sequence[Act], span: Window
) -> Iterator[str]:
    """Yield, per measured act, its neighbours in time and whether it followed a spike."""
    for act in measured:
        others = near(act, calendar, before=NEAR_MONTHS, after=span.after)
        if others:
            named = "; ".join(f"{other.name} ({say_day(other.day)})" for other in others)
            yield (
                f"Other acts from {NEAR_MONTHS} months before {act.name} to the end of its window:"
                f" {named}. Their traces overlap."
            )
        series = monthly(view, outcome_of(act, view))
        cut = cut_series(series, act, span)
        if cut is None or cut.reason:
            continue
        before = np.asarray(cut.counts[: cut.at])
        usual, recent = before[:-SPIKE_MONTHS].mean(), before[-SPIKE_MONTHS:].mean()
        if usual and recent / usual >= SPIKE:
            yield (
                f"{act.name} followed a spike: {recent:.1f} a month in the {SPIKE_MONTHS} months"
                f" before, {usual:.1f} in the months before them."
            )
        if series.undated:
            yield (
                f"{act.name}: {plural(series.undated, 'incident')} dated too coarsely for a month"
                " left out."
            )
