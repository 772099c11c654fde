"""Figures: the toll of one happening: which figures are live, and on whose side they stood."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from concord.coding.events import accounts
from concord.coding.events.kinds import BY_STATE
from concord.coding.tolls import Figure
from concord.model import Mention, Side, TollFigure
from concord.regexes import lazy_regex

EFFECTS = frozenset({"killed", "injured", "abducted", "arrested"})  # what an event's toll holds
_ARRESTING = BY_STATE | {"clash"}  # whoever fights or raids takes people as well
STATE_CLASSES = frozenset({"security", "pro_government", "official"})
# Whoever was hit was in one place: who they were is what the accounts quarrel about.
_FROM_AFAR = frozenset({"air_drone_strike", "shelling"})
_NEXT = 2  # code points between a sentence and the next
_NUMBERS = {
    "two": 2,
    "twin": 2,
    "double": 2,
    "both": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
}
# "Two of them", "one of the" (injured): a number of people just told of.
_OF_THOSE = lazy_regex(
    r"\bof\s+(?:them|whom|the|those|these)(?:\s+(?:injured|wounded|hurt)(?:\s+\w+)?)?$",
    re.IGNORECASE,
)
_INJURED = lazy_regex(r"the\s+(?:injured|wounded)\b", re.IGNORECASE)
# "Two young suicide bombers"; "four dead. A suicide bomber" numbers no bombers.
_COUNTED = lazy_regex(
    rf"\b({'|'.join(_NUMBERS)})\s+(?:(?!(?:an?|the|dead|killed|wounded|injured|hurt)\b)\w+\s+){{0,2}}?suicide\b",
    re.IGNORECASE,
)

_BOMBERS = lazy_regex(
    rf"\b({'|'.join(_NUMBERS)})\s+(?:(?:male|female|teenage|young|suicide|would-be)\s+){{0,2}}bombers\b",
    re.IGNORECASE,
)
_ONE = lazy_regex(r"one\b|\d|both\b", re.IGNORECASE)
_BESIDE = 150  # code points between a suicide bombing and the number of its bombers

# Who gives a figure, and whether that is a party speaking of itself or its enemy.
Sayer = Callable[[Figure], tuple[str | None, bool]]


def toll_of(
    type_: str, figures: Sequence[Figure], said: Sayer, *, by_state: bool, arresting: bool = False
) -> tuple[TollFigure, ...]:
    """Return the toll figures of a happening, each with its side and speaker, none counted twice.

    ``arresting`` happenings tell of arrests in words of their own, whatever their type.

    In what a state starts, militants are the target and its own losses the initiator's; in an
    attack it is the other way round; in a clash nobody is charged with having begun.
    """
    groups: dict[tuple[str, Side], list[Figure]] = {}
    told = _with_deaths_of_injuries(_live(type_, figures, arresting=arresting))
    told = _without_idle_zeros(told, type_, by_state=by_state)
    live = _without_attackers(told, type_, by_state=by_state)
    for figure in live:
        side = side_of(type_, figure, by_state=by_state)
        speaker, party = said(figure)
        kept = replace(figure.figure, side=side, said_by=speaker, party=party)
        groups.setdefault((kept.effect, side), []).append(replace(figure, figure=kept))
    one_sided = type_ in _FROM_AFAR
    listed = [
        found
        for group in groups.values()
        for found in accounts.consolidate(group, one_sided=one_sided)
    ]
    return tuple(sorted(listed, key=lambda f: (f.start or 0, f.effect, f.victim_class)))


def bombers_of(
    text: str, triggers: Sequence[Mention], known: Sequence[TollFigure]
) -> tuple[TollFigure, ...]:
    """Return the death of the bombers themselves, which a suicide bombing means, if none is told.

    Their number is the one before the words ("two suicide bombers", "twin suicide attacks"), or 1.
    """
    dead = [f for f in known if f.side == "initiator" and f.effect == "killed"]
    if any(f.low > 1 or _ONE.match(f.text) for f in dead):
        return ()
    bombers = [t for t in triggers if t.label == "suicide_bombing"]
    if not bombers:
        return ()
    counted = [(_number(text, t), -at, t) for at, t in enumerate(bombers)]
    number, _, trigger = max(counted, key=lambda item: item[:2])
    if number <= len(dead):
        return ()
    return (
        TollFigure(
            effect="killed",
            victim_class="militant",
            side="initiator",
            low=number,
            best=number,
            high=number,
            total=bool(dead),  # those known are told one by one, and among them
            text=trigger.text,
            start=trigger.start,
            end=trigger.end,
        ),
    )


def _number(text: str, trigger: Mention) -> int:
    before = _COUNTED.search(text[max(0, trigger.start - 30) : trigger.start] + trigger.text)
    near = before or _BOMBERS.search(text, max(0, trigger.start - _BESIDE), trigger.end + _BESIDE)
    return _NUMBERS[near[1].lower()] if near else 1


def _live(type_: str, figures: Sequence[Figure], *, arresting: bool) -> list[Figure]:
    effects = EFFECTS if arresting or type_ in _ARRESTING else EFFECTS - {"arrested"}
    told = [
        f
        for f in dict.fromkeys(figures)
        if f.figure.effect in effects
        and not (f.aggregate or f.negated)
        and f.figure.start is not None
    ]
    current = {f.figure.effect for f in told if not f.figure.superseded}
    # An earlier figure stands where no later one is told.
    live = [
        f if not f.figure.superseded else replace(f, figure=replace(f.figure, superseded=False))
        for f in told
        if not f.figure.superseded or f.figure.effect not in current
    ]
    told_now = {f.figure.effect for f in live if not f.history}
    return [f for f in live if not f.history or f.figure.effect not in told_now]


def _without_idle_zeros(figures: Sequence[Figure], type_: str, *, by_state: bool) -> list[Figure]:
    """Leave out that nobody came to harm where some did, on the same side.

    Attackers who died are no reason against it: "two raiders died; no soldier was hurt".
    """
    sides = {
        (f.figure.effect, side_of(type_, f, by_state=by_state)) for f in figures if f.figure.low > 0
    }
    apart = not (by_state or type_ in BY_STATE or type_ == "clash")
    return [
        f
        for f in figures
        if f.figure.low > 0
        or not any(e == f.figure.effect and not (apart and s == "initiator") for e, s in sides)
    ]


def _with_deaths_of_injuries(figures: Sequence[Figure]) -> list[Figure]:
    """Count those of whom it is said that they died of it as dead and no longer as injured.

    "Nine were hurt, two of whom died": seven injured, two more dead.
    """
    found = _without_dead_of_wounds(figures)
    figures = list(found)
    for at, dead in enumerate(figures):
        if dead.figure.effect != "killed" or not _OF_THOSE.search(dead.figure.text):
            continue
        hurt = _nearest_injured(figures[:at], dead)
        if hurt is None:
            continue
        found[at] = replace(dead, definite=False, part=False, more=True)
        for index, other in enumerate(found):
            same = other.figure.effect == "injured" and other.figure.low == hurt.figure.low
            if same:
                found[index] = replace(other, figure=_less(other.figure, dead.figure))
    return found


def _without_dead_of_wounds(figures: Sequence[Figure]) -> list[Figure]:
    """Leave out the injury of one person of whom it is said later that he died of it.

    "A teacher was beaten up. The injured teacher succumbed in hospital."
    """
    dead = [
        f
        for f in figures
        if f.figure.effect == "killed" and f.figure.low == 1 and _INJURED.match(f.figure.text)
    ]
    return [
        f
        for f in figures
        if f.figure.effect != "injured"
        or f.figure.low != 1
        or all(f.who.start > d.who.start for d in dead)
    ]


def _nearest_injured(before: Sequence[Figure], dead: Figure) -> Figure | None:
    """Return the injured figure right before deaths among them, a sentence away at most."""
    if not before or before[-1].figure.effect != "injured":
        return None
    hurt = before[-1]
    near = dead.sentence.start - hurt.sentence.end <= _NEXT
    return hurt if near and hurt.figure.low > dead.figure.low else None


def _without_attackers(figures: Sequence[Figure], type_: str, *, by_state: bool) -> list[Figure]:
    """Take the attackers out of the totals that include them ("24, including 10 attackers")."""
    found = list(figures)
    for part in figures:
        if not part.part or side_of(type_, part, by_state=by_state) != "initiator":
            continue
        for at, whole in enumerate(found):
            same = whole.sentence == part.sentence and whole.figure.effect == part.figure.effect
            told = whole.figure.total or (part.named and not whole.part)
            mixed = told and side_of(type_, whole, by_state=by_state) != "initiator"
            if same and mixed and whole.figure.low > part.figure.low:
                found[at] = replace(whole, figure=_less(whole.figure, part.figure))
    return found


def _less(whole: TollFigure, part: TollFigure) -> TollFigure:
    high = None if whole.high is None else whole.high - part.low
    return replace(whole, low=whole.low - part.low, best=whole.best - part.best, high=high)


def side_of(type_: str, figure: Figure, *, by_state: bool) -> Side:
    """Return on whose side the people of a figure stood."""
    class_ = figure.figure.victim_class
    if type_ == "clash":
        return "unknown"
    if type_ not in BY_STATE and figure.figure.side == "initiator":
        return "initiator"  # "the attackers", whoever is thought to have sent them
    if by_state or type_ in BY_STATE:
        if class_ in STATE_CLASSES:
            return "initiator" if type_ in BY_STATE else "target"
        return "bystander" if class_ == "civilian" and type_ in BY_STATE else "target"
    return "initiator" if class_ == "militant" else "target"
