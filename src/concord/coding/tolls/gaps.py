"""What the words between two groups of people make of the second: item, part or description."""

from __future__ import annotations

from typing import TYPE_CHECKING

from concord.coding.tolls.heads import PARTICLES, STOPS, named
from concord.coding.tolls.sides import LIST
from concord.coding.tolls.tokens import Token, word_set

if TYPE_CHECKING:
    from collections.abc import Sequence

    from concord.coding.tolls.people import Group

INCLUDING = word_set("including among include includes included comprising comprised")
NAMING = word_set("identified named alias namely known called identity")
PREPOSITIONS = word_set(
    "in on at by with from to for into near of during between against through over towards outside "
    "inside behind per than under among upon"
)
BOUNDARY = word_set(
    "when while after that because before if although though whereas where ; : said"
)
# What joins those who died with somebody to the verb; "with" alone only before a number.
TOGETHER = (
    ("as", "well", "as"),
    ("along", "with"),
    ("together", "with"),
    ("himself", "and"),
    ("herself", "and"),
    ("themselves", "and"),
    ("alongside",),
    ("with",),
)
# Singular nouns that say who somebody just named is.
_DESCRIBING = word_set(
    "resident native son daughter brother sister father mother husband wife aide member leader "
    "inhabitant cousin nephew employee activist relative"
)
# Verbs of what befalls people but is no harm to them, with a number as their object.
_VERBS = word_set(
    "took drove held freed fled rescued saved evacuated marched seized released freeing "
    "rescuing releasing evacuating treating repatriated deployed recruited trained summoned shifted"
)
_ENDINGS = ("ed", "ing")
_FINITE = word_set("was were has have had")
_LONGEST_NAME = 7  # tokens of a name with an age
_LONGEST_GAP = 12  # words of description between two items of a list


def is_apposition(gap: Sequence[str], last: Group, group: Group) -> bool:
    """Return whether a person after a comma is the person before it, said again."""
    if gap[-1:] != [","] or group.number or group.low != 1 or last.best != 1:
        return False
    if is_bare_name(last) and is_bare_name(group):
        return False  # "Omid Karra, Sami Dost and Ali Gul"
    described = group.named or last.named or group.head in _DESCRIBING
    return described or bool(set(gap) & NAMING) or len(gap) > 1


def is_bare_name(group: Group) -> bool:
    """Return whether a group is a person by name alone, no role told."""
    return group.named and group.head == "one"


def gap_between(tokens: Sequence[Token], previous: Group | None, group: Group) -> list[str]:
    """Return the words between two groups, or the few before the first; brackets left out."""
    start = previous.last + 1 if previous else max(0, group.first - 8)
    return _without_brackets([t.lower for t in tokens[start : group.first]])


def _without_brackets(words: Sequence[str]) -> list[str]:
    out: list[str] = []
    depth = 0
    for word in words:
        if word == "(":
            depth += 1
        elif word == ")":
            depth = max(0, depth - 1)
        elif not depth:
            out.append(word)
    return out


def in_list(gap: Sequence[str]) -> bool:
    """Return whether what stands between two groups only joins them, descriptions apart."""
    words = list(gap)
    if not words:
        return False
    if all(word in LIST or word in {"the", "his", "her", "their", "all"} for word in words):
        return True
    tail = [w for w in words if w not in {"the", "his", "her", "their", "its"}]
    return bool(tail) and tail[-1] in {"and", "&", "with"} and len(words) <= _LONGEST_GAP


def past_name(tokens: Sequence[Token], previous: Group, group: Group) -> bool:
    """Return whether only the name of one person stands between that person and the next.

    "A magistrate, Omid Karra, and his brother", "a chief, Omid Karra, his two guards and a cook".
    """
    between = [t for t in tokens[previous.last + 1 : group.first] if t.text not in {"(", ")"}]
    if previous.best != 1 or not between or between[0].text != ",":
        return False
    if between[-1].text == "," and _is_aside(tokens, group):
        return False  # "A guard, Omid Karra, a resident of Darra, was killed"
    inner = between[1:]
    while inner and inner[-1].lower in {",", "and", "his", "her", "their"}:
        inner = inner[:-1]
    joined = 0 < len(inner) < len(between) - 1 and len(inner) <= _LONGEST_NAME
    return (
        joined
        and all(
            named(t) or t.lower in PARTICLES or t.text.isdigit() or t.text == "," for t in inner
        )
        and named(inner[0])
    )


