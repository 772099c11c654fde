"""Which groups of people an effect word of the same sentence is about."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from concord.coding.tolls import asides, sums
from concord.coding.tolls.gaps import (
    BOUNDARY,
    INCLUDING,
    NAMING,
    PREPOSITIONS,
    gap_between,
    in_list,
    in_short_list,
    is_apposition,
    past_name,
    takes_object,
    tells_more,
)
from concord.coding.tolls.heads import STOPS
from concord.coding.tolls.objects import Attached, companions, right_of
from concord.coding.tolls.sides import joined, object_of, sides_of
from concord.coding.tolls.tokens import ADVERBS, PASSIVE, Effect, Token, word_set

if TYPE_CHECKING:
    from collections.abc import Sequence

    from concord.coding.tolls.people import Group

_PRONOUNS = word_set("they he she")
_PAIR = 2
_DASHES = (["-"], ["\u2013"], ["\u2014"], [":"])
_ADJECTIVES = word_set("dead wounded injured hurt")
_BODIES = word_set("body bodies corpse corpses")
_DESCRIBED = 8  # tokens that say of what body people are
_BRIDGE = 4  # tokens between a list's items and what stands between them


def attach(
    tokens: Sequence[Token], effects: Sequence[Effect], groups: Sequence[Group]
) -> list[Attached]:
    """Return the groups of one sentence with their effects, in order of the effect words."""
    sides = sides_of(tokens, effects, groups)
    bound = _bound_right(tokens, effects, groups, sides)
    subjects = _subjects(tokens, effects, groups, sides, bound)
    claimed = {id(group) for listed in subjects.values() for group in listed}
    found: list[Attached] = []
    for index, effect in enumerate(effects):
        if sides[index] == "left":
            chain = _left(tokens, effect, subjects.get(index, []))
            free = [g for g in groups if id(g) not in claimed]
            found += _with_parts(tokens, effect, chain, free)
            found += companions(tokens, effect, groups, claimed)
        elif sides[index] == "right":
            nearest = bound.get(index)
            if nearest is not None:
                found += right_of(tokens, effects, index, nearest, groups, claimed)
    return [
        replace(a, part=True)
        if sums.lists_parts(tokens, a.effect) or sums.is_included(tokens, a.group, found)
        else a
        for a in found
    ]


def _with_parts(
    tokens: Sequence[Token], effect: Effect, chain: list[Attached], groups: Sequence[Group]
) -> list[Attached]:
    """Add the parts that follow the verb: "two were injured, including a policeman"."""
    if not chain or chain[-1].part or chain[-1].group.best < _PAIR:
        return chain
    after = [t.lower for t in tokens[effect.last + 1 : effect.last + 4]]
    ahead = [g for g in groups if effect.last < g.first <= effect.last + _BRIDGE]
    partitive = bool(ahead) and ahead[0].partitive and ahead[0].victim_class is not None
    if not set(after[:2]) & INCLUDING and not partitive:
        return chain
    parts: list[Attached] = []
    previous: Group | None = None
    for group in groups:
        if group.first <= effect.last:
            continue
        gap = gap_between(tokens, previous, group) if previous else after
        if previous is not None and not in_short_list(gap, group):
            break
        if previous is None and group.first > effect.last + _BRIDGE:
            break
        parts.append(Attached(group, effect, part=True))
        previous = group
    if any(not part.group.named for part in parts):
        chain[-1] = replace(chain[-1], total=True)
    return chain + parts


def _bound_right(
    tokens: Sequence[Token],
    effects: Sequence[Effect],
    groups: Sequence[Group],
    sides: Sequence[str],
) -> dict[int, Group]:
    """Return for each effect with its people on the right the nearest group there."""
    bound: dict[int, Group] = {}
    for index in range(len(effects)):
        if sides[index] == "right":
            group = object_of(tokens, effects, index, groups)
            if group is not None:
                bound[index] = group
    return bound


def _subjects(
    tokens: Sequence[Token],
    effects: Sequence[Effect],
    groups: Sequence[Group],
    sides: Sequence[str],
    bound: dict[int, Group],
) -> dict[int, list[Group]]:
    """Return for each effect with its people on the left the groups there, nearest clause only."""
    objects = {id(group) for group in bound.values()}
    subjects: dict[int, list[Group]] = {}
    for index, effect in enumerate(effects):
        if sides[index] != "left":
            continue
        start = effects[index - 1].last + 1 if index else 0
        end = effect.first
        opened = asides.opening(tokens, effect.first)
        if opened is not None:
            start, end = asides.start_before(effects, opened), opened
        if index and joined(tokens, effects[index - 1], effect) and (index - 1) in subjects:
            subjects[index] = subjects[index - 1]
            continue
        within = [g for g in groups if start <= g.first and g.last < end]
        within = asides.heard(tokens, effect.first, within)
        if _has_pronoun(tokens, effect):
            within = []
        if index:
            within = _without_parts(tokens, effects[index - 1], within)
        if tokens[effect.first].lower in _ADJECTIVES:
            within = _counted(tokens, effect, within)
        within = _without_objects(tokens, effects, within)
        subjects[index] = _after_boundary(tokens, within, effect, objects)
        if not subjects[index] and index - 1 in subjects and _relative(tokens, effects[index - 1]):
            # "A soldier, who was injured in a blast, died": one subject for both verbs.
            subjects[index] = subjects[index - 1]
    return subjects


def _has_pronoun(tokens: Sequence[Token], effect: Effect) -> bool:
    """Return whether the subject is a pronoun: "the squad came and later they were shot dead"."""
    at = effect.first - 1
    while at >= 0 and (tokens[at].lower in PASSIVE or tokens[at].lower in ADVERBS):
        at -= 1
    return at >= 0 and tokens[at].lower in _PRONOUNS


def _without_parts(tokens: Sequence[Token], before: Effect, within: Sequence[Group]) -> list[Group]:
    """Leave out the parts of those before: "ten died, including a boy, and six were injured"."""
    groups = list(within)
    if len(groups) < _PAIR or groups[0].first > before.last + _BRIDGE:
        return groups
    if not {t.lower for t in tokens[before.last + 1 : groups[0].first]} & INCLUDING:
        return groups
    while len(groups) >= _PAIR:
        gap = gap_between(tokens, groups[0], groups[1])
        groups.pop(0)
        if not in_short_list(gap) or (gap[0] == "," and "and" in gap):
            break
    return groups


def _without_objects(
    tokens: Sequence[Token], effects: Sequence[Effect], within: Sequence[Group]
) -> list[Group]:
    """Leave out a number right after another verb, and what stands before it.

    "Troops freed 346 boys and 20 people were killed": only the twenty.
    """
    told = {at for effect in effects for at in range(effect.first, effect.last + 1)}
    for at in range(len(within) - 1, -1, -1):
        first = within[at].first
        if (
            within[at].number
            and first
            and first - 1 not in told
            and takes_object(tokens[first - 1].lower)
        ):
            return list(within[at + 1 :])
    return list(within)


def _counted(tokens: Sequence[Token], effect: Effect, within: list[Group]) -> list[Group]:
    """Return who is dead or hurt: only the number in "spoke of three dead", "treated 30 wounded".

    Who is "dead" stands right before the word.
    """
    dead = tokens[effect.first].lower == "dead"
    if not within or (dead and effect.first - within[-1].last > _BRIDGE):
        return []
    last = within[-1]
    alone = last.bare and last.last + 1 == effect.first and last.first > 0
    before = tokens[last.first - 1].lower if alone else ""
    if not dead and alone and len(within) > 1 and within[-2].head in _BODIES:
        return [last]
    return [last] if before in PREPOSITIONS - INCLUDING | {"of"} else within


def _relative(tokens: Sequence[Token], effect: Effect) -> bool:
    """Return whether the effect stands in a clause with "who" or "which"."""
    before = [t.lower for t in tokens[max(0, effect.first - 5) : effect.first]]
    return bool({"who", "which", "whom"} & set(before))


def _after_boundary(
    tokens: Sequence[Token], groups: Sequence[Group], effect: Effect, objects: set[int]
) -> list[Group]:
    """Keep the groups after the last clause boundary that has a group after it."""
    kept: list[Group] = []
    for group in reversed(groups):
        if id(group) in objects:
            break
        following = kept[0].first if kept else effect.first
        between = {t.lower for t in tokens[group.last + 1 : following]}
        if kept and between & BOUNDARY:
            break
        kept.insert(0, group)
    return kept


def _left(tokens: Sequence[Token], effect: Effect, groups: Sequence[Group]) -> list[Attached]:
    """Return the chain of groups that is the subject of the effect."""
    groups = [g for g in groups if not g.bare or _is_next_to(tokens, g, effect)]
    chain: list[Attached] = []
    inside = False
    apposed = False
    for position, group in enumerate(groups):
        gap = gap_between(tokens, groups[position - 1] if position else None, group)
        relation = _relation(gap, group, chain)
        if chain and _is_item(tokens, groups[position - 1], group, relation):
            relation = "item"
        if not chain and _leads_to(tokens, group, effect, last=group is groups[-1]):
            relation = "new"
        if relation == "part":
            inside = True
            chain[-1] = replace(chain[-1], total=chain[-1].total or not group.named)
            chain.append(Attached(group, effect, part=True))
        elif relation == "item":
            if apposed and not group.number and "and" not in gap:
                continue
            if apposed and group.named and not _is_owned(tokens, group):
                continue
            inside = inside and not (gap[:1] == [","] and "and" in gap)
            chain.append(Attached(group, effect, part=inside))
        elif relation == "apposed":
            apposed = bool(set(gap) & NAMING) or not _is_described(chain, group)
            continue
        elif relation == "new":
            inside = False
            chain = [Attached(group, effect)]
        apposed = apposed and relation in {"item", "skip"}
    return _only_the_dead(tokens, effect, chain)


def _is_described(chain: Sequence[Attached], group: Group) -> bool:
    """Return whether a person with a name is described: "Captain Omid Karra, a father of two"."""
    last = chain[-1].group
    return last.named and last.best == 1 and not group.named


def _leads_to(tokens: Sequence[Token], group: Group, effect: Effect, *, last: bool) -> bool:
    """Return whether a number is its verb's subject though a preposition stands before it.

    "With two soldiers wounded"; "by six men, all of whom were killed".
    """
    if group.number and group.last + 1 == effect.first:
        return True
    return last and _is_antecedent(tokens, group, effect)


def _is_antecedent(tokens: Sequence[Token], group: Group, effect: Effect) -> bool:
    """Return whether "who" or "all of whom" leads from a number of people right to the verb."""
    between = [t.lower for t in tokens[group.last + 1 : effect.first]]
    relative = next((at for at, word in enumerate(between) if word in {"who", "whom"}), None)
    if relative is None or not group.number or relative > _BRIDGE - 1:
        return False
    if not set(between[:relative]) <= {",", "all", "both", "of"}:
        return False
    return all(w in PASSIVE or w in ADVERBS or w.endswith("ly") for w in between[relative + 1 :])


def _is_owned(tokens: Sequence[Token], group: Group) -> bool:
    """Return whether somebody is named by whose they are ("his guard")."""
    return tokens[group.first].lower in {"his", "her", "their"}


def _is_item(tokens: Sequence[Token], before: Group, group: Group, relation: str) -> bool:
    """Return whether a group that its gap takes for something else is the next of a list."""
    if past_name(tokens, before, group):
        return True
    gap = gap_between(tokens, before, group)
    return relation == "apposed" and _is_kin_of_list(tokens, gap, group)


def _is_kin_of_list(tokens: Sequence[Token], gap: Sequence[str], group: Group) -> bool:
    """Return whether somebody's relative is an item of a list: "a cook, her son and a guest"."""
    after = tokens[group.last + 1].lower if group.last + 1 < len(tokens) else ""
    own = tokens[group.first].lower in {"his", "her", "their"}
    return own and gap == [","] and after in {"and", ","} and group.last - group.first == 1


