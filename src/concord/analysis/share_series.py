"""Shares by period: who did how large a part of it in each year, month or quarter."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from concord.analysis.groups import GROUPINGS, UNKNOWN, check_grouping, group
from concord.analysis.measures import add_ranges, counted, plural, state
from concord.analysis.periods import sort_into, span_of, split
from concord.analysis.shares import DIGITS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from concord.analysis.measures import Counted
    from concord.analysis.periods import Period, Window
    from concord.model import Finding, Value
    from concord.record.view import View

COLUMNS = (
    "period",
    "label",
    "from",
    "to",
    "group",
    "incidents",
    "share_known",
    "share_all_low",
    "share_all_high",
    "killed_low",
    "killed_best",
    "killed_high",
    "share_killed",
)
# Below this many known incidents of a period a percentage says more than the data do.
SMALL = 20


def shares_by_period(view: View, *, by: str = "perpetrator", window: Window = "year") -> Finding:
    """Return one row per period and group that has an incident in it, the largest first.

    The shares are those of ``shares``, over the incidents that lie in the period for sure:
    ``share_known`` over those whose group is known, ``share_all_low`` and ``share_all_high`` over
    all, with none or all of the unknown; ``share_killed`` over all killed in the period (best
    figures). An incident of two groups is in both, so shares may sum to more than 1. Raises
    UnknownGroupingError.
    """
    check_grouping(by)
    items = counted(view)
    dated = [each for each in items if each.day is not None]
    periods = list(split(span_of(view, dated), window)) if dated else []
    inside, _ = sort_into(periods, [each.incident.facts.happened[0] for each in dated])
    parts = [[dated[n] for n in kept] for kept in inside]
    rows = [
        row for period, part in zip(periods, parts, strict=True) for row in _rows(period, part, by)
    ]
    placed = sum(map(len, parts))
    return state(
        view,
        title=_title(rows, periods),
        words=(
            f"Shares of {plural(placed, 'incident')} by {by.replace('_', ' ')}, in"
            f" {plural(len(periods), periods[0].noun if periods else 'period')}. A range is one of"
            " attribution: none or all of the unknown."
        ),
        columns=COLUMNS,
        rows=rows,
        checks=list(_checks(parts, len(items) - placed, by)),
    )


def _rows(period: Period, part: Sequence[Counted], by: str) -> Iterator[tuple[Value, ...]]:
    found = group(part, by)
    total, unknown = len(part), len(found.pop(UNKNOWN, []))
    dead = add_ranges(each.toll.killed for each in part).best
    for name, inside in found.items():
        killed = add_ranges(each.toll.killed for each in inside)
        yield (
            period.name,
            period.label,
            period.first.isoformat(),
            period.last.isoformat(),
            name,
            len(inside),
            round(len(inside) / (total - unknown), DIGITS),
            round(len(inside) / total, DIGITS),
            round((len(inside) + unknown) / total, DIGITS),
            killed.low,
            killed.best,
            killed.high,
            round(killed.best / dead, DIGITS) if dead else None,
        )


def _title(rows: Sequence[tuple[Value, ...]], periods: Sequence[Period]) -> str:
    """Return who has the largest share most often; the first row of a period is its largest."""
    largest: dict[str, str] = {}
    for row in rows:
        largest.setdefault(str(row[0]), str(row[4]))
    if not largest:
        return "No incident whose group is known can be shared out by period"
    name, times = max(sorted(Counter(largest.values()).items()), key=lambda pair: pair[1])
    noun = periods[0].noun
    return f"{name} has the largest share in {times} of {plural(len(largest), noun)}"


def _checks(parts: Sequence[Sequence[Counted]], left_out: int, by: str) -> Iterator[str]:
    if left_out:
        yield f"{plural(left_out, 'incident')} without a date, or dated too coarsely for a period."
    known = [sum(UNKNOWN not in names for names in _names(part, by)) for part in parts if part]
    small = sum(number < SMALL for number in known)
    if small:
        yield (
            f"{plural(small, 'period')} with fewer than {SMALL} incidents whose group is known:"
            " read counts, not percents."
        )
    several = sum(len(names) > 1 for part in parts for names in _names(part, by))
    if several:
        yield f"{plural(several, 'incident')} counted in more than one group."


def _names(part: Sequence[Counted], by: str) -> Iterator[Sequence[str]]:
    return (GROUPINGS[by](each.incident.facts) for each in part)
