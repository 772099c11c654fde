"""Sums: which groups of a sentence are the parts of another one.

A number of people with its parts in apposition ("nine people, three women and six men, were
killed") and a stated toll with a part of it ("has risen to 36, including the 10 attackers") count
the same people twice.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from concord.coding.tolls.gaps import INCLUDING
from concord.coding.tolls.objects import Attached
from concord.coding.tolls.tokens import Effect, Token

if TYPE_CHECKING:
    from collections.abc import Sequence

    from concord.coding.tolls.people import Group
    from concord.coding.tolls.words import Lexicon

_BOTH = frozenset({"commander", "commanders", "leader", "leaders", "chief"})  # on either side
_FEWEST_PARTS = 2
_BESIDE = 2  # from the last token before a comma to the first after it
_ARMED = frozenset({"militant", "security", "pro_government"})
_REACH = 4  # tokens between a stated toll and "including", and between that and the part


def with_breakdowns(attached: Sequence[Attached]) -> list[Attached]:
    """Return the groups with a number marked as total where those after it add up to it."""
    out = list(attached)
    for at, item in enumerate(out):
        if item.part or item.total or item.group.best < _FEWEST_PARTS:
            continue
        count = _parts_after(out, at)
        if count:
            out[at] = replace(item, total=True)
            for index in range(at + 1, at + 1 + count):
                out[index] = replace(out[index], part=True)
    return out


def names_apposed(tokens: Sequence[Token], attached: Sequence[Attached]) -> list[Attached]:
    """Return the groups, names that only say who a number before them are made its parts.

    "Three of them, Sepoy Omid Karra and Naik Sami Dost, perished": three.
    """
    out = list(attached)
    for whole in attached:
        if whole.part or not whole.group.number or whole.group.best < _FEWEST_PARTS:
            continue
        after = whole.group.last + 1
        rest = [
            i
            for i, item in enumerate(attached)
            if item.effect == whole.effect and item.group.first > whole.group.last
        ]
        mere = all(attached[i].group.named and attached[i].group.best == 1 for i in rest)
        apposed = bool(rest) and mere and tokens[after].text == ","
        if apposed and attached[rest[0]].group.first == after + 1 and len(rest) <= whole.group.best:
            for index in rest:
                out[index] = replace(out[index], part=True)
    return out


def _parts_after(attached: Sequence[Attached], at: int) -> int:
    """Return how many groups after one add up to it, 0 if they do not."""
    whole = attached[at]
    left = whole.group.best
    count = 0
    for item in attached[at + 1 :]:
        if item.effect != whole.effect or item.part or item.group.more:
            break
        left -= item.group.best
        count += 1
        if left <= 0:
            break
    return count if left == 0 and count >= _FEWEST_PARTS else 0


_APART = frozenset({"militant", "security", "official"})


def children_told(attached: Sequence[Attached], lexicon: Lexicon) -> list[Attached]:
    """Return the groups, single women and children after a number of such as its parts.

    "Two children, a girl of six and a baby boy": two in all.
    """
    out = list(attached)
    whole: Attached | None = None
    for at, item in enumerate(attached):
        own = item.group.head in lexicon.subclasses
        if item.group.number and item.group.best >= _FEWEST_PARTS and own:
            whole = item
        elif whole is not None and whole.effect == item.effect and not item.part:
            between = item.group.first - whole.group.last
            if own and item.group.best == 1 and not item.group.number and between == _BESIDE:
                out[at] = replace(item, part=True)
    return out


def without_strangers(attached: Sequence[Attached]) -> list[Attached]:
    """Return the groups, those that cannot be among the total before them made groups of their own.

    "Six policemen, including an inspector, and three militants" are nine.
    """
    out = list(attached)
    whole: Attached | None = None
    for at, item in enumerate(attached):
        if not item.part:
            whole = item
            continue
        if whole is None or item.group.head in _BOTH or item.group.partitive:
            continue
        own, other = whole.group.victim_class, item.group.victim_class
        fighters = "militant" in {own, other} and own != other
        if fighters and {own, other} <= _APART and whole.effect == item.effect:
            out[at] = replace(item, part=False)
    return out


def told_apart(groups: Sequence[Group], attached: Sequence[Attached]) -> list[Attached]:
    """Return the attached groups with those that a total before them is shared out to.

    "27 were killed, 21 in a raid and six in the attack", "24 died: 19 soldiers and five cooks".
    Each part stands by itself: where its number is written tells which happening it is of.
    """
    known = {id(item.group) for item in attached}
    out = list(attached)
    for at, whole in enumerate(attached):
        end = max(whole.group.last, whole.effect.last)
        later = [g for g in groups if id(g) not in known and g.number and g.first > end]
        told = [a.group for a in attached[at + 1 :] if a.part and a.effect == whole.effect]
        parts = _adding_up(later, whole.group.best, sum(group.best for group in told))
        if whole.part or whole.group.best < _FEWEST_PARTS or not parts:
            continue
        out[at] = replace(out[at], total=True)
        for group in parts:
            known.add(id(group))
            known_class = group.victim_class or (whole.group.victim_class if group.bare else None)
            word = Effect(group.first, group.first, whole.effect.effect, "noun")
            out.append(Attached(replace(group, victim_class=known_class), word, part=True))
    return out


def _adding_up(groups: Sequence[Group], whole: int, told: int) -> Sequence[Group]:
    """Return the first of the groups that add up to a number with those told, two in all."""
    left = whole - told
    fewest = _FEWEST_PARTS - (told > 0)
    for count, group in enumerate(groups, start=1):
        left -= group.best
        if left <= 0 or group.more:
            return groups[:count] if left == 0 and count >= fewest else ()
    return ()


def among_them(
    tokens: Sequence[Token], groups: Sequence[Group], attached: Sequence[Attached]
) -> list[Attached]:
    """Return the groups that are said to be among those before: "..., a minister among them"."""
    known = {id(item.group) for item in attached}
    found: list[Attached] = []
    for group in groups:
        words = [token.lower for token in tokens[group.last + 1 : group.last + 3]]
        before = [item for item in attached if item.group.last < group.first and not item.part]
        if id(group) in known or words != ["among", "them"] or not before:
            continue
        whole = max(before, key=lambda item: item.group.last)
        if whole.group.best > group.best:
            found.append(Attached(group, whole.effect, part=True))
    return found


def parts_of_stated(
    tokens: Sequence[Token], groups: Sequence[Group], end: int, effect: str
) -> list[Attached]:
    """Return the group that a toll stated before the code point ``end`` is said to include."""
    begin = next((i for i, token in enumerate(tokens) if token.start >= end), len(tokens))
    for at in range(begin, min(begin + _REACH, len(tokens))):
        if tokens[at].lower in INCLUDING:
            break
    else:
        return []
    group = next((g for g in groups if at < g.first <= at + 2), None)
    if group is None:
        return []
    return [Attached(group, Effect(at, at, effect, "noun"), part=True)]


def is_included(tokens: Sequence[Token], group: Group, found: Sequence[Attached]) -> bool:
    """Return whether "included" or "among them" follows ("killing ten, their chief included").

    Also a list of which it follows: "three, a father and son among them".
    """
    after = tokens[group.last + 1].lower if group.last + 1 < len(tokens) else ""
    if after == "and":
        last = next((a.group for a in found if a.group.first == group.last + 2), None)
        if last is not None and not group.number:
            return is_included(tokens, last, found)
    words = [token.lower for token in tokens[group.last + 1 : group.last + 3]]
    return words[:1] == ["included"] or words == ["among", "them"]


def lists_parts(tokens: Sequence[Token], effect: Effect) -> bool:
    """Return whether an effect phrase names some of a known toll ("among the dead were")."""
    words = {t.lower for t in tokens[effect.first : effect.last + 1]}
    return effect.order == "of" and bool(words & INCLUDING)


def without_subtotals(attached: list[Attached], lexicon: Lexicon) -> list[Attached]:
    """Return the groups with totals that only name their women and children made plain numbers."""
    out = list(attached)
    for at, item in enumerate(attached):
        if not item.total:
            continue
        parts = []
        for other in attached[at + 1 :]:
            if not other.part or other.effect != item.effect:
                break
            parts.append(other)
        if parts and all(part.group.head in lexicon.subclasses for part in parts):
            out[at] = replace(item, total=False)
        elif parts and all(_are_civilians(part.group, lexicon) for part in parts):
            out[at] = replace(item, parts_class="civilian")
    return out


def of_the_whole(attached: list[Attached], lexicon: Lexicon) -> list[Attached]:
    """Return the groups with women and children of a total as what the total is of.

    "Two rebels, including a woman, were killed": she was a rebel.
    """
    out: list[Attached] = []
    whole: Attached | None = None
    for item in attached:
        if not item.part:
            whole = item
        of = whole.group.victim_class if whole is not None and item.part else None
        own = item.group.head not in lexicon.subclasses | lexicon.persons
        same = item.group if own or of not in _ARMED else replace(item.group, victim_class=of)
        out.append(replace(item, group=same))
    return out


def _are_civilians(group: Group, lexicon: Lexicon) -> bool:
    return group.victim_class == "civilian" or group.head in lexicon.persons
