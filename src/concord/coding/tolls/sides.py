"""On which side of an effect word its people stand: before it, after it, or nowhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from concord.coding.tolls.tokens import ADVERBS, PASSIVE, Effect, Token, word_set

if TYPE_CHECKING:
    from collections.abc import Sequence

    from concord.coding.tolls.people import Group

LIST = word_set(", and & as well along with besides plus or both")
_ACTIVE_AUX = word_set("has have had having to will would could may might must can shall")
_FILLERS = word_set(
    "on the spot at least also reportedly and some himself herself themselves him her them a "
    "family group crew total"
)
_PRONOUNS = word_set("him it them himself themselves")
_OBJECT_STARTS = word_set("the a an his her their its another")
_SMALL = word_set("two three four five six seven eight nine ten eleven twelve")
_DETERMINERS = word_set("the these those their all")
_BEFORE_NUMBER = word_set("the all its his her their our these those")
_BRIDGE = 4  # tokens between a list's items and what stands between them


def sides_of(
    tokens: Sequence[Token], effects: Sequence[Effect], groups: Sequence[Group]
) -> list[str]:
    """Return for each effect where its people stand: left, right, or none."""
    sides: list[str] = []
    for index, effect in enumerate(effects):
        if effect.order in {"after", "of"}:
            gone = tokens[effect.first].lower == "lost" and _auxiliary(tokens, effect.first)
            sides.append("none" if gone == "passive" else "right")  # "five lives were lost"
        elif effect.order == "before":
            sides.append("none" if _describes(tokens, effect) else "left")
        elif effect.order == "noun":
            sides.append("none")
        else:
            sides.append(_participle_side(tokens, effects, index, groups, sides))
    return sides


def _describes(tokens: Sequence[Token], effect: Effect) -> bool:
    """Return whether the word only describes a noun: "the dead trooper", "to surrender"."""
    before = tokens[effect.first - 1].lower if effect.first else ""
    if before in _DETERMINERS | {"a", "an", "of", "their"}:
        return True
    return before == "to" and tokens[effect.first].lower in {"surrender", "die"}


def _participle_side(
    tokens: Sequence[Token],
    effects: Sequence[Effect],
    index: int,
    groups: Sequence[Group],
    sides: Sequence[str],
) -> str:
    effect = effects[index]
    auxiliary = _auxiliary(tokens, effect.first)
    if auxiliary == "passive":
        return "left"
    follows = object_of(tokens, effects, index, groups)
    following = tokens[effect.last + 1].lower if effect.last + 1 < len(tokens) else ""
    described = bool(effect.first) and tokens[effect.first - 1].lower in _DETERMINERS
    uncounted = follows is None and following in _PRONOUNS | _OBJECT_STARTS
    if described or uncounted or (follows is None and following in _SMALL):
        # "The injured constables"; "killed him", "shot dead the guests": nobody is counted.
        return "none"
    if auxiliary == "active":
        return "right" if follows is not None else "none"
    if index and joined(tokens, effects[index - 1], effect) and sides[index - 1] != "none":
        # "killed and injured", "was abducted and later killed": the same construction goes on.
        return sides[index - 1] if follows is None or sides[index - 1] == "right" else "right"
    adjacent = follows is not None and follows.first == effect.last + 1
    before = _group_just_before(tokens, effect.first, groups)
    return "left" if follows is None or (before and not adjacent) else "right"


def object_of(
    tokens: Sequence[Token], effects: Sequence[Effect], index: int, groups: Sequence[Group]
) -> Group | None:
    """Return the group after the effect or the verb joined to it ("abducted and killed two")."""
    found = _group_after(tokens, effects[index].last, groups)
    while found is None and index + 1 < len(effects):
        if not joined(tokens, effects[index], effects[index + 1]):
            return None
        index += 1
        if effects[index].order not in {"either", "after"}:
            return None
        found = _group_after(tokens, effects[index].last, groups)
    return found


def _auxiliary(tokens: Sequence[Token], at: int) -> str | None:
    for position in range(at - 1, max(-1, at - 7), -1):
        lower = tokens[position].lower
        if lower in PASSIVE:
            return "passive"
        if lower in _ACTIVE_AUX:
            return "active"
        if lower not in ADVERBS and not lower.endswith("ly") and lower != "been":
            return None
    return None


def joined(tokens: Sequence[Token], first: Effect, second: Effect) -> bool:
    """Return whether two verbs are joined by "and" or the like."""
    between = [t.lower for t in tokens[first.last + 1 : second.first]]
    return (
        bool(between)
        and all(w in LIST or w in ADVERBS for w in between)
        and len(between) <= _BRIDGE
    )


def _group_after(tokens: Sequence[Token], last: int, groups: Sequence[Group]) -> Group | None:
    """Return the group that starts right after the effect, small words and another verb skipped."""
    position = last + 1
    while position < len(tokens) and position <= last + 5:
        for group in groups:
            determined = tokens[position].lower in _BEFORE_NUMBER
            if group.first == position or (group.first == position + 1 and determined):
                return group
        lower = tokens[position].lower
        if lower not in _FILLERS and not lower.endswith("ly") and lower not in {"of", "to"}:
            return None
        position += 1
    return None


def _group_just_before(tokens: Sequence[Token], first: int, groups: Sequence[Group]) -> bool:
    position = first - 1
    while position >= 0 and (
        tokens[position].lower in ADVERBS or tokens[position].lower.endswith("ly")
    ):
        position -= 1
    return any(group.last == position for group in groups)
