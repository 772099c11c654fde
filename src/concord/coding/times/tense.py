"""The tense in which a time is told: whether "on Friday" lies behind or ahead."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from concord.regexes import lazy_regex

if TYPE_CHECKING:
    from concord.coding.times.meaning import Tense

WINDOW = 90  # characters before an expression in which tense and reporting are looked for
_FUTURE = lazy_regex(
    r"\b(?:will|shall|won't|going to|set (?:to|for)|intends?|"
    r"(?:is|are) (?:to|expected|planned|likely)|to be (?:held|released|published|completed)|"
    r"upcoming|"
    r"would|should|must|deadline|expires?|ahead of|hopes? to|expects? to|payable|effective|"
    r"could (?:be (?:held|signed|released|published|completed)|come|begin|start|take place)|"
    r"as (?:soon|early) as|plan(?:s|ned|ning)? (?:to|a)|scheduled|ready to|due)\b|'ll\b",
    re.IGNORECASE,
)
_PLANNED = lazy_regex(
    r"\b(?:scheduled|plan(?:s|ned|ning)? (?:to|a|for)|will|shall|slated|due)\b", re.IGNORECASE
)
_CALLED = lazy_regex(
    r"\b(?:call(?:ed|s|ing)?|announc(?:ed|es))\b[^.;]{0,60}?\b(?:strike|shutdown|shut-down|bandh|hartal|march|"
    r"rally|protest|boycott|go-slow|sit-in|curfew|elections?|vote)\b[^.;]{0,30}?\b(?:for|on|from)\s+$"
    r"|\bcalled\b[^.;]{0,30}?\bfor\s+$",
    re.IGNORECASE,
)
_JUST_DONE = lazy_regex(
    r"\b(?<!\bbe )(?!scheduled|planned|expected|slated|postponed|delayed|set)"
    r"(?:\w{3,}ed|said|told|met|held|began|struck|hit|shot|died|killed)\s+(?:on\s+|late\s+|early\s+)*$",
    re.IGNORECASE,
)
# "Had been due to expire on Friday": told afterwards, by the near date of either side.
_WAS_PLANNED = lazy_regex(
    r"\bhad\s+(?:\w+\s+)?been\s+(?:set|due|scheduled|slated|planned|expected|meant)\b[^.;]*$",
    re.IGNORECASE,
)
_POSSESSIVE = frozenset({"'s", "\u2019s"})
_UNTIL = lazy_regex(r"\b(?:by|until|till)\s+$", re.IGNORECASE)
_AIMED = lazy_regex(
    r"\b(?:(?:extend|postpone|adjourn|delay|defer|put\s+off|move|reschedule|schedule|set|plan|expect|slate|bill|fix)"
    r"(?:e?d|s)?\b[^.;]{0,25}?\b(?:to|until|till|for|on|by)|through|(?:before|at|to|with)\s+(?:the|a|an)\s+"
    r"(?:\w+\s+){1,4}(?:on|of))\s+$",
    re.IGNORECASE,
)
_TOWARDS = lazy_regex(r"\bto\s+$", re.IGNORECASE)
_WILL_FOLLOW = lazy_regex(r"^[^.;\n]{0,45}?\b(?:will|shall|is to|are to)\b", re.IGNORECASE)
_PAST = lazy_regex(
    r"\b(?:was|were|had|did|said|killed|died|took|came|went|left|began|made|held|struck|hit|"
    r"shot|fell|"
    r"got|blew|told|found|\w{3,}ed)\b",
    re.IGNORECASE,
)
_PERFECT = lazy_regex(r"\b(?:had|have|has)\s+(?:\w+\s+)?\w+(?:ed|en)\b", re.IGNORECASE)
_PLUPERFECT = lazy_regex(r"\bhad\s+(?:\w+\s+)?\w+(?:ed|en)\b", re.IGNORECASE)
# "Ordered the commander to appear on Friday": what was meant lies ahead.
_MEANT = lazy_regex(
    r"\b(?:promis(?:es|ed)|vow(?:s|ed)|want(?:s|ed)?|"
    r"seek(?:s|ing)?|agree(?:s|d)|propos(?:es|ed)|urged|ordered|allow(?:s|ed)|summon(?:s|ed)|subpoena(?:s|ed)?)\b[^.;]{0,60}?\bto\s+"
    r"(?!the\b|a\b|an\b)[a-z]+\b[^.;]*$",
    re.IGNORECASE,
)
_STOP = lazy_regex(r"(?<![A-Z])[.;!?]\s|\n\n")
_CLAUSE = lazy_regex(r"(?<![A-Z])[.;:!?]\s|\n\n|\b(?i:said|says|after|when|while|but)\b")


def tense_at(text: str, start: int, end: int) -> Tense:
    """Return the tense of the clause around an expression, past where nothing says otherwise."""
    clause = _CLAUSE.split(text[max(0, start - WINDOW) : start])[-1]
    if (
        text[end : end + 2] in _POSSESSIVE
        or _JUST_DONE.search(clause)
        or _WAS_PLANNED.search(clause)
    ):
        # "Wednesday's ruling", "announced Wednesday".
        return "past"
    perfect = bool(_PERFECT.search(clause))
    if (
        _CALLED.search(clause)
        or _PLANNED.search(clause)
        or (_FUTURE.search(clause) and not perfect)
    ):
        return "future"
    if _WILL_FOLLOW.match(text[start : start + WINDOW]) and not _PAST.search(clause):
        return "future"
    if _UNTIL.search(clause) and not _PLUPERFECT.search(clause):
        return "future"
    if _MEANT.search(clause) and not perfect:
        return "future"
    return "future" if _TOWARDS.search(clause) and not told_at(text, start) else "past"


def told_at(text: str, start: int) -> bool:
    """Return whether the clause around an expression has a verb in a past tense.

    What something was moved or put off to ("extended to May 3") is not told by that verb.
    """
    lead = text[max(0, start - WINDOW) : start]
    if _AIMED.search(lead) or _WAS_PLANNED.search(lead):
        return False
    before = _STOP.split(text[max(0, start - WINDOW) : start])[-1]
    after = _STOP.split(text[start : start + WINDOW], maxsplit=1)[0]
    return bool(_PAST.search(before) or _PAST.search(after))
