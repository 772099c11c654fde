"""From toll figures to ranges, by named rules.

How figures are read: a superseded figure is dropped. Figures of one effect, class and side by one
speaker are parts and are added; those of different speakers are rival accounts, from which the
rule takes low, best and high. A figure marked ``total`` stands beside its parts and is never added
to them: the larger of total and sum of parts holds, and what the parts leave open counts as class
``unknown``. Figures by a party to the fight stand only where nobody else gives one; the range
then says ``party``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from concord.errors import ConcordError

if TYPE_CHECKING:
    from concord.model import TollFigure

EFFECTS = ("killed", "injured", "abducted", "arrested")
UNKNOWN = "unknown"
_CLASH = "clash"


class UnknownRuleError(ConcordError):
    """No toll rule has this name."""

    def __init__(self, rule: str) -> None:
        super().__init__(f"There is no toll rule {rule!r}: use one of {', '.join(RULES)}.")


@dataclass(frozen=True, slots=True)
class Range:
    """Persons: ``low`` <= ``best`` <= ``high``; all None if nothing is said.

    ``high`` None beside a ``best`` means open-ended. ``party`` marks a range that rests only on
    figures by a party to the fight.
    """

    low: int | None = None
    best: int | None = None
    high: int | None = None
    party: bool = False

    @property
    def known(self) -> bool:
        """Return whether any figure stands behind the range."""
        return self.best is not None


NOTHING = Range()


@dataclass(frozen=True, slots=True, kw_only=True)
class Toll:
    """The toll of an event, in persons.

    ``by`` maps effect to class to range, over all sides. ``killed`` are the target's side and
    bystanders (in a clash all dead), ``killed_attackers`` the initiator's side, ``killed_total``
    all dead; ``injured``, ``abducted`` and ``arrested`` count all sides.
    """

    by: Mapping[str, Mapping[str, Range]] = field(default_factory=dict)
    killed: Range = NOTHING
    killed_attackers: Range = NOTHING
    killed_total: Range = NOTHING
    injured: Range = NOTHING
    abducted: Range = NOTHING
    arrested: Range = NOTHING


def combine_latest(ranges: Sequence[Range]) -> Range:
    """Return the last account, with low and high over all; a later exact figure closes the range.

    This is the rule ``latest_independent`` (accounts come in the order in which they were given).
    """
    last = ranges[-1]
    highs = [each.high for each in ranges if each.high is not None]
    high = None if last.high is None else max(highs)
    return Range(_least(ranges), last.best, high)


def combine_ucdp(ranges: Sequence[Range]) -> Range:
    """Return the last account as best, with the lowest and the highest figure given by anybody.

    After UCDP GED, whose low and high estimates span all reports (Sundberg and Melander 2013).
    """
    high = None if any(each.high is None for each in ranges) else _most(ranges)
    return Range(_least(ranges), ranges[-1].best, high)


def combine_lowest(ranges: Sequence[Range]) -> Range:
    """Return the most conservative account (ACLED Codebook, section on fatalities)."""
    return min(ranges, key=lambda each: (each.best or 0, each.low or 0))


def combine_last(ranges: Sequence[Range]) -> Range:
    """Return the most recent account alone (GTD Codebook 2021, section on fatalities)."""
    return ranges[-1]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """How rival accounts make a range; ``parties`` says whether parties' figures join others."""

    combine: Callable[[Sequence[Range]], Range]
    parties: bool
    words: str


RULES: Mapping[str, Rule] = {
    "latest_independent": Rule(
        combine=combine_latest,
        parties=False,
        words="the latest figure by anyone but a party to the fight; low and high over all such",
    ),
    "ucdp": Rule(
        combine=combine_ucdp,
        parties=True,
        words="the latest independent figure; low and high over all figures, after UCDP GED",
    ),
    "acled_lowest": Rule(
        combine=combine_lowest,
        parties=False,
        words="the most conservative independent figure, after ACLED",
    ),
    "gtd_latest_independent": Rule(
        combine=combine_last,
        parties=False,
        words="the most recent independent figure alone, after GTD",
    ),
}


def summarise(
    event_type: str, figures: Sequence[TollFigure], rule: str = "latest_independent"
) -> Toll:
    """Return the toll that figures make of an event of a type, by a named rule.

    Unknown rules raise UnknownRuleError. See the module for how figures are read.
    """
    if rule not in RULES:
        raise UnknownRuleError(rule)
    live = [figure for figure in figures if not figure.superseded]
    by: dict[str, Mapping[str, Range]] = {}
    sums: dict[tuple[str, bool], Range] = {}
    for effect in EFFECTS:
        told = [figure for figure in live if figure.effect == effect]
        by[effect], sums[effect, False], sums[effect, True] = (
            _effect(told, RULES[rule], together=effect != "killed" or event_type == _CLASH)
            if told
            else ({}, NOTHING, NOTHING)
        )
    total = add(sums["killed", False], sums["killed", True])
    clash = event_type == _CLASH
    return Toll(
        by={effect: classes for effect, classes in by.items() if classes},
        killed=total if clash else sums["killed", False],
        killed_attackers=_attackers_of_clash(live, RULES[rule]) if clash else sums["killed", True],
        killed_total=total,
        injured=sums["injured", False],
        abducted=sums["abducted", False],
        arrested=sums["arrested", False],
    )


