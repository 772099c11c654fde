"""The places of many pairs of events compared: by their words, by distance, by what they lie in."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from concord.linking.columns import UNKNOWN
from concord.linking.levels import number, ranks
from concord.linking.repeated import by_value
from concord.linking.values import compare_words

if TYPE_CHECKING:
    from concord.linking.columns import Columns, Numbers, PlaceWords

NEAR_KM, LOCAL_KM, APART_KM, FAR_KM = 12.0, 40.0, 80.0, 150.0
EARTH_KM = 6371.0088
METRES = 3
_PLACE_RANKS = np.array(ranks("place"))
_NAMESAKES = 64


def compare_places(columns: Columns, one: Numbers, other: Numbers) -> dict[str, Numbers]:
    """Return the levels of ``place``: by words and by distance, what speaks more for one place."""
    packed = _by_words(columns, one, other)
    namesakes, words = packed >= _NAMESAKES, packed % _NAMESAKES
    near, known = _by_distance(columns, one, other, namesakes)
    found = np.where(known, near, np.where(words > 0, words, _by_unit(columns, one, other)))
    closer = known & (words > 0) & (_PLACE_RANKS[words] > _PLACE_RANKS[near])
    closer &= near != number("place", "over 150 km apart")
    found = np.where(closer, words, found)
    a, b = columns.country[one], columns.country[other]
    abroad = (a != UNKNOWN) & (b != UNKNOWN) & (a != b)
    return {"place": np.where(abroad, number("place", "other country"), found).astype(np.int8)}


def _by_words(columns: Columns, one: Numbers, other: Numbers) -> Numbers:
    """Return what ``_worded`` says; of a place without words it says always the same."""
    if (bare := columns.said.get("bare")) is None:
        words = columns.values["words"]
        bare = np.array([not (each.leaf or each.outer) for each in words] or [True])
        columns.said["bare"] = bare
    found = np.full(len(one), number("place") + _NAMESAKES, dtype=np.int16)
    named = np.flatnonzero(~(bare[columns.words[one]] | bare[columns.words[other]]))
    found[named] = by_value(columns, "words", one[named], other[named], _worded)
    return found


def _by_distance(
    columns: Columns, one: Numbers, other: Numbers, namesakes: Numbers
) -> tuple[Numbers, Numbers]:
    distance = distances(columns, one, other)
    fine = columns.fine[one] & columns.fine[other]
    coarse = {True: "", False: ", by their districts"}
    near = np.where(namesakes, number("place", "near"), number("place", "near, two named places"))
    near = np.where(fine, near, number("place", "near, by their districts"))
    steps = [near]
    for apart in ("12 to 40 km apart", "40 to 80 km apart"):
        levels = [number("place", apart + coarse[is_fine]) for is_fine in (True, False)]
        steps.append(np.where(fine, *levels))
    found = np.select(
        [distance <= NEAR_KM, distance <= LOCAL_KM, distance <= APART_KM, distance <= FAR_KM],
        [*steps, np.full(len(one), number("place", "80 to 150 km apart"))],
        number("place", "over 150 km apart"),
    )
    return found, ~np.isnan(distance)


def distances(columns: Columns, one: Numbers, other: Numbers) -> Numbers:
    """Return the great-circle distances in km less both radii, NaN where a place is too coarse.

    Source: the haversine formula with the IUGG mean radius of 6371.0088 km.
    """
    found = np.full(len(one), np.nan)
    known = np.flatnonzero(~np.isnan(columns.latitude[one]) & ~np.isnan(columns.latitude[other]))
    found[known] = _distances(columns, one[known], other[known])
    return found


def _distances(columns: Columns, one: Numbers, other: Numbers) -> Numbers:
    lat1, lat2 = np.radians(columns.latitude[one]), np.radians(columns.latitude[other])
    east = np.radians(columns.longitude[other]) - np.radians(columns.longitude[one])
    half = np.sin((lat2 - lat1) / 2) ** 2 + np.cos(lat1) * np.cos(lat2) * np.sin(east / 2) ** 2
    between = 2 * EARTH_KM * np.arcsin(np.sqrt(np.minimum(1.0, half)))
    apart = between - columns.radius[one] - columns.radius[other]
    # To the metre: what the last bit of a sine is may depend on the machine.
    found: Numbers = np.round(np.maximum(0.0, apart), METRES)
    return found


def _by_unit(columns: Columns, one: Numbers, other: Numbers) -> Numbers:
    a, b = columns.admin1[one], columns.admin1[other]
    levels = number("place", "same province"), number("place", "other province")
    known = (a != UNKNOWN) & (b != UNKNOWN)
    return np.where(known, np.where(a == b, *levels), 0)


def _worded(a: PlaceWords, b: PlaceWords) -> int:
    """Return the level of the words, and whether the places may be one by name, in one number."""
    meet = a.leaf & (b.leaf | b.outer) or a.outer & b.leaf
    namesakes = not a.leaf or not b.leaf or bool(meet)
    level = compare_words(a, b)
    return number("place", level) + _NAMESAKES * namesakes
