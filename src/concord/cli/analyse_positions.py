"""`concord analyse agreement`: who agrees with whom, who diverged, who reversed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from concord import analysis
from concord.cli.findings import asked_of, choice, find, finding_options
from concord.cli.findings import show as show_finding
from concord.cli.options import DayRange, Words
from concord.cli.output import say
from concord.exchange.graphml import save_network

if TYPE_CHECKING:
    from datetime import date

    from concord.model import Finding
    from concord.record import View

SHOWN = ("pairs", "matrix", "divergence", "reversals", "change")


@click.command()
@choice("--show", SHOWN, "pairs", "Pairs, or one of the tables below.")
@choice("--window", analysis.WINDOWS, "all", "Windows of the calendar.")
@click.option("--moving", type=int, help="Join so many windows and move by one.")
@click.option("--between", type=Words(), default=(), help="Only these actors: ids or names.")
@click.option("--earlier", type=DayRange(), help="The first period of --show change.")
@click.option("--later", type=DayRange(), help="The second period of --show change.")
@choice("--level", analysis.LEVELS, "actor", "Who agrees with whom.")
@choice("--duplicates", analysis.DUPLICATES, "document", "What counts once.")
@choice("--evidence", analysis.EVIDENCE, "plain", "Own plain statements and acts, or all own.")
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
@choice("--resample", analysis.RESAMPLES, "utterance", "What the intervals draw.")
@click.option("--draws", default=1000, show_default=True, help="Draws for intervals; 0 for none.")
@click.option("--across-countries", is_flag=True, help="Also pairs of different countries.")
@click.option("--seed", default=0, show_default=True, help="Seed of the draws.")
@finding_options
def agreement(
    *,
    show: str,
    window: Any,
    moving: int | None,
    between: tuple[str, ...],
    earlier: tuple[date, date] | None,
    later: tuple[date, date] | None,
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
    asked = asked_of(rules)
    chosen = analysis.Rules(**rules)

    def ask(view: View) -> Finding:
        if show == "divergence":
            return analysis.divergence(view, between, chosen, window=window)
        if show == "reversals":
            return analysis.reversals(view, chosen)
        if show == "change":
            if earlier is None or later is None:
                raise click.UsageError("--show change needs --earlier and --later.")
            return analysis.agreement_change(view, earlier, later, chosen)
        found = analysis.agreement(view, chosen, window=window, moving=moving, actors=between)
        return analysis.agreement_matrix(found) if show == "matrix" else found

    found = find(asked, ask)
    if asked.output and asked.output.suffix == ".graphml" and show == "pairs":
        edges = save_network(analysis.records(found), asked.output)
        say(f"{edges} edges written to {asked.output}")
    else:
        show_finding(found, asked, show)
