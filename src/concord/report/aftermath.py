"""Acts of policy in the report: the calendar, and what followed those that can be measured."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from concord import analysis
from concord.analysis.act_calendar import acts_of
from concord.analysis.effect_windows import Window, cut_series
from concord.analysis.measures import records
from concord.analysis.outcomes import Outcome, monthly
from concord.report import charts_analyses, charts_pairs
from concord.report.citations import cite
from concord.report.drawing import Tip
from concord.report.figures import Column, Figure, Key, Row, draw_figure
from concord.report.texts import plain
from concord.report.words import UNKNOWN, say_day, say_scope

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from concord.analysis.act_calendar import Act
    from concord.model import Finding, Statement, Value
    from concord.report.desk import Desk

KEYS = (
    Key(swatch="dot accent", words="level after the act against what trend and season expect"),
    Key(swatch="rule", words="95% interval; the line at 1 is no change"),
)
COLUMNS = (
    Column("Act", numeric=False),
    Column("Incidents counted", numeric=False),
    Column("Before, a month"),
    Column("After"),
    Column("Expected"),
    Column("Ratio"),
)
CALENDAR_COLUMNS = (
    Column("Day", numeric=False),
    Column("Act", numeric=False),
    Column("Option", numeric=False),
    Column("Measured by the attacks of", numeric=False),
    Column("As reported", numeric=False),
)
# Acts measured on the page, those with most evidence first: each takes many fits.
MOST_MEASURED, MOST_LISTED = 6, 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Aftermath:
    """The calendar of dated acts, and the figure of those measured."""

    calendar: Figure
    figure: Figure


def gather_aftermath(desk: Desk) -> Aftermath:
    """Return the acts that the view's texts report, and what followed the best evidenced ones."""
    said = {statement.id: statement for statement in desk.view.statements()}
    acts = tuple(_masked(act, said, desk) for act in acts_of(desk.view))
    measured = _measurable(desk, acts)
    finding = analysis.effects(desk.view, measured, sensitivity=False)
    dates = analysis.acts(desk.view, acts)
    told = [row for row in records(finding) if row["ratio"] is not None]
    return Aftermath(
        calendar=_calendar(dates, acts, said, desk),
        figure=draw_figure(
            finding,
            "effects",
            (lambda width: charts_analyses.ratios(finding, width=width)) if told else None,
            tips={},
            legend=KEYS,
            table=(COLUMNS, [Row(cells=_cells(row)) for row in told]),
        ),
    )


def _masked(act: Act, said: Mapping[str, Statement], desk: Desk) -> Act:
    """Return the act with the names of private people hidden, as everywhere in the report."""
    hide = desk.hide(tuple({said[n].document_id: 0 for n in act.statement_ids if n in said}))
    return replace(act, name=hide(act.name), actors=tuple(hide(each) for each in act.actors))


def _calendar(
    finding: Finding, acts: Sequence[Act], said: Mapping[str, Statement], desk: Desk
) -> Figure:
    table = [
        Row(
            cells=(
                say_day(act.day),
                act.name,
                desk.option_label(act.option) if act.option else UNKNOWN,
                ", ".join(_name(each, desk) for each in act.parties) or "all attacks",
                " ".join(_evidence(act, said, desk)),
            )
        )
        for act in acts[:MOST_LISTED]
    ]
    tips = {
        f"mark-{n}": Tip(text=f"{say_day(act.day)}: {plain(act.name, 120)}")
        for n, act in enumerate(acts)
    }
    figure = draw_figure(
        finding,
        "calendar",
        lambda width: charts_pairs.calendar(finding, width=width),
        tips=tips,
        legend=(Key(swatch="dot accent", words="a dated act of policy, as the texts report it"),),
        table=(CALENDAR_COLUMNS, table),
    )
    more = len(acts) - len(table)
    checks = (*figure.checks, f"{more:,} later acts are in the data only.") if more > 0 else ()
    return replace(figure, caption=f"{finding.definition} {_scope(finding)}", checks=checks)


def _scope(finding: Finding) -> str:
    return f"Scope: {say_scope(finding.scope)}. Run {finding.run or 'no run'}."


def _evidence(act: Act, said: Mapping[str, Statement], desk: Desk) -> Iterator[str]:
    """Yield the first sentence that reports the act, with its source."""
    for name in act.statement_ids[:1]:
        if name in said:
            hide = desk.hide((said[name].document_id,))
            source = cite(desk.document(said[name].document_id), hide)
            yield f"“{hide(said[name].quote)}” ({source.short})"


def _name(party: str, desk: Desk) -> str:
    known = desk.book.actors.get(party)
    return known.name if known else party


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
