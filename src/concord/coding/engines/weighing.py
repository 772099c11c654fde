"""Weighing: which times and places of its clause are an act's, by the reading model.

The rules give an act what stands in its clause, which may tell of more than the act: of a funeral,
a return, a ceremony of surrender.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from concord.coding.engines import Arc
    from concord.coding.engines.pairing import Pairs
    from concord.coding.engines.rules import Draft

# From which likelihood a place is that of a trigger, and below which another is not beside it.
PLACED, MISPLACED = 0.8, 0.4


def weigh_times(draft: Draft, pairs: Pairs) -> None:
    """Score each time of a trigger by how likely it dates it."""
    for arc in list(draft.arcs):
        if arc.role == "time":
            filler = draft.mentions[arc.filler]
            scores = pairs.scores("time", (filler.start, filler.end))
            if scores:
                del draft.arcs[arc]
                draft.arc(arc.trigger, "time", arc.filler, scores[arc.trigger])


def drop_places(draft: Draft, pairs: Pairs) -> None:
    """Drop the places that the model keeps from an act of their clause, sure of another place.

    "Buried in Dera Bugti those who died in Uch." On texts that taught it nothing nine in ten of the
    places dropped were not where the act took place.
    """
    fits: dict[int, list[tuple[Arc, float]]] = {}
    for arc in (arc for arc in draft.arcs if arc.role == "place"):
        filler = draft.mentions[arc.filler]
        scores = pairs.scores("place", (filler.start, filler.end))
        fits.setdefault(arc.trigger, []).append((arc, scores.get(arc.trigger, 1.0)))
    for listed in fits.values():
        if max(score for _, score in listed) >= PLACED:
            for arc, score in listed:
                if score < MISPLACED:
                    del draft.arcs[arc]
