"""Which reports' figures stand for the toll of an incident: the rule ``latest_independent``.

For each effect and side the figures of one report stand as the best, never a mixture of several:
those of the latest report with a figure by anyone but a party to the fight. Of reports of the same
day the higher stands, since tolls rise as victims die or are found. A vague or open-ended figure
("more than 100") does not replace an exact one that it allows. A figure under a third of one of ten
or more is a part of it ("one of the wounded died") and does not replace it either. Only where
nobody else gives a figure do those of a party stand, and they stay marked.

Other independent reports widen the range by their whole, unless they are such a part or time
explains them: a lower figure from before the day of the one that stands was merely early. What a
party says is kept beside them, marked, for the rules that hear parties (UCDP's low and high).

Source: the rule of UCDP and GTD that later and independent reports count for more (GTD Codebook
2021, section on fatalities; Sundberg and Melander 2013), made exact.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeAlias

from concord.codebook.tolls import Range, summarise
from concord.model import Event, TollFigure

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from concord.model import Document

# An effect, and whether it befell the side that began (bombers, gunmen).
Group: TypeAlias = tuple[str, bool]
OPEN_REACH = 3
WHOLE, PART = 10, 3
CLASH = "clash"


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """One report's live figures for one effect and side, and the range that they make."""

    event: Event
    figures: tuple[TollFigure, ...]
    range: Range
    published: str
    voice: str

    @property
    def by_party(self) -> bool:
        """Return whether only parties to the fight speak."""
        return all(figure.party for figure in self.figures)

    @property
    def recency(self) -> tuple[str, int, str, int]:
        """Return what orders accounts: the day, then the higher; undated ones come first."""
        best = self.range.best or 0
        return (self.published[:10], best, self.event.document_id, self.event.start)


def reconcile_tolls(
    events: Sequence[Event], documents: Mapping[str, Document], type_: str
) -> tuple[TollFigure, ...]:
    """Return the figures of an incident of a type, by effect; spans only of the first event's text.

    ``codebook.tolls.summarise`` makes of them the range that the module describes.
    """
    chosen: list[TollFigure] = []
    for group in sorted({_group(f, type_) for event in events for f in event.tolls}):
        if live := _accounts(events, documents, group, type_):
            chosen.extend(_standing_figures(live, events[0].document_id))
    return tuple(chosen)


def _accounts(
    events: Sequence[Event], documents: Mapping[str, Document], group: Group, type_: str
) -> list[Account]:
    found = (_account(event, documents, group, type_) for event in events)
    return [account for account in found if account is not None]


def standing_account(accounts: Sequence[Account]) -> Account:
    """Return the account that stands as the best; ``accounts`` is not empty."""
    independent = [account for account in accounts if not account.by_party] or accounts
    ordered = sorted(independent, key=lambda account: account.recency)
    standing = ordered[0]
    for account in ordered[1:]:
        if not _allows(account.range, standing.range) and not _is_part(account, standing):
            standing = account
    return standing


def _standing_figures(accounts: Sequence[Account], anchor: str) -> list[TollFigure]:
    """Return the wholes of the other accounts that count, then the figures that stand."""
    standing = standing_account(accounts)
    rivals = [
        account
        for account in sorted(accounts, key=lambda account: account.recency)
        if account is not standing
        and (account.by_party or not standing.by_party)
        and not _merely_early(account, standing)
        and not _is_part(account, standing)
        and account.range.high is not None
    ]
    own = standing.event.document_id == anchor
    figures = [f if own else replace(f, start=None, end=None) for f in standing.figures]
    if not rivals:
        return figures
    if len(figures) == 1:
        # A single figure is its own whole; as a part it would outweigh the rivals' lower ones.
        figures = [replace(figures[0], total=True)]
    elif not any(figure.total for figure in figures):
        figures.append(_whole(standing))
    return [*(_whole(account) for account in rivals if account.voice != standing.voice), *figures]


def _is_part(account: Account, standing: Account) -> bool:
    """Return whether the account can only tell of some of those that the other counts."""
    whole = standing.range.best or 0
    return whole >= WHOLE and (account.range.best or 0) * PART < whole


def _merely_early(account: Account, standing: Account) -> bool:
    lower = (account.range.best or 0) <= (standing.range.best or 0)
    return lower and account.published[:10] < standing.published[:10]


def _whole(account: Account) -> TollFigure:
    """Return one figure that says an account's whole, as the speaker's last word."""
    first = account.figures[0]
    classes = {figure.victim_class for figure in account.figures}
    return TollFigure(
        effect=first.effect,
        victim_class=classes.pop() if len(classes) == 1 else "unknown",
        side=first.side,
        low=account.range.low or 0,
        best=account.range.best or 0,
        high=account.range.high,
        total=True,
        vague=any(figure.vague for figure in account.figures),
        said_by=account.voice,
        party=account.by_party,
        text=" / ".join(dict.fromkeys(figure.text for figure in account.figures if figure.text)),
    )


def _account(
    event: Event, documents: Mapping[str, Document], group: Group, type_: str
) -> Account | None:
    """Return the event's account, without a party's figures where another's stand beside them."""
    live = [f for f in event.tolls if _group(f, type_) == group and not f.superseded]
    figures = tuple(figure for figure in live if not figure.party) or tuple(live)
    if not figures:
        return None
    document = documents.get(event.document_id)
    toll = summarise(type_, figures)
    found: Range = toll.killed_total if group[0] == "killed" else getattr(toll, group[0])
    if any(figure.vague for figure in figures):
        found = replace(found, high=None)
    speakers = {figure.said_by for figure in figures}
    speaker = speakers.pop() if len(speakers) == 1 else None
    return Account(
        event=event,
        figures=figures,
        range=found,
        published=(document.published or "") if document else "",
        voice=speaker or (document.publisher if document else None) or event.document_id,
    )


def _group(figure: TollFigure, type_: str) -> Group:
    """Return the group of a figure; in a clash the dead of both sides are one account."""
    return (
        figure.effect,
        type_ != CLASH and figure.effect == "killed" and figure.side == "initiator",
    )


def _allows(later: Range, standing: Range) -> bool:
    """Return whether an open-ended later range says no more than the exact one that stands."""
    if later.high is not None or later.low is None or standing.high is None:
        return False
    return standing.best is not None and later.low <= standing.best <= later.low * OPEN_REACH
