"""Messengers: nameless people and papers that tell what the men of a group did.

"A caller told the station that fighters of the X had lit the fire", "a man who gave his name as
Omid rang to say that the mujahideen of the X had shot the clerk": the group claims it by them.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from concord.coding.engines import acts
from concord.regexes import lazy_regex

if TYPE_CHECKING:
    from collections.abc import Iterator

    from concord.coding.actors import ActorMention
    from concord.coding.engines.rules import Draft
    from concord.model import Span

_BACK = 4  # sentences between an act and the message about it
_NAMELESS = lazy_regex(
    r"\b(?:caller|voice(?:\s+(?:message|note|recording))?|audio(?:\s+(?:message|clip))?|tape|leaflets?"
    r"|letters?|pamphlets?|handbills?|posters?|recording|text\s+message|sms|e-?mail|fax|typed\s+\w+|sheets?"
    r"|(?:an?|one|another)\s+(?:[\w-]+\s+){0,2}?(?:man|person|spokes\w+|speaker|commander|figure)\s+"
    r"(?:[\w-]+\s+){0,2}?(?:call(?:ed|s|ing)\s+himself|giv(?:ing|es)\s+his\s+name|gave\s+his\s+name|who\s+(?:sign|call|identif"
    r"|introduc|gave|giv|speaks|spoke|claim)\w*|identif\w+\s+himself|introduc\w+\s+himself"
    r"|claiming\s+to|purporting|speaking\s+(?:for|on)|telephoning|phoning|calling\s+(?:from|on)))\b",
    re.IGNORECASE,
)
_SAYS = lazy_regex(
    r"\b(?:sa(?:y|ys|id|ying)|told|tells|claim\w*|declar\w*|announc\w*|reads?|reading|wrote|stat(?:ed|es|ing)"
    r"|boast\w*|inform\w*)\b",
    re.IGNORECASE,
)
_MEN_OF = lazy_regex(
    r"\b(?:fighters|men|mujahide?e?n|sarmachars|brothers|soldiers|guerrillas|warriors|commandos|knights"
    r"|(?:[\w-]+\s+)?(?:unit|cell|squad|column|team|brigade))\s+(?:of|from)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
_CARRIED_BY = lazy_regex(
    r"\b(?:carried\s+out|done|executed|mounted|staged)\s+by\s+(?:the\s+)?$", re.IGNORECASE
)
_DID = lazy_regex(
    r"(?:['\u2019]s\s+[^.;,]{1,30})?\s+(?:[\w-]+\s+){0,2}?(?:had|has|have|was\s+behind|were\s+behind|did|hit|struck"
    r"|attacked|\w+ed)\b",
    re.IGNORECASE,
)
_OFFICIAL = lazy_regex(
    r"\b(?:police|army|military|officials?|officers?|minist\w+|governor|government|authorities|prosecutor\w*"
    r"|commissioner|intelligence|security|court|witness\w*|residents?|analysts?)\b",
    re.IGNORECASE,
)
_NOT = lazy_regex(
    r"\b(?:not|never|no|none|den(?:y|ies|ied|ying)|would|will|if)\b|n['\u2019]t\b", re.IGNORECASE
)


def find(draft: Draft) -> Iterator[tuple[int, ActorMention]]:
    """Yield the acts of which a nameless messenger tells as done by the men of a group."""
    for actor in draft.prepared.actors:
        if actor.nature == "armed" and actor.name and _is_told(draft, actor):
            act = _act(draft, actor)
            if act is not None:
                yield act, actor


def _is_told(draft: Draft, actor: ActorMention) -> bool:
    """Return whether a messenger says that the men of a group did something."""
    prepared = draft.prepared
    text = prepared.text
    number = prepared.sentence_at(actor.start)
    sentence = prepared.sentences[number]
    before = max(sentence.start, actor.start - 60)
    if _CARRIED_BY.search(text, before, actor.start) is None and (
        _MEN_OF.search(text, before, actor.start) is None
        or _DID.match(text, actor.end, sentence.end) is None
    ):
        return False
    first = prepared.sentences[max(0, number - 1)]
    sent = _NAMELESS.search(text, first.start, actor.start)
    if sent is None or _OFFICIAL.search(text, sent.end(), actor.start):
        return False
    said = _SAYS.search(text, sent.start(), sentence.end)
    return said is not None and _NOT.search(text, actor.end, sentence.end) is None


def _act(draft: Draft, actor: ActorMention) -> int | None:
    """Return the act that a message tells of: its own, else what it means, else the last told."""
    prepared = draft.prepared
    number = prepared.sentence_at(actor.start)
    sentence = prepared.sentences[number]
    told = [(c, n) for c, n in acts.heads(draft) if draft.mentions[n].label != "harm"]
    own = [n for _, n in told if _is_in(draft, n, sentence) and _at(draft, n) >= actor.end]
    found = own or list(acts.meant(draft, actor))
    if found:
        return found[0]
    first = prepared.sentences[max(0, number - _BACK)].start
    before = [n for _, n in told if first <= _at(draft, n) < actor.start]
    return before[-1] if before else None


def _at(draft: Draft, number: int) -> int:
    return draft.mentions[number].start


def _is_in(draft: Draft, number: int, span: Span) -> bool:
    return span.start <= _at(draft, number) < span.end
