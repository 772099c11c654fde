"""Whether a word that can say something says it here: used as a verb with a subject of its own."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from concord.coding.attribution import papers
from concord.regexes import lazy_regex

if TYPE_CHECKING:
    from concord.coding.attribution.cues import Cue
    from concord.coding.speakers import Source

# What may stand between a subject and its verb: auxiliaries and adverbs, and days.
AUX = (
    r"(?:has|have|had|was|were|is|are|will|would|did|does|do|should|could|may|might|must|been|be|not|"
    r"never|also|later|earlier|then|now|still|already|again|further|repeatedly|reportedly|today|"
    r"yesterday|only|even|just|once|both|all|each|recently|previously|strongly|firmly|flatly|openly|"
    r"publicly|long|too|however|instead|likewise|therefore|thus|himself|herself|themselves|itself|jointly|formally|promptly|clearly|"
    r"likely|(?:appears?|seems?|appeared|seemed|continues?|continued|tends?|tended|likely)\s+to|categorically|immediately|meanwhile|simply|merely|initially|finally|eventually|\w+ly|cannot)"
)
DAY = (
    r"(?:(?:late\s+|early\s+|last\s+)?(?:on\s+)?(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
    r"(?:\s+(?:night|evening|morning))?|in\s+a\s+\w+|at\s+a\s+\w+|in\s+\w+|last\s+(?:week|month|year|night))"
)
ADJACENT = lazy_regex(rf"^\s*,?\s*(?:(?:{AUX}|{DAY})\s*,?\s*)*$")
INSERT = lazy_regex(r",[^,]*,|\([^)]*\)|,\s*(?:who|which|whose)\b[^,]*$")
_MODIFIED = lazy_regex(
    r"\b(?:of|against|for|with|in|by|from|over|about|on|to|as|an?|the|and)\s+$", re.IGNORECASE
)
_APPOSITION = lazy_regex(rf"^(?:\s+[\w'\u2019-]+){{1,6}},\s+(?:{AUX}\s+)*$")
CLOSE = lazy_regex(rf"^\s*(?:{AUX}\s+)*$")
_UNTOLD = lazy_regex(
    r"\s+(?:for\s+anonymity|(?:not\s+)?(?:to\s+)?(?:comment|remain\s+anonymous|speak\s+anonymously"
    r"|be\s+(?:named|identified|quoted)|give\s+(?:his|her|their)\s+name))",
    re.IGNORECASE,
)
_OFF = lazy_regex(r"(?:\s+[\w\u2019'-]+){1,5}?\s+off\b")  # "called the deal off" is no saying
_NOUN_USE = lazy_regex(
    r"\b(?:the|a|an|its|his|her|their|our|this|that|these|those|of|no|any|own|such|other|more|some)\s+(?:\w+\s+)?$",
    re.IGNORECASE,
)
# "marched through the city to demand ...": what a crowd came for, it says.
_RALLIED = lazy_regex(
    r"\b(?:marched|rallied|protested|gathered|assembled|demonstrated|march|rally)\b[^,.;]*\bto\s+$|\b(?:took\s+to\s+the\s+streets"
    r"|staged?\s+a\s+\w+|held\s+a\s+\w+|wrote|gone\s+to\s+court|went\s+to\s+court)\b[^,.;]*\bto\s+$",
    re.IGNORECASE,
)
_LEFT = 40  # characters before a verb that tell how it is used
_COMING = 90  # characters before a purpose in which the coming stands
_INFINITIVE = lazy_regex(r"\b(?:to|not)\s+$", re.IGNORECASE)
_MODAL = lazy_regex(
    r"\b(?:will|would|can|could|cannot|must|did|does|do|may|should|shall|\u2019ll)\s+(?:not\s+|never\s+|also\s+|likely\s+|\w+ly\s+)?$"
    r"|\b(?:appears?|seems?|appeared|seemed|tends?|tended|likely|continues?|continued)\s+to\s+$",
    re.IGNORECASE,
)
_PLURAL = lazy_regex(
    r"(?i)s$|^(?:they|we|i|you|who|which|police|both)$|people$|taliban$|police$|military$|leadership$"
)


def is_verb(text: str, cue: Cue, before: Source | None) -> bool:
    """Return whether the cue is used as a verb with a subject of its own."""
    if cue.form == "state":
        return True
    if _UNTOLD.match(text, cue.end) or papers.says_behind(text, cue):
        return False
    if cue.text.lower().startswith("call") and _OFF.match(text[cue.end : cue.end + 80]):
        return False
    left = text[max(0, cue.start - _LEFT) : cue.start]
    gap = text[before.end : cue.start] if before is not None else "?"
    if cue.form == "base":
        return _is_finite(left, gap, before) or is_purpose(text, cue)
    touching = ADJACENT.match(gap) is not None
    if before is not None and before.kind == "person":  # "X, an expert on the border, believes"
        touching = touching or _APPOSITION.match(gap) is not None
    if cue.form == "third" and not papers.BEHIND.match(text, cue.end):
        touching = touching or CLOSE.match(INSERT.sub(" ", gap)) is not None
    if cue.form == "third" or touching:
        return touching
    joined = re.search(r"\band\s+$", left) is not None
    noun = _NOUN_USE.search(left) is not None or _MODIFIED.search(left) is not None
    return joined or not noun


def _is_finite(left: str, gap: str, before: Source | None) -> bool:
    """Return whether a base form has a modal before it, or a subject of many close to it."""
    plural = before is not None and _PLURAL.search(before.text) is not None
    bare = INSERT.sub(" ", gap)  # "The rebels, for their part, say"
    close = CLOSE.match(bare) is not None and not _INFINITIVE.search(left)
    return _MODAL.search(left) is not None or (close and plural)


def is_purpose(text: str, cue: Cue) -> bool:
    """Return whether a verb says what a crowd came for ("marched to demand")."""
    if cue.form != "base":
        return False
    return _RALLIED.search(text, max(0, cue.start - _COMING), cue.start) is not None
