"""Merging: which candidates of a document tell of one happening, and which of another."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from concord.coding.events.happenings import Happening
from concord.coding.events.likeness import compare

if TYPE_CHECKING:
    from collections.abc import Sequence

    from concord.coding.events.candidates import Candidate


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
        scored = [
            (sum(value for _, value in features), index, features)
            for index, happening in enumerate(found)
            if (features := compare(candidate, happening)) is not None
        ]
        best = max(scored, key=lambda item: (item[0], item[1]), default=None)
        if best is not None and best[0] >= 0:
            at = best[1]
            found[at] = replace(found[at], candidates=(*found[at].candidates, candidate))
            steps.append(Step(candidate=number, joined=at, features=best[2]))
        else:
            steps.append(Step(candidate=number, joined=None, features=best[2] if best else ()))
            found.append(Happening(candidates=(candidate,)))
    return tuple(found), tuple(steps)
