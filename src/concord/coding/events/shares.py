"""Shares: which of the figures that stand with a happening sum several happenings.

A lead that counts the dead of a day ("63 killed in bombings across the country") is merged with the
first attack that is told after it. Its figure is a sum if it is what this attack and others of the
same text add up to, or if its words say so and a smaller figure of this attack follows.
"""

from __future__ import annotations

import re
from itertools import combinations
from typing import TYPE_CHECKING

from concord.regexes import lazy_regex

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from concord.coding.events.candidates import Candidate
    from concord.coding.events.happenings import Happening
    from concord.coding.tolls import Figure

_PAIR = 2  # dead: where the words say that they fell in several happenings
_FEWEST = 3  # dead: smaller sums come about by chance
_SEVERAL = 5  # dead: a sum of the figures of others alone
_THREE = 3  # figures that a smaller such sum is made of
_MOST = 8  # other happenings whose figures are added up
_OF_SEVERAL = lazy_regex(
    r"\b(?:string|series|spate|wave|rash|flurry|spree)\s+of\b"
    r"|\b(?:two|three|four|five|six|seven|eight|nine|ten|\d+|several|multiple|separate|various|twin"
    r"|simultaneous|coordinated|co-ordinated|different)\s+(?:[\w-]+\s+){0,3}"
    r"(?:attacks|bombings|blasts|explosions|incidents|raids|assaults|strikes|airstrikes|shootings"
    r"|ambushes|operations|clashes|bombs|encounters|areas|districts|provinces|towns|villages"
    r"|cities|places|parts)\b"
    r"|\b(?:attacks|bombings|blasts|explosions|incidents|raids|strikes|violence|operations)\b"
    r"[^.;]{0,40}\b(?:across|around|throughout)\b",
    re.IGNORECASE,
)


def own_figures(happening: Happening, others: Sequence[Happening], text: str) -> tuple[Figure, ...]:
    """Return the figures of a happening without those that sum it and others."""
    told = [c for c in happening.candidates if c.figures]
    beside = [h for h in others if h is not happening and not h.first.peaceful and not _is_past(h)]
    if len(told) < 1 or not beside:
        return happening.figures
    return tuple(
        figure
        for candidate in told
        for figure in candidate.figures
        if not _sums(figure, candidate, told, beside, text)
    )


def _is_past(happening: Happening) -> bool:
    first = happening.first
    return first.is_old or first.has("history")


def _sums(
    figure: Figure,
    candidate: Candidate,
    told: Sequence[Candidate],
    beside: Sequence[Happening],
    text: str,
) -> bool:
    """Return whether a figure counts the people of more than its happening."""
    whole = figure.figure.low
    if whole < (_PAIR if figure.summary else _FEWEST) or figure.part:
        return False
    later = [
        f.figure.low
        for c in told
        if c.sentence > candidate.sentence
        for f in _alike(figure, c.figures)
        if f.figure.low < whole
    ] + _own_parts(figure, candidate)
    leads = [
        max(lows) for h in beside if (lows := [f.figure.low for f in _alike(figure, h.figures)])
    ]
    leads = [low for low in leads if low < whole][:_MOST]
    if _is_shared_out(figure, told, beside):
        return True
    if not later and candidate.has("plural"):
        fewest = _PAIR if whole >= _SEVERAL else _THREE
        told_later = [*leads, *_told_later(figure, beside, whole)][:_MOST]
        return any(sum(some) == whole for some in _subsets(told_later) if len(some) >= fewest)
    if not later or not leads:
        return False
    if any(own + sum(some) == whole for own in set(later) for some in _subsets(leads)):
        return True
    said = _OF_SEVERAL.search(text, figure.sentence.start, figure.sentence.end)
    return bool(said) and candidate.has("plural")


def _own_parts(figure: Figure, candidate: Candidate) -> list[int]:
    """Return the parts of a sum that its sentence tells: "two, one a guard, in two raids"."""
    if not figure.summary:
        return []
    return [
        f.figure.low
        for f in candidate.figures
        if f.part and f.sentence == figure.sentence and f.figure.effect == figure.figure.effect
    ]


def _told_later(figure: Figure, beside: Sequence[Happening], whole: int) -> list[int]:
    """Return the smaller figures that other happenings tell after their greatest one."""
    found: list[int] = []
    for happening in beside:
        lows = [
            f.figure.low
            for f in _alike(figure, happening.figures)
            if f.sentence.start > figure.sentence.start and f.figure.low < whole
        ]
        if lows:
            lows.remove(max(lows))
        found += lows
    return found


def _is_shared_out(figure: Figure, told: Sequence[Candidate], beside: Sequence[Happening]) -> bool:
    """Return whether the words share a figure out to several happenings ("21 here, six there")."""
    if not figure.figure.total:
        return False
    elsewhere = [
        f
        for h in beside
        for f in h.figures
        if f.part and f.sentence == figure.sentence and f.figure.effect == figure.figure.effect
    ]
    own = [f for c in told for f in c.figures if f.part and f.sentence == figure.sentence]
    return any(f not in own for f in elsewhere)


def _alike(figure: Figure, figures: Iterable[Figure]) -> list[Figure]:
    """Return the live figures of the same effect, parts left out."""
    return [
        f
        for f in figures
        if f.figure.effect == figure.figure.effect
        and f.figure.low
        and not (f.part or f.aggregate or f.negated or f.figure.superseded)
    ]


def _subsets(numbers: Sequence[int]) -> Iterable[tuple[int, ...]]:
    return (some for size in range(1, len(numbers) + 1) for some in combinations(numbers, size))
