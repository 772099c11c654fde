"""`concord analyse`: findings over a scope, as tables, JSON or CSV."""

from __future__ import annotations

import csv
import dataclasses
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from concord import analysis
from concord.cli.options import (
    DayRange,
    Words,
    json_option,
    pack_option,
    record_option,
    scope_options,
)
from concord.cli.output import print_json, print_table, say
from concord.codebook.book import load
from concord.exchange.graphml import save_network
from concord.record import open_record

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from concord.model import Finding
    from concord.record import View

_output = click.option(
    "-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help="Write the rows as CSV."
)


SHOWN = ("pairs", "matrix", "divergence", "reversals", "change")


@click.group()
def analyse() -> None:
    """Findings over a scope, each with its definition and its reservations."""


def _show(finding: Finding, *, as_json: bool, output: Path | None) -> None:
    if output:
        with output.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(finding.columns)
            writer.writerows(finding.rows)
        say(f"{len(finding.rows)} rows written to {output}")
    elif as_json:
        print_json(dataclasses.asdict(finding))
    else:
        click.echo(finding.title + "\n")
        print_table(finding.columns, finding.rows)
        click.echo(f"\n{finding.words}\n\nDefinition: {finding.definition}")
        for check in finding.checks:
            click.echo(f"Note: {check}")


def _find(
    record_at: str,
    packs: tuple[str, ...],
    scope: dict[str, Any],
    ask: Callable[[View], Finding],
) -> Finding:
    with open_record(record_at, create=False) as record:
        return ask(record.view(book=load(packs), **scope))


