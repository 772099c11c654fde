"""Additions: people whom a clause adds after its verb.

"Two guards were killed, as was a passer-by", "three officers died, and a cleaner as well", "ten
died and as many were hurt", "killed the typesetter and two others".
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from concord.coding.tolls.objects import Attached

if TYPE_CHECKING:
    from collections.abc import Sequence

    from concord.coding.tolls.people import Group
    from concord.coding.tolls.tokens import Token

_JOINTS = (
    ("as", "was"),
    ("as", "were"),
    ("as", "did"),
    ("so", "was"),
    ("so", "were"),
    ("so", "did"),
    ("and", "so", "was"),
    ("and", "so", "were"),
    ("along", "with"),
)
_TOO = (("as", "well"), ("too",))


def find(
    tokens: Sequence[Token], groups: Sequence[Group], attached: Sequence[Attached]
) -> list[Attached]:
    """Return the groups that are added after an effect word of which people stand before it."""
    known = {id(item.group) for item in attached}
    found: list[Attached] = []
    for effect in dict.fromkeys(item.effect for item in attached if item.effect.order != "noun"):
        if not any(a.effect == effect and a.group.last < effect.first for a in attached):
            continue
        group = _added(tokens, groups, effect.last + 1)
        if group is not None and id(group) not in known:
            found.append(Attached(group, effect))
    return found


def _added(tokens: Sequence[Token], groups: Sequence[Group], at: int) -> Group | None:
    """Return the group that an addition which begins at ``at`` names."""
    if at < len(tokens) and tokens[at].text == ",":
        at += 1
    words = tuple(token.lower for token in tokens[at : at + 3])
    for joint in _JOINTS:
        if words[: len(joint)] == joint:
            return _at(groups, at + len(joint))
    if words[:1] != ("and",):
        return None
    group = _at(groups, at + 1)
    if group is None:
        return None
    after = tuple(token.lower for token in tokens[group.last + 1 : group.last + 3])
    return group if any(after[: len(too)] == too for too in _TOO) else None


def _at(groups: Sequence[Group], first: int) -> Group | None:
    return next((group for group in groups if group.first == first), None)
