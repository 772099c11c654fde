"""What tells something without naming an option: a saying of somebody, and no mere deed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from concord.regexes import lazy_regex

if TYPE_CHECKING:
    from collections.abc import Callable

    from concord.coding.attribution import Attribution

_SAYINGS = frozenset({"say", "accuse", "demand"})
_REACTIONS = frozenset({"deny", "condemn", "claim"})
# "said that ...", "said the road was closed": a content is a clause; "posed a risk" has none.
_CLAUSE = lazy_regex(
    r"[\"\u201c\u201d]|\b(?:that|is|are|was|were|be|been|has|have|had|will|would|can|could|must|should|may"
    r"|might|do|does|did|not|never|cannot|there|to|what|why|how|whether|\w{2,}ed|as)\b",
    re.IGNORECASE,
)
_FILLER = lazy_regex(
    r"\b(?:and|but|that|also|on|in|at|of|the|a|an|by|late|early|earlier|later|today|yesterday|here|count"
    r"|(?:mon|tues|wednes|thurs|fri|satur|sun)day|reporters|journalists|statement|interview)\b",
    re.IGNORECASE,
)
_FEW = 3  # words that a saying holds beside fillers
_ABBREVIATION = lazy_regex(r"[A-Z]{2,6}$")


def tells_something(text: str, said: Attribution) -> bool:
    """Return whether an attribution without an option is worth a statement of its own.

    It is if an actor or a person, and not a loose word, is said to say, demand, deny, condemn or
    claim something: what somebody offers, awards or agrees to is no saying.
    """
    if not _is_somebody(said) or said.kind not in _SAYINGS | _REACTIONS:
        return False
    if said.kind in _REACTIONS:
        return True
    spoken = max(said.content, key=lambda s: s.end - s.start, default=None)
    if spoken is None:
        return False
    around = text[max(0, spoken.start - 2) : spoken.end + 1]
    words = re.findall(r"\w+", _FILLER.sub(" ", text[spoken.start : spoken.end]))
    quoted = re.search(r"[\"\u201c\u201d]", around) is not None
    if quoted and words:
        return True
    return len(words) >= _FEW and _CLAUSE.search(around) is not None


def _is_somebody(said: Attribution) -> bool:
    source = said.source
    if source.actor_id or source.person or source.side or source.office:
        return True
    if source.kind == "name" and source.weak:
        return _ABBREVIATION.match(source.text) is not None
    return source.group is not None or len(source.label.split()) > 1


def claims_act(said: Attribution, text: str, is_attack: Callable[[str], bool]) -> bool:
    """Return whether an armed group "claimed the bombing" without the word responsibility."""
    if said.cue is None or not said.cue.lower().startswith("claim") or not said.content:
        return False
    content = text[said.content[0].start : said.content[0].end]
    lead = re.match(r"\s*(?:(?!that\b)[\w'\u2019-]+\s+){1,4}", content)
    return said.source.side == "armed_group" and lead is not None and is_attack(lead.group())
