"""Pairs of events compared, many at a time: which level of each feature they stand on.

Numbers are compared as columns; values that repeat (the words of two places, two groups) are
compared once for each pair of values. Nothing here depends on which other pairs are compared.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np

from concord.linking.columns import MOST_WINDOWS, NO_DAY, UNKNOWN
from concord.linking.levels import FEATURES, NAMES, RULED_OUT, WEIGHTS, number
from concord.linking.values import (
    LARGE,
    NOTABLE,
    compare_killed,
    compare_types,
    compare_who,
    compare_whom,
    compare_words,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from concord.linking.columns import Columns, Numbers, PlaceWords, Rows

Stage: TypeAlias = "Callable[[Columns, Numbers, Numbers], dict[str, Numbers]]"

# Days by which two day-precise datings of one happening may differ: a night, a time zone.
DAY_SLACK = 1
# A siege or an operation of days: datings further apart than this never meet.
LONGEST_GAP_DAYS = 2
WEEK_SLACK = 2
NEAR_KM, LOCAL_KM, APART_KM, FAR_KM = 12.0, 40.0, 80.0, 150.0
EARTH_KM = 6371.0088
METRES = 3
# By how much two counts of dead may differ where one report has no day, of the greater.
UNDATED_SHARE = 0.25
CLASH = "clash"
# Lower bounds of the levels of ``story``, in hundredths of names shared.
STORY_STEPS = np.array([0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4])
# So many words are laid side by side at a time.
WORDS_AT_ONCE = 1_000_000
# Of so many values, what is said of each two of them is kept as a table (8 MB).
MOST_VALUES = 2048
UNSAID = -1


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
        return _by_value(columns, name, one, other, judge)

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
    names = _shared(columns.names, one, other)
    return {"names": np.minimum(names, 2).astype(np.int8)}


def compare_stories(columns: Columns, one: Numbers, other: Numbers) -> dict[str, Numbers]:
    """Return the levels of ``story``.

    Stories are compared by the cosine (Ochiai) of the sets of capitalised words of both texts;
    texts on other matters share next to none.
    """
    a, b = columns.document[one], columns.document[other]
    sizes = columns.stories.lengths(a) * columns.stories.lengths(b)
    alike = _shared(columns.stories, a, b) / np.sqrt(np.maximum(sizes, 1))
    story = np.searchsorted(STORY_STEPS, alike, side="right") + 1
    return {"story": np.where(sizes > 0, story, 0).astype(np.int8)}


def ruled_out(levels: Mapping[str, Numbers]) -> Numbers:
    """Return which of the pairs one of these levels rules out."""
    out: Numbers = np.zeros(len(next(iter(levels.values()))), dtype=bool)
    for name, level in sorted(RULED_OUT):
        if name in levels:
            out |= levels[name] == number(name, level)
    return out


# Times


_DAY_APART, _DAYS_APART = 1, 3
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


def _ranks(feature: str) -> Numbers:
    """Return by level number what comes first where several levels are true of a pair."""
    return np.array(
        [
            round(100 * WEIGHTS[feature][level]) - 100_000 * ((feature, level) in RULED_OUT)
            for level in NAMES[feature]
        ]
    )


_TIME_RANKS, _READING_RANKS, _PLACE_RANKS = _ranks("time"), _ranks("reading"), _ranks("place")


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


# Places

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
    found[named] = _by_value(columns, "words", one[named], other[named], _worded)
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


# Facts


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


# Columns


def _by_value(
    columns: Columns, name: str, one: Numbers, other: Numbers, judge: Callable[[Any, Any], int]
) -> Numbers:
    """Return what ``judge`` says of the values of each pair, asked once for each pair of values.

    What was said is kept with the columns, unless there are too many values.
    """
    values, column = columns.values[name], getattr(columns, name)
    size = max(len(values), 1)
    codes = column[one].astype(np.int64) * size + column[other]

    def ask(pairs: Numbers) -> Numbers:
        said = (judge(values[pair // size], values[pair % size]) for pair in pairs.tolist())
        return np.fromiter(said, np.int16, len(pairs))

    if size > MOST_VALUES:
        pairs, where = np.unique(codes, return_inverse=True)
        return ask(pairs)[where]
    if (table := columns.said.get(name)) is None:
        table = columns.said[name] = np.full(size * size, UNSAID, dtype=np.int16)
    unsaid = np.unique(codes[table[codes] == UNSAID])
    table[unsaid] = ask(unsaid)
    found: Numbers = table[codes]
    return found


def _shared(rows: Rows, one: Numbers, other: Numbers) -> Numbers:
    """Return how many numbers the two rows of each pair have in common."""
    found = np.zeros(len(one), dtype=np.int64)
    lengths = rows.lengths(one), rows.lengths(other)
    some = np.flatnonzero((lengths[0] > 0) & (lengths[1] > 0))
    ends = np.cumsum((lengths[0] + lengths[1])[some])
    pieces = math.ceil(int(ends[-1]) / WORDS_AT_ONCE) if len(some) else 0
    bounds = np.searchsorted(ends, np.arange(1, pieces) * WORDS_AT_ONCE)
    for piece in np.split(some, bounds):
        found[piece] = _shared_in(rows, one[piece], other[piece])
    return found


def _shared_in(rows: Rows, one: Numbers, other: Numbers) -> Numbers:
    width = int(rows.values.max(initial=0)) + 1
    keys = []
    for side in (one, other):
        values, owners = rows.gather(side)
        keys.append(owners * width + values)
    small, large = sorted(keys, key=len)
    if not len(small):
        return np.zeros(len(one), dtype=np.int64)
    at = np.minimum(np.searchsorted(large, small), len(large) - 1)
    hits = small[large[at] == small]
    return np.bincount(hits // width, minlength=len(one))


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
