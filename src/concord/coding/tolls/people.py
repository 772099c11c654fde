"""People named together in a sentence: by a number, article, rank or noun."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Group:
    """People named together: tokens ``first`` to ``last``, how many, and of which class.

    ``victim_class`` None means "take it from the group before" ("two others"). ``definite`` groups
    point back ("the three militants"); ``named`` ones are single persons without a number.
    """

    first: int
    last: int
    low: int
    best: int
    high: int | None
    victim_class: str | None
    head: str = ""
    vague: bool = False
    definite: bool = False
    named: bool = False
    more: bool = False
    number: bool = False
    bare: bool = False
    partitive: bool = False
