"""`concord analyse`: findings over a scope, as tables, JSON or CSV."""

from __future__ import annotations

import csv
import dataclasses
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from concord import analysis
from concord.cli.options import json_option, pack_option, record_option, scope_options
from concord.cli.output import print_json, print_table, say
from concord.codebook.book import load
from concord.record import open_record

if TYPE_CHECKING:
    from collections.abc import Callable

    from concord.model import Finding
    from concord.record import View

_output = click.option(
    "-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help="Write the rows as CSV."
)


@click.group()
def analyse() -> None:
    """Trends, shares and places, each with its definition and its reservations."""


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
