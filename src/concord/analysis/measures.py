"""What is counted: the incidents that the scope's inclusion rule admits, and sums of tolls."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from concord.codebook import tolls
from concord.codebook.tolls import Toll
from concord.model import Finding, Incident, TollFigure

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from concord.codebook.book import Codebook
    from concord.codebook.counting import Inclusion
    from concord.codebook.tolls import Range
    from concord.model import Value
    from concord.record.view import View

# The data set of what is coded and entered here, beside imported ones.
OWN = "own"


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """An incident with its toll, summarised by the rule that the incident names."""

    incident: Incident
    toll: Toll

    @property
    def day(self) -> date | None:
        """Return the first day on which it may have happened, by its chosen date, or None."""
        readings = self.incident.facts.happened
        return readings[0].first if readings else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sum:
    """A sum of toll ranges, in persons.

    ``low`` counts an unknown low as 0; ``best`` falls back on the low figure of its range;
    ``high`` sums the stated highs, a lower bound where ``open_ended`` > 0. ``unstated`` is how
    many of the ``parts`` give no figure at all,
    ``party`` how many rest on a party to the fight alone.
    """

    low: int
    best: int
    high: int
    open_ended: int
    unstated: int
    parts: int
    party: int = 0


def inclusion_of(view: View) -> Inclusion:
    """Return the inclusion rule that the view's scope names."""
    return view.inclusion


def toll_of(incident: Incident) -> Toll:
    """Return the incident's toll by its own rule, in persons."""
    facts = incident.facts
    return _summarise(facts.type, facts.tolls, incident.toll_rule)


@lru_cache(maxsize=1 << 16)
def _summarise(event_type: str, figures: tuple[TollFigure, ...], rule: str) -> Toll:
    # Every analysis of a report asks for the same tolls.
    return tolls.summarise(event_type, figures, rule)


def counted(view: View) -> tuple[Counted, ...]:
    """Return the view's incidents that its inclusion rule admits, in the view's order."""
    return tuple(Counted(incident=each, toll=toll_of(each)) for each in view.counted())


def sources_known(view: View) -> dict[str, int]:
    """Return, by incident, how many independent sources tell of it, where that is recorded.

    Our own incidents count their independent speakers; a row of GED says it in a column, with -1
    for unknown; rows of other data sets do not say it in a way that can be counted.
    """
    items = view.counted()
    known = {each.id: each.origins for each in items if each.dataset == OWN}
    if len(known) < len(items):
        for row in view.externals():
            given = row.row.get("number_of_sources", "")
            if row.dataset == "ged" and given.isdigit() and int(given):
                known[f"{row.dataset}:{row.external_id}"] = int(given)
    return known


def add_ranges(ranges: Iterable[Range]) -> Sum:
    """Return the sum of the ranges, each bound on its own (UCDP sums its low/best/high so)."""
    known = list(ranges)
    stated = [each for each in known if each.low is not None or each.best is not None]
    lows = [each.low or 0 for each in stated]
    bests = [_first(each.best, each.low) for each in stated]
    highs = [_first(each.high, each.best, each.low) for each in stated]
    return Sum(
        low=sum(lows),
        best=sum(bests),
        high=sum(highs),
        open_ended=sum(each.high is None for each in stated),
        unstated=len(known) - len(stated),
        parts=len(known),
        party=sum(each.party for each in stated),
    )


def state(  # each argument is one field of the finding
    view: View,
    *,
    title: str,
    words: str,
    columns: tuple[str, ...],
    rows: Sequence[tuple[Value, ...]],
    checks: Sequence[str] = (),
) -> Finding:
    """Return a finding that carries the view's scope, run and inclusion rule."""
    harmonised = getattr(view, "harmonised", None)  # views invented for a question have none
    return Finding(
        title=title,
        words=words,
        columns=columns,
        rows=tuple(rows),
        checks=(*checks, harmonised.words()) if harmonised else tuple(checks),
        scope=view.scope,
        run=view.run.id if view.run else None,
        definition=inclusion_of(view).words(),
    )


def state_positions(  # each argument is one field of the finding
    view: View,
    *,
    title: str,
    words: str,
    columns: tuple[str, ...],
    rows: Sequence[tuple[Value, ...]],
    checks: Sequence[str] = (),
    definition: str = "",
) -> Finding:
    """Return a finding about statements, which no inclusion rule of incidents defines."""
    return Finding(
        title=title,
        words=words,
        columns=columns,
        rows=tuple(rows),
        checks=tuple(checks),
        scope=view.scope,
        run=view.run.id if view.run else None,
        definition=definition,
    )


def records(finding: Finding) -> list[dict[str, Value]]:
    """Return the finding's rows as mappings by column."""
    return [dict(zip(finding.columns, row, strict=True)) for row in finding.rows]


def plural(number: int, one: str, many: str | None = None) -> str:
    """Return the number with its noun: ``1 attack``, ``1,204 attacks``."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def say_run(said: Sequence[str]) -> str:
    """Return words in a run: ``a b, c d and e``."""
    return " and ".join([", ".join(said[:-1]), said[-1]]) if said[1:] else "".join(said)


def say_option(code: str, book: Codebook | None) -> str:
    """Return the codebook's name of a policy option in a sentence: ``large-scale force at home``.

    A view without a codebook knows only the words of the code.
    """
    label = book.option_label(code) if book else code.replace("_", " ")
    return label[:1].lower() + label[1:]


def _first(*values: int | None) -> int:
    return next((value for value in values if value is not None), 0)
