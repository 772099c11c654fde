"""Remains: wounds found on bodies are those of the dead.

"Their bodies were found on Tuesday. Both had been shot in the head": two dead, and nobody hurt.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from concord.regexes import lazy_regex

if TYPE_CHECKING:
    from concord.coding.tolls.making import Figure

_BODIES = lazy_regex(
    r"\b(?:(?:their|his|her|whose|dead|mutilated|decomposed|bullet-riddled|mortal)\s+(?:bod(?:y|ies)|remains)"
    r"|bodies|corpses?|(?:a|the)\s+body\s+(?:of|was|were|had))\b",
    re.IGNORECASE,
)
# Whom a sentence only points back to: "both", "all three men", "the two".
_POINTS_BACK = lazy_regex(
    r"(?:both|all|each|they|them|he|she|(?:both\s+of\s+|all\s+of\s+|each\s+of\s+)?the\s+\w+|one|all\s+\w+|each\s+one)"
    r"(?:\s+of\s+(?:them|whom|these|those))?(?:\s+(?:the\s+)?(?:men|women|victims?|youths|persons|people|dead))?",
    re.IGNORECASE,
)
_WOUNDS = lazy_regex(
    r"\b(?:shot|hit|struck|stabbed|bullets?|gunshot|stab|pellets?)\b|\btorture", re.IGNORECASE
)
_ALIVE = lazy_regex(r"\b(?:wounded|injured|surviv\w+|hospital|critical\w*)\b", re.IGNORECASE)
_BACK = 160  # code points before a sentence in which the bodies are told of


def of_the_dead(text: str, figure: Figure) -> Figure:
    """Return a figure, of the dead where it tells of wounds on bodies found."""
    toll = figure.figure
    if toll.effect != "injured" or not _POINTS_BACK.fullmatch(toll.text):
        return figure
    governor = text[figure.governor.start : figure.governor.end]
    start, end = figure.sentence.start, figure.sentence.end
    before = text[max(0, start - _BACK) : figure.who.start].rsplit("\n\n", 1)[-1]
    if not _WOUNDS.search(governor) or _ALIVE.search(before) or _ALIVE.search(text, start, end):
        return figure
    if not _BODIES.search(before):
        return figure
    return replace(figure, figure=replace(toll, effect="killed"))
