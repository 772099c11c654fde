"""Remainders: who died, or was hurt, beside those whom the largest account counts.

"Two more died in hospital", "a fourth died on Sunday", "a passer-by was also killed".
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from concord.coding.events.breakdowns import LOOSE, PERSONS
from concord.regexes import lazy_regex

if TYPE_CHECKING:
    from collections.abc import Sequence

    from concord.coding.events.accounts import Account
    from concord.coding.tolls import Figure
    from concord.model import TollFigure

_MANY = 10  # people: one who "also" died is among them more often than not
# "another two died": on top; "killed two and wounded ten others": not more wounded.
_ADDED = lazy_regex(r"\b(?:another|more|further|additional)\b", re.IGNORECASE)
# "A fourth died": one more than were told.
_NEXT = lazy_regex(
    r"an?\s+(?:second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth"
    r"|\d+(?:st|nd|rd|th))\b",
    re.IGNORECASE,
)


def find(accounts: Sequence[Account], base: Account, rivals: Sequence[Account]) -> list[TollFigure]:
    """Return the figures of people whom ``base`` leaves out; ``rivals`` count the same as it."""
    return [*_later(accounts, base), *_others(accounts, base, rivals)]


def _later(accounts: Sequence[Account], base: Account) -> list[TollFigure]:
    """Return those who died after the base account was given ("two more died in hospital")."""
    at = accounts.index(base)
    following = accounts[at + 1 : at + 2]
    return [
        replace(f.figure, total=False, said_by=base.said_by)
        for account in following
        for f in account.whole
        if f.more and not (base.whole[0].figure.total or f.part or f.figure.vague)
        if account.low != base.low or _NEXT.match(f.figure.text)
        if _ADDED.search(f.figure.text) or _NEXT.match(f.figure.text)
        # As many again are the same people.
        if f.figure.low != base.low or _NEXT.match(f.figure.text)
    ]


def _others(
    accounts: Sequence[Account], base: Account, rivals: Sequence[Account]
) -> list[TollFigure]:
    """Return those of whom it is said that they died too, and those of another class.

    "Three policemen were killed. ... A passer-by was also killed." Not if the base is a total.
    """
    if any(f.figure.total for f in base.whole):
        return []
    found: list[TollFigure] = []
    told: dict[str, int] = {}
    # Numbers before names: those named are mostly among the counted.
    for account in sorted(accounts, key=lambda one: one.points_back):
        if account is base or account in rivals or _tells_all_again(account, base):
            continue
        others = [f for f in account.whole if _is_other(f, base, alike=not _differ(account, base))]
        for figure in others:
            class_ = figure.figure.victim_class
            again = account.points_back and told.get(class_, 0) >= _of_class(others, class_)
            if not again and all(f.start != figure.figure.start for f in found):
                found.append(replace(figure.figure, total=False, said_by=base.said_by))
        for figure in others:
            class_ = figure.figure.victim_class
            told[class_] = max(told.get(class_, 0), _of_class(others, class_))
    return found


def _of_class(figures: Sequence[Figure], class_: str) -> int:
    return sum(f.figure.low for f in figures if f.figure.victim_class == class_)


def _tells_all_again(account: Account, base: Account) -> bool:
    """Return whether an account gives all of the base again, group by group, by other words.

    "A soldier and nine militiamen were killed. ... Nine assailants and one soldier died."
    """
    lows = [sorted(f.figure.low for f in one.whole) for one in (account, base)]
    return len(lows[0]) > 1 and lows[0] == lows[1]


def _is_other(figure: Figure, base: Account, *, alike: bool) -> bool:
    """Return whether a figure counts people whom the base account leaves out.

    ``alike``: nobody else gives it; "three ratings" may be another's number of "14 personnel".
    """
    toll = figure.figure
    if figure.part or figure.more or figure.figure.low >= base.low:
        return False
    if figure.also and base.low < _MANY:
        return all(f.figure.start != toll.start for f in base.figures)
    specific = not (base.classes | {toll.victim_class}) & LOOSE or (
        alike and not figure.named and all(map(_says_who, [figure, *base.whole]))
    )
    return specific and not figure.definite and toll.victim_class not in base.classes


def _differ(account: Account, base: Account) -> bool:
    """Return whether two accounts are given by two speakers."""
    return None not in {account.said_by, base.said_by} and account.said_by != base.said_by


def _says_who(figure: Figure) -> bool:
    """Return whether people are told of by more than that they are people: "two hawkers"."""
    return figure.figure.victim_class != "unknown" and not PERSONS.search(figure.figure.text)
