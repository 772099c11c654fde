"""Tying: what the engine's model says of two clauses, or a clause and a happening, being one.

The model gives each pair of triggers a likelihood. Read are the highest, the lowest and the mean of
the pairs between a candidate and all that was joined to the happening before: the highest alone
lets a second attack of the day in by the one word that fits it ("the incident").
"""

from __future__ import annotations

import math
from statistics import fmean
from typing import TYPE_CHECKING

from concord.codebook import counting

if TYPE_CHECKING:
    from concord.coding.events.candidates import Candidate
    from concord.coding.events.happenings import Happening

_WEIGHT = 0.8  # of the model's log odds beside what the words say
_EVEN = 0.3  # likelihood that speaks neither for nor against
_MOST = (-1.6, 2.0)  # that it speaks against and for
_TOLD = 0.5  # likelihood from which a trigger is taken to tell a happening of its own
_SUREST = 0.99  # no likelihood is read as surer than this, nor as less sure than its complement
_HELD = 1.5  # evidence that a clause on harm alone, without time or place, tells nothing new
# Likelihoods of being one happening below which two attacks of a clause are two: of different
# families, and of one.
_ANOTHER, _ANOTHER_ALIKE = 0.3, 0.1


def are_apart(one: Candidate, other: Candidate) -> bool:
    """Return whether two acts of one clause, the first before the other, are two by the model.

    "Arrested two men and recovered a rifle" is an arrest and a seizure; "shot a driver dead and
    threw a grenade at an office" are two attacks. What attackers burn is part of theirs. So is
    one act of the other where neither has a toll: "blew up the track and took passengers hostage".
    """
    held = one.belief, other.belief
    if any(belief is None or belief.told < _TOLD for belief in held):
        return False
    if one.peaceful:
        return not set(one.labels) & set(other.labels)
    kinds = [frozenset(map(counting.family, c.labels)) for c in (one, other)]
    if not all(kinds) or "arson" in kinds[0] | kinds[1]:
        return False
    if not (one.figures or other.figures):
        return False
    theirs = {trigger.start for trigger in one.triggers}
    scores = [tie.score for tie in other.ties if tie.other.start in theirs]
    return max(scores, default=1.0) < (_ANOTHER_ALIKE if kinds[0] & kinds[1] else _ANOTHER)


def tie(candidate: Candidate, happening: Happening) -> float:
    """Return how much the model's likelihoods weigh for one happening; 0 if it says nothing."""
    theirs = {t.start for c in happening.candidates for t in c.triggers}
    scores = [tie.score for tie in candidate.ties if tie.other.start in theirs]
    if not scores:
        return 0.0
    read = (max(scores), min(scores), fmean(scores))
    weight = _WEIGHT * (fmean(_log_odds(score) for score in read) - _log_odds(_EVEN))
    least, most = _MOST
    return min(max(weight, least), most)


def hold(candidate: Candidate) -> float:
    """Return what keeps a clause that only counts harm with what was told: "the toll is nine"."""
    bare = candidate.ties and candidate.only_harm and candidate.when is None
    return _HELD if bare and not candidate.is_placed else 0.0


def _log_odds(likelihood: float) -> float:
    bounded = min(max(likelihood, 1 - _SUREST), _SUREST)
    return math.log(bounded / (1 - bounded))
