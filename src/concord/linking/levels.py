"""The levels that two events are compared on, and what each weighs by hand.

A weight is evidence in base-e units: positive speaks for one happening, negative for two. What
rules a link out is in ``RULED_OUT``; no sum outweighs it.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Mapping

Weights: TypeAlias = "Mapping[str, Mapping[str, float]]"

# Level 0 of a feature says that there was nothing to compare; it is never shown.
NOTHING = "nothing to compare"

WEIGHTS: Weights = MappingProxyType(
    {
        "time": {
            NOTHING: 0.0,
            "same day": 3.0,
            "1 day apart": 1.0,
            "2 days apart": -1.0,
            "days apart": -4.0,
            "same week": 1.8,
            "days off the week": -1.0,
            "weeks apart": -1.0,
            "same month": 1.2,
            "a day off the month": -1.0,
            "months apart": -1.0,
            "same year": 0.0,
            "a day off the year": -1.0,
            "years apart": -1.0,
            "undated": -0.9,
            "undated, other tolls": -2.2,
            "undated, no tolls to compare": -1.2,
            "in print before it happened": -0.9,
        },
        "reading": {NOTHING: 0.0, "another reading of one text": -0.8, "of both texts": -1.6},
        "place": {
            NOTHING: 0.0,
            "other country": -4.0,
            "same named place": 2.5,
            "most words of the place": 1.8,
            "some words of the place": 1.0,
            "one lies in the other": 1.2,
            "other named place of the district": -1.2,
            "other named place": -2.5,
            "same district": 1.0,
            "other district": -2.0,
            "near": 2.5,
            "near, two named places": 0.5,
            "near, by their districts": 1.0,
            "12 to 40 km apart": -0.8,
            "12 to 40 km apart, by their districts": 0.5,
            "40 to 80 km apart": -2.0,
            "40 to 80 km apart, by their districts": 0.0,
            "80 to 150 km apart": -4.0,
            "over 150 km apart": -4.0,
            "same province": 0.5,
            "other province": -3.0,
        },
        "type": {NOTHING: 0.0, "same": 1.0, "same family": 0.8, "compatible": -0.6, "other": -2.0},
        "killed": {
            NOTHING: 0.0,
            "same, 0 to 2": 0.4,
            "same, 3 to 7": 1.0,
            "same, 8 to 49": 1.8,
            "same, 50 and more": 2.4,
            "within a tenth, 8 to 49": 1.26,
            "within a tenth, 50 and more": 1.68,
            "ranges that meet, none dead": -0.3,
            "ranges that meet, 1 to 7": 0.4,
            "ranges that meet, 8 and more": 0.8,
            "rising": -0.4,
            "falling": -0.8,
            "rising, both below 8": -0.8,
            "falling, both below 8": -1.2,
            "more than fourfold": -0.6,
            "from a few to many": -1.5,
            "a few and many, none risen": -3.2,
        },
        "injured": {
            NOTHING: 0.0,
            "same, 1 to 2": 0.3,
            "same, 3 to 7": 0.6,
            "same, 8 and more": 1.0,
        },
        "attackers killed": {
            NOTHING: 0.0,
            "same, 1 to 2": 0.3,
            "same, 3 to 7": 0.6,
            "same, 8 and more": 1.0,
        },
        "perpetrators": {
            NOTHING: 0.0,
            "same group": 1.2,
            "a state at home": 0.5,
            "same name": 1.2,
            "state and non-state": -3.0,
            "other actors": -1.0,
        },
        "targets": {
            NOTHING: 0.0,
            "same target": 0.8,
            "same class": 0.3,
            "other class": -0.5,
            "militants and others": -1.5,
        },
        "names": {NOTHING: 0.0, "one shared": 0.8, "several shared": 1.5},
        "story": {
            NOTHING: 0.0,
            "under 5% of names shared": -0.5,
            "5 to 10% of names shared": -0.3,
            "10 to 15% of names shared": 0.0,
            "15 to 20% of names shared": 0.4,
            "20 to 25% of names shared": 0.7,
            "25 to 30% of names shared": 1.1,
            "30 to 35% of names shared": 1.4,
            "35 to 40% of names shared": 1.8,
            "over 40% of names shared": 2.0,
        },
        "exact days": {NOTHING: 0.0, "both exact, and differ": 0.0},
    }
)
RULED_OUT = frozenset(
    {
        ("time", "days apart"),
        ("time", "weeks apart"),
        ("time", "months apart"),
        ("time", "years apart"),
        ("time", "in print before it happened"),
        ("place", "other country"),
        ("place", "over 150 km apart"),
    }
)
FEATURES = tuple(WEIGHTS)
NAMES: Mapping[str, tuple[str, ...]] = {name: tuple(levels) for name, levels in WEIGHTS.items()}
POSITION: Mapping[tuple[str, str], int] = {
    (name, level): number for name, levels in NAMES.items() for number, level in enumerate(levels)
}


def number(feature: str, level: str = NOTHING) -> int:
    """Return the number by which a level of a feature stands in the columns."""
    return POSITION[feature, level]


def reweighted(base: Weights, changes: Weights) -> Weights:
    """Return the weights with some levels changed; levels that do not exist raise KeyError."""
    for feature, levels in changes.items():
        for level in levels:
            POSITION[feature, level]
    return {name: {**levels, **changes.get(name, {})} for name, levels in base.items()}


def ranks(feature: str) -> tuple[int, ...]:
    """Return by level number what comes first where several levels are true of a pair."""
    return tuple(
        round(100 * WEIGHTS[feature][level]) - 100_000 * ((feature, level) in RULED_OUT)
        for level in NAMES[feature]
    )
