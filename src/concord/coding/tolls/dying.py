"""Dying: those of whom a sentence says that they were hurt, and further on that they died of it.

"A hawker hit by a stray round died on the steps", "a third, who had been shot in the thigh, died".
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from concord.coding.tolls.gaps import BOUNDARY
from concord.coding.tolls.objects import Attached

if TYPE_CHECKING:
    from collections.abc import Sequence

    from concord.coding.tolls.people import Group
    from concord.coding.tolls.tokens import Effect, Token

_LONGEST = 14  # tokens between the two


def find(
    tokens: Sequence[Token],
    effects: Sequence[Effect],
    groups: Sequence[Group],
    attached: Sequence[Attached],
) -> list[Attached]:
    """Return the deaths of a sentence whose people it has told of as hurt right before."""
    told = {item.effect for item in attached}
    found: list[Attached] = []
    for before, effect in itertools.pairwise(effects):
        if effect.effect != "killed" or effect.order != "before" or effect in told:
            continue
        hurt = [a for a in attached if a.effect == before and a.group.last < before.first]
        if before.effect != "injured" or len(hurt) != 1 or _has_another(tokens, before, effect):
            continue
        if not any(before.last < group.first < effect.first for group in groups):
            found.append(Attached(hurt[0].group, effect))
    return found


def _has_another(tokens: Sequence[Token], before: Effect, effect: Effect) -> bool:
    """Return whether another clause, which may have another subject, begins between two words."""
    between = {token.lower for token in tokens[before.last + 1 : effect.first]}
    return bool(between & BOUNDARY) or effect.first - before.last > _LONGEST
