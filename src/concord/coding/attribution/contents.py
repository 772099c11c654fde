"""What a cue attributes to its source: the stretches before, after or around the verb."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from concord.model import Span
from concord.regexes import lazy_regex

if TYPE_CHECKING:
    from concord.coding.attribution.subjects import Subject

_CLAUSE_WORDS = 6  # a fronted phrase longer than this may be a clause
_FEW_WORDS = 3
_FRONTED = lazy_regex(
    r"^\W*(?:in|at|on|after|before|during|following|while|as|speaking|addressing|with|since|when|"
    r"earlier|later|last|meanwhile|however|asked|instead|but|also|besides|for)\b",
    re.IGNORECASE,
)
_FINITE = lazy_regex(
    r"\b(?:is|are|was|were|be|been|has|have|had|will|would|can|could|must|should|may|might|do|does|did|"
    r"cannot|not|\w+ed|\w+s|went|came|took|gave|made|got|saw|left|lost|began|won|kept|broke|led)\b"
)
_TELLING = frozenset({"say", "accuse", "deny"})
SHORT_TAIL = 9  # words that may follow "he told reporters" in a postposed attribution


def find_content(
    text: str, sentence: Span, place: int, subjects: list[Subject]
) -> tuple[Span, ...]:
    """Return the stretches that a cue attributes to its source."""
    subject = subjects[place]
    right = Span(start=subject.cue.end, end=_clause_end(sentence, place, subjects))
    head = _without_article(text, min(subject.source.start, subject.cue.start))
    if subject.inverted:
        right = Span(start=max(subject.source.end, subject.cue.end), end=right.end)
    left = Span(start=sentence.start, end=head)
    if subject.passive:
        return (_passive(text, sentence, subject),)
    if subject.inherited or not _is_postposed(text, left, right, subject):
        return (
            (right,)
            if count_words(text, right)
            else (left,)
            if subject.inverted and count_words(text, left)
            else ()
        )
    told = (s.cue.end for s in subjects[:place] if s.cue.kind in _TELLING)
    earlier_end = max(told, default=sentence.start)
    left = Span(start=earlier_end, end=head)
    spans = [s for s in (left, right) if count_words(text, s)]
    return tuple(spans)


# "..., the army's media wing said", "..., the interior ministry's spokesman said": what stands
# before the source's head belongs to the source.
_ARTICLE = lazy_regex(
    r",\s+(?:(?:the|a|an|its|their|his|her)\s+$"
    r"|(?:(?:the|a|an|its|their|his|her)\s+)?(?:[\w-]+\s+){0,4}[\w-]+(?:'|\u2019)s?\s+$)",
    re.IGNORECASE,
)
_ARTICLE_REACH = 60  # characters


def _without_article(text: str, head: int) -> int:
    """Return where a source begins behind a comma, its article and possessor included."""
    start = max(0, head - _ARTICLE_REACH)
    match = _ARTICLE.search(text[start:head])
    return head if match is None else start + match.start() + 1


_CLAUSE = lazy_regex(r"[;:]\s|,\s+(?:and|but|while)\s|\b(?:that|although|because)\s", re.IGNORECASE)


def _passive(text: str, sentence: Span, subject: Subject) -> Span:
    """Return what was done to something by the source: the subject of the passive clause."""
    starts = [m.end() for m in _CLAUSE.finditer(text, sentence.start, subject.cue.start)]
    return Span(start=starts[-1] if starts else sentence.start, end=subject.cue.start)


def count_words(text: str, span: Span) -> int:
    """Return how many words a span of the text holds."""
    return len(re.findall(r"\w+", text[span.start : span.end]))


def _is_postposed(text: str, left: Span, right: Span, subject: Subject) -> bool:
    """Return whether the content stands before the source ("..., he said") or around it."""
    lead = text[left.start : left.end].rstrip()
    if not lead or subject.cue.kind not in {"say", "accuse", "demand", "oppose", "support"}:
        return False
    if re.search(r"[,.?!][\"”\u2019]$|[\"”],?$", lead):
        return True
    if not lead.endswith((",", "—", "-")) and not subject.inverted:
        return False
    words = count_words(text, left)
    fronted = _FRONTED.match(lead) is not None and not (
        words > _CLAUSE_WORDS and _FINITE.search(lead)
    )
    tail = text[right.start : right.end]
    if re.match(r"\s*(?:,|;|\.|$)", tail):
        return not fronted
    first = re.split(r"[;,.\"“]", tail)[0]
    short = len(first.split()) <= SHORT_TAIL and not re.search(r"\bthat\b", first)
    told = re.match(
        r"\s+(?:(?:the|a|an)\s+\w+|reporters|journalists|newsmen|parliament|in|at|on|during|after|[A-Z]\w+|this|here|late|yesterday|last)\b",
        tail,
    )
    whole = re.match(r"[^;.\"“]*[;.]?\s*$", tail[len(first) :]) is not None or tail[
        len(first) : len(first) + 1
    ] in {",", ";", "."}
    return bool(
        short and told and whole and not fronted and words > _FEW_WORDS and _FINITE.search(lead)
    )


def _clause_end(sentence: Span, place: int, subjects: list[Subject]) -> int:
    """Return where the content on the right ends: at the next clause of a cue or the sentence."""
    for later in subjects[place + 1 :]:
        if later.relative:
            continue
        own = later.source.start > subjects[place].cue.end and not later.inverted
        start = later.source.start if own else later.cue.start
        if start <= subjects[place].cue.end:
            continue
        return start
    return sentence.end
