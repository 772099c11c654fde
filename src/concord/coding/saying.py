"""When something was said: by the words beside the verb, else by the day of publication."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from concord.coding import dating, times
from concord.coding.times.spans import precision_of
from concord.model import Document, Span, When
from concord.regexes import lazy_regex

if TYPE_CHECKING:
    from collections.abc import Sequence

    from concord.coding.attribution import Attribution

_PLUPERFECT = lazy_regex(r"\bhad\s+(?:\w+\s+){0,2}$")
# "the accord of February", "the truce agreed in June": when something else was.
_OF = lazy_regex(r"\b(?:of|agreed\s+(?:on|in)|signed\s+(?:on|in)|since)\s+(?:last\s+)?$")
_BESIDE = 40  # characters between a verb of saying and its time


def find_whens(document: Document, customs: times.Customs) -> tuple[When, ...]:
    """Return the time expressions of a document that date something, in order."""
    return tuple(
        when
        for when in dating.read_times(document, customs)
        if when.kind in {"date", "time", "reported"} and when.start is not None
    )


def said_when(document: Document, said: Attribution, whens: Sequence[When]) -> When | None:
    """Return when a statement was made, or None if nothing says so.

    A time beside the verb or outside the content dates it; else the day of publication does, unless
    the text tells of it as past ("had said").
    """
    here = [w for w in whens if w.start is not None and _inside(said.sentence, w.start)]
    cue = said.cue_start if said.cue_start is not None else said.sentence.start
    for when in here:
        start = when.start or 0
        beside = (
            abs(start - cue) <= _BESIDE
            and "that" not in document.text[min(cue, start) : start].split()
        )
        loose = when.precision == "year" and not document.text[:start].endswith(("in ", "In "))
        apart = not any(_inside(s, start) for s in said.content) and when.precision != "year"
        if not loose and (when.kind == "reported" or beside or apart):
            return when if when.first is not None else None
    if said.cue is not None and _PLUPERFECT.search(document.text[max(0, cue - 24) : cue]):
        return None
    return on_publication(document)


def done_when(document: Document, sentence: Span, whens: Sequence[When]) -> When | None:
    """Return when an act in a sentence was done: by a time in the sentence, else on publication."""
    here = [w for w in whens if w.start is not None and _inside(sentence, w.start) and w.first]
    own = [w for w in here if not _belongs(document.text, w)]
    if own:
        return own[0]
    if here:
        return on_publication(document)
    past = re.search(r"\bhad\b", document.text[sentence.start : sentence.end])
    return None if past else on_publication(document)


# "its 2024 manifesto", "the 2018 election": the year of something else.
_NOUN = lazy_regex(
    r"\s+(?:manifesto|budget|constitution|elections?|polls?|report|census|accord|agreement|award|policy|act|law)\b"
)


def _belongs(text: str, when: When) -> bool:
    """Return whether a time says when something else was than what the sentence tells."""
    start, end = when.start or 0, when.end or 0
    named = when.precision == "year" and _NOUN.match(text, end) is not None
    return named or _OF.search(text[max(0, start - 12) : start]) is not None


def on_publication(document: Document) -> When | None:
    """Return the day (or month) of publication as a reported time, or None for an undated text."""
    within = document.published_within
    if within is None:
        return None
    first, last = within
    precision = precision_of(first, last)
    return When(first=first, last=last, precision=precision, basis="published", kind="reported")


def _inside(span: Span, offset: int) -> bool:
    return span.start <= offset < span.end
