"""From scored pairs to clusters: best pairs first, and never against a constraint.

Two clusters join only if no pair across them is ruled out and their pairs agree on average: so no
chain of middling links reaches over days or places that do not fit.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from concord.linking.profiles import Profile
from concord.linking.scores import THRESHOLD, Score, score

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from concord.linking.rulings import Rulings

Cluster: TypeAlias = tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Judge:
    """By what two reports are one: how pairs are scored, and what pairs and clusters must reach.

    A pair links at ``threshold``. Two clusters join if the pairs across them reach ``mean`` on
    average and ``least`` each.
    """

    score: Callable[[Profile, Profile], Score] = score
    threshold: float = THRESHOLD
    mean: float = THRESHOLD * 0.9
    least: float = -math.inf


NEWS = Judge()


class PairScores:
    """The scores of pairs of profiles, each computed once; None where a link is ruled out."""

    def __init__(self, profiles: Sequence[Profile], judge: Judge = NEWS) -> None:
        self.profiles = profiles
        self.judge = judge
        self._known: dict[tuple[int, int], float | None] = {}

    def between(self, one: int, other: int) -> float | None:
        """Return the sum for two profiles by position, or None if time or place rules them out."""
        key = (min(one, other), max(one, other))
        if key not in self._known:
            found = self.judge.score(self.profiles[key[0]], self.profiles[key[1]])
            self._known[key] = None if found.barred else found.total
        return self._known[key]


def cluster(
    profiles: Sequence[Profile],
    pairs: Iterable[tuple[int, int]],
    rulings: Rulings,
    judge: Judge = NEWS,
) -> tuple[Cluster, ...]:
    """Return the clusters as tuples of positions in ``profiles``, ascending, singles included.

    ``profiles`` must stand in their order; the result then depends on nothing else.
    """
    scores = PairScores(profiles, judge)
    linked = sorted(
        (-total, pair)
        for pair in pairs
        if may_meet(profiles[pair[0]], profiles[pair[1]], rulings)
        and (total := scores.between(*pair)) is not None
        and total >= judge.threshold
    )
    clusters: dict[int, Cluster] = {position: (position,) for position in range(len(profiles))}
    home = list(range(len(profiles)))
    for _, (one, other) in linked:
        a, b = sorted((home[one], home[other]))
        if a != b and _fits(clusters[a], clusters[b], scores, rulings):
            _merge(clusters, home, (a, b))
    _apply(clusters, home, profiles, rulings)
    return tuple(clusters[key] for key in sorted(clusters))


def may_meet(a: Profile, b: Profile, rulings: Rulings) -> bool:
    """Return whether anything forbids these two events to be one happening."""
    one, other = a.event.id, b.event.id
    if rulings.separate(one, other) or one in rulings.alone or other in rulings.alone:
        return False
    return a.event.document_id != b.event.document_id or told_twice(a, b)


def told_twice(a: Profile, b: Profile) -> bool:
    """Return whether one document tells one happening twice: family, day, place and toll agree."""
    same_day = a.day is not None and a.day == b.day
    same_place = bool(a.leaf & b.leaf) or (
        a.place.place_id is not None and a.place.place_id == b.place.place_id
    )
    tolls = {toll.best for toll in (a.killed, b.killed) if toll.best is not None}
    return a.event.family == b.event.family and same_day and same_place and len(tolls) <= 1


def _fits(one: Cluster, other: Cluster, scores: PairScores, rulings: Rulings) -> bool:
    profiles = scores.profiles
    across = [(a, b) for a in one for b in other]
    if not all(may_meet(profiles[a], profiles[b], rulings) for a, b in across):
        return False
    found = [scores.between(a, b) for a, b in across]
    known = [total for total in found if total is not None]
    judge = scores.judge
    enough = sum(known) >= judge.mean * len(found) and min(known, default=0.0) >= judge.least
    return len(known) == len(found) and enough


def _merge(clusters: dict[int, Cluster], home: list[int], keys: tuple[int, int]) -> None:
    kept, gone = keys
    clusters[kept] = tuple(sorted((*clusters[kept], *clusters.pop(gone))))
    for position in clusters[kept]:
        home[position] = kept


def _apply(
    clusters: dict[int, Cluster], home: list[int], profiles: Sequence[Profile], rulings: Rulings
) -> None:
    """Dissolve what was split as a whole, then join what was ruled the same."""
    where = {item.event.id: position for position, item in enumerate(profiles)}
    for event in sorted(rulings.dissolved & set(where)):
        for position in clusters.pop(home[where[event]]):
            clusters[position] = (position,)
            home[position] = position
    for one, other in rulings.together:
        if one not in where or other not in where:
            continue
        a, b = sorted((home[where[one]], home[where[other]]))
        ids = [[profiles[x].event.id for x in clusters[key]] for key in (a, b)]
        if a != b and not any(rulings.separate(x, y) for x in ids[0] for y in ids[1]):
            _merge(clusters, home, (a, b))
