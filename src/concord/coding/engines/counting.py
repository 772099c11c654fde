"""Counting: the dead and hurt whom the model reads where the toll reader reads nobody.

A figure that the model alone reads is taken where it is sure of it, and surer, of the dead alone,
beside a figure of its effect in the sentence: the reader's words are exact, the model's are a
guess. Who is read as a victim too counts as dead on less. Of whom the reader says civilians for
want of a word, the model may know that they were militants.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from concord.coding import numbers
from concord.coding.engines.decoding import likeliest
from concord.coding.tolls import Figure, contradicts
from concord.model import Span, TollFigure
from concord.regexes import lazy_regex

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from concord.coding.engines.decoding import Found, Reader
    from concord.coding.numbers import Quantity
    from concord.coding.prepared import Prepared

SURE = 0.7  # that a span counts the dead or hurt
SURER = 0.75  # and that it does beside those whom the reader counts
LIKELY, HIT = 0.6, 0.75  # of what is read as a victim as well: the count, and the victim by name
STRUCK = 0.8  # and the victim of whom no name is told
FIGHTERS = 0.6  # that those whom the reader takes for civilians are militants
_DEFINITE = frozenset({"the", "those", "these"})
_AGE = lazy_regex(r"\b(?:years?|months?)[- ]olds?\b", re.IGNORECASE)
_AMONG = lazy_regex(r"\s+of\s+(?:them|whom|these|those|the\s+dead|the\s+victims)\b")
_INCLUDES = lazy_regex(
    r"\b(?:includ\w+|among|amongst|of\s+(?:whom|which|them|those)|namely|mostly|mainly)\b|[(:\u2013\u2014]"
)
_SHARE = lazy_regex(
    r"(?:half|most|all|some|many|several|part|none|not|neither|no|both|the\s+rest)\b", re.IGNORECASE
)
_NAME = lazy_regex(
    r"(?:(?:[Hh]is|[Hh]er|[Tt]heir)\s+[\w-]+\s+)?[A-Z][\w.\u2019'-]+(?:\s+(?:al-|el-|bin\s+)?[A-Z][\w.\u2019'-]+)+"
)
_JOINT = lazy_regex(
    r"\s*(?:,\s*)?(?:and|along\s+with|as\s+well\s+as|together\s+with|&)\s+(?:(?:the|his|her|their)\s+)?",
    re.IGNORECASE,
)
_MORE = lazy_regex(
    r"another\b|a\s+(?:second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth)\b"
    r"|[\w-]+\s+(?:more|others)\b",
    re.IGNORECASE,
)
_NUMBER = 24  # code points after a span in which its number may end
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
    new = [_beside_rivals(prepared.text, figure, [*read, *new]) for figure in new]
    told = sorted([*read, *new], key=lambda figure: figure.figure.start or 0)
    return tuple(_as_lists(prepared.text, told, new))


def _as_lists(text: str, told: Sequence[Figure], new: Sequence[Figure]) -> Iterator[Figure]:
    """Yield the figures, those that the model read in one list said to be of one word.

    "The mayor, Omid Karra, and twelve of his guards": the name is none of the twelve.
    """
    before: Figure | None = None
    for figure in told:
        model = figure in new or (before is not None and before in new)
        if before is not None and model and _goes_on(text, before, figure):
            yield (before := replace(figure, governor=before.governor))
        else:
            yield (before := figure)


def _goes_on(text: str, before: Figure, figure: Figure) -> bool:
    """Return whether a figure is the next item of a list with the one before it."""
    same = before.figure.effect == figure.figure.effect and before.sentence == figure.sentence
    return same and _JOINT.fullmatch(text, before.who.end, figure.who.start) is not None


def counts_anybody(prepared: Prepared, reader: Reader) -> bool:
    """Return whether any figure of a text may count somebody; if not, none does."""
    return any(figure.figure.low > 0 for figure in prepared.counted) or any(
        span.label in EFFECTS and span.score >= SURE for span in reader.spans("count")
    )


def _beside_rivals(text: str, figure: Figure, others: Sequence[Figure]) -> Figure:
    """Return a figure, marked where another in its sentence counts the same people."""
    beside = (f for f in others if f is not figure and f.sentence == figure.sentence)
    return replace(figure, rival=any(contradicts(text, figure, f) for f in beside))


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
    if span.label not in EFFECTS or not _is_sure(prepared, reader, span):
        return
    sentence = prepared.sentences[prepared.sentence_at(span.start)]
    read = [f for f in prepared.figures if sentence.start <= f.governor.start < sentence.end]
    if any(f.who.start < span.end and span.start < f.who.end for f in read):
        return
    beside = [f for f in read if f.figure.effect == span.label]
    if beside and (span.label != "killed" or span.score < SURER):
        return
    end = min(sentence.end, span.end + _NUMBER)
    listed = [q for q in numbers.find(prepared.text, span.start, end) if q.start < span.end]
    quantity = listed[0] if listed else None
    words = prepared.text[span.start : span.end]
    if _AGE.search(words) or _SHARE.match(words):
        return
    part = _is_part(prepared.text, span, beside)
    if part and not beside:
        return
    if quantity is None and (words.split()[0].lower() in _DEFINITE or _BOMBER.search(words)):
        return
    yield _made(reader, span, sentence, words, quantity, part=part)


def _is_sure(prepared: Prepared, reader: Reader, span: Found) -> bool:
    """Return whether a span counts people: by itself, or because it is read as a victim as well."""
    if span.score >= SURE:
        return True
    if span.label != "killed":
        return False
    victim = max(
        (v.score for v in reader.spans("victim") if v.start < span.end and span.start < v.end),
        default=0.0,
    )
    name = _NAME.fullmatch(prepared.text, span.start, span.end) is not None
    return victim >= HIT and (name or (span.score >= LIKELY and victim >= STRUCK))


def _is_part(text: str, span: Found, beside: Sequence[Figure]) -> bool:
    """Return whether a number is of those of another: "of them", "among them two", "six women"."""
    if _AMONG.match(text, span.end):
        return True
    whole = max(
        (f for f in beside if f.who.end <= span.start), key=lambda f: f.figure.low, default=None
    )
    return whole is not None and bool(_INCLUDES.search(text, whole.who.end, span.start))


def _made(
    reader: Reader,
    span: Found,
    sentence: Span,
    words: str,
    quantity: Quantity | None,
    *,
    part: bool,
) -> Figure:
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
    more = _MORE.match(words) is not None
    return Figure(
        figure=figure,
        sentence=sentence,
        governor=at,
        who=at,
        named=quantity is None and not more,
        more=more,
        part=part,
    )
