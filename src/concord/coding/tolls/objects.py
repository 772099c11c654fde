"""Who follows an effect word: its objects with their list, and who died along with a subject."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from concord.coding.tolls.gaps import (
    BOUNDARY,
    INCLUDING,
    NAMING,
    TOGETHER,
    closes,
    describes_name,
    gap_between,
    in_short_list,
    is_name_of,
    past_name,
)
from concord.coding.tolls.heads import STOPS
from concord.coding.tolls.people import Group
from concord.coding.tolls.tokens import Effect, Token, word_set

if TYPE_CHECKING:
    from collections.abc import Sequence


_SPEECH = word_set("said says told confirmed added reported stated claimed according")
_WHOSE = word_set("his her their its the")
_CLAUSE = 14  # tokens between a verb and who died along with its subject
_NAMED = 5  # tokens of "of", a name and "and"
_TWO = 2
_VOICES = 6  # tokens of speakers beside a group


@dataclass(frozen=True, slots=True)
class Attached:
    """A group with the effect that befell it; ``part`` of the total before it, ``total`` of parts.

    ``parts_class`` is the class of the total if its parts settle it.
    """

    group: Group
    effect: Effect
    part: bool = False
    total: bool = False
    parts_class: str | None = None


def companions(
    tokens: Sequence[Token], effect: Effect, groups: Sequence[Group], claimed: set[int]
) -> list[Attached]:
    """Read who died with the subject: "was killed along with three of his sons and two guests".

    Also "the bomber killed himself and four guards", "killed with seven followers".
    """
    at = effect.last + 1
    while at < len(tokens) and tokens[at].lower in {",", "too"}:
        at += 1
    words = tuple(t.lower for t in tokens[at : at + 3])
    length = next((len(found) for found in TOGETHER if words[: len(found)] == found), 0)
    if not length:
        at, length = _distant(tokens, at)
        words = tuple(t.lower for t in tokens[at : at + 3])
    if not length:
        return []
    starts = {at + length, at + length + 1} if length < len(words) else {at + length}
    nearest = next((g for g in groups if g.first in starts), None)
    if nearest is None or (nearest.first > at + length and words[length] not in _WHOSE):
        return []
    owned = tokens[nearest.first].lower in _WHOSE - {"the"}
    if id(nearest) in claimed or (length == 1 and not (nearest.number or owned)):
        return []
    return right_of(tokens, [effect], 0, nearest, groups, claimed)


def _distant(tokens: Sequence[Token], at: int) -> tuple[int, int]:
    """Return where "along with" stands in the same clause, and its length; 0 if it does not.

    "Was killed in the blast along with two guards"; "with" alone only joins right after the verb.
    """
    for position in range(at, min(at + _CLAUSE, len(tokens))):
        if tokens[position].lower in BOUNDARY | {"and"}:
            break
        words = tuple(t.lower for t in tokens[position : position + 3])
        for joint in TOGETHER:
            if len(joint) > 1 and words[: len(joint)] == joint:
                return position, len(joint)
    return at, 0


def right_of(
    tokens: Sequence[Token],
    effects: Sequence[Effect],
    index: int,
    nearest: Group,
    groups: Sequence[Group],
    claimed: set[int],
) -> list[Attached]:
    """Return the nearest group and the items that its list goes on with."""
    effect = effects[index]
    limit = _next_effect(effects, index, nearest)
    chain = [Attached(nearest, effect)]
    inside = skipping = False
    previous = nearest
    for group in groups:
        if group.first <= nearest.first:
            continue
        if group.first > limit or id(group) in claimed or _speaks(tokens, group):
            break
        gap = gap_between(tokens, previous, group)
        if set(gap) & NAMING:
            skipping = True
        opens = set(gap) & INCLUDING and not set(gap) & BOUNDARY
        if opens or (group.partitive and gap[-1:] == [","] and ";" not in gap):
            inside, skipping = True, False
            chain[-1] = replace(chain[-1], total=chain[-1].total or not group.named)
            chain.append(Attached(group, effect, part=True))
        elif _describes(tokens, effect, gap, (chain[-1].group, group)):
            skipping = True
        elif (
            _goes_on(tokens, effect, gap)
            or _joins_later(tokens, gap, group)
            or past_name(tokens, previous, group)
        ):
            skipping = False
            chain.append(Attached(group, effect))
        elif in_short_list(gap, group) or _of_somewhere(gap) or (skipping and closes(gap)):
            skipping = skipping and not closes(gap)
            if (not skipping or (group.number and gap[-1] == "and")) and not is_name_of(
                tokens, gap, chain[-1].group, group
            ):
                inside = inside and not (gap[0] == "," and "and" in gap)
                chain.append(Attached(group, effect, part=inside))
        else:
            break
        previous = group
    return chain


def _describes(
    tokens: Sequence[Token], effect: Effect, gap: Sequence[str], pair: tuple[Group, Group]
) -> bool:
    """Return whether a group says who the one before it is, and is none of a list."""
    return not _goes_on(tokens, effect, gap) and describes_name(tokens, gap, *pair)


def _goes_on(tokens: Sequence[Token], effect: Effect, gap: Sequence[str]) -> bool:
    """Return whether a list of "killed were" goes on: "... the driver of the bus, a cook and"."""
    several = effect.order == "of" and tokens[effect.last].lower in {"were", "are"}
    ends = gap[-1:] in (["and"], [","])
    return several and ends and len(gap) <= _NAMED + 1 and not set(gap) & (BOUNDARY | {"who"})


def _joins_later(tokens: Sequence[Token], gap: Sequence[str], group: Group) -> bool:
    """Return whether a group goes on a list though a name or description stands between."""
    return _named_before(gap, group) or _along(tokens, gap, group)


def _named_before(gap: Sequence[str], group: Group) -> bool:
    """Return whether a name stands before others: "the head, identified as Karra, and two more"."""
    return bool(set(gap) & NAMING) and gap[-1] == "and" and group.number and not set(gap) & BOUNDARY


def _along(tokens: Sequence[Token], gap: Sequence[str], group: Group) -> bool:
    """Return whether a comma and "with" lead from a description to who died along with somebody.

    "Killed the governor, the third within a year, with his driver and two guards".
    """
    if not (group.number or tokens[group.first].lower in _WHOSE - {"the"}):
        return False
    if len(gap) <= _TWO or set(gap) & BOUNDARY:
        return False
    return any(
        tuple(gap[-len(joint) :]) == joint and gap[-len(joint) - 1] == "," for joint in TOGETHER
    )


def _of_somewhere(gap: Sequence[str]) -> bool:
    """Return whether "of" and a name lead on to the next item: "the mayor of X and two guards"."""
    inner = set(gap[1:-1])
    named = gap[:1] == ["of"] and gap[-1:] == ["and"] and 1 < len(gap) <= _NAMED
    return named and not inner & (STOPS | BOUNDARY | {","})


def _speaks(tokens: Sequence[Token], group: Group) -> bool:
    """Return whether a group is who says it ("..., a doctor and two witnesses said")."""
    for token in tokens[group.last + 1 : group.last + 1 + _VOICES]:
        if token.lower in _SPEECH:
            return True
        if token.text in {",", ";", ":", "."} or token.lower in STOPS - {"and"}:
            return False
    return False


def _next_effect(effects: Sequence[Effect], index: int, nearest: Group) -> int:
    for effect in effects[index + 1 :]:
        if effect.first > nearest.last:
            return effect.first
    return 1 << 30
