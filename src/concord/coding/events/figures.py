"""Figures: the toll of one happening, from all that its sentences say of it.

News says a toll several times: whole in the lead, again lower down, in parts, by rival speakers,
updated. One sentence's figures are an account. The largest live account holds; smaller ones are
its parts, or rival accounts where another speaker gives the same people another number.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from concord.coding.events.kinds import BY_STATE
from concord.coding.tolls import Figure, tells_again
from concord.model import Mention, Side, TollFigure

EFFECTS = frozenset({"killed", "injured", "abducted", "arrested"})  # what an event's toll holds
STATE_CLASSES = frozenset({"security", "pro_government", "official"})
_LOOSE = frozenset({"unknown", "civilian"})  # classes that "people" and "persons" may stand for
_LARGE = 5  # people
_NEXT = 2  # code points between a sentence and the next
_RIVAL_SHARE = 0.2  # a rival account is no smaller than this share of the larger one

# "another two died": on top; "killed two and wounded ten others": not more wounded.
_ADDED = re.compile(r"\b(?:another|more|further|additional)\b", re.IGNORECASE)
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
_OF_THOSE = re.compile(r"\bof\s+(?:them|whom|the|those|these)$", re.IGNORECASE)
_COUNTED = re.compile(rf"\b({'|'.join(_NUMBERS)})\s+(?:\w+\s+){{0,2}}?suicide\b", re.IGNORECASE)

# Who gives a figure, and whether that is a party speaking of itself or its enemy.
Sayer = Callable[[Figure], tuple[str | None, bool]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """What one sentence says of the people of one effect and side."""

    figures: tuple[Figure, ...]

    @property
    def whole(self) -> tuple[Figure, ...]:
        """Return the figures that together make the account: its total, else its groups."""
        totals = [f for f in self.figures if f.figure.total]
        parts = [f for f in self.figures if f.part]
        if (
            totals
            and parts
            and max(f.figure.low for f in parts) > max(f.figure.low for f in totals)
        ):
            totals = parts  # "two officers were among four people killed": the larger is the whole
        if totals:
            return (max(totals, key=lambda f: f.figure.low),)
        return _distinct([f for f in self.figures if not f.part]) or self.figures

    @property
    def low(self) -> int:
        """Return the least number of people."""
        return sum(f.figure.low for f in self.whole)

    @property
    def classes(self) -> frozenset[str]:
        """Return the classes of those people."""
        return frozenset(f.figure.victim_class for f in self.whole)

    @property
    def said_by(self) -> str | None:
        """Return who gives the account, if one speaker does."""
        return self.whole[0].figure.said_by

    @property
    def sentence(self) -> int:
        """Return where its sentence begins."""
        return self.figures[0].sentence.start

    @property
    def points_back(self) -> bool:
        """Return whether it only speaks of people already counted."""
        return all(f.definite or f.named or f.part for f in self.whole)


def _distinct(singles: Sequence[Figure]) -> tuple[Figure, ...]:
    """Return the groups of a sentence that are other people: no number said twice over.

    One person named beside a large number, with a verb of its own, is another story.
    """
    large = [f for f in singles if f.figure.low >= _LARGE]
    kept: list[Figure] = []
    for figure in singles:
        if figure.named and any(figure.governor != f.governor for f in large):
            continue
        said = [f for f in kept if f.figure.low == figure.figure.low >= _LARGE]
        if not any(f.figure.victim_class == figure.figure.victim_class for f in said):
            kept.append(figure)
    return _without_names(kept)


def _without_names(groups: Sequence[Figure]) -> tuple[Figure, ...]:
    """Return the groups without those named by another verb that add up to a number before them.

    "Three cousins were shot dead when gunmen killed Omid Karra, his wife and daughter."
    """
    for at, whole in enumerate(groups):
        others = [f for f in groups[at + 1 :] if f.governor != whole.governor]
        named = all(f.named or f.figure.low == 1 for f in others)
        if len(others) > 1 and named and sum(f.figure.low for f in others) == whole.figure.low:
            return (*groups[: at + 1], *(f for f in groups[at + 1 :] if f not in others))
    return tuple(groups)


def toll_of(
    type_: str, figures: Sequence[Figure], said: Sayer, *, by_state: bool
) -> tuple[TollFigure, ...]:
    """Return the toll figures of a happening, each with its side and speaker, none counted twice.

    In what a state starts, militants are the target and its own losses the initiator's; in an
    attack it is the other way round; in a clash nobody is charged with having begun.
    """
    groups: dict[tuple[str, Side], list[Figure]] = {}
    told = _with_deaths_of_injuries(_live(type_, figures))
    live = _without_attackers(told, type_, by_state=by_state)
    for figure in live:
        side = side_of(type_, figure, by_state=by_state)
        speaker, party = said(figure)
        kept = replace(figure.figure, side=side, said_by=speaker, party=party)
        groups.setdefault((kept.effect, side), []).append(replace(figure, figure=kept))
    listed = [found for group in groups.values() for found in _consolidate(group)]
    return tuple(sorted(listed, key=lambda f: (f.start or 0, f.effect, f.victim_class)))


def bombers_of(
    text: str, triggers: Sequence[Mention], known: Sequence[TollFigure]
) -> tuple[TollFigure, ...]:
    """Return the death of the bombers themselves, which a suicide bombing means, if none is told.

    Their number is the one before the words ("two suicide bombers", "twin suicide attacks"), or 1.
    """
    if any(f.side == "initiator" and f.effect == "killed" for f in known):
        return ()
    bombers = [t for t in triggers if t.label == "suicide_bombing"]
    if not bombers:
        return ()
    counted = [(_number(text, t), -at, t) for at, t in enumerate(bombers)]
    number, _, trigger = max(counted, key=lambda item: item[:2])
    return (
        TollFigure(
            effect="killed",
            victim_class="militant",
            side="initiator",
            low=number,
            best=number,
            high=number,
            text=trigger.text,
            start=trigger.start,
            end=trigger.end,
        ),
    )


def _number(text: str, trigger: Mention) -> int:
    before = _COUNTED.search(text[max(0, trigger.start - 30) : trigger.start] + trigger.text)
    return _NUMBERS[before[1].lower()] if before else 1


def _live(type_: str, figures: Sequence[Figure]) -> list[Figure]:
    effects = EFFECTS if type_ == "arrest" else EFFECTS - {"arrested"}
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
    harmed = {f.figure.effect for f in live if f.figure.low > 0}
    return [f for f in live if f.figure.low > 0 or f.figure.effect not in harmed]


def _with_deaths_of_injuries(figures: Sequence[Figure]) -> list[Figure]:
    """Count those of whom it is said that they died of it as dead and no longer as injured.

    "Nine were hurt, two of whom died": seven injured, two more dead.
    """
    found = list(figures)
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
    if by_state or type_ in BY_STATE:
        if class_ in STATE_CLASSES:
            return "initiator" if type_ in BY_STATE else "target"
        return "bystander" if class_ == "civilian" and type_ in BY_STATE else "target"
    if figure.figure.side == "initiator" or class_ == "militant":
        return "initiator"
    return "target"


def _consolidate(group: Sequence[Figure]) -> list[TollFigure]:
    """Return the figures of one effect and side without repetitions."""
    accounts = _accounts(group)
    base = max(accounts, key=lambda account: account.low)
    rivals = [a for a in accounts if a is not base and _is_rival(a, base)]
    found = [f.figure for f in base.whole]
    if rivals:
        found = [_summed(base)] if len(found) > 1 else found
        found = [replace(f, total=True) for f in found]
        found += [replace(_summed(a), total=True) for a in rivals]
    found += _later(accounts, base)
    least = min([base.low, *(a.low for a in rivals)])
    parts = _parts(accounts, base, least)
    if parts and len(base.whole) == 1:
        found[0] = replace(found[0], total=True)
        found += parts
    return found


def _accounts(group: Sequence[Figure]) -> list[Account]:
    sentences: dict[int, list[Figure]] = {}
    for figure in group:
        sentences.setdefault(figure.sentence.start, []).append(figure)
    return [
        Account(figures=tuple(_told_once(_once(found)))) for _, found in sorted(sentences.items())
    ]


def _told_once(found: Sequence[Figure]) -> list[Figure]:
    """Return the figures of a sentence, a long one without what it tells again."""
    kept: list[Figure] = []
    for figure in found:
        if figure.part or not any(tells_again(figure, before) for before in kept):
            kept.append(figure)
    return kept


def _once(found: Iterable[Figure]) -> list[Figure]:
    """Return the figures of a sentence without one group read twice."""
    kept: dict[tuple[int | None, str], Figure] = {}
    for figure in found:
        kept.setdefault((figure.figure.start, figure.figure.effect), figure)
    return list(kept.values())


def _is_rival(account: Account, base: Account) -> bool:
    """Return whether another speaker gives another number for the same people."""
    if account.low == base.low or account.points_back:
        return False
    if any(f.more for f in account.whole):
        return False
    if account.said_by == base.said_by or account.said_by is None:
        return False
    same = account.classes == base.classes or bool(account.classes & _LOOSE)
    return same and account.low >= _RIVAL_SHARE * base.low


def _summed(account: Account) -> TollFigure:
    """Return an account of several groups as one figure over all of them."""
    whole = account.whole
    if len(whole) == 1:
        return whole[0].figure
    classes = account.classes
    highs = [f.figure.high for f in whole]
    return replace(
        whole[0].figure,
        victim_class=next(iter(classes)) if len(classes) == 1 else "unknown",
        low=account.low,
        best=sum(f.figure.best for f in whole),
        high=None if None in highs else sum(high for high in highs if high is not None),
    )


def _later(accounts: Sequence[Account], base: Account) -> list[TollFigure]:
    """Return those who died after the base account was given ("two more died in hospital")."""
    at = accounts.index(base)
    following = accounts[at + 1 : at + 2]
    return [
        replace(f.figure, total=False)
        for account in following
        for f in account.whole
        if f.more and not base.whole[0].figure.total and not f.part and account.low != base.low
        if _ADDED.search(f.figure.text)
        # As many again are the same people.
        if f.figure.low != base.low
    ]


def _parts(accounts: Sequence[Account], base: Account, least: int) -> list[TollFigure]:
    """Return the largest part of each class that fits into the whole."""
    best: dict[str, TollFigure] = {}
    for account in accounts:
        for figure in account.figures:
            class_ = figure.figure.victim_class
            if class_ == "unknown" or figure in base.whole or figure.figure.total:
                continue
            if class_ not in best or figure.figure.low > best[class_].low:
                best[class_] = replace(figure.figure, total=False)
    kept: list[TollFigure] = []
    room = least
    for part in sorted(best.values(), key=lambda f: (-f.low, f.start or 0)):
        if part.low < least and part.low <= room:
            kept.append(part)
            room -= part.low
    return kept
