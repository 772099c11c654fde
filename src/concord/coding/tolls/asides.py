"""Asides: clauses between a subject and its verb, and speech that cuts a sentence in two.

"Omid Karra, who left the army in 2015, was shot dead": the verb goes on with who stands before
", who". "A spokesman said that the children had died": the spokesman is no subject of the dying.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from concord.coding.tolls.tokens import ADVERBS, PASSIVE, word_set

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from concord.coding.tolls.people import Group
    from concord.coding.tolls.tokens import Effect, Token

_RELATIVE = word_set("who whose whom which")
_SPEECH = word_set(
    "said says saying told tells telling confirmed confirms claimed claims claiming announced "
    "added adding stated stating alleged alleging argued warned insisted wrote tweeted maintained "
    "denied admitted acknowledged disclosed informed"
)
_ENDS = word_set("; : said says")
_LONGEST = 45  # tokens of an aside


def verb_start(tokens: Sequence[Token], first: int) -> int:
    """Return the token before the auxiliaries and adverbs of a verb that begins at ``first``."""
    at = first - 1
    while at >= 0:
        lower = tokens[at].lower
        if lower not in PASSIVE and lower not in ADVERBS and not lower.endswith("ly"):
            break
        at -= 1
    return at


def opening(tokens: Sequence[Token], first: int) -> int | None:
    """Return the comma that opens an aside right before a verb that begins at ``first``, or None.

    The aside begins with "who" or the like and ends with a comma.
    """
    close = verb_start(tokens, first)
    if close < 0 or tokens[close].text != ",":
        return None
    for at in range(close - 1, max(0, close - _LONGEST), -1):
        if tokens[at].lower in _ENDS:
            return None
        if tokens[at].lower in _RELATIVE and tokens[at - 1].text == ",":
            return at - 1
    return None


def start_before(effects: Sequence[Effect], opened: int) -> int:
    """Return the token after the last effect phrase before an aside."""
    return max((effect.last + 1 for effect in effects if effect.last < opened), default=0)


def heard(tokens: Sequence[Token], first: int, groups: Iterable[Group]) -> list[Group]:
    """Return the groups before a verb without those that only say that it happened."""
    subject = verb_start(tokens, first)
    if subject < 0 or tokens[subject].text == ",":
        return list(groups)
    said = [
        at
        for at in range(1, subject)
        if tokens[at].lower in _SPEECH
        and tokens[at - 1].lower not in PASSIVE
        and tokens[at - 1].text != ","
    ]
    last = said[-1] if said else -1
    return [group for group in groups if group.last > last]
