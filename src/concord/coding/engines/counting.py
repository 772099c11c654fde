"""Counting: the dead and hurt whom the model reads where the toll reader reads nobody.

A figure that the model alone reads is taken where it is sure of it and no figure of its effect
stands in the sentence: the reader's words are exact, the model's are a guess. Of whom the reader
says civilians for want of a word, the model may know that they were militants.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from concord.coding import numbers
from concord.coding.engines.decoding import likeliest
from concord.coding.tolls import Figure
from concord.model import Span, TollFigure
from concord.regexes import lazy_regex

if TYPE_CHECKING:
    from collections.abc import Iterator

    from concord.coding.engines.decoding import Found, Reader
    from concord.coding.prepared import Prepared

SURE = 0.7  # that a span counts the dead or hurt
FIGHTERS = 0.6  # that those whom the reader takes for civilians are militants
_DEFINITE = frozenset({"the", "those", "these"})
_AGE = lazy_regex(r"\b(?:years?|months?)[- ]olds?\b", re.IGNORECASE)
_AMONG = lazy_regex(r"\s+of\s+(?:them|whom|these|those)\b")
# Whose death goes without saying in a suicide bombing; how many they were is told by the words.
_BOMBER = lazy_regex(r"\b(?:bomber|attacker|assailant)\b", re.IGNORECASE)
_RANK = lazy_regex(
    r"\b(?:constables?|(?:sub-?)?inspectors?|polic(?:e|em[ae]n|ewom[ae]n)|soldiers?|jawans?|corporals?"
    r"|sergeants?|lieutenants?|naiks?|sepoys?|subedars?|gendarmes?)\b",
    re.IGNORECASE,
)
EFFECTS = frozenset({"killed", "injured", "arrested"})


def count_more(prepared: Prepared, reader: Reader) -> tuple[Figure, ...]:
    """Return the figures of a text in order, with those that only the model reads."""
    new = [figure for span in reader.spans("count") for figure in _figure(prepared, reader, span)]
    read = [_as_fighters(figure, reader) for figure in prepared.figures]
    return tuple(sorted([*read, *new], key=lambda figure: figure.figure.start or 0))


def counts_anybody(prepared: Prepared, reader: Reader) -> bool:
    """Return whether any figure of a text may count somebody; if not, none does."""
    return any(figure.figure.low > 0 for figure in prepared.counted) or any(
        span.label in EFFECTS and span.score >= SURE for span in reader.spans("count")
    )


def _as_fighters(figure: Figure, reader: Reader) -> Figure:
    """Return a figure as one of militants, where no word says so and the model takes them for it.

    The reader takes people of whom nothing is said for civilians. Of other classes the model is
    wrong as often as the reader.
    """
    toll = figure.figure
    if toll.victim_class != "civilian" or toll.start is None or not toll.low:
        return figure
    if figure.named and toll.text[:1].isupper():
        return figure  # a mere name
    likely = reader.likelihoods("count_class", toll.start, toll.end or toll.start)
    if likely.get("militant", 0.0) < FIGHTERS:
        return figure
    return replace(figure, figure=replace(toll, victim_class="militant"))


def _figure(prepared: Prepared, reader: Reader, span: Found) -> Iterator[Figure]:
    if span.label not in EFFECTS or span.score < SURE:
        return
    sentence = prepared.sentences[prepared.sentence_at(span.start)]
    read = [f for f in prepared.figures if sentence.start <= f.governor.start < sentence.end]
    if any(f.figure.effect == span.label or f.who.start < span.end <= f.who.end for f in read):
        return
    listed = numbers.find(prepared.text, span.start, span.end)
    quantity = listed[0] if listed else None
    words = prepared.text[span.start : span.end]
    if _AGE.search(words) or _AMONG.match(prepared.text, span.end):
        return
    if quantity is None and (words.split()[0].lower() in _DEFINITE or _BOMBER.search(words)):
        return
    class_, _ = likeliest(reader.likelihoods("count_class", span.start, span.end))
    if class_ == "militant" and _RANK.search(words):
        class_ = "security"  # a rank says more than what was done to him
    at = Span(start=span.start, end=span.end)
    figure = TollFigure(
        effect=span.label,
        victim_class=class_ or "unknown",
        side="unknown",
        low=quantity.low if quantity else 1,
        best=quantity.best if quantity else 1,
        high=quantity.high if quantity else 1,
        vague=bool(quantity and quantity.vague),
        text=words,
        start=span.start,
        end=span.end,
    )
    yield Figure(figure=figure, sentence=sentence, governor=at, who=at, named=quantity is None)
