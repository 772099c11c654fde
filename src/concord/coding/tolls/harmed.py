"""People called dead or hurt before it is said what became of them.

"Four wounded men died": the wounded are the dead. "40 injured people were taken away": they are
hurt, and nothing more befell them. "One of the injured died": one person, of those hurt before.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from concord.coding.tolls.objects import Attached
from concord.coding.tolls.tokens import PASSIVE, word_set

if TYPE_CHECKING:
    from collections.abc import Sequence

    from concord.coding.tolls.groups import Reader
    from concord.coding.tolls.people import Group
    from concord.coding.tolls.tokens import Effect, Token
    from concord.coding.tolls.words import Lexicon

DESCRIBING = word_set("injured wounded hurt dead slain killed")
_BEFORE = word_set("the a an those these another their its")
_PHRASE = 3  # tokens of a noun phrase after the word


def describing(tokens: Sequence[Token], effects: Sequence[Effect], lexicon: Lexicon) -> set[Effect]:
    """Return the effect words that only describe people: "four wounded men", "of the injured"."""
    return {
        effect
        for effect in effects
        if effect.first == effect.last
        and tokens[effect.first].lower in DESCRIBING
        and (_of_the(tokens, effect.first) or _before_noun(tokens, effect.first, lexicon))
    }


def _of_the(tokens: Sequence[Token], at: int) -> bool:
    return at > 1 and tokens[at - 1].lower == "the" and tokens[at - 2].lower == "of"


def _before_noun(tokens: Sequence[Token], at: int, lexicon: Lexicon) -> bool:
    """Return whether a number or article stands before the word and people right after it."""
    before = tokens[at - 1] if at else None
    if before is None or not (before.lower in _BEFORE or _is_number(before)):
        return False
    begin = at + 1  # after names before the noun: "an injured ANP activist"
    while begin < len(tokens) and begin <= at + _PHRASE and tokens[begin].capital:
        begin += 1
    return any(_noun_begins(tokens, start, lexicon) for start in range(at + 1, begin + 1))


def _noun_begins(tokens: Sequence[Token], start: int, lexicon: Lexicon) -> bool:
    """Return whether a noun for people begins at a token."""
    for length in range(_PHRASE, 0, -1):
        phrase = tuple(token.lower for token in tokens[start : start + length])
        if len(phrase) == length and phrase in lexicon.nouns:
            return True
    return False


_NUMBERS = word_set(
    "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen twenty thirty forty fifty sixty several many dozens"
)


def _is_number(token: Token) -> bool:
    return token.text[0].isdigit() or token.lower.split("-")[0] in _NUMBERS


def without_dead(described: set[Effect], attached: Sequence[Attached]) -> list[Attached]:
    """Return the attached groups, the dead of "13 dead people and 21 who were hurt" not as hurt."""
    dead = [effect.first for effect in described if effect.effect == "killed"]
    return [
        item
        for item in attached
        if item.effect.effect == "killed"
        or not any(item.group.first <= at <= item.group.last for at in dead)
    ]


def left_over(
    reader: Reader,
    described: set[Effect],
    groups: Sequence[Group],
    attached: Sequence[Attached],
) -> list[Attached]:
    """Return those described so of whom the sentence tells nothing else."""
    known = {id(item.group) for item in attached}
    found: list[Attached] = []
    for effect in sorted(described, key=lambda one: one.first):
        group = next((g for g in groups if g.first <= effect.first <= g.last), None)
        if group is None or id(group) in known or group.definite or group.named:
            continue
        if group.partitive:
            found.append(Attached(_predicated(reader, group), effect, part=True))
        elif group.number or group.head:
            found.append(Attached(group, effect))
    return found


def _predicated(reader: Reader, group: Group) -> Group:
    """Return "nineteen of the dead" with the class of what they were: "... were children"."""
    after = group.last + 1
    if after + 1 >= len(reader.tokens) or reader.tokens[after].lower not in PASSIVE:
        return group
    at, noun = reader.head(after + 1, plural=group.best != 1)
    if noun is None:
        return group
    return replace(group, victim_class=noun.victim_class, head=reader.tokens[at].lower)
