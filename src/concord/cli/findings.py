"""What the analyses of the command line share: asking a record, showing a finding, its options."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from concord.cli.options import (
    districts_option,
    json_option,
    pack_option,
    record_option,
    scope_options,
)
from concord.cli.output import print_json, print_table, say
from concord.codebook.book import load
from concord.record import open_record
from concord.record.misspelt import find_unknown_in

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from concord.model import Finding
    from concord.record import View


def choice(
    name: str, known: Sequence[str], default: str | None, help_: str
) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Return an option that takes one of the names that an analysis knows."""
    return click.option(
        name,
        type=click.Choice(list(known)),
        default=default,
        show_default=default is not None,
        help=help_,
    )


def finding_options(command: Callable[..., None]) -> Callable[..., None]:
    """Add what every analysis takes: record, packs, scope, --json, -o and --chart."""
    output = click.option(
        "-o",
        "--output",
        type=click.Path(dir_okay=False, path_type=Path),
        help="Write the rows as CSV.",
    )
    chart = click.option(
        "--chart",
        type=click.Path(dir_okay=False, path_type=Path),
        help="Write the chart, as .svg or .png.",
    )
    for option in (
        districts_option,
        chart,
        output,
        json_option,
        scope_options,
        pack_option,
        record_option,
    ):
        command = option(command)
    return command


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Where a finding is asked for, and how it is shown."""

    record_at: str
    packs: tuple[str, ...]
    scope: dict[str, Any]
    output: Path | None
    chart: Path | None
    as_json: bool
    districts: int | None = None


def asked_of(options: dict[str, Any]) -> Asked:
    """Take what ``finding_options`` added out of a command's options."""
    return Asked(**{field.name: options.pop(field.name) for field in dataclasses.fields(Asked)})


def find(asked: Asked, ask: Callable[[View], Finding]) -> Finding:
    """Return the finding of an analysis of the record."""
    with open_record(asked.record_at, create=False) as record:
        book = load(asked.packs)
        view = record.view(book=book, **asked.scope)
        for unknown in find_unknown_in(record, view.scope, book):
            say(f"Note: {unknown}")
        return ask(view.in_districts_of(asked.districts) if asked.districts else view)


def show(
    finding: Finding, asked: Asked, kind: str, polygons: Sequence[Mapping[str, Any]] = ()
) -> None:
    """Print a finding as a table or JSON, or write its rows; ``kind`` names its chart."""
    if asked.chart:
        # Charting takes a second to import, and only this option needs it.
        from concord.report.plates import name_options, save_chart

        named = name_options(finding, load(asked.packs))
        save_chart(named, kind, asked.chart, polygons=polygons)
        say(f"chart written to {asked.chart}")
    if asked.output:
        from concord.report.downloads import csv_text

        rows = csv_text(finding.columns, finding.rows)
        asked.output.write_text(rows, encoding="utf-8", newline="")
        say(f"{len(finding.rows)} rows written to {asked.output}")
    elif asked.as_json:
        print_json(dataclasses.asdict(finding))
    else:
        click.echo(finding.title + "\n")
        if finding.rows:
            print_table(finding.columns, finding.rows)
            click.echo()
        click.echo(f"{finding.words}\n\nDefinition: {finding.definition}")
        for check in finding.checks:
            click.echo(f"Note: {check}")
