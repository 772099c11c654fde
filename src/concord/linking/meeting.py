"""What an event can meet, told of it alone: its days and places, small enough to keep in a record.

Two events that are candidates (``candidates.py``) always can meet by what is told here; some that
are none can, too. So the neighbourhood of a new report is read from a record by these, and nothing
else is read.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from concord.linking.candidates import CELL_DEGREES, EVER, LONGEST_DAYS, NARROW_LATITUDE
from concord.linking.profiles import COARSE_PLACES
from concord.linking.times import LONGEST_GAP_DAYS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from concord.linking.profiles import Profile

ROUND_THE_WORLD = math.ceil(360 / CELL_DEGREES)
ANYWHERE = "*"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """The first and last day on which an event may have happened, and its places.

    Days are ordinals, 0 and ``EVER`` for an undated event. ``words`` are those of its places,
    ``cell`` is that of its coordinates; ``seeks`` holds the kinds of place by which it looks for
    others: c for the cells around, w for one more of them to each side, p for its province, k for
    its country and * for everywhere.
    """

    event: str
    first: int
    last: int
    words: tuple[str, ...] = ()
    cell: tuple[int, int] | None = None
    admin1: str | None = None
    country: str | None = None
    seeks: str = ""

    @property
    def span(self) -> int:
        """Return the class of its length: up to a fortnight, a month and a half, a year, longer."""
        days = self.last - self.first
        return next((n for n, longest in enumerate(LONGEST_DAYS) if days <= longest), SPANS - 1)

    def lies(self) -> Iterator[str]:
        """Yield the keys under which others find it."""
        yield ANYWHERE
        yield from (f"w{word}" for word in self.words)
        if self.cell is not None:
            yield _cell_key(*self.cell)
        if self.admin1 is not None:
            yield f"p{self.admin1}"
        if self.country is not None:
            yield f"k{self.country}"

    def looks(self) -> Iterator[str]:
        """Yield the keys under which it looks for others."""
        yield from (f"w{word}" for word in self.words)
        if "c" in self.seeks and self.cell is not None:
            line, column = self.cell
            wide = 2 if "w" in self.seeks else 1
            for up in (-1, 0, 1):
                for right in range(-wide, wide + 1):
                    yield _cell_key(line + up, column + right)
        if "p" in self.seeks:
            yield f"p{self.admin1}"
        if "k" in self.seeks:
            yield f"k{self.country}"
        if ANYWHERE in self.seeks:
            yield ANYWHERE


SPANS = len(LONGEST_DAYS) + 1


def reach_of(item: Profile) -> Reach:
    """Return the days and places of one event."""
    place, words = item.place, tuple(sorted(item.leaf | item.outer))
    dated = bool(item.windows)
    point = (place.latitude, place.longitude)
    celled = place.precision not in COARSE_PLACES and None not in point
    cell = None
    if celled:
        line, column = (math.floor((each or 0.0) / CELL_DEGREES) for each in point)
        cell = (line, column % ROUND_THE_WORLD)
    return Reach(
        event=item.event.id,
        first=min((window.first.toordinal() for window in item.windows), default=0),
        last=max((window.last.toordinal() for window in item.windows), default=EVER),
        words=words,
        cell=cell,
        admin1=item.admin1,
        country=place.country,
        seeks=_sought(item, dated=dated, celled=celled),
    )


def _sought(item: Profile, *, dated: bool, celled: bool) -> str:
    """Return by what an event looks for others, as ``candidates`` does."""
    place = item.place
    if dated and celled:
        return "cw" if abs(place.latitude or 0.0) > NARROW_LATITUDE else "c"
    if item.admin1 is not None:
        return "p" if dated or not (item.leaf or item.outer) else ""
    if not dated:
        return ""
    return "k" if place.country is not None else ANYWHERE


class Meeting:
    """What can meet an event: between the days ``begin`` and ``end``, what it admits."""

    def __init__(self, reach: Reach) -> None:
        self.begin = reach.first - LONGEST_GAP_DAYS
        self.end = reach.last + LONGEST_GAP_DAYS
        self._lies = frozenset(reach.lies())
        self._looks = frozenset(reach.looks())

    def admits(self, other: Reach) -> bool:
        """Return whether the days and the places of another event meet its own."""
        if other.first > self.end or other.last < self.begin:
            return False
        return not (self._looks.isdisjoint(other.lies()) and self._lies.isdisjoint(other.looks()))


def _cell_key(line: int, column: int) -> str:
    return f"c{line}:{column % ROUND_THE_WORLD}"
