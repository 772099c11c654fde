"""When the level of violence changed: break points in counts, with their stability.

PELT (Killick, Fearnhead and Eckley 2012, "Optimal detection of changepoints with a linear
computational cost", JASA 107) on counts made steady in variance by Anscombe's root,
2 sqrt(count + 3/8), as ruptures computes it. A penalty too low finds breaks in noise and one too
high none, so many are tried: a break's stability is the share of penalties that find it, one period
to either side allowed.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import numpy as np

from concord.analysis.measures import counted, plural, state
from concord.analysis.periods import sort_into, split

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from concord.analysis.congruence import Array
    from concord.analysis.measures import Counted
    from concord.analysis.periods import Period, Window
    from concord.model import Finding, Value, When
    from concord.record.view import View

COLUMNS = ("period", "label", "from", "to", "incidents", "level", "change", "stability")
# Multiples of log(periods) times the variance; the break points shown are those of the chosen one.
PENALTIES = (1.0, 1.5, 2.0, 3.0, 4.0, 6.0, 8.0)
CHOSEN = 3.0
FEWEST_PERIODS = 12
SHORTEST = 3
STABLE = 0.7


def changes(view: View, *, window: Window = "month") -> Finding:
    """Return one row per period: its incidents, the mean of its stretch, and whether one begins.

    ``level`` is in incidents a period, ``stability`` from 0 to 1 the share of penalties that find
    a break there (0 where none does). A break is where the counts say that the level changed: not
    why, and a change in what is reported looks the same. Fewer than twelve periods are not cut.
    """
    items = [each for each in counted(view) if _day(each) is not None]
    periods = _periods(items, view, window)
    inside, _ = sort_into(periods, [_reading(each) for each in items])
    counts = np.array([len(each) for each in inside])
    enough = len(periods) >= FEWEST_PERIODS
    found = find_breaks(counts.astype(float)) if enough else {}
    begun = [at for at, (chosen, _) in sorted(found.items()) if chosen]
    levels = _levels(counts, begun)
    rows: list[tuple[Value, ...]] = [
        (
            period.name,
            period.label,
            period.first.isoformat(),
            period.last.isoformat(),
            int(counts[n]),
            round(levels[n], 2),
            n in begun,
            found.get(n, (False, 0.0))[1],
        )
        for n, period in enumerate(periods)
    ]
    return state(
        view,
        title=_title(periods, levels, begun, found),
        words=_words(periods, begun, enough=enough),
        columns=COLUMNS,
        rows=rows,
        checks=_checks(found, begun),
    )


def find_breaks(counts: Array) -> dict[int, tuple[bool, float]]:
    """Return break points (the first period of a new level): found by the chosen one, stability.

    Breaks that only other penalties find are among them, unless one of the chosen is next to them.
    """
    # Slow to import, and only this analysis needs it.
    import ruptures

    signal = 2 * np.sqrt(counts + 3 / 8)
    cut = ruptures.Pelt(model="l2", min_size=SHORTEST, jump=1).fit(signal)
    unit = _variance(signal) * np.log(len(signal))
    by_penalty = {each: cut.predict(pen=each * unit)[:-1] for each in PENALTIES}
    chosen = by_penalty[CHOSEN]
    others = sorted({at for found in by_penalty.values() for at in found})
    apart = [at for at in others if all(abs(at - each) > 1 for each in chosen)]
    return {
        at: (at in chosen, round(_stability(at, list(by_penalty.values())), 2))
        for at in sorted({*chosen, *apart})
    }


def _stability(at: int, found: Sequence[Sequence[int]]) -> float:
    return sum(any(abs(at - each) <= 1 for each in breaks) for breaks in found) / len(found)


def _variance(signal: Array) -> float:
    """Return the variance between neighbours, which breaks do not move; at least that of chance."""
    steps = np.diff(signal)
    spread = float(np.median(np.abs(steps - np.median(steps)))) / 0.6745
    return max(1.0, spread**2 / 2)


def _reading(each: Counted) -> When:
    return each.incident.facts.happened[0]


def _day(each: Counted) -> date | None:
    readings = each.incident.facts.happened
    return readings[0].first if readings else None


def _periods(items: Sequence[Counted], view: View, window: Window) -> list[Period]:
    days = [day for each in items if (day := _day(each)) is not None]
    if not days:
        return []
    return list(split((view.scope.since or min(days), view.scope.until or max(days)), window))


def _levels(counts: Array, begun: Sequence[int]) -> list[float]:
    edges = [0, *begun, len(counts)]
    levels: list[float] = []
    if not len(counts):
        return levels
    for first, last in itertools.pairwise(edges):
        levels += [float(np.mean(counts[first:last]))] * (last - first)
    return levels


def _title(
    periods: Sequence[Period],
    levels: Sequence[float],
    begun: Sequence[int],
    found: dict[int, tuple[bool, float]],
) -> str:
    if not begun:
        return "No change of level found"
    at = max(begun, key=lambda n: (found[n][1], abs(levels[n] - levels[n - 1])))
    way = "rose" if levels[at] > levels[at - 1] else "fell"
    return (
        f"The level {way} in {periods[at].words}, from {levels[at - 1]:.1f} to {levels[at]:.1f}"
        f" incidents a {periods[at].noun}"
    )


def _words(periods: Sequence[Period], begun: Sequence[int], *, enough: bool) -> str:
    if not enough:
        return f"{plural(len(periods), 'period')}: at least {FEWEST_PERIODS} are needed."
    when = ", ".join(periods[n].words for n in begun) or "none"
    return (
        f"Changes of level: {when}, in {plural(len(periods), periods[0].noun)}. A break says that"
        " the counts changed, not why: a change in reporting looks the same."
    )


def _checks(found: dict[int, tuple[bool, float]], begun: Sequence[int]) -> list[str]:
    told = []
    weak = sum(found[at][1] < STABLE for at in begun)
    if weak:
        told.append(f"{plural(weak, 'change')} that under {STABLE:.0%} of the penalties find.")
    others = sum(not chosen for chosen, _ in found.values())
    if others:
        told.append(f"{plural(others, 'further break')} found by other penalties only.")
    return told
