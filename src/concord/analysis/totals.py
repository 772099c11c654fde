"""Totals of a scope: how many incidents are counted, their tolls, and what is counted apart."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from concord.analysis.measures import OWN, add_ranges, counted, plural, sources_known, state

if TYPE_CHECKING:
    from collections.abc import Mapping

    from concord.analysis.measures import Counted, Sum
    from concord.model import Finding, Value
    from concord.record.view import View

COLUMNS = ("measure", "low", "best", "high", "open_ended", "unstated", "party", "incidents")
# Fields of codebook.tolls.Toll, in the order in which they are printed.
TOLLS = ("killed", "killed_attackers", "killed_total", "injured", "abducted", "arrested")


def totals(view: View) -> Finding:
    """Return counts and tolls of the incidents that the inclusion rule admits.

    Rows: ``measure`` (``incidents`` first, then each toll), ``low``, ``best``, ``high`` in
    incidents or persons; ``open_ended``, ``unstated`` and ``party`` (a party to the fight alone
    gives the figure) in incidents; ``incidents`` counted.
    """
    items = counted(view)
    sums = {name: add_ranges(getattr(each.toll, name) for each in items) for name in TOLLS}
    n = len(items)
    rows: list[tuple[Value, ...]] = [("incidents", n, n, n, 0, 0, 0, n)]
    rows += [_toll_row(name, sums[name]) for name in TOLLS]
    killed = sums["killed"]
    return state(
        view,
        title=f"{plural(n, 'incident')} counted, {_persons(killed)} killed",
        words=_words(items, killed, sources_known(view)),
        columns=COLUMNS,
        rows=rows,
        checks=_checks(items, killed),
    )


def apart(view: View) -> Finding:
    """Return what the scope holds beside the counted incidents: rows of category, status, count."""
    counted_ids = {each.id for each in view.counted()}
    others = Counter(
        (each.facts.category, each.facts.status)
        for each in view.incidents()
        if each.id not in counted_ids
    )
    rows = sorted(((*key, n) for key, n in others.items()), key=lambda row: (-row[2], row))
    total = sum(others.values())
    return state(
        view,
        title=f"{plural(total, 'incident')} counted apart",
        words="Recorded, and outside the inclusion rule of the counts.",
        columns=("category", "status", "incidents"),
        rows=rows,
    )


def _toll_row(name: str, total: Sum) -> tuple[Value, ...]:
    return (
        name,
        total.low,
        total.best,
        total.high,
        total.open_ended,
        total.unstated,
        total.party,
        total.parts,
    )


def _persons(total: Sum) -> str:
    more = " or more" if total.open_ended else ""
    if total.low == total.high:
        return f"{total.best:,}{more}"
    return f"{total.best:,} ({total.low:,} to {total.high:,}{more})"


def _words(items: tuple[Counted, ...], killed: Sum, sources: Mapping[str, int]) -> str:
    if not items:
        return "No incident in this scope is counted."
    single = sum(sources.get(each.incident.id) == 1 for each in items)
    unknown = sum(each.incident.id not in sources for each in items)
    documents = {document for each in items for document in each.incident.document_ids}
    told = f", from {plural(len(documents), 'document')}" if documents else ""
    rest = f"; sources not recorded for {unknown:,}" if unknown else ""
    # A data set of others does not say who of the dead was an attacker as our tolls do.
    whose = (
        " on the side of the targets and bystanders"
        if all(each.incident.dataset == OWN for each in items)
        else ", on the sides that the data set counts"
    )
    return (
        f"{plural(len(items), 'incident')} with {_persons(killed)} killed{whose}{told};"
        f" {plural(single, 'incident')} with one independent source{rest}."
    )


def _checks(items: tuple[Counted, ...], killed: Sum) -> list[str]:
    found = []
    if killed.open_ended:
        found.append(
            f"{plural(killed.open_ended, 'incident')} with an open-ended figure (at least, more"
            " than): the high total is a lower bound."
        )
    if killed.unstated:
        found.append(f"{plural(killed.unstated, 'incident')} without any figure of the killed.")
    if killed.party:
        found.append(
            f"{plural(killed.party, 'incident')} whose dead are counted by a party to the fight"
            " alone."
        )
    disputed = sum(bool(each.incident.disputed) for each in items)
    if disputed:
        found.append(f"{plural(disputed, 'incident')} with sources that disagree on a field.")
    return found
