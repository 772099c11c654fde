"""Confidence: how likely it is that an event is rightly coded, from named features."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from concord.coding.events.happenings import Happening
    from concord.model import Event

# Log-odds by feature: a logistic fit of "is matched by an annotated incident" on invented news
# texts, whose places no gazetteer has; the weights of a time and of a known place are therefore set
# by hand, and the base lies between what was measured there (0.65 right) and on real news (0.91).
_BASE = -0.7
_WEIGHTS = {
    "trigger": 0.3,
    "typed": 0.9,
    "dated": 0.1,
    "located": 0.3,
    "toll": 0.7,
    "actor": 0.6,
    "told_twice": 0.3,
    "background": 0.3,
}


def features(event: Event, happening: Happening) -> dict[str, float]:
    """Return the features of an event, each from 0 to 1."""
    return {
        "trigger": max(c.weight for c in happening.candidates),
        "typed": float(bool(happening.labels)),
        "dated": float(any(w.first is not None for w in event.happened)),
        "located": float(any(p.place_id is not None for p in event.places)),
        "toll": float(bool(event.tolls)),
        "actor": float(any(p.name for p in event.perpetrators)),
        "told_twice": float(len(happening.candidates) > 1),
        "background": float(event.background),
    }


def of(event: Event, happening: Happening) -> float:
    """Return a confidence in (0, 1), to three decimals."""
    log_odds = _BASE + sum(
        _WEIGHTS[name] * value for name, value in features(event, happening).items()
    )
    return round(1 / (1 + math.exp(-log_odds)), 3)