def _only_the_dead(
    tokens: Sequence[Token], effect: Effect, chain: list[Attached]
) -> list[Attached]:
    """Leave out the total where only its part came to harm ("22 victims, including five dead")."""
    if len(chain) < _PAIR or tokens[effect.first].lower != "dead":
        return chain
    last = chain[-1]
    beside = last.group.last + 1 == effect.first
    return [replace(last, part=False)] if last.part and last.group.bare and beside else chain


def _relation(gap: Sequence[str], group: Group, chain: Sequence[Attached]) -> str:
    """Return what a group is to the chain before it: new, item, part, apposed or skip."""
    before = gap[-1] if gap else ""
    if not chain:
        return "skip" if before in PREPOSITIONS and before != "of" else "new"
    last = chain[-1].group
    one_of = _is_one_of(gap, group, last)
    if _is_part(gap, group, last) and not one_of:
        return "part"
    named_again = not gap and last.number and last.best > 1 and group.named
    if one_of or set(gap[-2:]) & NAMING or named_again or is_apposition(gap, last, group):
        return "apposed"
    if tells_more(gap):
        return "new"
    if in_list(gap) or (group.number and last.number and _is_described_item(gap)):
        return "item"
    aside = before in PREPOSITIONS or (last.number and not group.number)
    return "skip" if aside or set(gap) & NAMING else "new"


