"""Pairs into clusters, best pairs first, so that no chain joins days or places that do not fit.

What a cluster becomes depends on the reports that linked pairs connect it with, and on nothing
else; so reports are added by clustering their neighbourhood anew (``neighbours.py``).
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

import numpy as np

from concord.codebook.counting import family
from concord.linking.candidates import find_candidates
from concord.linking.columns import NO_DAY, UNKNOWN
from concord.linking.comparing import STAGES, ruled_out
from concord.linking.pairs import Pairs, Pile, coded, components, distinct, gathered
from concord.linking.scores import NEWS, Judge, in_hundredths
from concord.linking.values import NOTABLE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from concord.linking.columns import Columns, Numbers
    from concord.linking.rulings import Rulings

Cluster: TypeAlias = tuple[int, ...]
PAIRS_AT_ONCE = 500_000
# Clusters are made of so many connected rows at a time.
ROWS_AT_ONCE = 50_000


def cluster(columns: Columns, rulings: Rulings, judge: Judge = NEWS) -> tuple[Cluster, ...]:
    """Return the clusters as tuples of rows, ascending, singles included."""
    clusters: dict[int, Cluster] = {row: (row,) for row in range(len(columns))}
    for members in find_clusters(columns, rulings, judge):
        for row in members:
            clusters.pop(row, None)
        clusters[members[0]] = members
    return rulings.applied(clusters, columns.ids)


def find_clusters(columns: Columns, rulings: Rulings, judge: Judge = NEWS) -> Iterator[Cluster]:
    """Yield the clusters of two rows and more that the scores make, each ascending.

    Candidates are gone through twice: at first for the pairs that link, then for all pairs within
    what those connect. In between, nothing is kept of pairs that no cluster can hold, and those
    are nearly all where much happens on a day.
    """
    yield from join(columns, rulings, connect(columns, rulings, judge), judge)


def connect(columns: Columns, rulings: Rulings, judge: Judge = NEWS) -> Numbers:
    """Return for each row the least row that linked pairs connect it with."""
    linked = _scored(columns, rulings, judge, in_hundredths(judge.threshold))
    return components(gathered(linked, PAIRS_AT_ONCE), len(columns))


def score_candidates(columns: Columns, rulings: Rulings, judge: Judge = NEWS) -> Pairs:
    """Return the pairs that are not ruled out and reach ``judge.least``, each once, in order."""
    return distinct(_scored(columns, rulings, judge, in_hundredths(judge.least)))


def _scored(
    columns: Columns, rulings: Rulings, judge: Judge, least: int, home: Numbers | None = None
) -> Iterator[Pairs]:
    """Yield the candidates that are allowed and reach the least; a pair may come again."""
    for one, other in find_candidates(columns):
        if home is not None:
            inside = home[one] == home[other]
            one, other = one[inside], other[inside]  # noqa: PLW2901 - the others are not looked at
        found = _score(columns, one, other, judge, least)
        yield found.only(~_forbidden(columns, found, rulings))


def _score(columns: Columns, one: Numbers, other: Numbers, judge: Judge, least: int) -> Pairs:
    """Return the pairs that are not ruled out and reach the least.

    They are compared stage by stage; what no later stage could lift to the least is left out.
    """
    total = np.zeros(len(one), dtype=np.int64)
    hope = sum(int(judge.tables[name].max()) for name in judge.tables)
    for names, compare_stage in STAGES:
        levels = compare_stage(columns, one, other)
        total += judge.totals(levels)
        hope -= sum(int(judge.tables[name].max()) for name in names)
        kept = np.flatnonzero(~ruled_out(levels) & (total + hope >= least))
        one, other, total = one[kept], other[kept], total[kept]
    # A million events have many pairs: 12 bytes each.
    return Pairs(*(column.astype(np.int32) for column in (one, other, total)))


def _forbidden(columns: Columns, pairs: Pairs, rulings: Rulings) -> Numbers:
    """Return which pairs a ruling keeps apart, or stand in one document and are two happenings."""
    found = columns.document[pairs.one] == columns.document[pairs.other]
    same = np.flatnonzero(found)
    found[same] = ~_told_twice(columns, pairs.only(same))
    if rulings.apart or rulings.alone:
        rows = {name: row for row, name in enumerate(columns.ids)}
        alone = [rows[name] for name in sorted(rulings.alone) if name in rows]
        found |= np.isin(pairs.one, alone) | np.isin(pairs.other, alone)
        apart = [
            (min(rows[a], rows[b]) << 32) | max(rows[a], rows[b])
            for a, b in sorted(rulings.apart)
            if a in rows and b in rows
        ]
        found |= np.isin(coded(pairs.one, pairs.other), apart)
    out: Numbers = found
    return out


def _told_twice(columns: Columns, pairs: Pairs) -> Numbers:
    """Return where one document tells one happening twice: family, day, place and toll agree.

    Two blasts of one day in one town are two, unless they left the same dead, and more than happen
    to agree: whoever read the document had a reason to keep them apart.
    """
    a, b = pairs.one, pairs.other
    families: dict[str, int] = {}
    numbers = [families.setdefault(family(t), len(families)) for t in columns.values["type"]]
    kin = np.array(numbers or [0])
    day = (columns.day[a] != NO_DAY) & (columns.day[a] == columns.day[b])
    place = (columns.place[a] != UNKNOWN) & (columns.place[a] == columns.place[b])
    best = [UNKNOWN if each.best is None else each.best for each in columns.values["killed"]]
    killed = np.array(best or [UNKNOWN])
    tolls = killed[columns.killed[a]], killed[columns.killed[b]]
    toll = (tolls[0] == tolls[1]) & (tolls[0] >= NOTABLE)
    likely = np.flatnonzero(day & toll & (kin[columns.type[a]] == kin[columns.type[b]]))
    words = columns.values["words"]
    named = [
        bool(words[columns.words[a[n]]].leaf & words[columns.words[b[n]]].leaf) for n in likely
    ]
    found = np.zeros(len(a), dtype=bool)
    found[likely] = np.array(named, dtype=bool) | place[likely]
    return found


# From pairs to clusters


def join(
    columns: Columns, rulings: Rulings, home: Numbers, judge: Judge = NEWS
) -> Iterator[Cluster]:
    """Yield the clusters of two rows and more, each ascending, within what ``connect`` found.

    What connected rows become depends on nothing else, so only the pairs of some are laid out at
    a time.
    """
    for pairs in _inside(columns, rulings, home, judge):
        rows, places = np.unique(np.concatenate((pairs.one, pairs.other)), return_inverse=True)
        near = places.astype(np.int32).reshape(2, -1)
        for members in join_pairs(Pairs(near[0], near[1], pairs.total), judge):
            yield tuple(rows[list(members)].tolist())


def _inside(columns: Columns, rulings: Rulings, home: Numbers, judge: Judge) -> Iterator[Pairs]:
    """Yield the pairs that may stand in one cluster, those of some thousand connected rows each."""
    before = np.cumsum(np.bincount(home, minlength=len(home))) if len(home) else home
    part = (before // ROWS_AT_ONCE).astype(np.int32)[home]
    piles = [Pile() for _ in range(int(part.max(initial=-1)) + 1)]
    for found in _scored(columns, rulings, judge, in_hundredths(judge.least), home):
        order = np.argsort(part[found.one], kind="stable")
        some = found.only(order)
        bounds = np.flatnonzero(np.diff(part[some.one])) + 1
        for begin, end in pairwise([0, *bounds.tolist(), len(order)]):
            if begin < end:
                piles[part[some.one[begin]]].add(some.only(slice(begin, end)))
    for pile in piles:
        yield pile.take()


def join_pairs(pairs: Pairs, judge: Judge) -> Iterator[Cluster]:
    """Yield the clusters that linked pairs make, given with every other pair among their rows.

    The best pairs come first. Two clusters become one where every pair between them is there,
    which none is that is ruled out, and is likely enough in the mean.
    """
    linked = pairs.only(pairs.total >= in_hundredths(judge.threshold))
    table = _tabled(pairs, int(pairs.other.max(initial=-1)) + 1)
    mean = in_hundredths(judge.mean)
    clusters: dict[int, list[int]] = {}
    at: dict[int, int] = {}
    refused: dict[tuple[int, int], tuple[int, int]] = {}
    for one, other in _ranked(linked):
        for row in (one, other):
            if row not in at:
                at[row], clusters[row] = row, [row]
        a, b = sorted((at[one], at[other]))
        sizes = len(clusters[a]), len(clusters[b])
        if a == b or refused.get((a, b)) == sizes:
            continue
        if not table.fit(clusters[a], clusters[b], mean):
            refused[a, b] = sizes
            continue
        for row in clusters[b]:
            at[row] = a
        clusters[a] += clusters.pop(b)
    for first in sorted(clusters):
        if len(clusters[first]) > 1:
            yield tuple(sorted(clusters[first]))


def _ranked(linked: Pairs) -> Iterator[tuple[int, int]]:
    """Yield pairs by their sums, the greatest first; Python's own numbers for some at a time."""
    order = np.lexsort((linked.other, linked.one, -linked.total))
    for first in range(0, len(order), PAIRS_AT_ONCE):
        some = order[first : first + PAIRS_AT_ONCE]
        yield from zip(linked.one[some].tolist(), linked.other[some].tolist(), strict=True)


class _Table(NamedTuple):
    """The sum of each pair of rows: of a row those from ``starts[row]`` on, in order."""

    starts: array[int]
    others: array[int]
    totals: array[int]

    def fit(self, some: Sequence[int], more: Sequence[int], mean: int) -> bool:
        """Return whether all pairs between two clusters are there, with a mean at least so high."""
        total = 0
        for one in some:
            for other in more:
                least, most = (one, other) if one < other else (other, one)
                end = self.starts[least + 1]
                place = bisect_left(self.others, most, self.starts[least], end)
                if place == end or self.others[place] != most:
                    return False
                total += self.totals[place]
        return total >= mean * len(some) * len(more)


def _tabled(pairs: Pairs, size: int) -> _Table:
    starts = np.searchsorted(pairs.one, np.arange(size + 1))
    return _Table(_packed("q", starts), _packed("i", pairs.other), _packed("i", pairs.total))


def _packed(kind: str, column: Numbers) -> array[int]:
    """Return a column as Python reads it number by number, in little memory."""
    packed = array(kind)
    packed.frombytes(column.astype(np.int64 if kind == "q" else np.int32).tobytes())
    return packed
