"""Pronouns: victims who are only "him", "her" or "them" beside the word for what befell them.

"They took the teacher away and shot him dead": one person, pointed back to, so that a figure which
names or counts him elsewhere is not counted twice. How many "they" are is told by the number before
them in the same sentence.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from concord.coding.tolls.objects import Attached
from concord.coding.tolls.people import Group
from concord.coding.tolls.tokens import ADVERBS, PASSIVE, Effect, Token, word_set

if TYPE_CHECKING:
    from collections.abc import Sequence

_OBJECTS = word_set("him her them")
_SUBJECTS = word_set("he she they")
_MANY = word_set("them they")
SPLIT = {  # verbs that take their object before the word that makes them deadly
    "shot": (("dead",),),
    "shoot": (("dead",),),
    "shooting": (("dead",),),
    "gunned": (("down",),),
    "hacked": (("to", "death"),),
    "stabbed": (("to", "death"),),
    "beat": (("to", "death"),),
    "beaten": (("to", "death"),),
    "beating": (("to", "death"),),
    "tortured": (("to", "death"),),
    "burned": (("to", "death"), ("alive",)),
    "burnt": (("to", "death"), ("alive",)),
}
_FORCES = word_set(
    "police policeman policemen policewoman guard guards soldier soldiers troops officer officers "
    "commandos security army forces"
)
_BY = 6  # tokens beside the verb that may say who did it


def find(
    tokens: Sequence[Token],
    effects: Sequence[Effect],
    groups: Sequence[Group],
    attached: Sequence[Attached],
) -> list[Attached]:
    """Return the deaths of a sentence that are told of a pronoun alone."""
    done = {item.effect for item in attached}
    found: list[Attached] = []
    for effect in effects:
        if effect.effect != "killed" or effect in done or effect.order in {"noun", "of"}:
            continue
        at = _object(tokens, effect) or _subject(tokens, effect)
        if at is not None:
            found += _one(tokens, at, effect, groups)
    for at, token in enumerate(tokens):
        last = _parted(tokens, at)
        if token.lower in SPLIT and last is not None:
            found += _one(tokens, at + 1, Effect(at, last, "killed", "after"), groups)
    known = {item.group.first for item in attached}
    return [item for item in found if item.group.first not in known]


def of_those_before(groups: Sequence[Group], attached: Sequence[Attached]) -> list[Attached]:
    """Return the attached groups, "one of them" as what the people named before them are."""
    out: list[Attached] = []
    for item in attached:
        group = item.group
        before = [g for g in groups if g.last < group.first and g.best > 1 and not g.partitive]
        if group.partitive and group.victim_class is None and before:
            same = before[-1]
            group = replace(group, victim_class=same.victim_class, head=same.head)
        out.append(replace(item, group=group))
    return out


def _one(
    tokens: Sequence[Token], at: int, effect: Effect, groups: Sequence[Group]
) -> list[Attached]:
    """Return the people of a pronoun, none if nothing says how many they are."""
    number = 1
    if tokens[at].lower in _MANY:
        before = [g for g in groups if g.last < at and g.best > 1 and g.number and g.high == g.low]
        if not before:
            return []
        number = before[-1].best
    class_ = next((g.victim_class for g in reversed(groups) if g.last < at), None)
    who = Group(
        first=at,
        last=at,
        low=number,
        best=number,
        high=number,
        victim_class=class_ if number > 1 else None,
        definite=True,
        named=number == 1,
    )
    return [Attached(who, effect)]


def _object(tokens: Sequence[Token], effect: Effect) -> int | None:
    """Return the pronoun right after a verb ("killed him"), not before a list of others."""
    at = effect.last + 1
    if effect.order == "before" or at >= len(tokens) or tokens[at].lower not in _OBJECTS:
        return None
    if {token.lower for token in tokens[max(0, effect.first - _BY) : effect.first]} & _FORCES:
        return None
    after = tokens[at + 1].lower if at + 1 < len(tokens) else ""
    owned = tokens[at].lower == "her" and at + 1 < len(tokens) and tokens[at + 1].wordlike
    small = after in {"in", "on", "at", "and", "for", "by", "with", "when", "while", "as", "after"}
    return None if owned and not small else at


def _subject(tokens: Sequence[Token], effect: Effect) -> int | None:
    """Return the pronoun that opens a sentence as subject ("He was shot dead"), if no force did it.

    Further on in a sentence it is as often the attacker.
    """
    at = effect.first - 1
    passive = False
    while at >= 0 and (tokens[at].lower in PASSIVE or tokens[at].lower in ADVERBS):
        passive = passive or tokens[at].lower in PASSIVE
        at -= 1
    if at != 0 or tokens[at].lower not in _SUBJECTS or not (passive or effect.order == "before"):
        return None
    after = [token.lower for token in tokens[effect.last + 1 : effect.last + 1 + _BY]]
    return None if set(after) & _FORCES else at


def _parted(tokens: Sequence[Token], at: int) -> int | None:
    """Return the last token of "shot him dead" that begins at ``at``, or None."""
    if at + 2 >= len(tokens) or tokens[at + 1].lower not in _OBJECTS:
        return None
    for ending in SPLIT.get(tokens[at].lower, ()):
        words = tuple(token.lower for token in tokens[at + 2 : at + 2 + len(ending)])
        if words == ending:
            return at + 1 + len(ending)
    return None
