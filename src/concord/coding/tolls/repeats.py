"""Which figures of a text are repetitions of others."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from concord.coding.tolls.making import Figure

_NEAR = 160  # code points: within them two figures of one effect are two groups of people


def distinct(figures: Sequence[Figure]) -> tuple[Figure, ...]:
    """Return the figures without repetitions and without those marked as no toll of an event.

    Left out are aggregate, superseded and negated figures, sums told in detail afterwards, and
    parts that are named persons or sub-classes.

    A figure repeats an earlier one of the same effect if it has its class and number, points back
    to it, or names one of its people.
    """
    kept: list[Figure] = []
    listed = {f.governor for f in figures if not f.named and not f.part}
    since = 0
    turned: int | None = None
    for figure in figures:
        if figure.fresh and figure.sentence.start != turned:
            # Another happening: what is told from here repeats nothing of before.
            since, turned = len(kept), figure.sentence.start
        if not _is_own(figure, figures):
            continue
        in_list = figure.named and not figure.definite and figure.governor in listed
        if in_list or not any(tells_again(figure, before) for before in kept[since:]):
            kept.append(figure)
    return tuple(kept)


def _is_own(figure: Figure, figures: Sequence[Figure]) -> bool:
    """Return whether a figure counts people of one event that no other figure counts."""
    if figure.aggregate or figure.negated or figure.figure.superseded:
        return False
    if figure.part and (figure.named or figure.subclass):
        return False
    return not (figure.summary and _detailed(figure, figures))


def _detailed(summary: Figure, figures: Sequence[Figure]) -> bool:
    """Return whether figures after a summing one tell what it sums."""
    return any(
        other.who.start > summary.sentence.end
        and other.figure.effect == summary.figure.effect
        and not other.definite
        for other in figures
    )


def tells_again(figure: Figure, before: Figure) -> bool:
    """Return whether a figure tells people again whom an earlier one has counted."""
    one, other = figure.figure, before.figure
    if one.effect != other.effect or figure.governor == before.governor or figure.more:
        return False
    near = figure.sentence == before.sentence and figure.who.start - before.who.start < _NEAR
    if figure.definite:
        return one.low <= other.low
    if near:
        return False
    if one.low == other.low and one.victim_class == other.victim_class:
        return True
    if figure.named or figure.governor == figure.who or one.text.lower().endswith("body"):
        return one.low <= other.low
    return False
