"""Carrying: the option that "the plan", "the move" or "it" stands for in what somebody says."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from concord.coding.options import OptionHit
from concord.coding.stances import Judgement, StanceWords, judge
from concord.regexes import lazy_regex

if TYPE_CHECKING:
    from collections.abc import Sequence

    from concord.coding.attribution import Attribution
    from concord.model import Span

_ANAPHORA = lazy_regex(
    r"\b(?:the|this|that|such|any|its|his|her|their|these|those)\s+(?:\w+\s+){0,2}?"
    r"(?:plan|plans|move|moves|shift|stance|decision|order|offer|proposal|proposals|bill|law|measure|measures|step|steps|policy|"
    r"demand|demands|idea|initiative|scheme|delay|demand|package|amendment|resolution|strategy|deadline|"
    r"announcement|programme|program|project|request|condition|conditions|closure|approach|deal|extension|call)\b",
    re.IGNORECASE,
)
# "that" points only where it stands alone: else it begins a clause.
_POINTING = lazy_regex(
    r"^\W*(?:that\s+)?(?:(?:it|this|them)\b|that(?=\s*(?:[.,;]|$)))", re.IGNORECASE
)
# What somebody took or holds may be a refusal; a plan or "it" is the means itself.
_TAKEN = lazy_regex(
    r"\b(?:decision|moves?|shift|stance|steps?|announcement|policy|approach)\b", re.IGNORECASE
)
_REACTIONS = frozenset({"reject", "oppose", "support", "condemn"})
_CARRY = 300  # characters back to what "the plan" may stand for
_REFUSALS = frozenset({"reject", "oppose"})


def carry(
    text: str,
    said: Attribution,
    all_said: Sequence[Attribution],
    hits: Sequence[OptionHit],
    words: StanceWords,
) -> tuple[OptionHit, Judgement] | None:
    """Return the option that "the plan", "the move" or "it" stands for, with the stance on it."""
    before = [h for h in hits if said.sentence.start - _CARRY <= h.start < said.sentence.start]
    for span in said.content if before else ():
        content = text[span.start : span.end]
        match = _ANAPHORA.search(content)
        if match is None and _may_point(text, said, span, words):
            match = _POINTING.search(content)
        if match is None:
            continue
        place = span.start + match.start()
        last = before[-1]
        told = next(
            (h for h in before if h.act and h.option == last.option and last.start < h.end), last
        )
        taken = _TAKEN.search(match.group()) is not None
        sign = -1 if taken and _was_refused(last, all_said) else told.sign
        hit = OptionHit(last.option, place, span.start + match.end(), sign)
        judged = judge(text, span, hit, said.kind, words, own_subject=True)
        rest = text[span.start : span.end]
        if said.kind in _REACTIONS or words.search("bad", rest) or words.search("good", rest):
            return hit, judged
        return hit, replace(judged, stance="neutral_report") if said.kind == "say" else judged
    return None


def _may_point(text: str, said: Attribution, content: Span, words: StanceWords) -> bool:
    """Return whether "it" or "that" at the head of a content may be what is reacted to."""
    if said.kind != "say":
        return said.kind in _REACTIONS
    judging = (words.lists[name] for name in ("bad", "good"))
    return any(listed.search(text, content.start, content.end) for listed in judging)


# "While the raids go on, X ...": what a clause before the subject tells is nobody's object.
_SUBORDINATE = lazy_regex(
    r"^\W*(?:while|as|after|although|though|despite|since|when|if|unless|even|before)\b[^,]*$",
    re.IGNORECASE,
)
_POINTED = frozenset({"demand", "oppose", "reject"})


def beside(
    text: str, said: Attribution, all_said: Sequence[Attribution], hits: Sequence[OptionHit]
) -> OptionHit | None:
    """Return the one option of a sentence that is no part of what anybody says in it.

    What is demanded, opposed or refused in a sentence about one option is taken to be that one.
    """
    if said.kind not in _POINTED or said.reported_by is not None:
        return None
    places = [said.source_start, said.cue_start or said.source_start]
    first, last = min(places), max(places) + len(said.cue or "")
    here = [
        h
        for h in hits
        if said.sentence.start <= h.start < said.sentence.end
        and not (h.start < last and first < h.end)
        and not _SUBORDINATE.search(text[said.sentence.start : h.end])
        and not any(a is not said and holds(a, h) for a in all_said)
    ]
    return here[0] if len({h.option for h in here}) == 1 else None


def _was_refused(hit: OptionHit, all_said: Sequence[Attribution]) -> bool:
    """Return whether "the decision" about an option that somebody took was one against it."""
    return any(a.kind in _REFUSALS and holds(a, hit) for a in all_said)


def holds(said: Attribution, hit: OptionHit) -> bool:
    """Return whether an attribution has an option in its content."""
    return any(s.start <= hit.start and hit.end <= s.end for s in said.content)
