"""Accounts: what the sentences of a text say of the dead (or hurt) of one side, made one toll.

News says a toll several times: whole in the lead, again lower down, in parts, by rival speakers,
updated. One sentence's figures are an account. The largest live account holds; a smaller one is its
parts, or a rival where another speaker gives the same people another number, or tells of other
people ("a passer-by was also killed").
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from concord.coding.events import breakdowns, remainders
from concord.coding.events.breakdowns import AMONG, LOOSE, PERSONS
from concord.coding.tolls import Figure, tells_again
from concord.regexes import lazy_regex

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from concord.model import TollFigure

_MILITANT = frozenset({"militant"})
_LARGE = 5  # people
_NEAR = 3  # code points between a sentence and the next
_OTHERS = lazy_regex(r"\bothers?\b", re.IGNORECASE)
_TWO = 2
_RIVAL_SHARE = 0.2  # a rival account is no smaller than this share of the larger one
# "His wife and two grandchildren": of those told, whose they are, and not how many all were.
_KIN = lazy_regex(r"(?:his|her|their)\b", re.IGNORECASE)


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
            whole = max(totals, key=lambda f: f.figure.low)
            return (whole, *(f for f in self.figures if _stands_beside(f, whole)))
        return _distinct(_without_shares([f for f in self.figures if not f.part])) or self.figures

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
    def by_party(self) -> bool:
        """Return whether a party to the fight gives it."""
        return all(f.figure.party for f in self.whole)

    @property
    def sentence(self) -> int:
        """Return where its sentence begins."""
        return self.figures[0].sentence.start

    @property
    def points_back(self) -> bool:
        """Return whether it only speaks of people already counted."""
        return all(f.definite or f.named or f.part or f.among for f in self.whole)


def _stands_beside(figure: Figure, whole: Figure) -> bool:
    """Return whether a figure goes on a list from a number of which parts were told.

    "Four rebels, including a woman, and a policeman were killed": five.
    """
    other = figure.figure.victim_class not in {whole.figure.victim_class, "unknown"}
    after = figure.who.start > whole.who.end and figure.governor == whole.governor
    return after and other and not (figure.part or figure.figure.total or figure.more)


def _without_shares(groups: Sequence[Figure]) -> list[Figure]:
    """Return the groups of a sentence without those that are among an earlier one.

    "44 people, 19 of them children"; "27 were dead, after four more succumbed".
    """
    kept: list[Figure] = []
    for figure in groups:
        among = figure.after if figure.more else bool(AMONG.search(figure.figure.text))
        if not (among and any(f.figure.low > figure.figure.low for f in kept)):
            kept.append(figure)
    return kept


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


def consolidate(group: Sequence[Figure], *, one_sided: bool = False) -> list[TollFigure]:
    """Return the figures of one effect and side without repetitions.

    ``one_sided``: all the people were in one place ("militants" to one, "villagers" to another).
    """
    accounts = _with_remainders(_accounts(group))
    base = max(_independent(accounts), key=lambda account: account.low)
    rivals = [
        a
        for a in accounts
        if a is not base
        and _is_rival(a, base, one_sided=one_sided)
        # A headline may give what the toll has risen to before it is told that it has.
        and not any(_has_left_behind(b, a) for b in accounts if b.low == base.low)
    ]
    found = [f.figure for f in base.whole]
    if len(found) > 1:
        found = [replace(f, total=False) for f in found]
    if rivals:
        found = [_summed(base)] if len(found) > 1 else found
        found = [replace(f, total=True) for f in found]
        found += [replace(_summed(a), total=True) for a in rivals]
    others = remainders.find(accounts, base, rivals)
    found += others
    least = min([base.low, *(a.low for a in rivals)])
    apart = {f.start for f in others}
    told = {f.figure.start for a in accounts for f in a.figures if breakdowns.tells_more(f, base)}
    parts = [f for f in breakdowns.parts(accounts, base, least) if f.start not in apart]
    if parts and len(base.whole) == 1:
        found[0] = replace(found[0], total=True)
        found += [part for part in parts if part.start in told]
    return found


def _independent(accounts: Sequence[Account]) -> Sequence[Account]:
    """Return the accounts that are no claim of a party to the fight, all of them if all are.

    Only those count that tell how many there were: a name told of one is of any number.
    """
    others = [a for a in accounts if not a.by_party]
    return others if any(not a.points_back for a in others) else accounts


def _accounts(group: Sequence[Figure]) -> list[Account]:
    sentences: dict[int, list[Figure]] = {}
    for figure in group:
        sentences.setdefault(figure.sentence.start, []).append(figure)
    return [
        Account(figures=tuple(_told_once(_once(voice))))
        for _, found in sorted(sentences.items())
        for voice in _voices(found)
    ]


def _with_remainders(accounts: Sequence[Account]) -> list[Account]:
    """Return the accounts, "seven others were hurt" joined to the one that it goes on from."""
    joined: list[Account] = []
    for account in accounts:
        before = joined[-1] if joined else None
        if before is not None and _goes_on(account, before):
            joined[-1] = Account(figures=(*before.figures, *account.figures))
        else:
            joined.append(account)
    return joined


def _goes_on(account: Account, before: Account) -> bool:
    """Return whether an account counts the others of the people whom the one before counts."""
    told = [f for f in account.figures if not f.part]
    if not told or not all(f.more and _OTHERS.search(f.figure.text) for f in told):
        return False
    if before.low >= account.low or before.points_back or any(f.more for f in before.figures):
        return False
    near = account.sentence - before.figures[-1].sentence.end
    return 0 <= near <= _NEAR and not any(f.figure.total for f in before.figures)


def _voices(found: Sequence[Figure]) -> list[list[Figure]]:
    """Return the figures of a sentence, apart where two speakers count the same people.

    "The rebels said that they had killed 30 soldiers; the army, that three had died."
    """
    rivals = [f for f in found if f.rival]
    if rivals and len(rivals) < len(found):
        others = [f for f in found if not f.rival]
        return [others, [_by_another(f, others[0].figure.said_by) for f in rivals]]
    voices: dict[str | None, list[Figure]] = {}
    for figure in found:
        voices.setdefault(figure.figure.said_by, []).append(figure)
    listed = [v for v in voices.values() if any(not (f.part or f.more) for f in v)]
    if len(listed) != len(voices) or len(listed) < _TWO or None in voices:
        return [list(found)]
    classes = [{f.figure.victim_class for f in v} for v in listed]
    same = any(one & other or "unknown" in one | other for one, other in pairwise(classes))
    return listed if same else [list(found)]


def _by_another(figure: Figure, first: str | None) -> Figure:
    """Return a figure as said by somebody else than the one before it."""
    if figure.figure.said_by not in {None, first}:
        return figure
    return replace(figure, figure=replace(figure.figure, said_by="another source"))


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


def _is_rival(account: Account, base: Account, *, one_sided: bool) -> bool:
    """Return whether another speaker gives another number for the same people."""
    if account.low == base.low or account.points_back:
        return False
    if any(f.more or f.also or _is_within(f, base) for f in account.whole):
        return False
    if any(_KIN.match(f.figure.text) for f in account.whole):
        return False
    beside = account.sentence == base.sentence and any(f.rival for f in base.figures)
    if account.said_by == base.said_by or (account.said_by is None and not beside):
        return False
    if _is_share(account, base):
        return False
    same = account.classes == base.classes or bool(account.classes & LOOSE)
    if one_sided and not same:
        same = _MILITANT in (account.classes, base.classes)
    return same and account.low >= _RIVAL_SHARE * base.low


def _has_left_behind(account: Account, before: Account) -> bool:
    """Return whether an account is what a toll given before it has risen to."""
    return account.sentence >= before.sentence and any(f.risen for f in account.whole)


def _is_within(figure: Figure, base: Account) -> bool:
    """Return whether a vague number ("dozens") says nothing that the base contradicts."""
    return figure.figure.vague and figure.figure.high is None and figure.figure.low < base.low


def _is_share(account: Account, base: Account) -> bool:
    """Return whether an account tells how many of a mixed whole were of one class.

    "Ten people, including five policemen, were hurt. ... Five civilians were treated, he said."
    """
    mixed = {f.figure.victim_class for f in base.figures if f.part} - LOOSE
    told = account.whole
    specific = all(PERSONS.search(f.figure.text) is None for f in told)
    return bool(mixed) and specific and not account.classes & mixed and account.low < base.low


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
