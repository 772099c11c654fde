"""Which report's figures stand for the toll of an incident: the rule ``latest_independent``.

For each effect and side the figures of one report stand, never a mixture of several: those of the
latest report with a figure by anyone but a party to the fight. Of reports of the same day the
higher stands, since tolls rise as victims die or are found. A vague or open-ended figure ("more
than 100") does not replace an exact one that it allows. Only where nobody else gives a figure do
those of a party stand, and they stay marked.

Source: the rule of UCDP and GTD that later and independent reports count for more (GTD Codebook
2021, section on fatalities; Sundberg and Melander 2013), made exact.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, TypeAlias

from concord.codebook.tolls import summarise

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from concord.codebook.tolls import Range, Toll
    from concord.model import Document, Event, TollFigure

# An effect, and whether it befell the side that began (bombers, gunmen).
Group: TypeAlias = tuple[str, bool]
OPEN_REACH = 3


def reconcile_tolls(
    events: Sequence[Event], documents: Mapping[str, Document], anchor: str
) -> tuple[TollFigure, ...]:
    """Return the figures that stand, grouped by effect; spans only of the ``anchor`` document."""
    groups = dict.fromkeys(_group(figure) for event in events for figure in event.tolls)
    chosen: list[TollFigure] = []
    for group in sorted(groups):
        event = choose_report(events, documents, group)
        if event is not None:
            chosen.extend(_clean(_figures(event, group), own=event.document_id == anchor))
    return tuple(chosen)


def choose_report(
    events: Sequence[Event], documents: Mapping[str, Document], group: Group
) -> Event | None:
    """Return the event whose figures for the group stand, or None if none is live."""
    live = [event for event in events if _figures(event, group)]
    independent = [event for event in live if not _by_party(_figures(event, group))]
    standing: Event | None = None
    for event in sorted(independent or live, key=lambda e: _recency(e, documents, group)):
        if standing is None or not _allows(_range(event, group), _range(standing, group)):
            standing = event
    return standing


def _group(figure: TollFigure) -> Group:
    return (figure.effect, figure.effect == "killed" and figure.side == "initiator")


def _figures(event: Event, group: Group) -> list[TollFigure]:
    """Return the live figures of the group, without a party's where another's stand beside them."""
    live = [f for f in event.tolls if _group(f) == group and not f.superseded]
    return [figure for figure in live if not figure.party] or live


def _by_party(figures: Iterable[TollFigure]) -> bool:
    return all(figure.party for figure in figures)


def _recency(
    event: Event, documents: Mapping[str, Document], group: Group
) -> tuple[str, int, str, int]:
    document = documents.get(event.document_id)
    best = _range(event, group).best or 0
    return ((document.published or "") if document else "", best, event.document_id, event.start)


def _range(event: Event, group: Group) -> Range:
    """Return the range of the group's figures; its vague ones count as open at the top."""
    figures = _figures(event, group)
    toll: Toll = summarise(event.type, figures)
    measure = "killed_total" if group[0] == "killed" else group[0]
    value: Range = getattr(toll, measure)
    vague = any(figure.vague for figure in figures)
    return replace(value, high=None) if vague else value


def _allows(later: Range, standing: Range) -> bool:
    """Return whether an open-ended later range says no more than the exact one that stands."""
    if later.high is not None or later.low is None or standing.high is None:
        return False
    return standing.best is not None and later.low <= standing.best <= later.low * OPEN_REACH


def _clean(figures: Iterable[TollFigure], *, own: bool) -> list[TollFigure]:
    return [figure if own else replace(figure, start=None, end=None) for figure in figures]
