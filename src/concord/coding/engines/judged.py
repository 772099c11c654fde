"""Judged: members of a group that a court found guilty of an attack, or that stand trial for it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from concord.regexes import lazy_regex

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from concord.coding.actors import ActorMention
    from concord.coding.prepared import Prepared
    from concord.model import Span

_GUILTY = lazy_regex(
    r"\b(?:sentenc\w+|convict\w*|jailed|found\s+guilty|death\s+(?:sentences?|penalty|row)|hanged"
    r"|executed|imprisoned|life\s+(?:term|sentence|imprisonment)|years?\s+in\s+(?:prison|jail))\b",
    re.IGNORECASE,
)
_CHARGED = lazy_regex(
    r"\b(?:charged|indicted|on\s+trial|stand(?:s|ing)?\s+trial|arraigned|remanded|accused)\b",
    re.IGNORECASE,
)
# "... for an attack on", "over the bombing": what it was that they did.
_FOR = lazy_regex(
    r"(?:\s*\([^)]*\))?(?:\s+(?:militants?|members?|men|fighters?|cadres|operatives?|commanders?|terrorists?"
    r"|activists?|suspects))?(?:[^.;]{0,90}?)\b(?:for|of|over|in\s+connection\s+with|in)\s+"
    r"(?:(?:their|his|her|its|the|a|an|part|role|involvement|in|last|\d{4}|[A-Z]?\w+)\s+){0,6}$"
)
_REACH = 180  # characters


def find(
    prepared: Prepared, sentence: Span, acts: Sequence[tuple[int, int, int]]
) -> Iterator[tuple[int, ActorMention, str]]:
    """Yield the acts of a sentence for which members of a named group were tried.

    Each with the group and its role: ``perpetrator`` where a court found them guilty, else
    ``suspected``. ``acts`` are (start, end, number) of violence, in the order of the text.
    """
    text = prepared.text
    guilty = _GUILTY.search(text, sentence.start, sentence.end)
    if guilty is None and _CHARGED.search(text, sentence.start, sentence.end) is None:
        return
    for actor in prepared.actors:
        if not (sentence.start <= actor.start and actor.end <= sentence.end):
            continue
        if actor.nature != "armed" or actor.generic:
            continue
        for start, _, number in acts:
            near = actor.end <= start <= actor.end + _REACH
            if near and _FOR.fullmatch(text, actor.end, start):
                yield number, actor, "perpetrator" if guilty else "suspected"
                break
