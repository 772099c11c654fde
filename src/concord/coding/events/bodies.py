"""Bodies: the abducted who are found dead, which is one happening told at its two ends.

"The body of a trooper who had been abducted was found on Tuesday. He was abducted on May 2": one
kidnapping, of May 2.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from concord.coding.events.candidates import Candidate
    from concord.coding.events.happenings import Happening
    from concord.model import When

_TAKEN = frozenset({"kidnapping", "enforced_disappearance"})


def is_of_the_taken(candidate: Candidate, happening: Happening) -> bool:
    """Return whether of a clause and a happening one is an abduction, the other its body found.

    The body was found on no earlier day, and of no more people than were taken.
    """
    finds = [c for c in happening.candidates if c.finds_taken]
    if candidate.finds_taken and not finds:
        taken = bool(_TAKEN & set(happening.labels))
        return taken and _in_order(_first(happening.when), _first(candidate.when))
    if finds and not candidate.finds_taken:
        taken = bool(_TAKEN & set(candidate.labels))
        found = [_first(c.when) for c in finds]
        return taken and all(_in_order(_first(candidate.when), day) for day in found)
    return False


def are_of_one_find(candidate: Candidate, happening: Happening) -> bool:
    """Return whether a clause tells of more bodies where the last one told of some.

    "Four more bodies were found on Tuesday. Nine had been recovered on Monday."
    """
    last = happening.candidates[-1]
    near = candidate.sentence - last.sentence <= 1 and not candidate.is_placed
    return near and candidate.has("body") and last.has("body")


def found_on(happening: Happening) -> When | None:
    """Return when the body of somebody abducted was found: the news of an older abduction."""
    ends = [c for c in happening.candidates if c.finds_taken and c.has("body")]
    return next((c.when for c in ends if c.when), None)


def _first(when: When | None) -> date | None:
    return when.first if when is not None else None


def _in_order(taken: date | None, found: date | None) -> bool:
    return taken is None or found is None or taken <= found