def tells_more(gap: Sequence[str]) -> bool:
    """Return whether what stands between two groups says what became of the first.

    "346 hostages were freed and all 50 attackers (were killed)" is no list of people.
    """
    words = [word for word in gap if word not in {"who", "which"}]
    return len(words) == len(gap) and bool(set(words) & _FINITE) and words[-1:] != [","]


def is_name_of(tokens: Sequence[Token], gap: Sequence[str], first: Group, second: Group) -> bool:
    """Return whether the second group only says who the first is ("a cleric, Maulana X")."""
    following = tokens[second.last + 1].lower if second.last + 1 < len(tokens) else ""
    if tokens[second.first].lower in {"his", "her"} and (first.named or following == "and"):
        return False  # "killed Omid Karra, his wife and a guest", "a lawyer, his son and a guest"
    if tokens[first.last].capital and is_bare_name(second) and first.named:
        return False  # "killed Omid Karra, Sami Dost and Ali Gul"
    if gap == [","] and second.head in _DESCRIBING and first.best == 1 and not second.number:
        return True
    if "and" in gap or "as" in gap or first.best != 1 or second.number:
        return False
    return second.named or (gap == [","] and _is_aside(tokens, second))


def _is_aside(tokens: Sequence[Token], group: Group) -> bool:
    """Return whether a comma or the end follows a person after a comma, and no list goes on.

    "Killed a youth, a pupil of ten, on Friday": one. "A youth, a pupil, and a cook" are three.
    """
    if tokens[group.first].lower not in {"a", "an"} or group.best != 1:
        return False
    for token in tokens[group.last + 1 : group.last + 1 + _LONGEST_GAP]:
        if token.lower in {"and", "&"} | BOUNDARY:
            return token.lower in BOUNDARY
        if token.text == ",":
            return not _list_goes_on(tokens, token)
    return True


def _list_goes_on(tokens: Sequence[Token], comma: Token) -> bool:
    """Return whether "and" or another person's article stands soon after a comma."""
    at = next(i for i, token in enumerate(tokens) if token.start == comma.start)
    words = [token.lower for token in tokens[at + 1 : at + 3]]
    return bool(words) and (words[0] in {"and", "a", "an", "his", "her", "their"} or "and" in words)


def describes_name(
    tokens: Sequence[Token], gap: Sequence[str], first: Group, second: Group
) -> bool:
    """Return whether "a guard" says who was just named: "Ahmed Khan, a guard, and his son".

    Before a last item without a comma it is an item itself: "Ahmed Khan, a guard and a cook".
    """
    if gap != [","] or not first.named or second.number or second.named or second.best != 1:
        return False
    after = second.last + 1
    return not (after < len(tokens) and tokens[after].lower in {"and", "&"})


def closes(gap: Sequence[str]) -> bool:
    """Return whether words after a description end with the comma and "and" of a list."""
    ends = [word for word in gap if word not in {"his", "her", "their"}]
    return len(ends) <= _LONGEST_GAP and ends[-2:] == [",", "and"] and not set(ends) & BOUNDARY


def takes_object(word: str) -> bool:
    """Return whether a word before a number is a verb of another act, the number its object."""
    return word in _VERBS


def in_short_list(gap: Sequence[str], group: Group | None = None) -> bool:
    """Return whether the words between two groups join them, at most one other word beside.

    A verb before a counted group begins another act: "killing eight, and marched 58 away".
    """
    words = list(gap)
    last = words[-1] if words else ""
    if group is not None and group.number and (last in _VERBS or last.endswith(_ENDINGS)):
        return bool(INCLUDING & {last})
    if group is not None and words in (["with"], [",", "with"]) and (group.named or group.number):
        return True  # "killed the mayor, with his driver"
    joins = [w for w in words if w in LIST]
    others = [w for w in words if w not in LIST]
    return bool(joins) and len(others) <= 1 and not set(others) & STOPS
