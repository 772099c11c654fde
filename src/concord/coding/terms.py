"""Terms: what an accord provides for is a position of those who made it."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from concord.identity import statement_id
from concord.regexes import lazy_regex

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from concord.coding.options import OptionHit
    from concord.model import Document, Span, Statement

_ACCORD = "ceasefire_peace_deal"
_DISARMED = "disarmament_surrender"
_APART = frozenset({_ACCORD, "negotiation", "host_state_dialogue"})
_PROVIDES = lazy_regex(
    r"\b(?:agreement|accord|deal|pact|treaty|memorandum|truce|ceasefire)\b[^.;:\"\u201d]{0,60}?"
    r"\b(?:provid(?:es|ed)\s+for|requir(?:es|ed)|includ(?:es|ed)|commit(?:s|ted)|allow(?:s|ed)|grant(?:s|ed)"
    r"|call(?:s|ed)\s+for|envisag(?:es|ed)|stipulat(?:es|ed)|promis(?:es|ed)|entail(?:s|ed))\b",
    re.IGNORECASE,
)
_BACK = 700  # characters back to the accord whose terms a sentence tells


def find_terms(
    document: Document, sentences: Sequence[Span], hits: Sequence[OptionHit],
    acts: Sequence[Statement],
) -> Iterator[Statement]:  # fmt: skip
    """Yield what an accord provides for as acts of its government, arms laid down as of both sides.

    The makers are those of the last accord that the text tells of, in the sentence or before it.
    """
    for sentence in sentences if hits and acts else ():
        told = _PROVIDES.search(document.text, sentence.start, sentence.end)
        if told is None:
            continue
        makers = _makers(acts, sentence)
        for hit in hits:
            within = told.end() <= hit.start and hit.end <= sentence.end
            if not within or hit.option in _APART or hit.stance is not None:
                continue
            for maker in makers:
                if hit.option == _DISARMED or "government" in (maker.speaker_side or ""):
                    yield _term(document, sentence, maker, hit)


def _makers(acts: Sequence[Statement], sentence: Span) -> list[Statement]:
    makers: dict[str, Statement] = {}
    for act in acts:
        made = act.option == _ACCORD and act.stance == "supports"
        if made and sentence.end - _BACK <= act.start < sentence.end:
            makers[act.speaker_id or act.speaker_name or act.speaker] = act
    return list(makers.values())


def _term(document: Document, sentence: Span, maker: Statement, hit: OptionHit) -> Statement:
    key = maker.speaker_id or maker.speaker_name or maker.speaker
    return replace(
        maker,
        id=statement_id(document.id, sentence.start, hit.start, f"{hit.option}-{key}"),
        start=hit.start,
        end=sentence.end,
        quote=document.text[hit.start : sentence.end],
        option=hit.option,
        stance="supports" if hit.sign > 0 else "opposes",
        cue=None,
    )
