"""Acts without speech: signed, launched, withdrew, boycotted, banned; positions from deeds."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from concord.coding.saying import done_when
from concord.identity import statement_id
from concord.model import Document, Span, Statement, When

if TYPE_CHECKING:
    from collections.abc import Sequence

    from concord.coding.options import OptionHit
    from concord.coding.speakers import Cast, Source

_GAP = re.compile(
    r"^\s*,?\s*(?:(?:has|have|had|also|then|later|already|jointly|formally|\w+ly|on\s+\w+day|in\s+\w+(?:\s+\d{4})?|itself|last\s+\w+|again|both|who|which|and|now|once)\s*,?\s*)*$"
)
_PASSIVE = re.compile(
    r"\b(?:was|were|been|being|be|is|are|to|not|never|will|would|may|might|could|if)\s+(?:\w+ly\s+)?$",
    re.IGNORECASE,
)
_BY = re.compile(r"\bby\s+(?:the\s+)?$")
_WITH = re.compile(r"\b(?:with|between)\s+(?:the\s+)?$")
_ACTORS = frozenset(
    {
        "government",
        "armed_group",
        "movement",
        "criminal",
        "party",
        "security_force",
        "judiciary",
        "international",
    }
)
_MUTUAL = frozenset({"ceasefire_peace_deal", "negotiation", "host_state_dialogue"})


def find_acts(
    document: Document, sentences: Sequence[Span], cast: Cast, hits: Sequence[OptionHit],
    whens: Sequence[When],
) -> list[Statement]:  # fmt: skip
    """Return the statements of voice ``act``: a named actor carries an option out, or ends it.

    A mutual act (an accord, a truce) is a position of both parties named.
    """
    found: list[Statement] = []
    for sentence in sentences:
        for hit in hits:
            if hit.act and sentence.start <= hit.start < sentence.end:
                said = done_when(document, sentence, whens)
                actors = _actors(document.text, sentence, cast, hit)
                found.extend(replace(_act(document, sentence, hit, a), said=said) for a in actors)
    return found


def _actors(text: str, sentence: Span, cast: Cast, hit: OptionHit) -> list[Source]:
    named = [s for s in cast.within(sentence.start, sentence.end) if s.kind != "pronoun"]
    before = [s for s in named if s.end <= hit.start]
    left = text[sentence.start : hit.start]
    subject: Source | None = None
    if _PASSIVE.search(left):
        after = [s for s in named if s.start >= hit.start and _BY.search(text[hit.start : s.start])]
        subject = after[0] if after else None
    elif before:
        near = before[-1]
        subject = near if _GAP.match(text[near.end : hit.start]) else None
    if subject is None or not _acts(subject):
        return []
    actors = [subject]
    joined = [
        s
        for s in before[:-1]
        if re.fullmatch(r"\s*,?\s*(?:and|&|as well as)\s+(?:the\s+)?", text[s.end : subject.start])
    ]
    actors.extend(s for s in joined[-1:] if _acts(s))
    if hit.option in _MUTUAL and hit.sign > 0:
        partners = [
            s for s in named if s.start > hit.start and _WITH.search(text[hit.start : s.start])
        ]
        actors.extend(s for s in partners[:1] if _acts(s) and s.key != subject.key)
    return actors


def _acts(source: Source) -> bool:
    return source.group in _ACTORS or (source.kind == "person" and source.group is not None)


def _act(document: Document, sentence: Span, hit: OptionHit, actor: Source) -> Statement:
    return Statement(
        id=statement_id(document.id, actor.start, hit.start, hit.option),
        document_id=document.id,
        speaker=actor.text,
        stance="supports" if hit.sign > 0 else "opposes",
        voice="act",
        start=hit.start,
        end=sentence.end,
        quote=document.text[hit.start : sentence.end],
        speaker_id=actor.actor_id,
        speaker_name=actor.label,
        person=actor.person,
        office=actor.office,
        speaker_side=actor.side,
        cue=document.text[hit.start : hit.end],
        option=hit.option,
    )
