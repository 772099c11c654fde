"""Acts of policy in the report: the calendar, and what followed those that can be measured."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from concord import analysis
from concord.analysis.act_calendar import acts_of
from concord.analysis.effect_windows import Window, cut_series
from concord.analysis.measures import records
from concord.analysis.outcomes import Outcome, monthly
from concord.report import charts_analyses
from concord.report.figures import Column, Figure, Key, Row, draw_figure
from concord.report.words import say_day

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from concord.analysis.act_calendar import Act
    from concord.model import Value
    from concord.report.desk import Desk

KEYS = (
    Key(swatch="dot accent", words="level after the act against what trend and season expect"),
    Key(swatch="rule", words="95 % interval; the line at 1 is no change"),
)
COLUMNS = (
    Column("Act", numeric=False),
    Column("Incidents counted", numeric=False),
    Column("Before, a month"),
    Column("After"),
    Column("Expected"),
    Column("Ratio"),
)
# Acts measured on the page, those with most evidence first: each takes many fits.
MOST_MEASURED, MOST_LISTED = 6, 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Aftermath:
    """The dated acts in order, and the figure of those measured."""

    acts: tuple[tuple[str, str], ...]
    total: int
    figure: Figure


def gather_aftermath(desk: Desk) -> Aftermath:
    """Return the acts that the view's texts report, and what followed the best evidenced ones."""
    acts = acts_of(desk.view)
    measured = _measurable(desk, acts)
    finding = analysis.effects(desk.view, measured, sensitivity=False)
    told = [row for row in records(finding) if row["ratio"] is not None]
    return Aftermath(
        acts=tuple((say_day(act.day), act.name) for act in acts[-MOST_LISTED:]),
        total=len(acts),
        figure=draw_figure(
            finding,
            "effects",
            (lambda width: charts_analyses.ratios(finding, width=width)) if told else None,
            tips={},
            legend=KEYS,
            table=(COLUMNS, [Row(cells=_cells(row)) for row in told]),
        ),
    )


def _measurable(desk: Desk, acts: Sequence[Act]) -> tuple[Act, ...]:
    """Return the acts with months enough on both sides, the best evidenced ones of them."""
    everything = monthly(desk.view, Outcome())
    fit = []
    for act in acts:
        cut = cut_series(everything, act, Window())
        if cut is not None and cut.reason is None:
            fit.append(act)
    best = sorted(fit, key=lambda act: (-len(act.statement_ids), act.day))[:MOST_MEASURED]
    return tuple(sorted(best, key=lambda act: act.day))


def _cells(row: Mapping[str, Value]) -> tuple[str, ...]:
    return (
        f"{row['act']} ({row['date']})",
        "of its parties" if row["outcome"] == "party" else "all",
        f"{row['before_per_month']:g}",
        f"{row['after_per_month']:g}",
        f"{row['expected_per_month']:g}",
        f"{row['ratio']:g} ({row['low']:g} to {row['high']:g})",
    )
