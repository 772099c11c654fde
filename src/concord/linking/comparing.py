"""Pairs of events compared, many at a time: which level of each feature they stand on.

Numbers are compared as columns; values that repeat (the words of two places, two groups) are
compared once for each pair of values. Nothing here depends on which other pairs are compared.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np

from concord.linking.columns import NO_DAY
from concord.linking.levels import FEATURES, RULED_OUT, number
from concord.linking.places import compare_places
from concord.linking.repeated import by_value, shared
from concord.linking.times import compare_times
from concord.linking.values import (
    LARGE,
    NOTABLE,
    compare_killed,
    compare_types,
    compare_who,
    compare_whom,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from concord.linking.columns import Columns, Numbers

Stage: TypeAlias = "Callable[[Columns, Numbers, Numbers], dict[str, Numbers]]"

CLASH = "clash"
# Lower bounds of the levels of ``story``, in hundredths of names shared.
STORY_STEPS = np.array([0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4])


def compare(columns: Columns, one: Numbers, other: Numbers) -> dict[str, Numbers]:
    """Return for each feature the level numbers of the pairs of rows (``one``, ``other``).

    ``one`` must come before ``other`` in the order of the events.
    """
    found: dict[str, Numbers] = {}
    for _, stage in STAGES:
        found.update(stage(columns, one, other))
    return {name: found[name] for name in FEATURES}


def compare_facts(columns: Columns, one: Numbers, other: Numbers) -> dict[str, Numbers]:
    """Return the levels of types, tolls and actors."""

    def by(name: str, judge: Callable[[Any, Any], int]) -> Numbers:
        return by_value(columns, name, one, other, judge)

    clash = np.array([name == CLASH for name in columns.values["type"]], dtype=bool)
    fought = clash[columns.type[one]] | clash[columns.type[other]]
    who = by("who", compare_who)
    # Of a fight, one report names the one side and the next the other.
    excused = fought & (who >= number("perpetrators", "state and non-state"))
    return {
        "type": by("type", compare_types),
        "killed": _unrisen(columns, one, other, by("killed", compare_killed)),
        "injured": _same_count("injured", columns.injured[one], columns.injured[other]),
        "attackers killed": _same_count(
            "attackers killed", columns.attackers[one], columns.attackers[other]
        ),
        "perpetrators": np.where(excused, 0, who),
        "targets": by("whom", compare_whom),
    }


def compare_names(columns: Columns, one: Numbers, other: Numbers) -> dict[str, Numbers]:
    """Return the levels of ``names``: the words of victims that both have."""
    names = shared(columns.names, one, other)
    return {"names": np.minimum(names, 2).astype(np.int8)}


def compare_stories(columns: Columns, one: Numbers, other: Numbers) -> dict[str, Numbers]:
    """Return the levels of ``story``.

    Stories are compared by the cosine (Ochiai) of the sets of capitalised words of both texts;
    texts on other matters share next to none.
    """
    a, b = columns.document[one], columns.document[other]
    sizes = columns.stories.lengths(a) * columns.stories.lengths(b)
    alike = shared(columns.stories, a, b) / np.sqrt(np.maximum(sizes, 1))
    story = np.searchsorted(STORY_STEPS, alike, side="right") + 1
    return {"story": np.where(sizes > 0, story, 0).astype(np.int8)}


def ruled_out(levels: Mapping[str, Numbers]) -> Numbers:
    """Return which of the pairs one of these levels rules out."""
    out: Numbers = np.zeros(len(next(iter(levels.values()))), dtype=bool)
    for name, level in sorted(RULED_OUT):
        if name in levels:
            out |= levels[name] == number(name, level)
    return out


def _same_count(feature: str, one: Numbers, other: Numbers) -> Numbers:
    levels = [number(feature, f"same, {size}") for size in ("1 to 2", "3 to 7", "8 and more")]
    size = np.select([one >= LARGE, one >= NOTABLE], [levels[2], levels[1]], levels[0])
    return np.where((one > 0) & (one == other), size, 0).astype(np.int8)


def _unrisen(columns: Columns, one: Numbers, other: Numbers, found: Numbers) -> Numbers:
    """Return the levels of dead, with a few against many told apart where no count has risen.

    A first count after a mass killing multiplies by the next day's papers; three and forty in print
    the same evening, or forty before three, are two attacks.
    """
    best = np.array([count.best or 0 for count in columns.values["killed"]] or [0])
    a, b = columns.reported[one], columns.reported[other]
    known = (a != NO_DAY) & (b != NO_DAY)
    risen = (a < b) & (best[columns.killed[one]] < best[columns.killed[other]])
    few = found == number("killed", "from a few to many")
    return np.where(few & known & ~risen, number("killed", "a few and many, none risen"), found)


# What is compared first is cheap and rules out most; the features of each stage stand before it.
STAGES: tuple[tuple[tuple[str, ...], Stage], ...] = (
    (("time", "reading", "exact days"), compare_times),
    (
        ("type", "killed", "injured", "attackers killed", "perpetrators", "targets"),
        compare_facts,
    ),
    (("place",), compare_places),
    (("names",), compare_names),
    (("story",), compare_stories),
)
