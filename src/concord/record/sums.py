"""Counts and tolls of chosen rows of a listing: in all, by period and by place.

The same figures as ``analysis.totals``, ``trends`` and ``maps`` give for the view of the same
scope; a test compares the two. Each bound of a toll is summed on its own, as UCDP does.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from concord.record.listing import NONE, TOLLS

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    import numpy.typing as npt

    from concord.record.listing import Listing, Numbers, Truths

    Sums = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Total:
    """A sum of toll ranges, in persons, over ``parts`` incidents.

    ``open_ended`` incidents give no upper bound, ``unstated`` no figure at all, and ``party`` only
    one by a party to the fight.
    """

    low: int
    best: int
    high: int
    open_ended: int
    unstated: int
    party: int
    parts: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """A period: incidents that lie in it, those that may, and the killed of those that do."""

    incidents: int
    possible: int
    killed: Total


@dataclass(frozen=True, slots=True, kw_only=True)
class Pile:
    """The incidents of one place of the listing: ``code`` is an index of its spots or words."""

    code: int
    incidents: int
    killed: Total


def sum_toll(listing: Listing, rows: Truths, name: str = "killed") -> Total:
    """Return the sum of one toll of TOLLS over the rows."""
    return _totals(listing, np.flatnonzero(rows), np.zeros(len(listing), dtype=np.int32), 1, name)[
        0
    ]


def sum_periods(
    listing: Listing, rows: Truths, periods: Sequence[tuple[date, date]]
) -> tuple[Stretch, ...]:
    """Return one stretch for each of the periods, which follow on each other without a gap.

    What is dated to the day lies in the period where it began; what is dated coarsely lies in a
    period only if it cannot lie outside.
    """
    if not periods:
        return ()
    chosen = np.flatnonzero(rows & (listing.days[:, 0] > 0))
    first, last = listing.days[chosen, 0], listing.days[chosen, 1]
    end = np.where(listing.exact[chosen] | (last == 0), first, last)
    ends = np.array([period[1].toordinal() for period in periods])
    begin = periods[0][0].toordinal()
    at, to = np.searchsorted(ends, first), np.searchsorted(ends, end)
    inside = (at == to) & (at < len(periods)) & (first >= begin)
    groups = np.zeros(len(listing), dtype=np.int32)
    groups[chosen] = np.minimum(at, len(periods) - 1)
    totals = _totals(listing, chosen[inside], groups, len(periods), "killed")
    possible = _spread(at, to, first, end, (begin, len(periods)))
    return tuple(
        Stretch(incidents=total.parts, possible=int(count), killed=total)
        for total, count in zip(totals, possible, strict=True)
    )


def _spread(
    at: npt.NDArray[np.int64],
    to: npt.NDArray[np.int64],
    first: Numbers,
    end: Numbers,
    bounds: tuple[int, int],
) -> Sums:
    """Return how many stretches of days touch each period: their ends add and take away one."""
    begin, size = bounds
    touching = (end >= begin) & (at < size)
    starts = np.where(first < begin, 0, at)[touching]
    stops = np.minimum(to[touching], size - 1) + 1
    changes = np.bincount(starts, minlength=size + 1) - np.bincount(stops, minlength=size + 1)
    return np.cumsum(changes)[:size]


def sum_spots(listing: Listing, rows: Truths) -> tuple[Pile, ...]:
    """Return the places with incidents, most first."""
    return _piles(listing, rows, listing.spot, len(listing.spots))


def _piles(listing: Listing, rows: Truths, groups: Numbers, size: int) -> tuple[Pile, ...]:
    totals = _totals(listing, np.flatnonzero(rows), groups, size, "killed")
    found = [
        Pile(code=code, incidents=total.parts, killed=total)
        for code, total in enumerate(totals)
        if total.parts
    ]
    return tuple(sorted(found, key=lambda pile: (-pile.incidents, -pile.killed.best, pile.code)))


def _totals(
    listing: Listing, rows: npt.NDArray[np.intp], groups: Numbers, size: int, name: str
) -> list[Total]:
    at = TOLLS.index(name)
    bounds, of = listing.tolls[rows, at], groups[rows]
    low, best, high = (bounds[:, n].astype(np.int64) for n in range(3))
    stated = (low != NONE) | (best != NONE)
    best = np.where(best != NONE, best, low)
    ends = np.where(high != NONE, high, best)
    sums = [
        np.bincount(of, weights=np.where(stated, np.maximum(each, 0), 0), minlength=size)
        for each in (low, best, ends)
    ]
    open_ended = np.bincount(of, weights=stated & (high == NONE), minlength=size)
    unstated = np.bincount(of, weights=~stated, minlength=size)
    party = np.bincount(of, weights=stated & listing.party[rows, at], minlength=size)
    parts = np.bincount(of, minlength=size)
    columns = [each.astype(np.int64).tolist() for each in (*sums, open_ended, unstated, party)]
    names = ("low", "best", "high", "open_ended", "unstated", "party", "parts")
    return [
        Total(**dict(zip(names, values, strict=True)))
        for values in zip(*columns, parts.tolist(), strict=True)
    ]
