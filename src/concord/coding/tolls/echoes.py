"""Echoes: numbers that stand alone because the sentence has just said of what.

"Police said 23 people had died; the hospital said 20": the same effect as the figure before, by
another speaker. "Killed 17 in one village and four in another": the same verb goes on.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from concord.coding.tolls.objects import Attached
from concord.coding.tolls.tokens import Effect, Token, word_set
from concord.regexes import lazy_regex

if TYPE_CHECKING:
    from collections.abc import Sequence

    from concord.coding.tolls.making import Figure
    from concord.coding.tolls.people import Group

_TELLING = word_set("said says counted listed reported confirmed claimed gave has")
_PUTTING = (("spoke", "of"), ("speaks", "of"))
_ENDS = word_set(". , ; and but while whereas")
_EFFECTS = frozenset({"killed", "injured"})
_WHERE = word_set("in at near from")
_APART = 10  # tokens between two numbers of a list
_NEAR = 3  # code points between two sentences
_FEWEST = 3  # people: smaller numbers are of other people more often
_ALIKE = 3  # how many times larger or smaller another's number of the same people may be
_AGAINST = lazy_regex(
    r"\b(?:while|but|whereas|although|though|however|others?|another)\b|[;\u2013\u2014]",
    re.IGNORECASE,
)
_SAYS = lazy_regex(
    r"\b(?:said|says|puts?(?!\s+(?:down|out)\b)|claimed|claims|according|reported|reports|told|counted|announced"
    r"|confirmed|sources?|spoke|speaks|figures?|estimates?|tally|lists?|listed|counts?|gives?|gave"
    r"|insist(?:s|ed)|maintain(?:s|ed)|concedes?|admit(?:s|ted)|acknowledge[sd]?|records?|recorded"
    r"|tallied|knows?|buried|allow(?:s|ed))\b",
    re.IGNORECASE,
)
# "..., a justice of the peace counted 38": another subject that counts, right before the number.
_COUNTS = lazy_regex(
    r",\s+(?:an?|the|its|his|[A-Z])\b[^,;]{2,60}?\s(?:counted|counts|lists?|listed|puts?|gave|gives|speaks?"
    r"\s+of|spoke\s+of|recorded|records|says|said|reported|reports|claimed|claims|tallied)"
    r"\s+(?:them\s+at\s+|it\s+at\s+|only\s+|just\s+)?$"
)
_BARE = lazy_regex(
    r"(?:(?:at\s+least|about|around|some|only|just)\s+)?(?:[\d,]+|[a-z]+(?:-[a-z]+)?)"
    r"(?:\s+(?:men|people|persons|dead|bodies|corpses))?",
    re.IGNORECASE,
)
_LIKE = 10  # how many times larger or smaller the echo of a figure may be


def find(
    tokens: Sequence[Token],
    groups: Sequence[Group],
    attached: Sequence[Attached],
    before: Figure | None,
) -> list[Attached]:
    """Return the numbers of a sentence that repeat the effect of the figure before them.

    ``before`` is the last figure of the text before the sentence.
    """
    known = {item.group.first for item in attached}
    found: list[Attached] = []
    for group in groups:
        if group.first in known or not group.bare or not _is_told(tokens, group):
            continue
        effect = _effect_before(tokens, group, attached, before)
        if effect is not None:
            found.append(Attached(group, Effect(group.first, group.first, effect, "noun")))
    return found


def listed(
    tokens: Sequence[Token], groups: Sequence[Group], attached: Sequence[Attached]
) -> list[Attached]:
    """Return the numbers that go on a list told place by place.

    "Troops killed 17 militants in one village, four in another and six in a third."
    """
    known = {item.group.first for item in attached}
    found: list[Attached] = []
    last: Attached | None = None
    for group in groups:
        own = [item for item in attached if item.group.first == group.first]
        if own:
            last = own[-1] if group.number and not own[-1].part else None
        elif group.first not in known and group.bare and last is not None:
            if not _goes_on(tokens, last, group):
                last = None
                continue
            same = replace(group, victim_class=last.group.victim_class)
            effect = Effect(group.first, group.first, last.effect.effect, "noun")
            last = Attached(same, effect)
            found.append(last)
        elif group.number:
            last = None
    return found


def _goes_on(tokens: Sequence[Token], before: Attached, group: Group) -> bool:
    """Return whether a number and the one before it each stand before a place."""
    start = max(before.group.last, before.effect.last) + 1
    between = [token.lower for token in tokens[start : group.first]]
    after = tokens[group.last + 1].lower if group.last + 1 < len(tokens) else ""
    joined = bool(between) and between[-1] in {",", "and", "while"}
    return joined and between[0] in _WHERE and after in _WHERE and len(between) <= _APART


def contradicts(text: str, figure: Figure, before: Figure) -> bool:
    """Return whether a figure is another's number of the people whom one before it counts.

    "Police spoke of 23 dead, while a hospital put the number at 20."
    """
    one, other = figure.figure, before.figure
    if one.effect != other.effect or figure.part or before.part or figure.more or figure.also:
        return False
    if figure.who.start <= before.who.end:
        return False
    if min(one.low, other.low) < _FEWEST or figure.governor == before.governor:
        return False
    alike = 1 / _ALIKE <= one.low / other.low <= _ALIKE and one.low != other.low
    same = one.victim_class == other.victim_class or "unknown" in {
        one.victim_class,
        other.victim_class,
    }
    same = same or _BARE.fullmatch(one.text) is not None  # of whom is told before
    between = text[before.who.end : figure.who.start]
    against = _AGAINST.search(between) and _SAYS.search(between)
    return alike and same and bool(against or _COUNTS.search(between))


def _is_told(tokens: Sequence[Token], group: Group) -> bool:
    """Return whether a number is all that somebody says."""
    after = tokens[group.last + 1].lower if group.last + 1 < len(tokens) else "."
    words = tuple(token.lower for token in tokens[max(0, group.first - 3) : group.first])
    said = bool(words) and words[-1] in _TELLING
    return after in _ENDS and (said or any(words[-len(cue) :] == cue for cue in _PUTTING))


def _effect_before(
    tokens: Sequence[Token], group: Group, attached: Sequence[Attached], before: Figure | None
) -> str | None:
    """Return the effect of the figure before a number, if the two are alike in size."""
    here = [item for item in attached if item.group.last < group.first]
    if here:
        last = max(here, key=lambda item: item.group.last)
        effect, best = last.effect.effect, last.group.best
    elif before is not None and tokens[0].start - before.sentence.end <= _NEAR:
        effect, best = before.figure.effect, before.figure.best
    else:
        return None
    alike = best and 1 / _LIKE <= group.best / best <= _LIKE
    return effect if alike and effect in _EFFECTS and group.best > 1 else None
