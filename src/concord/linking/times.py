"""The times of many pairs of events compared: which level of each feature of time they stand on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from concord.linking.columns import MOST_WINDOWS, NO_DAY
from concord.linking.levels import number, ranks

if TYPE_CHECKING:
    from concord.linking.columns import Columns, Numbers

# A siege or an operation of days: datings further apart than this never meet.
LONGEST_GAP_DAYS = 2
# By how much two counts of dead may differ where one report has no day, of the greater.
UNDATED_SHARE = 0.25
_DAYS_APART = 3  # days and more that count alike
_TIME_LEVELS = np.array(
    [
        [number("time", level) for level in levels]
        for levels in (
            ("same day", "1 day apart", "2 days apart", "days apart"),
            ("same week", "days off the week", "days off the week", "weeks apart"),
            ("same month", "a day off the month", "months apart", "months apart"),
            ("same year", "a day off the year", "years apart", "years apart"),
        )
    ],
    dtype=np.int8,
)


_TIME_RANKS, _READING_RANKS = np.array(ranks("time")), np.array(ranks("reading"))


def compare_times(columns: Columns, one: Numbers, other: Numbers) -> dict[str, Numbers]:
    """Return the levels of ``time``, ``reading`` and ``exact days``.

    Where a text gives several days, the pair of readings that fits best counts.
    """
    size = len(one)
    best = np.full(size, np.iinfo(np.int64).min)
    time, reading = np.zeros(size, np.int8), np.zeros(size, np.int8)
    given = [
        [columns.precision[rows, n] >= 0 for n in range(MOST_WINDOWS)] for rows in (one, other)
    ]
    for i in range(MOST_WINDOWS):
        for j in range(MOST_WINDOWS):
            where = np.flatnonzero(given[0][i] & given[1][j])
            if not len(where):
                continue
            level = _window_levels(columns, one[where], other[where], (i, j))
            choice = (i > 0) + (j > 0)
            rank = _TIME_RANKS[level] + _READING_RANKS[choice]
            better = rank > best[where]
            changed = where[better]
            best[changed], time[changed], reading[changed] = rank[better], level[better], choice
    undated = np.flatnonzero(time == 0)
    time[undated] = _undated_levels(columns, one[undated], other[undated])
    return {"time": time, "reading": reading, "exact days": _exact_days(columns, one, other)}


def _window_levels(
    columns: Columns, one: Numbers, other: Numbers, which: tuple[int, int]
) -> Numbers:
    i, j = which
    after = columns.first[other, j] - columns.last[one, i]
    before = columns.first[one, i] - columns.last[other, j]
    gap = np.clip(np.maximum(after, before), 0, _DAYS_APART)
    coarser = np.maximum(columns.precision[one, i], columns.precision[other, j])
    found: Numbers = _TIME_LEVELS[coarser, gap]
    return found


def _undated_levels(columns: Columns, one: Numbers, other: Numbers) -> Numbers:
    known = np.array([count.best is not None for count in columns.values["killed"]], dtype=bool)
    tolls = known[columns.killed[one]] & known[columns.killed[other]]
    levels = [
        number("time", f"undated{rest}") for rest in ("", ", other tolls", ", no tolls to compare")
    ]
    apart = _tolls_apart(columns, one, other)
    found = np.where(tolls, np.where(apart, levels[1], levels[0]), levels[2])
    late = np.zeros(len(one), bool)
    for a, b in ((one, other), (other, one)):
        alone = (columns.precision[a, 0] < 0) & (columns.precision[b, 0] >= 0)
        printed = columns.reported[a] != NO_DAY
        late |= alone & printed & (columns.first[b, 0] > columns.reported[a])
    return np.where(late, number("time", "in print before it happened"), found)


def _tolls_apart(columns: Columns, one: Numbers, other: Numbers) -> Numbers:
    """Return where two counts of dead are not nearly one; where no day is known, little else tells.

    An open end ("at least four") reaches nowhere here.
    """
    best = np.array([count.best or 0 for count in columns.values["killed"]] or [0])
    a, b = best[columns.killed[one]], best[columns.killed[other]]
    out: Numbers = np.abs(a - b) > np.maximum(1, np.maximum(a, b) * UNDATED_SHARE)
    return out


def _exact_days(columns: Columns, one: Numbers, other: Numbers) -> Numbers:
    both = (columns.precision[one, 0] == 0) & (columns.precision[other, 0] == 0)
    after = columns.first[other, 0] - columns.last[one, 0]
    before = columns.first[one, 0] - columns.last[other, 0]
    out: Numbers = (both & (np.maximum(after, before) > 0)).astype(np.int8)
    return out
