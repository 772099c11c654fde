"""`concord analyse`: findings over a scope, as tables, JSON, CSV or charts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from concord import analysis
from concord.cli.analyse_effects import effects
from concord.cli.analyse_positions import agreement
from concord.cli.findings import asked_of, choice, find, finding_options, show
from concord.cli.options import DayRange

if TYPE_CHECKING:
    from datetime import date


@click.group()
def analyse() -> None:
    """Findings over a scope, each with its definition and its reservations."""


@analyse.command()
@choice("--window", analysis.PERIODS, "auto", "Periods of the calendar.")
@choice("--by", tuple(analysis.GROUPINGS), None, "One series for each group.")
@finding_options
def trends(*, window: Any, by: str | None, **options: Any) -> None:
    """Incidents and tolls per period, low and high carried through; rates, rolling, cumulative."""
    asked = asked_of(options)
    show(find(asked, lambda view: analysis.trends(view, window=window, by=by)), asked, "trends")


@analyse.command()
@click.option("--earlier", type=DayRange(), required=True, help="A year, or 2022-01..2022-06.")
@click.option("--later", type=DayRange(), required=True, help="The period to compare with it.")
@finding_options
def compare(*, earlier: tuple[date, date], later: tuple[date, date], **options: Any) -> None:
    """Two periods like for like: the same months of the year, the same publishers.

    concord analyse compare --earlier 2022 --later 2023
    """
    asked = asked_of(options)
    show(find(asked, lambda view: analysis.compare(view, earlier, later)), asked, "compare")


@analyse.command()
@choice("--by", tuple(analysis.GROUPINGS), "perpetrator", "What is shared out.")
@click.option("--roll-up", is_flag=True, help="Charge movements with their factions.")
@finding_options
def shares(*, by: str, roll_up: bool, **options: Any) -> None:
    """Who did it: shares of all and of attributed incidents, with bounds for the unknown."""
    asked = asked_of(options)
    show(find(asked, lambda view: analysis.shares(view, by=by, roll_up=roll_up)), asked, "shares")


@analyse.command()
@choice("--level", analysis.MAP_LEVELS, "place", "What a row is.")
@finding_options
def maps(*, level: Any, **options: Any) -> None:
    """Incidents by place, each with the precision that the texts give."""
    asked = asked_of(options)
    show(find(asked, lambda view: analysis.maps(view, level=level)), asked, "maps")


@analyse.command()
@choice("--window", analysis.PERIODS, "month", "Periods of the calendar.")
@finding_options
def changes(*, window: Any, **options: Any) -> None:
    """When the level of violence changed, and how surely: break points over many penalties."""
    asked = asked_of(options)
    show(find(asked, lambda view: analysis.changes(view, window=window)), asked, "changes")


@analyse.command()
@choice("--window", analysis.PERIODS, "auto", "Periods of the calendar.")
@finding_options
def bias(*, window: Any, **options: Any) -> None:
    """What the record may distort: sources, delay, precision and size of reports, by period."""
    asked = asked_of(options)
    show(find(asked, lambda view: analysis.bias(view, window=window)), asked, "bias")


@analyse.command()
@click.option("--sample", help="The audited sample: its name, else the newest.")
@click.option("--seed", default=1, show_default=True, help="The same seed, the same intervals.")
@finding_options
def audit(*, sample: str | None, seed: int, **options: Any) -> None:
    """How right this record is and how much it misses, by an audited random sample.

    concord review audit --draw 60 draws one, and answers it.
    """
    asked = asked_of(options)
    show(find(asked, lambda view: analysis.audit(view, name=sample, seed=seed)), asked, "audit")


analyse.add_command(agreement)
analyse.add_command(effects)
