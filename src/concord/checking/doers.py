"""Doers that are a kind of people and no named group: bandits, jihadists, gunmen, rebels.

A kind that could be any group ("rebels", "gunmen") is left out of what is counted, and said so. A
narrower one ("bandits", "separatists") cannot be: the record knows groups by their names, and who
is written as a bandit in one report is a named group in the next.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from concord.checking.reader import Unreadable, refuse_state
from concord.regexes import lazy_regex

if TYPE_CHECKING:
    from concord.checking.reader import Sentence
    from concord.coding.wordpatterns import WordPattern

_BY = lazy_regex(
    r"\bby\s+(?:(?:the|suspected|armed|unknown|unidentified|local)\s+){0,3}$", re.IGNORECASE
)
# What is done to somebody is followed by whom ("killed 100 people"), never by a time or place:
# "the bandits killed in 2021" are the dead.
_DID = lazy_regex(
    r"(?:,[^,]{2,60},\s+)?(?:(?:have|has|had|also|reportedly|allegedly|alone)\s+)*"
    r"(?:(?:kill(?:s|ed)?|murder(?:ed|s)?|massacred|slaughtered|shot|abduct(?:ed|s)?|kidnap(?:ped|s)?"
    r"|injured|wounded|attack(?:ed|s)?|seized)\s+(?!(?:in|by|during|since|last|this|on|at|from|between"
    r"|were|was|are|rose|fell|have|has|had|and|or|to)\b)\w"
    r"|(?:carr(?:y|ied)\s+out|mount(?:ed)?|launch(?:ed)?|stag(?:ed?)|conduct(?:ed)?|commit(?:ted)?"
    r"|perpetrated?|were\s+(?:behind|responsible)|are\s+(?:behind|responsible)|caused?)\b)",
    re.IGNORECASE,
)


def leave_out_doer(sentence: Sentence, start: int, end: int) -> str:
    """Return the doer of a stretch that no count can be narrowed to, as written, or "".

    Raises Unreadable for what the state did and for a doer that is one kind among others.
    """
    refuse_state(sentence.text[start:end])
    words = sentence.words
    if narrow := _doer(sentence.masked[start:end], words.doers):
        raise Unreadable(
            f"not counted here: what {narrow} did is not counted apart (name a group, or leave"
            " them out)"
        )
    return _doer(sentence.masked[start:end], words.any_doers)


def say_left_out(doer: str) -> tuple[str, ...]:
    """Return the note on a doer that was left out; none without one."""
    if not doer:
        return ()
    return (f"the doer, {doer!r}, was not used: it names no group, and all are counted",)


def _doer(text: str, kinds: WordPattern) -> str:
    for match in kinds.finditer(text):
        written = match.group().rstrip()
        if _DID.match(text, match.end()) or _BY.search(text, 0, match.start()):
            return written.casefold()
    return ""
