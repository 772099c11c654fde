"""Taken: how many an abduction or arrest took, where no figure says so: those it is told of.

"Gunmen took away Omid Karra, a baker" has no number and often no word that the reader of tolls
knows. Those whom the text names as taken are counted: a person with a name is one, others by the
number or article before them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from concord.coding import tolls
from concord.model import Participant, Span, TollFigure

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from concord.coding.events.happenings import Happening
    from concord.coding.prepared import Prepared

_EFFECTS = {"kidnapping": "abducted", "arrest": "arrested"}


def taken(
    type_: str,
    aimed: Sequence[Participant],
    toll: Sequence[TollFigure],
    told: tuple[Sequence[Happening], Prepared],
    lexicon: tolls.Lexicon,
) -> tuple[TollFigure, ...]:
    """Return the figures of those taken, none where the toll of a happening has some already.

    ``told`` are the happenings of a text, which may count them elsewhere, and the text.
    """
    effect = _EFFECTS.get(type_)
    if effect is None or any(figure.effect == effect for figure in toll):
        return ()
    happenings, prepared = told
    counted = [f.who for h in happenings for f in h.figures if f.figure.effect == effect]
    found = [
        f
        for one in aimed
        if not any(w.start < (one.end or 0) and (one.start or 0) < w.end for w in counted)
        for f in _figure(one, effect, toll, prepared, lexicon)
    ]
    kept: list[TollFigure] = []
    for figure in found:
        if not any(_overlap(figure, other) for other in kept):
            kept.append(figure)
    numbered = [f for f in kept if f.low > 1]
    return tuple(numbered[:1] or kept)  # "two drivers, Omid Karra and Sami Dost" are two


def _figure(
    one: Participant,
    effect: str,
    toll: Sequence[TollFigure],
    prepared: Prepared,
    lexicon: tolls.Lexicon,
) -> Iterator[TollFigure]:
    """Yield the figure of somebody taken, if the words are those of people whose number is told."""
    if one.start is None or one.end is None or _is_body(one, prepared):
        return
    span = Span(start=one.start, end=one.end)
    group = tolls.count(prepared.text, span, lexicon)
    if group is None:
        return
    class_ = group.victim_class or "unknown"
    if class_ == "unknown":
        class_ = _class_of(effect, group.best, toll)
    yield TollFigure(
        effect=effect,
        victim_class=class_,
        side="target",
        low=group.low,
        best=group.best,
        high=group.high,
        vague=group.vague,
        text=one.text,
        start=one.start,
        end=one.end,
    )


def _class_of(effect: str, number: int, toll: Sequence[TollFigure]) -> str:
    """Return the class of people of whom only a name is told: that of as many who died, if any."""
    if effect == "arrested":
        return "unknown"
    dead = [f for f in toll if f.effect == "killed" and f.low == number]
    return dead[0].victim_class if len(dead) == 1 else "civilian"


def _is_body(one: Participant, prepared: Prepared) -> bool:
    """Return whether the words name a group, a force or a place, and not people of it."""
    return any(
        a.start == one.start and a.end == one.end and a.nature in {"state", "armed", "country"}
        for a in prepared.actors
    ) or any(p.start == one.start and p.end == one.end and p.candidates for p in prepared.places)


def _overlap(one: TollFigure, other: TollFigure) -> bool:
    return (one.start or 0) < (other.end or 0) and (other.start or 0) < (one.end or 0)
