"""Merging: which candidates of a document tell of one happening, and which of another."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from concord.coding.events import tying
from concord.coding.events.happenings import Happening
from concord.coding.events.likeness import compare
from concord.coding.events.scenes import compare_places, opens_elsewhere
from concord.coding.events.timing import compare_times

if TYPE_CHECKING:
    from collections.abc import Sequence

    from concord.coding.events.candidates import Candidate


_UNTOLD = 0.05  # likelihood up to which a word of harm tells no attack of its own
_PAST = 0.5  # likelihood, by the engine's model, that a clause is of the past


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """Why a candidate was joined to a happening or began a new one: named features."""

    candidate: int
    joined: int | None
    features: tuple[tuple[str, float], ...]


def merge(candidates: Sequence[Candidate]) -> tuple[tuple[Happening, ...], tuple[Step, ...]]:
    """Return the happenings of a document, and the step that placed each candidate."""
    found: list[Happening] = []
    steps: list[Step] = []
    for number, candidate in enumerate(candidates):
        told = _by_own_words(candidate)
        scored = [
            (sum(value for _, value in features), index, features)
            for index, happening in enumerate(found)
            if (features := compare(told, happening)) is not None
        ]
        best = max(scored, key=lambda item: (item[0], item[1]), default=None)
        if (best is None or best[0] < 0) and (at := _of_the_toll(candidate, found)) is not None:
            bare = replace(candidate, whens=(), places=())
            found[at] = replace(found[at], candidates=(*found[at].candidates, bare))
            steps.append(Step(candidate=number, joined=at, features=(("toll only", 1.0),)))
        elif best is not None and best[0] >= 0:
            at = best[1]
            joined = _without_strange(candidate, told, found[at])
            found[at] = replace(found[at], candidates=(*found[at].candidates, joined))
            steps.append(Step(candidate=number, joined=at, features=best[2]))
        else:
            steps.append(Step(candidate=number, joined=None, features=best[2] if best else ()))
            found.append(Happening(candidates=(_without_present(candidate),)))
    return tuple(found), tuple(steps)


def _of_the_toll(candidate: Candidate, found: Sequence[Happening]) -> int | None:
    """Return the number of the violence told before that a clause only counts the hurt of.

    So it is where the model rules out that its word of harm tells an attack: "a fourth man died in
    Zarbad the day after", "their mother lies wounded there". What a sum is made of is told apart,
    and so is what a sentence opens with another place for.
    """
    held = candidate.belief
    if held is None or not candidate.only_harm or held.told > _UNTOLD:
        return None
    for number, happening in reversed(list(enumerate(found))):
        if happening.first.peaceful or happening.sums:
            continue
        apart = tying.tie(candidate, happening) < 0 or opens_elsewhere(candidate, happening)
        if happening.candidates[-1].item == candidate.item and not apart:
            return number
    return None


def _by_own_words(candidate: Candidate) -> Candidate:
    """Return a candidate without the times and places lent to it that say nothing of it.

    A clause that takes up what was told ("two were hurt", "claimed that attack") may be followed by
    where else somebody spoke, was treated or was caught. So may an attack that has its own place.
    """
    own = candidate.without_lent()
    if own.is_placed:
        return own
    return candidate.without_later() if candidate.points_back else candidate


def _without_strange(candidate: Candidate, told: Candidate, happening: Happening) -> Candidate:
    """Return a candidate without what is lent to it, where that speaks against its happening."""
    if candidate is told or not candidate.points_back:
        return candidate
    against = compare_times(candidate, happening) < 0 or compare_places(candidate, happening) < 0
    return told if against else candidate


def _without_present(candidate: Candidate) -> Candidate:
    """Return what begins by looking back without the days that later sentences tell.

    "The families of those who died in the Zarbad bombing will have a monument. The design was shown
    on Friday": Friday is not the day of the bombing.
    """
    past = candidate.belief is not None and candidate.belief.past >= _PAST
    if not (past and candidate.points_back):
        return candidate
    return replace(candidate, whens=candidate.without_later().whens)
