"""Scenes: how the places of a candidate and a happening speak for and against their being one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from concord.coding import locations
from concord.coding.events.candidates import says_where
from concord.coding.events.happenings import killed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from concord.coding.events.candidates import Candidate
    from concord.coding.events.happenings import Happening
    from concord.coding.places import PlaceMention


_FRONT = 14  # code points from the beginning of a clause
_SCENES = 24  # places of one happening that are compared


def compare_places(candidate: Candidate, happening: Happening) -> float:
    """Compare scenes: one place, or one in the other, speaks for, two places against."""
    ours = _scenes(candidate.places)
    theirs = _scenes(happening.places)
    if not ours or not theirs:
        return 0.0
    small = [p for p in ours if locations.level(p) < locations.DISTRICT] or ours
    if any(locations.related(a, b) for a in small for b in theirs):
        return _nearness(candidate, happening, (small, theirs))
    largest = max(min(locations.level(p) for p in small), min(locations.level(p) for p in theirs))
    unknown = all(not p.candidates for p in small) or all(not p.candidates for p in theirs)
    if unknown and largest > locations.DISTRICT:
        return 0.0  # an unknown village may lie in any province
    if unknown:
        return -1.8 if _is_fronted(candidate, small) or is_told_anew(candidate) else -1.0
    if largest < locations.DISTRICT and all(
        locations.are_apart(a, b) for a in small for b in theirs
    ):
        return -3.0
    return -2.0 if largest <= locations.DISTRICT else -1.6


def _nearness(
    candidate: Candidate,
    happening: Happening,
    scenes: tuple[Sequence[PlaceMention], Sequence[PlaceMention]],
) -> float:
    """Weigh scenes that are one place, one inside the other, or neighbouring towns."""
    if _in_one_town(*scenes):
        return -0.5
    pairs = [(a, b) for a in scenes[0] for b in scenes[1]]
    if any(a.text == b.text or _same_entry(a, b) for a, b in pairs):
        return 1.0
    neighbours = not any(_are_nested(a, b) for a, b in pairs)
    return -1.0 if neighbours and _counts_others(candidate, happening) else 0.6


def _are_nested(one: PlaceMention, other: PlaceMention) -> bool:
    """Return whether of two known places one lies in the other; two towns are only neighbours."""
    if not one.candidates or not other.candidates:
        return False
    a, b = one.candidates[0], other.candidates[0]
    return locations.contains(a, b) or locations.contains(b, a)


def _counts_others(candidate: Candidate, happening: Happening) -> bool:
    """Return whether a clause counts dead of its own, others than those told of before."""
    ours, theirs = killed(candidate.figures), killed(happening.figures)
    return bool(ours and theirs) and not ours & theirs and not candidate.has("definite")


def _in_one_town(ours: Sequence[PlaceMention], theirs: Sequence[PlaceMention]) -> bool:
    """Return whether what is shared is only the town around two other named places."""
    shared = {a.text for a in ours} & {b.text for b in theirs}
    rest = [[p for p in side if p.text not in shared] for side in (ours, theirs)]
    fine = [[p for p in side if locations.level(p) < locations.DISTRICT] for side in rest]
    return all(fine) and not any(locations.related(a, b) for a in fine[0] for b in fine[1])


def is_told_anew(candidate: Candidate) -> bool:
    """Return whether a clause tells of an attack with its own dead, and not of "the attack"."""
    told = bool(candidate.labels) and bool(killed(candidate.figures))
    return told and not candidate.has("definite")


def opens_elsewhere(candidate: Candidate, happening: Happening) -> bool:
    """Return whether a clause begins with another place: "In Kalat eleven people were killed"."""
    fronted = _is_fronted(candidate, _scenes(candidate.places))
    return fronted and compare_places(candidate, happening) < 0


def _is_fronted(candidate: Candidate, places: Sequence[PlaceMention]) -> bool:
    """Return whether a clause begins with a place: it turns to another scene."""
    return any(0 <= place.start - candidate.clause.start <= _FRONT for place in places)


def _scenes(places: Sequence[PlaceMention]) -> list[PlaceMention]:
    """Return the places said to be scenes, without what only contains one named beside it."""
    told = [p for p in places if says_where(p)]
    if len(told) > _SCENES:
        # A text that names one place over and over: the first and the last say enough.
        told = [*told[: _SCENES // 2], *told[-_SCENES // 2 :]]
    return [
        p
        for p in told
        if not any(
            locations.level(q) < locations.level(p)
            and q.candidates
            and (q.chain == p.chain or locations.related(q, p))
            for q in told
        )
    ]


def _same_entry(one: PlaceMention, other: PlaceMention) -> bool:
    return bool(
        one.candidates and other.candidates and one.candidates[0].id == other.candidates[0].id
    )


def is_narrower(ours: Sequence[PlaceMention], theirs: Sequence[PlaceMention]) -> bool:
    """Return whether the first name a smaller place than the others, those of a lead, do."""
    inner = [locations.level(p) for p in ours if says_where(p)]
    outer = [locations.level(p) for p in theirs if p.where]
    return bool(inner) and bool(outer) and min(inner) < min(outer)