def _is_one_of(gap: Sequence[str], group: Group, last: Group) -> bool:
    """Return whether "one of the planners" after a comma says who a single person is."""
    return (
        list(gap) == [","]
        and group.number
        and group.best == 1
        and last.best == 1
        and (group.partitive or group.definite)
    )


def _is_described_item(gap: Sequence[str]) -> bool:
    """Return whether only whose or whence people are stands before the next of a list.

    "Six members of the council, three cooks and a guard (were killed)".
    """
    inner = gap[1:-1]
    described = gap[:1] in (["of"], ["from"]) and gap[-1:] == [","] and 0 < len(inner) <= _DESCRIBED
    return described and not set(inner) & (BOUNDARY | STOPS | {","})


def _is_part(gap: Sequence[str], group: Group, last: Group) -> bool:
    """Return whether a group is of those before it.

    "..., including six guards", "24 people - 19 soldiers and five cooks - were killed".
    """
    if set(gap) & INCLUDING or (group.partitive and gap[-1:] == [","] and ";" not in gap):
        return True
    return gap in _DASHES and last.number and last.best > group.best


def _is_next_to(tokens: Sequence[Token], group: Group, effect: Effect) -> bool:
    """Return whether only auxiliaries and adverbs stand between a bare number and the effect."""
    between = [t.lower for t in tokens[group.last + 1 : effect.first]]
    if set(between[:2]) & INCLUDING:
        return True
    if between[:1] == ["who"] and len(between) <= 2 * _BRIDGE and not set(between) & BOUNDARY:
        return True  # "all six who broke in were killed"
    return len(between) <= 2 * _BRIDGE and all(
        word in PASSIVE or word in ADVERBS or word.endswith("ly") or word in {"of", "them", ","}
        for word in between
    )
