"""Joining: the triggers of the lexicon and of the model as one list, each with one type."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from concord.coding.engines import triggers
from concord.coding.engines.decoding import likeliest
from concord.coding.engines.triggers import PEACEFUL, Trigger
from concord.regexes import lazy_regex

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from concord.codebook.book import Codebook
    from concord.coding.engines.decoding import Found, Reader

SURE = 0.4  # that a trigger of the model alone tells a happening
SURER = 0.7  # and of a type that words of speech are often taken for
TOLD = 0.7  # that words tell something, where no type of it is likely enough
RETYPED = 0.6  # likelihood from which the model's type stands where the words name none
OVERRULED = 0.8  # and where they name another one
FAINT = 0.5  # weight of words of the lexicon that the model may take for violence
DOUBTED = 0.1  # below it the lexicon's type may be overruled
# Making peace, calls and condolences, and empty words are no happenings, whatever the model
# says.
_PEACE = lazy_regex(
    r"\b(?:cease-?fires?|truces?|armistice|talks|negotiat\w*|dialogue|accords?|pacts?|agreed"
    r"|agreements?|deals?|amnest\w*|reconciliation|engagement\s+with|call(?:s|ed|ing)?\s+(?:for|on)"
    r"|urg(?:es?|ed|ing)|appeal\w*|condemn\w*|condolences?)\b",
    re.IGNORECASE,
)
_EMPTY = lazy_regex(
    r"(?:(?:was|were|is|are|been|being|be|had|has|have|the|an?|to|of|in|on|by|and|that|which|who"
    r"|said|it|they|he|she|against|after|unaccounted)\b\W*)+",
    re.IGNORECASE,
)
# Types that the model was not taught: it cannot overrule them.
_UNTAUGHT = frozenset({"body_found", "extrajudicial_killing", "enforced_disappearance"})
_OFTEN_WRONG = frozenset({"threat", "other"})
_VERB = lazy_regex(
    r"\b(?:was|were|is|are|been|being|had|has|have)\b|\b\w{3,}(?:ed|ing)\b"
    r"|\b(?:shot|blew|took|set|hit|fought|fell|struck|slew|burnt|stole|went|led|held|began|threw)\b",
    re.IGNORECASE,
)


def triggers_of(text: str, reader: Reader, book: Codebook) -> tuple[Trigger, ...]:
    """Return the triggers of a text in order and disjoint; the lexicon's spans stand."""
    known = triggers.find(text, book)
    aimless = [m.span() for m in triggers.pattern(book, "triggers", "aimless").finditer(text)]
    own = [
        _new(text, found)
        for found in (_marked(reader) if _tells(reader) else ())
        if found.score >= (SURER if found.label in _OFTEN_WRONG else SURE)
        and not any(_meets(text, found, t) for t in known)
        and not _overlaps(found, aimless)
        and not _PEACE.search(text, found.start, found.end)
        and not _EMPTY.fullmatch(text, found.start, found.end)
    ]
    typed = [_typed(trigger, reader) for trigger in known]
    return tuple(sorted([*typed, *own], key=lambda trigger: trigger.start))


def _marked(reader: Reader) -> tuple[Found, ...]:
    """Return the spans that the model marks: of one type, or surely of some type.

    Of the latter violence and peaceful acts are weighed as wholes before a type is chosen.
    """
    typed = reader.spans("trigger")
    more = [
        replace(found, label=likeliest(violent)[0])
        for found in reader.untyped("trigger", TOLD)
        if not _overlaps(found, [(one.start, one.end) for one in typed])
        and (violent := _violent(reader.likelihoods("trigger", found.start, found.end)))
    ]
    return (*typed, *more)


def _violent(likely: Mapping[str, float]) -> Mapping[str, float]:
    """Return how likely each type of violence is; none where peaceful acts are likelier."""
    violent = {label: score for label, score in likely.items() if label not in PEACEFUL}
    return violent if 2 * sum(violent.values()) > sum(likely.values()) else {}


def _meets(text: str, found: Found, known: Trigger) -> bool:
    """Return whether words of the model overlap a trigger of the lexicon or go on with its phrase.

    "Blown up | the track": what is left of a span beside the words that the lexicon has.
    """
    if found.start < known.end and known.start < found.end:
        return True
    between = text[min(found.end, known.end) : max(found.start, known.start)]
    return not between.strip() and _VERB.search(text, found.start, found.end) is None


def _overlaps(found: Found, spans: Sequence[tuple[int, int]]) -> bool:
    return any(found.start < end and start < found.end for start, end in spans)


def _tells(reader: Reader) -> bool:
    """Return whether a text tells of happenings; in one on policy alone the lexicon is enough."""
    return reader.relevance() >= reader.threshold("relevant", "relevant")


def _new(text: str, found: Found) -> Trigger:
    """Return a trigger of the model; its kind tells the rules of word order what to look for."""
    telling = _VERB.search(text[found.start : found.end]) is not None
    return Trigger(
        found.start,
        found.end,
        found.label,
        "telling" if telling else "noun",
        found.score,
        engine="encoder",
    )


def _is_faint(trigger: Trigger) -> bool:
    """Return whether words may as well tell of violence: "marched", "told to leave", "death"."""
    return trigger.label in PEACEFUL | {"harm"} and trigger.weight <= FAINT


def _typed(trigger: Trigger, reader: Reader) -> Trigger:
    """Return a trigger of the lexicon with the type that the model is sure of, if it names none."""
    likely = reader.likelihoods("trigger", trigger.start, trigger.end)
    label, score = likeliest(likely)
    if trigger.label in _UNTAUGHT or label == trigger.label:
        return trigger
    violent = _violent(likely)
    doubted = _is_faint(trigger) and likely.get(trigger.label, 0.0) < DOUBTED
    if doubted and sum(violent.values()) >= TOLD:
        return replace(trigger, label=likeliest(violent)[0])
    if trigger.label not in triggers.UNTYPED.values():
        crosses = (label in PEACEFUL) != (trigger.label in PEACEFUL)
        sure = score >= OVERRULED and likely.get(trigger.label, 0.0) < DOUBTED and not crosses
    else:
        # The dead that a peaceful act names are no part of it.
        sure = score >= RETYPED and (label not in PEACEFUL or trigger.label == "attack")
    return replace(trigger, label=label) if sure else trigger
