"""Tying: what the engine's model says of a candidate and a happening being one.

The model gives each pair of triggers a likelihood. Read are the highest, the lowest and the mean of
the pairs between a candidate and all that was joined to the happening before: the highest alone
lets a second attack of the day in by the one word that fits it ("the incident").
"""

from __future__ import annotations

import math
from statistics import fmean
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from concord.coding.events.candidates import Candidate
    from concord.coding.events.happenings import Happening

_WEIGHT = 0.8  # of the model's log odds beside what the words say
_EVEN = 0.3  # likelihood that speaks neither for nor against
_MOST = (-1.6, 2.0)  # that it speaks against and for
_SUREST = 0.99  # no likelihood is read as surer than this, nor as less sure than its complement
_HELD = 1.5  # evidence that a clause on harm alone, without time or place, tells nothing new


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
