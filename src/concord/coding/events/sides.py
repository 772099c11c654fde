"""Sides: whose dead and hurt a toll figure counts, by the type of the happening."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from concord.coding import tolls
from concord.coding.events.kinds import BY_STATE
from concord.coding.tolls import Figure
from concord.model import Side, TollFigure

EFFECTS = frozenset({"killed", "injured", "abducted", "arrested"})  # what an event's toll holds
STATE_CLASSES = frozenset({"security", "pro_government", "official"})


def sided(type_: str, figures: Sequence[Figure], *, by_state: bool) -> tuple[TollFigure, ...]:
    """Return the toll figures of a happening with the side of those they count.

    In what a state starts, militants are the target and its own losses the initiator's; in an
    attack it is the other way round; in a clash nobody is charged with having begun.
    """
    effects = EFFECTS if type_ == "arrest" else EFFECTS - {"arrested"}
    kept = tolls.distinct([f for f in figures if f.figure.effect in effects])
    return tuple(replace(f.figure, side=_side(type_, f, by_state=by_state)) for f in kept)


def _side(type_: str, figure: Figure, *, by_state: bool) -> Side:
    class_ = figure.figure.victim_class
    if type_ == "clash":
        return "unknown"
    if by_state or type_ in BY_STATE:
        if class_ in STATE_CLASSES:
            return "initiator" if type_ in BY_STATE else "target"
        return "bystander" if class_ == "civilian" and type_ in BY_STATE else "target"
    if figure.figure.side == "initiator" or class_ == "militant":
        return "initiator"
    return "target"
