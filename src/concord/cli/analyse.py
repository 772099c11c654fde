"""`concord analyse`: findings over a scope, as tables, JSON, CSV or charts."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from concord import analysis
from concord.cli.analyse_effects import acts, effects
from concord.cli.analyse_positions import agreement
from concord.cli.findings import asked_of, choice, find, finding_options, show
from concord.cli.options import DayRange
from concord.exchange.boundaries import read_boundaries

if TYPE_CHECKING:
    from datetime import date


HEXAGON = "hexagon"


@click.group()
def analyse() -> None:
    """Findings over a scope, each with its definition and its reservations."""


@analyse.command()
@finding_options
def totals(**options: Any) -> None:
    """How many incidents are counted, and their tolls, each from its low to its high."""
    asked = asked_of(options)
    show(find(asked, analysis.totals), asked, "totals")


@analyse.command()
@finding_options
def apart(**options: Any) -> None:
    """What the record holds that the inclusion rule leaves out, by category and status."""
    asked = asked_of(options)
    show(find(asked, analysis.apart), asked, "apart")


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
@choice("--window", analysis.PERIODS, None, "The shares of each period instead.")
@finding_options
def shares(*, by: str, roll_up: bool, window: Any, **options: Any) -> None:
    """Who did it: shares of all and of attributed incidents, with bounds for the unknown.

    concord analyse shares --window year --by type
    """
    asked = asked_of(options)
    if window:
        if roll_up:
            raise click.UsageError("--roll-up is for shares of the whole scope, without --window.")
        found = find(asked, lambda view: analysis.shares_by_period(view, by=by, window=window))
        show(found, asked, "shares_by_period")
        return
    show(find(asked, lambda view: analysis.shares(view, by=by, roll_up=roll_up)), asked, "shares")


@analyse.command()
@click.option(
    "--population",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    required=True,
    help="A CSV with the columns place, population and, if there are several, year.",
)
@choice("--by", analysis.RATE_UNITS, "province", "What has a population.")
@choice("--window", analysis.PERIODS, "year", "Periods of the calendar.")
@finding_options
def rates(*, population: Path, by: Any, window: Any, **options: Any) -> None:
    """Incidents and deaths per 100,000 inhabitants a year, and per month, by place.

    concord analyse rates --population provinces.csv --by province
    """
    asked = asked_of(options)
    people = analysis.read_populations(population)
    show(find(asked, lambda view: analysis.rates(view, people, by=by, window=window)), asked,
         "rates")  # fmt: skip


@analyse.command()
@choice("--level", (*analysis.MAP_LEVELS, HEXAGON), "place", "What a row is.")
@click.option("--across", type=float, default=50.0, show_default=True, help="Km of a hexagon.")
@click.option(
    "--boundaries",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="GeoJSON polygons that --chart shades, by the names of districts or provinces.",
)
@click.option("--name-field", help="The property that names each polygon of --boundaries.")
@finding_options
def maps(
    *, level: Any, across: float, boundaries: Path | None, name_field: str | None, **options: Any
) -> None:
    """Incidents by place, each with the precision that the texts give.

    What is known only to a province is never a dot in its middle: it is listed apart.

        concord analyse maps --level hexagon --across 50 --chart density.svg

        concord analyse maps --level district --boundaries districts.geojson --chart map.svg
    """
    asked = asked_of(options)
    polygons = read_boundaries(boundaries, name_field=name_field)["features"] if boundaries else ()
    if level == HEXAGON:
        found = find(asked, lambda view: analysis.density(view, across_km=across))
        show(found, asked, "density")
    else:
        found = find(asked, lambda view: analysis.maps(view, level=level))
        show(found, asked, "maps", polygons)


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


analyse.add_command(acts)
analyse.add_command(agreement)
analyse.add_command(effects)
