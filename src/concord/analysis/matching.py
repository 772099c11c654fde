"""Which events of two codings of one document are the same unit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from concord.codebook.counting import compatible

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from concord.analysis.coded import Coded, Place

# The rule of ``match``, as it is printed beside every figure that rests on it.
RULE = (
    "Two events of one document are the same unit if their types are of compatible families and"
    " their evidence overlaps, or neither their places nor their days contradict each other."
    " Each event is matched once; pairs with overlapping evidence come first, then those of the"
    " same place, then of the same day, then of the same type."
)
# Days this close do not contradict each other: reports of one night differ by a day.
NEAR_DAYS = 1


def match(a: Sequence[Coded], b: Sequence[Coded]) -> tuple[tuple[Coded, Coded], ...]:
    """Return the pairs of events that are the same unit by RULE, in the order of ``a``.

    Both are of one document. The best pairs are taken first, ties by the order of the rows; which
    coding is named first does not matter.
    """
    taken_a: set[int] = set()
    taken_b: set[int] = set()
    pairs = []
    for one, other in _ranked(a, b):
        if one.number not in taken_a and other.number not in taken_b:
            taken_a.add(one.number)
            taken_b.add(other.number)
            pairs.append((one, other))
    return tuple(sorted(pairs, key=lambda pair: pair[0].number))


def _ranked(a: Sequence[Coded], b: Sequence[Coded]) -> list[tuple[Coded, Coded]]:
    found = [(rank, x, y) for x in a for y in b if (rank := _rank(x, y)) is not None]
    # Ties go by the sum of the rows: pairs of one sum share no event, so that the order of the two
    # codings does not matter.
    found.sort(key=lambda item: (-item[0], item[1].number + item[2].number))
    return [(x, y) for _, x, y in found]


def _rank(a: Coded, b: Coded) -> int | None:
    """Return how well two events fit (0 is barely), or None if they are no unit."""
    if not compatible(a.family, b.family):
        return None
    overlap = any(x.overlaps(y) for x in a.spans for y in b.spans)
    place, day = place_fit(a.place, b.place), day_fit(a.days, b.days)
    if not overlap and min(place, day) < 0:
        return None
    same_type = a.values["type"] == b.values["type"]
    return 32 * overlap + 8 * (place + 1) + 2 * (day + 1) + same_type


def place_fit(a: Place, b: Place) -> int:
    """Return 1 for the same place, -1 for different ones, 0 where one says less.

    A place says less than another if it is unknown, or the province or district of the other;
    two spots of one district do not contradict each other, since spellings and levels vary.
    """
    if (a.id and a.id == b.id) or (a.name and a.name == b.name):
        return 1
    if a.admin1 and b.admin1 and a.admin1 != b.admin1:
        return -1
    if not a.name or not b.name or (a.admin2 and a.admin2 == b.admin2):
        return 0
    return 0 if _lies_in(a, b) or _lies_in(b, a) else -1


def _lies_in(inner: Place, outer: Place) -> bool:
    units = {unit.casefold() for unit in (inner.admin1, inner.admin2) if unit}
    return outer.name in units


def day_fit(a: tuple[date, date] | None, b: tuple[date, date] | None) -> int:
    """Return 1 if the days overlap, -1 if they lie apart, 0 if near or unknown."""
    if a is None or b is None:
        return 0
    gap = max((b[0] - a[1]).days, (a[0] - b[1]).days)
    if gap <= 0:
        return 1
    return 0 if gap <= NEAR_DAYS else -1
