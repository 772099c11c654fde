"""Agreement in the report: pairs of actors, divergences with the words of both, reversals."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from concord import analysis
from concord.analysis.measures import plural, records
from concord.report import charts_analyses, words
from concord.report.figures import Column, Figure, Key, Row, draw_figure, positions_caption
from concord.report.positions import Said, say

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from concord.model import Statement, Value
    from concord.report.desk import Desk

PAIR_KEYS = (
    Key(swatch="dot for", words="more congruence than conflict"),
    Key(swatch="dot against", words="more conflict"),
    Key(swatch="dot even", words="as much of both"),
    Key(swatch="rule", words="95% interval by resampling utterances, where it can be told"),
)
PAIR_COLUMNS = (
    Column("Pair", numeric=False),
    Column("Option", numeric=False),
    Column("Congruence"),
    Column("Conflict"),
    Column("Agreeing"),
    Column("Statements"),
)
# Divergences and reversals that stand on the page, and sentences of each side.
MOST_RIFTS, MOST_SENTENCES = 12, 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Rift:
    """Two sides with their words: a divergence of a window, or one actor before and after."""

    title: str
    sides: tuple[tuple[str, tuple[Said, ...]], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stances:
    """What the section shows beside the matrix of positions."""

    agreement: Figure
    divergence_words: str
    divergences: tuple[Rift, ...]
    reversal_words: str
    reversals: tuple[Rift, ...]


def gather_stances(desk: Desk) -> Stances:
    """Return the agreement of pairs, the divergences by year, and the reversals of a view."""
    said = {statement.id: statement for statement in desk.view.statements()}
    apart = analysis.divergence(desk.view)
    turned = analysis.reversals(desk.view)
    rifts = [row for row in records(apart) if row["state"] == "diverge"]
    rifts.sort(key=lambda row: (str(row["from"]), str(row["option"])), reverse=True)
    turns = [row for row in records(turned) if row["verdict"] == "reversed"]
    return Stances(
        agreement=_pairs(desk),
        divergence_words=apart.words,
        divergences=tuple(_rift(row, desk, said) for row in rifts[:MOST_RIFTS]),
        reversal_words=turned.words,
        reversals=tuple(_turn(row, desk, said) for row in turns[:MOST_RIFTS]),
    )


def _pairs(desk: Desk) -> Figure:
    finding = analysis.agreement(desk.view)
    shown = [row for row in records(finding) if row["enough"] and row["normalisation"] == "none"]
    table = [Row(cells=_pair_cells(row, desk)) for row in shown]
    drawable = any(row["option"] is None for row in shown)
    figure = draw_figure(
        finding,
        "agreement",
        (lambda width: charts_analyses.pairs(finding, width=width)) if drawable else None,
        tips={},
        legend=PAIR_KEYS,
        table=(PAIR_COLUMNS, table),
    )
    # No rule of incidents counts statements.
    return replace(figure, caption=f"{finding.definition} {positions_caption(finding)}")


def _pair_cells(row: Mapping[str, Value], desk: Desk) -> tuple[str, ...]:
    option = desk.option_label(str(row["option"])) if row["option"] else "all options"
    mark = " (nearly everyone agrees)" if row["consensus"] else ""
    return (
        f"{row['name_a']} and {row['name_b']}",
        f"{option}{mark}",
        f"{row['congruence']:g}",
        f"{row['conflict']:g}",
        words.say_percent(float(str(row["agreeing"]))),
        str(row["n"]),
    )


def _rift(row: Mapping[str, Value], desk: Desk, said: Mapping[str, Statement]) -> Rift:
    option = desk.option_label(str(row["option"]))
    sides = tuple(
        (
            (
                f"{row[f'name_{side}']}: stance {float(str(row[f'stance_{side}'])):+.2g},"
                f" {plural(int(str(row[f'n_{side}'])), 'statement')}"
            ),
            _sentences(row[f"statements_{side}"], desk, said),
        )
        for side in ("a", "b")
    )
    return Rift(
        title=f"{str(row['from'])[:4]}, {option}: {row['name_a']} and {row['name_b']}", sides=sides
    )


def _turn(row: Mapping[str, Value], desk: Desk, said: Mapping[str, Statement]) -> Rift:
    option = desk.option_label(str(row["option"]))
    sides = tuple(
        (
            f"{row[part]}: {'for' if row[f'stance_{part}'] == 1 else 'against'}",
            _sentences([row[f"statement_{part}"]], desk, said),
        )
        for part in ("before", "after")
    )
    return Rift(title=f"{row['name']} on {option} ({row['holder']})", sides=sides)


def _sentences(
    ids: Value, desk: Desk, said: Mapping[str, Statement]
) -> tuple[Said, ...]:  # fmt: skip
    listed: Sequence[object] = ids if isinstance(ids, list) else ()
    found = [said[str(each)] for each in listed if str(each) in said]
    return tuple(say(each, desk) for each in found[:MOST_SENTENCES])
