"""Casualties of whom a sentence says how many died: the others were hurt.

"15 casualties, four of them dead", "20 casualties, including six deaths": four dead and eleven
hurt, six dead and 14 hurt. Without such words nobody knows what befell the casualties.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from concord.coding import numbers
from concord.coding.tolls import marks
from concord.coding.tolls.making import Figure
from concord.model import Span, TollFigure
from concord.regexes import lazy_regex

if TYPE_CHECKING:
    from collections.abc import Sequence

    from concord.coding.numbers import Quantity

_NUMBER = r"(?:\d+|[a-z]+(?:-[a-z]+)?)"
_DEAD_OF = lazy_regex(
    rf"\b(?P<all>{_NUMBER})\s+casualties(?:\s+(?:were|was|had\s+been|have\s+been)\s+(?:reported|recorded))?"
    r"\s*(?:[,(:\u2013\u2014-]\s*)?(?:(?:including|with|among\s+them|of\s+(?:whom|them|which))\s+)?"
    rf"(?P<dead>{_NUMBER})(?:\s+of\s+(?:them|whom|those|which))?(?:\s+(?:people|persons))?"
    r"\s+(?:(?:were|was|are|is)\s+)?(?P<word>dead|killed|deaths?|died|fatal(?:it(?:y|ies))?|fatally)\b",
    re.IGNORECASE,
)


def split(text: str, span: Span, figures: Sequence[Figure]) -> list[Figure]:
    """Return the figures of a sentence, casualties of whom some died told apart.

    ``figures`` are those read from the sentence ``span`` of ``text``.
    """
    if "asualties" not in text[span.start : span.end]:
        return list(figures)
    found = list(figures)
    for match in _DEAD_OF.finditer(text, span.start, span.end):
        whole, dead = _quantity(text, match, "all"), _quantity(text, match, "dead")
        if whole is None or dead is None or not 0 < dead.best < whole.best:
            continue
        left = whole.best - dead.best
        found = [f for f in found if not _is_within(f, match)]
        found += [
            _figure(text, span, match, dead, "killed", dead.best),
            _figure(text, span, match, whole, "injured", left),
        ]
    return found


def _quantity(text: str, match: re.Match[str], name: str) -> Quantity | None:
    """Return the number that a part of a match is, if it is one that is known."""
    found = numbers.find(text, match.start(name), match.end(name))
    return found[0] if len(found) == 1 and not found[0].vague else None


def _is_within(figure: Figure, match: re.Match[str]) -> bool:
    """Return whether a figure is of the dead or hurt that a match tells of."""
    harm = figure.figure.effect in {"killed", "injured"}
    return harm and figure.who.start < match.end() and match.start() < figure.who.end


def _figure(
    text: str, span: Span, match: re.Match[str], told: Quantity, effect: str, best: int
) -> Figure:
    who = Span(start=told.start, end=told.end)
    governor = Span(start=match.start("word"), end=match.end("word"))
    toll = TollFigure(
        effect=effect,
        victim_class="unknown",
        side="unknown",
        low=best,
        best=best,
        high=best,
        said_by=marks.speaker_of(text[span.start : span.end]),
        text=told.text,
        start=told.start,
        end=told.end,
    )
    return Figure(
        figure=toll,
        sentence=span,
        governor=governor,
        who=who,
        aggregate=marks.is_aggregate(text, span, governor),
        summary=marks.is_summary(text[span.start : span.end]),
        history=marks.is_history(text, span, governor.start),
    )
