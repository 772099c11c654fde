"""The tense in which a time is told: whether "on Friday" lies behind or ahead."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

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
    r"as (?:soon|early) as|plan(?:s|ned|ning)? (?:to|a)|scheduled|ready to|due|"
    r"(?-i:may|might)\s+(?!have\b)(?:not\s+)?[a-z]+)\b|'ll\b",
    re.IGNORECASE,
)
# "The talks open on Monday": the present tense of what is fixed beforehand.
_FIXED = lazy_regex(
    r"\b(?:arrives?|begins?|starts?|opens|ends|expires?|meets|reopens|resumes|"
    r"takes?\s+(?:effect|place|office|over)|comes?\s+into\s+(?:force|effect)|goes\s+(?:to|into|on)|"
    r"meet|depart|falls\s+due|kicks\s+off|gets\s+under\s*way)(?:\s+\w+){0,2}?\s+(?:on\s+|in\s+|from\s+)?$",
    re.IGNORECASE,
)
# "A June 3 hearing has been scheduled".
_IS_FIXED = lazy_regex(
    r"^(?:['\u2019]s)?(?:\s+\w+){1,3}?\s+(?:has|have|is|are)\s+(?:been\s+)?"
    r"(?:scheduled|planned|set|expected|due|slated)\b",
    re.IGNORECASE,
)
_PLANNED = lazy_regex(
    r"\b(?:scheduled|plan(?:s|ned|ning)? (?:to|a|for)|will|shall|slated|due)\b", re.IGNORECASE
)
_CALLED = lazy_regex(
    r"\b(?:call(?:ed|s|ing)?|announc(?:ed|es))\b[^.;]{0,60}?\b(?:strike|shutdown|shut-down|bandh|hartal|march|"
    r"rally|protest|boycott|go-slow|sit-in|curfew|elections?|vote)\b[^.;]{0,30}?\b(?:for|on|from)\s+$"
    r"|\bcalled\b[^.;]{0,30}?\bfor\s+$|\b(?:set|sets|setting|fix|fixing)\s+an?\s+$",
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
# "The truce lasted until Sunday".
_LASTED = lazy_regex(
    r"\b(?:lasted|continued|carried\s+on|fought|battled|exchanged|raged|persisted|ran|held\s+out|went\s+on|dragged\s+on|stretched)\b",
    re.IGNORECASE,
)
# "Shut until Friday", "loans through January": of a state that lasts, by a word without a tense.
_LASTING = lazy_regex(
    r"\b(?:closed|shut|suspended|banned|barred|halted|in\s+force|in\s+place|valid)\s+"
    r"(?:until|till|through)\s+$",
    re.IGNORECASE,
)
# "On Sunday issued", "until Thursday, they had not": the verb behind an expression tells it.
_TOLD_NEXT = lazy_regex(
    r"\s+(?:said|told|announced|issued|met|held|killed|shot|struck|hit|attacked|arrested|blew|"
    r"(?!sched|plan|expect|slat|propos|need)\w{3,}ed)\b|,?\s+(?:\w+\s+){1,3}?had\s+(?:not|no|only|been)\b",
    re.IGNORECASE,
)
_UNTIL = lazy_regex(r"\b(?:by|until|till)\s+$", re.IGNORECASE)
_AIMED = lazy_regex(
    r"\b(?:(?:extend|postpone|adjourn|delay|defer|put\s+off|move|reschedule|schedule|set|plan|expect|slate|bill|fix)"
    r"(?:e?d|s)?\b[^.;]{0,25}?\b(?:to|until|till|for|on|by)|through|(?:before|at|to|with)\s+(?:the|a|an)\s+"
    r"(?:\w+\s+){1,4}(?:on|of))\s+$",
    re.IGNORECASE,
)
_TOWARDS = lazy_regex(r"\bto\s+$", re.IGNORECASE)
_WILL_FOLLOW = lazy_regex(r"[^.;]{0,120}?\b(?:will|shall|is to|are to)\b", re.IGNORECASE)
_PAST = lazy_regex(
    r"\b(?<!\bbe )(?<!\bget )(?:was|were|had|did|said|killed|died|took|came|went|left|began|made|"
    r"held|struck|hit|shot|fell|got|blew|told|found|\w{3,}ed)\b",
    re.IGNORECASE,
)
# "The company said it is calling in its bonds on 7 December": told of the saying only.
_SAID_PRESENT = lazy_regex(
    r"\b(?:said|says|added|announced|reported|stated|confirmed)\s+(?:that\s+)?"
    r"(?:it|he|she|they|we|the\s+\w+)\s+(?:is|are|will|would|plans?|expects?|intends?|hopes?)\b[^.;]*$",
    re.IGNORECASE,
)
_PERFECT = lazy_regex(r"\b(?:had|have|has)\s+(?:\w+\s+)?\w+(?:ed|en)\b", re.IGNORECASE)
_PLUPERFECT = lazy_regex(r"\bhad\s+(?:\w+\s+)?\w+(?:ed|en)\b", re.IGNORECASE)
# "Ordered the commander to appear on Friday": what was meant lies ahead.
_MEANT = lazy_regex(
    r"\b(?:(?:has|have)\s+)?(?:promis(?:es|ed)|vow(?:s|ed)|want(?:s|ed)?|"
    r"seek(?:s|ing)?|agree(?:s|d)|propos(?:es|ed)|urged|ordered|decid(?:es|ed)|allow(?:s|ed)|summon(?:s|ed)|subpoena(?:s|ed)?)\b[^.;]{0,60}?\bto\s+"
    r"(?P<what>(?!the\b|a\b|an\b)[a-z]+\b[^.;]*)$",
    re.IGNORECASE,
)
# "Sept. 14", "Gen. Khan": no sentence ends there.
_SHORT = (
    "Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec Gen Lt Col Maj Capt Sgt Gov Sen Rep Dr Mr "
    "Mrs Ms"
)
# Looked for behind the mark, so that only marks are examined.
_SENTENCE = "(?<![A-Z].)" + "".join(rf"(?<!\b{word}.)" for word in _SHORT.split())
_STOP = lazy_regex(rf"[.;!?]{_SENTENCE}\s|\n\n")
_CLAUSE = lazy_regex(rf"[.;:!?]{_SENTENCE}\s|\n\n|\b(?i:said|says|after|when|while|but)\b")


@lru_cache(maxsize=512)  # a text may be read against several days
def tense_at(text: str, start: int, end: int) -> Tense:
    """Return the tense of the clause around an expression, past where nothing says otherwise."""
    clause = _CLAUSE.split(text[max(0, start - WINDOW) : start])[-1]
    if (
        text[end : end + 2] in _POSSESSIVE
        or _JUST_DONE.search(clause)
        or _WAS_PLANNED.search(clause)
        or (_TOLD_NEXT.match(text, end) and not _PLANNED.search(clause))
    ):
        # "Wednesday's ruling", "announced Wednesday".
        return "past"
    perfect = bool(_PERFECT.search(clause))
    if (
        _LASTING.search(clause)
        or _CALLED.search(clause)
        or _PLANNED.search(clause)
        or (_FUTURE.search(clause) and not perfect)
    ):
        return "future"
    if _FIXED.search(clause) or _is_ahead(clause, _STOP.split(text[end:], maxsplit=1)[0]):
        return "future"
    if _is_limit(text, start, clause) or _is_meant(clause):
        return "future"
    return "future" if _TOWARDS.search(clause) and not told_at(text, start) else "past"


def _is_limit(text: str, start: int, clause: str) -> bool:
    """Return whether "until Friday" lies ahead: not where it is told how long something lasted."""
    if not _UNTIL.search(clause) or _PLUPERFECT.search(clause) or _LASTED.search(clause):
        return False
    # "By Thursday evening they had found ten": told at the head of a sentence.
    return clause.strip().lower() not in {"by", "until"} or not told_at(text, start)


def _is_meant(clause: str) -> bool:
    """Return whether an expression is of what somebody decided, promised or was ordered to do."""
    meant = _MEANT.search(clause)
    # "Has decided to admit it in March": the perfect is of the deciding.
    return meant is not None and not _PERFECT.search(f"{clause[: meant.start()]} {meant['what']}")


def _is_ahead(clause: str, rest: str) -> bool:
    """Return whether the first verb after an expression lies ahead, and none before is past."""
    if _IS_FIXED.match(rest):
        return True
    will = _WILL_FOLLOW.match(rest)
    return will is not None and not _PAST.search(clause) and not _PAST.search(will.group())


@lru_cache(maxsize=512)
def told_at(text: str, start: int) -> bool:
    """Return whether the clause around an expression has a verb in a past tense.

    What something was moved or put off to ("extended to May 3") is not told by that verb.
    """
    lead = text[max(0, start - WINDOW) : start]
    if _AIMED.search(lead) or _WAS_PLANNED.search(lead) or _SAID_PRESENT.search(lead):
        return False
    before = _STOP.split(text[max(0, start - WINDOW) : start])[-1]
    after = _STOP.split(text[start : start + WINDOW], maxsplit=1)[0]
    return bool(_PAST.search(before) or _PAST.search(after))


class Surroundings(NamedTuple):
    """What stands around an expression of a text: its tense is looked for when it is asked for."""

    text: str
    start: int
    end: int

    @property
    def tense(self) -> Tense:
        """Return the tense of the clause around the expression."""
        return tense_at(self.text, self.start, self.end)

    @property
    def told(self) -> bool:
        """Return whether that clause has a verb in a past tense."""
        return told_at(self.text, self.start)