def add(first: Range, second: Range) -> Range:
    """Return the sum of two ranges; an unknown one adds nothing, an open one opens the sum."""
    if not first.known or not second.known:
        return second if second.known else first
    high = None if first.high is None or second.high is None else first.high + second.high
    return Range(
        (first.low or 0) + (second.low or 0),
        (first.best or 0) + (second.best or 0),
        high,
        first.party or second.party,
    )


def _effect(
    figures: Sequence[TollFigure], rule: Rule, *, together: bool
) -> tuple[dict[str, Range], Range, Range]:
    """Return the ranges by class, of the target's side and of the initiator's, for one effect.

    With ``together``, both sides are one (then the third is nothing).
    """
    own = [f for f in figures if together or f.side != "initiator"]
    attackers = [f for f in figures if not together and f.side == "initiator"]
    classes, target = _side(own, rule)
    other, initiator = _side(attackers, rule)
    for name, value in other.items():
        classes[name] = add(classes.get(name, NOTHING), value)
    return classes, target, initiator


def _attackers_of_clash(figures: Sequence[TollFigure], rule: Rule) -> Range:
    killed = [f for f in figures if f.effect == "killed" and f.side == "initiator"]
    return _side(killed, rule)[1]


def _side(figures: Sequence[TollFigure], rule: Rule) -> tuple[dict[str, Range], Range]:
    """Return the ranges by class and the whole of one side: its totals against its parts."""
    parts: dict[tuple[str, str], list[TollFigure]] = {}
    for figure in figures:
        if not figure.total:
            parts.setdefault((figure.victim_class, figure.side), []).append(figure)
    classes: dict[str, Range] = {}
    for (name, _), group in parts.items():
        classes[name] = add(classes.get(name, NOTHING), _account(group, rule))
    summed = _sum(classes.values())
    totals = [figure for figure in figures if figure.total]
    if not totals:
        return classes, summed
    whole = _larger(_account(totals, rule, parts=False), summed)
    rest = _rest(whole, summed)
    if rest.best or rest.high is None or (rest.known and not classes):
        name = _class_of_rest(totals, classes)
        classes[name] = add(classes.get(name, NOTHING), rest)
    return classes, whole


def _class_of_rest(totals: Sequence[TollFigure], classes: Mapping[str, Range]) -> str:
    named = {figure.victim_class for figure in totals}
    return named.pop() if len(named) == 1 and not classes else UNKNOWN


def _account(figures: Sequence[TollFigure], rule: Rule, *, parts: bool = True) -> Range:
    """Return the range that rival accounts of the same people make.

    Figures of one speaker are added where they are parts; of totals the speaker's last one stands.
    """
    independent = [figure for figure in figures if not figure.party]
    heard = independent or list(figures)
    best = rule.combine(_by_speaker(heard, parts=parts))
    if rule.parties and independent and len(heard) < len(figures):
        everybody = rule.combine(_by_speaker(figures, parts=parts))
        best = Range(everybody.low, best.best, everybody.high)
    return _ordered(best, party=not independent)


def _by_speaker(figures: Iterable[TollFigure], *, parts: bool) -> list[Range]:
    accounts: dict[str | None, Range] = {}
    for figure in figures:
        said = Range(figure.low, figure.best, figure.high)
        known = accounts.pop(figure.said_by, NOTHING)
        accounts[figure.said_by] = add(known, said) if parts else said
    return list(accounts.values())


def _sum(ranges: Iterable[Range]) -> Range:
    total = NOTHING
    for each in ranges:
        total = add(total, each)
    return total


def _larger(first: Range, second: Range) -> Range:
    if not first.known or not second.known:
        return first if first.known else second
    low, best = (
        max(first.low or 0, second.low or 0),
        max(first.best or 0, second.best or 0),
    )
    high: int | None = None
    if first.high is not None:
        high = max(first.high, second.high or 0)
    return _ordered(Range(low, best, high), party=first.party)


def _rest(whole: Range, summed: Range) -> Range:
    """Return what a total leaves over its parts."""
    best = (whole.best or 0) - (summed.best or 0)
    low = max(0, min(best, (whole.low or 0) - (summed.low or 0)))
    high: int | None
    if summed.known and summed.high is None:
        high = best if whole.high is None else max(best, whole.high - (summed.best or 0))
    else:
        high = None if whole.high is None else max(best, whole.high - (summed.high or 0))
    return Range(low, best, high, whole.party)


def _ordered(value: Range, *, party: bool) -> Range:
    """Return the range with ``low`` <= ``best`` <= ``high``."""
    best = value.best or 0
    low = min(value.low if value.low is not None else best, best)
    high = None if value.high is None else max(value.high, best)
    return Range(low, best, high, party)


def _least(ranges: Iterable[Range]) -> int:
    return min(each.low or 0 for each in ranges)


def _most(ranges: Iterable[Range]) -> int:
    return max(each.high or 0 for each in ranges)
