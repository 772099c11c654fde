"""Which events are worth comparing: blocks of time and place, each at every coarser level too.

An event is filed under every level of its time (day, month, year, any) and of its place (cell,
unit, province, country, any). It looks others up by the finest level that it has itself: an event
known only as "last month, in Balochistan" meets every event of that month and province, and two
exact ones meet only within a day and a cell. Work grows with the number of events that share a
block; a block too large to mean anything is left out.
"""

from __future__ import annotations

import math
from collections import defaultdict
from datetime import date, timedelta
from typing import TYPE_CHECKING, TypeAlias

from concord.linking.profiles import COARSE_PLACES
from concord.linking.scores import DAY_SLACK, LONGEST_GAP_DAYS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from concord.linking.profiles import Profile

Key: TypeAlias = tuple[str, ...]
# A query that meets more than this many events holds too little to link by.
LARGEST_BLOCK = 4000
CELL_DEGREES = 1.0


def find_candidates(profiles: Sequence[Profile]) -> tuple[tuple[int, int], ...]:
    """Return the pairs of positions in ``profiles`` to compare, each once, in order."""
    filed: defaultdict[tuple[Key, Key], list[int]] = defaultdict(list)
    for position, item in enumerate(profiles):
        for time in dict.fromkeys(_times_of(item)):
            for place in dict.fromkeys(_places_of(item)):
                filed[time, place].append(position)
    pairs: set[tuple[int, int]] = set()
    for position, item in enumerate(profiles):
        for time in _times_sought(item):
            for place in _places_sought(item):
                block = filed.get((time, place), ())
                if len(block) <= LARGEST_BLOCK:
                    pairs.update((min(position, x), max(position, x)) for x in block)
    return tuple(sorted(pair for pair in pairs if pair[0] != pair[1]))


def _times_of(item: Profile) -> Iterator[Key]:
    yield ("any",)
    for window in item.windows:
        for year in range(window.first.year, window.last.year + 1):
            yield ("year", str(year))
        for month in _months(window.first, window.last):
            yield ("month", month)
        if window.precision == "day":
            for day in _days(window.first, window.last):
                yield ("day", day.isoformat())


def _times_sought(item: Profile) -> Iterator[Key]:
    if not item.windows:
        yield ("any",)
    for window in item.windows:
        if window.precision == "day":
            slack = timedelta(days=LONGEST_GAP_DAYS)
            for day in _days(window.first - slack, window.last + slack):
                yield ("day", day.isoformat())
        elif window.precision in ("week", "month"):
            slack = timedelta(days=DAY_SLACK)
            for month in _months(window.first - slack, window.last + slack):
                yield ("month", month)
        else:
            for year in range(window.first.year, window.last.year + 1):
                yield ("year", str(year))


def _days(first: date, last: date) -> Iterator[date]:
    # A "day" that spans a month is a mistake of reading; its ends are enough.
    for offset in range(min((last - first).days, 31) + 1):
        yield first + timedelta(days=offset)


def _months(first: date, last: date) -> Iterator[str]:
    for month in range(first.year * 12 + first.month - 1, last.year * 12 + last.month):
        yield f"{month // 12:04d}-{month % 12 + 1:02d}"


def _places_of(item: Profile) -> Iterator[Key]:
    yield ("any",)
    if item.place.country:
        yield ("country", item.place.country)
    if item.admin1:
        yield ("admin1", item.admin1)
    for word in sorted(item.leaf | item.outer):
        yield ("word", word)
    if (cell := _cell(item)) is not None:
        yield ("cell", str(cell[0]), str(cell[1]))


def _places_sought(item: Profile) -> Iterator[Key]:
    """Yield where to look: undated events only by the words of their place."""
    for word in sorted(item.leaf | item.outer):
        yield ("word", word)
    cell = _cell(item)
    if not item.windows:
        if item.admin1 and not item.leaf | item.outer:
            yield ("admin1", item.admin1)
    elif cell is not None:
        for row in (-1, 0, 1):
            for column in (-1, 0, 1):
                yield ("cell", str(cell[0] + row), str(cell[1] + column))
    elif item.admin1:
        yield ("admin1", item.admin1)
    elif item.place.country:
        yield ("country", item.place.country)
    else:
        yield ("any",)


def _cell(item: Profile) -> tuple[int, int] | None:
    place = item.place
    if place.precision in COARSE_PLACES or place.latitude is None or place.longitude is None:
        return None
    return (
        math.floor(place.latitude / CELL_DEGREES),
        math.floor(place.longitude / CELL_DEGREES),
    )
