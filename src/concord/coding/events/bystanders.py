"""Bystanders: actors that a text names beside a happening without saying that they did it.

"A car bomb went off in a town held by rebels": they hold it. "The army answered a rocket": others
fired that one. "A Kenyan stabbed two guards": one person, and not the forces of a state.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from concord.regexes import lazy_regex

if TYPE_CHECKING:
    from concord.coding.actors import ActorMention
    from concord.coding.events.happenings import Happening

_BEFORE = 90  # characters
# What stands with somebody: a town, a post, a road. Nothing that happened there.
_HOLDS = lazy_regex(
    r"\b(?:controlled|escorted|accompanied|protected|shadowed|held|ruled|governed|manned|guarded|patrolled|occupied|retaken|re-taken|recaptured"
    r"|re-captured|backed|frequented|inhabited|populated|dominated)\s+(?:[\w-]+ly\s+)?by\s+"
    r"(?:(?!(?:and|but|when|who|as|in|at|near|on|where|after)\b)[\w\u2019'-]+\s+){0,8}\(?$",
    re.IGNORECASE,
)
_ANSWERS = lazy_regex(
    r",?(?:\s+(?!and\b|but\b)[\w,'\u2019-]+){0,12}?\s+(?:respond(?:ed|ing|s)?|retaliat(?:ed|ing|es?)|react(?:ed|ing|s)?"
    r"|in\s+(?:response|retaliation))\s+(?:to|for|against)\s+",
    re.IGNORECASE,
)
_ANSWERED = 40  # characters from "to" to the words of what was answered
_ONE_OF = lazy_regex(r"\b(?:an?|one|another)\s+(?:[\w-]+\s+)?$", re.IGNORECASE)
_PERSON = lazy_regex(
    r"\s+(?:who|was|were|had|has|killed|shot|stabbed|rammed|opened|attacked|wounded|injured|armed|wearing|aged"
    r"|man|woman|youth|teenager|boy|girl|attacker|assailant|gunman|driver|settler|militant)\b",
    re.IGNORECASE,
)


def stands_by(actor: ActorMention, happening: Happening, text: str) -> bool:
    """Return whether an actor, by the words around it, only stands beside a happening."""
    before = text[max(0, actor.start - _BEFORE) : actor.start]
    if _HOLDS.search(before):
        return True
    if actor.nature == "country" and _ONE_OF.search(before) and _PERSON.match(text, actor.end):
        return True
    answers = _ANSWERS.match(text, actor.end)
    if answers is None:
        return False
    starts = [trigger.start for c in happening.candidates for trigger in c.triggers]
    return bool(starts) and all(0 <= at - answers.end() <= _ANSWERED for at in starts)