def _choice(
    name: str, known: Sequence[str], default: str, help_: str
) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Return an option that takes one of the names that an analysis knows."""
    return click.option(
        name, type=click.Choice(list(known)), default=default, show_default=True, help=help_
    )


@analyse.command()
@click.option("--window", type=click.Choice(["auto", "day", "month", "year"]), default="auto")
@record_option
@pack_option
@scope_options
@json_option
@_output
def trends(
    record_at: str,
    packs: tuple[str, ...],
    scope: dict[str, Any],
    window: Any,
    output: Path | None,
    *,
    as_json: bool,
) -> None:
    """Incidents and tolls per period, low and high carried through."""
    found = _find(record_at, packs, scope, lambda view: analysis.trends(view, window=window))
    _show(found, as_json=as_json, output=output)


@analyse.command()
@click.option("--by", default="perpetrator", show_default=True)
@record_option
@pack_option
@scope_options
@json_option
@_output
def shares(
    record_at: str,
    packs: tuple[str, ...],
    scope: dict[str, Any],
    by: str,
    output: Path | None,
    *,
    as_json: bool,
) -> None:
    """Who did it: shares of all and of attributed incidents, with bounds for the unknown."""
    found = _find(record_at, packs, scope, lambda view: analysis.shares(view, by=by))
    _show(found, as_json=as_json, output=output)


@analyse.command()
@record_option
@pack_option
@scope_options
@json_option
@_output
def maps(
    record_at: str,
    packs: tuple[str, ...],
    scope: dict[str, Any],
    output: Path | None,
    *,
    as_json: bool,
) -> None:
    """Incidents by place, each with the precision that the texts give."""
    found = _find(record_at, packs, scope, analysis.maps)
    _show(found, as_json=as_json, output=output)


@analyse.command()
@_choice("--show", SHOWN, "pairs", "Pairs, or one of the tables below.")
@_choice("--window", analysis.WINDOWS, "all", "Windows of the calendar.")
@click.option("--moving", type=int, help="Join so many windows and move by one.")
@click.option("--between", type=Words(), default=(), help="Only these actors: ids or names.")
@click.option("--earlier", type=DayRange(), help="The first period of --show change.")
@click.option("--later", type=DayRange(), help="The second period of --show change.")
@_choice("--level", analysis.LEVELS, "actor", "Who agrees with whom.")
@_choice("--duplicates", analysis.DUPLICATES, "document", "What counts once.")
@_choice("--evidence", analysis.EVIDENCE, "plain", "Own plain statements and acts, or all own.")
@click.option(
    "--normalisation",
    "normalisations",
    type=click.Choice(list(analysis.NORMALISATIONS)),
    multiple=True,
    default=("none", "average_activity"),
    show_default=True,
    help="What sums are divided by. May be given several times.",
)
@click.option("--minimum", default=2, show_default=True, help="Statements of each, to be shown.")
@_choice("--resample", analysis.RESAMPLES, "utterance", "What the intervals draw.")
@click.option("--draws", default=1000, show_default=True, help="Draws for intervals; 0 for none.")
@click.option("--seed", default=0, show_default=True, help="Seed of the draws.")
@record_option
@pack_option
@scope_options
@json_option
@_output
def agreement(
    record_at: str,
    packs: tuple[str, ...],
    scope: dict[str, Any],
    output: Path | None,
    *,
    show: str,
    window: Any,
    moving: int | None,
    between: tuple[str, ...],
    earlier: tuple[date, date] | None,
    later: tuple[date, date] | None,
    as_json: bool,
    **rules: Any,
) -> None:
    """Who agrees with whom, on what, and who diverged when.

    Shown: pairs (congruence and conflict, with intervals), matrix (the same as a table of actors),
    divergence (stances of each pair by window), reversals (the same holder on both sides) or change
    (a pair between two periods, with a test). Pairs written to a file that ends in .graphml are a
    network.

        concord analyse agreement --show divergence --between gov-pk,gov-pk-kp --window year

        concord analyse agreement --show change --earlier 2013..2014 --later 2021..2022
    """
    asked = analysis.Rules(**rules)

    def ask(view: View) -> Finding:
        if show == "divergence":
            return analysis.divergence(view, between, asked, window=window)
        if show == "reversals":
            return analysis.reversals(view, asked)
        if show == "change":
            if earlier is None or later is None:
                raise click.UsageError("--show change needs --earlier and --later.")
            return analysis.agreement_change(view, earlier, later, asked)
        found = analysis.agreement(view, asked, window=window, moving=moving, actors=between)
        return analysis.agreement_matrix(found) if show == "matrix" else found

    found = _find(record_at, packs, scope, ask)
    if output and output.suffix == ".graphml" and show == "pairs":
        edges = save_network(analysis.records(found), output)
        say(f"{edges} edges written to {output}")
    else:
        _show(found, as_json=as_json, output=output)


@analyse.command()
@click.option(
    "--calendar",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A YAML file of acts; without it, the acts that the record's texts report.",
)
@click.option("--act", "act_name", help="Only this act: its id, its day or a part of its name.")
@click.option("--before", default=60, show_default=True, help="Months before the act.")
@click.option("--after", default=24, show_default=True, help="Months after it.")
@click.option("--series", is_flag=True, help="The months of one act instead: observed, expected.")
@click.option("--placebos", is_flag=True, help="The placebo dates of one act instead.")
@_choice("--outcome", ("party", "all"), "party", "Whose incidents --series and --placebos count.")
@click.option("--main-only", is_flag=True, help="Leave other windows and definitions out.")
@record_option
@pack_option
@scope_options
@json_option
@_output
def effects(
    record_at: str,
    packs: tuple[str, ...],
    scope: dict[str, Any],
    output: Path | None,
    *,
    calendar: Path | None,
    act_name: str | None,
    before: int,
    after: int,
    outcome: str,
    series: bool,
    placebos: bool,
    main_only: bool,
    as_json: bool,
) -> None:
    """What followed an act of policy: its months against trend and season, with placebo dates.

    A ratio is what followed, not what was caused; the notes say what it does not show.

        concord analyse effects --calendar acts.yaml --inclusion all_violence
    """
    window = analysis.EffectWindow(before=before, after=after)

    def ask(view: View) -> Finding:
        acts = analysis.read_calendar(calendar) if calendar else analysis.acts_of(view)
        if act_name or series or placebos:
            acts = (analysis.find_act(acts, act_name or ""),)
        if series:
            return analysis.effect_series(view, acts[0], outcome=outcome, window=window)
        if placebos:
            return analysis.effect_placebos(view, acts[0], outcome=outcome, window=window)
        return analysis.effects(view, acts, window=window, sensitivity=not main_only)

    _show(_find(record_at, packs, scope, ask), as_json=as_json, output=output)
