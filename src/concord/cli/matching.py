"""`concord match`: two data sets of the record side by side, incident by incident."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from concord import pipeline
from concord.cli.options import json_option, pack_option, record_option, scope_options
from concord.cli.output import print_json, print_table, say
from concord.codebook.book import load
from concord.record import open_record

if TYPE_CHECKING:
    from concord.model import Finding

_SHOWN = 20


@click.command()
@click.argument("one")
@click.argument("other")
@click.option(
    "-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help="Write all rows as CSV."
)
@record_option
@pack_option
@scope_options
@json_option
def match(
    one: str,
    other: str,
    output: Path | None,
    record_at: str,
    packs: tuple[str, ...],
    scope: dict[str, Any],
    *,
    as_json: bool,
) -> None:
    """Match the incidents of two data sets: what both hold, what only one, where tolls disagree.

    ONE and OTHER are own, ged, acled, gtd or the name of your own table; two editions of one data
    set too (ged@25.1 ged@26.1). Only days that both cover are compared.

        concord match own ged --since 2014 --until 2016
    """
    book = load(packs)
    scope.pop("datasets", None)
    with open_record(record_at, create=False) as record:
        finding = pipeline.match(record, book, (one, other), scope)
    if output:
        _write(finding, output)
    if as_json:
        print_json(dataclasses.asdict(finding))
    elif not output:
        _show(finding)


def _write(finding: Finding, output: Path) -> None:
    from concord.report.downloads import csv_text

    output.write_text(csv_text(finding.columns, finding.rows), encoding="utf-8", newline="")
    say(f"{len(finding.rows)} rows written to {output}")


def _show(finding: Finding) -> None:
    click.echo(finding.title + "\n")
    print_table(finding.columns, finding.rows[:_SHOWN])
    if len(finding.rows) > _SHOWN:
        click.echo(f"... and {len(finding.rows) - _SHOWN:,} more rows: write them with -o FILE.csv")
    click.echo(f"\n{finding.words}\n\nDefinition: {finding.definition}")
    for check in finding.checks:
        click.echo(f"Note: {check}")
