"""Pairs into clusters, best pairs first, so that no chain joins days or places that do not fit.

What a cluster becomes depends on the reports that linked pairs connect it with, and on nothing
else; so reports are added by clustering their neighbourhood anew (``neighbours.py``).
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

import numpy as np

from concord.codebook.counting import family
from concord.linking.candidates import coded, find_candidates
from concord.linking.columns import NO_DAY, UNKNOWN
from concord.linking.comparing import compare_cheaply, compare_texts, ruled_out
from concord.linking.scores import NEWS, Judge, in_hundredths

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from concord.linking.columns import Columns, Numbers
    from concord.linking.rulings import Rulings

Cluster: TypeAlias = tuple[int, ...]


class Pairs(NamedTuple):
    """Pairs of rows, the earlier first, each once and in order, with their sums in hundredths."""

    one: Numbers
    other: Numbers
    total: Numbers

    def only(self, which: Numbers) -> Pairs:
        """Return some of them."""
        return Pairs(*(column[which] for column in self))


def cluster(columns: Columns, rulings: Rulings, judge: Judge = NEWS) -> tuple[Cluster, ...]:
    """Return the clusters as tuples of rows, ascending, singles included."""
    pairs = score_candidates(columns, rulings, judge)
    clusters: dict[int, Cluster] = {row: (row,) for row in range(len(columns))}
    for members in join(pairs, judge):
        for row in members:
            clusters.pop(row, None)
        clusters[members[0]] = members
    return rulings.applied(clusters, columns.ids)


def score_candidates(columns: Columns, rulings: Rulings, judge: Judge = NEWS) -> Pairs:
    """Return the pairs that may stand in one cluster: not ruled out, and at ``judge.least``."""
    parts = [Pairs(*(np.zeros(0, dtype=np.int64) for _ in range(3)))]
    for one, other in find_candidates(columns):
        found = _score(columns, one, other, judge)
        parts.append(found.only(~_forbidden(columns, found, rulings)))
    joined = Pairs(*(np.concatenate(column) for column in zip(*parts, strict=True)))
    parts.clear()
    codes, where = np.unique(coded(joined.one, joined.other), return_index=True)
    return Pairs(codes >> 32, codes & 0xFFFFFFFF, joined.total[where].astype(np.int64))


def _score(columns: Columns, one: Numbers, other: Numbers, judge: Judge) -> Pairs:
    """Return the pairs that are not ruled out and reach the least; texts are compared last."""
    levels = compare_cheaply(columns, one, other)
    total = judge.totals(levels)
    best = sum(int(judge.tables[name].max()) for name in ("names", "story"))
    least = in_hundredths(judge.least)
    likely = np.flatnonzero(~ruled_out(levels) & (total + best >= least))
    one, other = one[likely], other[likely]
    total = total[likely] + judge.totals(compare_texts(columns, one, other))
    kept = total >= least
    # A million events have many pairs: 12 bytes each.
    return Pairs(*(column[kept].astype(np.int32) for column in (one, other, total)))


def _forbidden(columns: Columns, pairs: Pairs, rulings: Rulings) -> Numbers:
    """Return which pairs a ruling keeps apart, or stand in one document and are two happenings."""
    same = columns.document[pairs.one] == columns.document[pairs.other]
    found = same & ~_told_twice(columns, pairs)
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
    """Return where one document tells one happening twice: family, day, place and toll agree."""
    a, b = pairs.one, pairs.other
    families: dict[str, int] = {}
    numbers = [families.setdefault(family(t), len(families)) for t in columns.values["type"]]
    kin = np.array(numbers or [0])
    day = (columns.day[a] != NO_DAY) & (columns.day[a] == columns.day[b])
    place = (columns.place[a] != UNKNOWN) & (columns.place[a] == columns.place[b])
    best = [UNKNOWN if each.best is None else each.best for each in columns.values["killed"]]
    killed = np.array(best or [UNKNOWN])
    tolls = killed[columns.killed[a]], killed[columns.killed[b]]
    toll = (tolls[0] == tolls[1]) | (tolls[0] == UNKNOWN) | (tolls[1] == UNKNOWN)
    likely = np.flatnonzero(day & toll & (kin[columns.type[a]] == kin[columns.type[b]]))
    words = columns.values["words"]
    named = [
        bool(words[columns.words[a[n]]].leaf & words[columns.words[b[n]]].leaf) for n in likely
    ]
    found = np.zeros(len(a), dtype=bool)
    found[likely] = np.array(named, dtype=bool) | place[likely]
    return found


# From pairs to clusters


def join(pairs: Pairs, judge: Judge = NEWS) -> Iterator[Cluster]:
    """Yield the clusters of two rows and more that linked pairs make, each ascending."""
    linked = pairs.only(pairs.total >= in_hundredths(judge.threshold))
    home = components(linked, int(pairs.other.max(initial=-1)) + 1)
    pairs = pairs.only(home[pairs.one] == home[pairs.other])
    order = np.argsort(home[pairs.one], kind="stable")
    pairs, homes = pairs.only(order), home[pairs.one][order]
    bounds = np.flatnonzero(np.diff(homes)) + 1
    starts = [0, *bounds.tolist(), len(homes)]
    one, other, total = (column.tolist() for column in pairs)
    for begin, end in pairwise(starts):
        part = list(zip(one[begin:end], other[begin:end], total[begin:end], strict=True))
        yield from _agglomerate(part, judge)


def components(pairs: Pairs, size: int) -> Numbers:
    """Return for each of so many rows the least row that pairs connect it with."""
    home = np.arange(size)
    while True:
        least = np.minimum(home[pairs.one], home[pairs.other])
        before = home.copy()
        np.minimum.at(home, home[pairs.one], least)
        np.minimum.at(home, home[pairs.other], least)
        home = home[home]
        if np.array_equal(home, before):
            return home


def _agglomerate(pairs: Sequence[tuple[int, int, int]], judge: Judge) -> Iterator[Cluster]:
    """Yield the clusters of one connected part.

    ``sums`` holds for each cluster, by its first row, the sum and the number of the pairs that it
    has with each other one; where the number falls short of all pairs, some are ruled out.
    """
    threshold, mean = in_hundredths(judge.threshold), in_hundredths(judge.mean)
    clusters: dict[int, list[int]] = {}
    home: dict[int, int] = {}
    sums: dict[int, dict[int, tuple[int, int]]] = {}
    for one, other, total in pairs:
        for row in (one, other):
            if row not in home:
                home[row], clusters[row], sums[row] = row, [row], {}
        sums[one][other] = sums[other][one] = (total, 1)
    ranked = sorted((-total, one, other) for one, other, total in pairs if total >= threshold)
    for _, one, other in ranked:
        a, b = sorted((home[one], home[other]))
        if a == b:
            continue
        total, count = sums[a].get(b, (0, 0))
        if count == len(clusters[a]) * len(clusters[b]) and total >= mean * count:
            _merge(clusters, home, sums, (a, b))
    for members in clusters.values():
        if len(members) > 1:
            yield tuple(sorted(members))


def _merge(
    clusters: dict[int, list[int]],
    home: dict[int, int],
    sums: dict[int, dict[int, tuple[int, int]]],
    pair: tuple[int, int],
) -> None:
    """Put the second cluster into the first, which has the earlier row."""
    kept, gone = pair
    for row in clusters[gone]:
        home[row] = kept
    clusters[kept] += clusters.pop(gone)
    for other, (total, count) in sums.pop(gone).items():
        del sums[other][gone]
        if other != kept:
            known = sums[kept].get(other, (0, 0))
            sums[kept][other] = sums[other][kept] = (known[0] + total, known[1] + count)
