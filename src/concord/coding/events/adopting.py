"""Adopting: what is said of the dead and hurt in clauses that tell of no happening by themselves.

"Sixty-three were hurt" further down has no word for an attack, and may be told too far from it to
be joined. Its figures go to the happening told before it, where nothing speaks against that: it
counts nobody so hurt itself, and the clause has no other day, place or news.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from concord.coding.events import likeness
from concord.coding.events.candidates import UNTYPED
from concord.coding.events.figures import EFFECTS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from concord.coding.events.happenings import Happening
    from concord.coding.tolls import Figure

_FAR = 8  # sentences between a happening and what is said of its dead and hurt
_AGAINST = -1.0  # a place that is another one


def adopted(
    happening: Happening, kept: Sequence[Happening], strays: Sequence[Happening]
) -> tuple[Figure, ...]:
    """Return the figures of clauses without an event of their own that are of a happening."""
    if happening.first.peaceful:
        return ()
    own = {f.figure.effect for f in happening.figures if _is_live(f)}
    found: list[Figure] = []
    for stray in filter(_is_stray, strays):
        if _owner(stray, kept) is happening and _agrees(stray, happening):
            found += [f for f in stray.figures if _is_live(f) and f.figure.effect not in own]
    return tuple(found)


def _is_stray(happening: Happening) -> bool:
    """Return whether a happening is only told by words of harm or of an attack."""
    return not happening.labels and not happening.first.peaceful and bool(happening.figures)


def _is_live(figure: Figure) -> bool:
    dropped = figure.aggregate or figure.negated or figure.summary or figure.history
    return figure.figure.effect in EFFECTS and not dropped


def _owner(stray: Happening, kept: Sequence[Happening]) -> Happening | None:
    """Return the violent happening told last before a clause, the first one if none is."""
    at = stray.first.sentence
    violent = [h for h in kept if not h.first.peaceful]
    told = [
        (max(c.sentence for c in h.candidates if c.sentence <= at), number)
        for number, h in enumerate(violent)
        if any(c.sentence <= at for c in h.candidates)
    ]
    if not told:
        return violent[0] if violent else None
    sentence, number = max(told)
    return violent[number] if at - sentence <= _FAR else None


def _agrees(stray: Happening, happening: Happening) -> bool:
    """Return whether neither day nor place nor words speak against one happening."""
    return all(
        not candidate.has("separate")
        and all(trigger.label in UNTYPED for trigger in candidate.triggers)
        and dict(likeness.compare(candidate, happening)).get("time", 0.0) >= _AGAINST
        and dict(likeness.compare(candidate, happening)).get("place", 0.0) >= _AGAINST
        for candidate in stray.candidates
    )
