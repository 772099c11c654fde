"""`concord tables`: the tables that institutes print, from templates of the packs."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from concord.cli.options import (
    Day,
    districts_option,
    json_option,
    pack_option,
    record_option,
    scope_options,
)
from concord.cli.output import counted, print_json, print_table, say
from concord.codebook.book import load
from concord.publishing.cells import flat_columns, flat_row, print_cell
from concord.publishing.edition import Edition, make_edition
from concord.record import open_record

if TYPE_CHECKING:
    from datetime import date

_FILE = click.Path(dir_okay=False, path_type=Path)


@click.command()
@click.argument("template", metavar="monthly|annual|TEMPLATE")
@click.option("--period", type=Day(end=False), help="2023-05 or 2023. Default: the latest.")
@click.option("--xlsx", type=_FILE, help="Write an Excel workbook.")
@click.option("--docx", type=_FILE, help="Write a Word document.")
@click.option("--html", type=_FILE, help="Write a page.")
@click.option(
    "--csv", type=click.Path(file_okay=False, path_type=Path), help="Write CSV files to a folder."
)
@record_option
@pack_option
@scope_options
@districts_option
@json_option
def tables(
    template: str,
    period: date | None,
    record_at: str,
    packs: tuple[str, ...],
    scope: dict[str, Any],
    *,
    as_json: bool,
    districts: int | None,
    **files: Path | None,
) -> None:
    """Print the tables of one month or year: headline, regions, groups, chronology.

    The template says which tables, in which order: `monthly` and `annual` are shipped, a pack or a
    YAML file may have others. Each table states its inclusion rule, release, data set, how many
    incidents a person reviewed, and its rules for places and tolls.

        concord tables annual --period 2023 --release 2023-annual --xlsx 2023.xlsx --docx 2023.docx
    """
    if scope.get("since") or scope.get("until"):
        raise click.UsageError("Say the month or year by --period instead of --since and --until.")
    book = load(packs)
    with open_record(record_at, create=False) as record:
        view = record.view(book=book, **scope)
        view = view.in_districts_of(districts) if districts else view
        edition = make_edition(view, view.book or book, template, day=period)
    written = _write(edition, files)
    if as_json:
        print_json(_as_json(edition))
    elif not written:
        _show(edition)
    for file in written:
        say(f"{edition.title} written to {file}")


def _write(edition: Edition, files: dict[str, Path | None]) -> list[Path]:
    # Each library takes part of a second to import, and only its own format needs it.
    written = []
    if file := files["xlsx"]:
        from concord.publishing.write_xlsx import write_xlsx

        write_xlsx(edition, file)
        written.append(file)
    if file := files["docx"]:
        from concord.publishing.write_docx import write_docx

        write_docx(edition, file)
        written.append(file)
    if file := files["html"]:
        from concord.publishing.write_html import edition_html

        file.write_text(edition_html(edition), encoding="utf-8")
        written.append(file)
    if folder := files["csv"]:
        from concord.publishing.write_csv import write_csv

        write_csv(edition, folder)
        written.append(folder)
    return written


def _show(edition: Edition) -> None:
    click.echo(edition.title)
    for table in edition.tables:
        click.echo(f"\n{table.title}: {table.finding}\n")
        rows = [
            [print_cell(c, k.kind) for c, k in zip(row.cells, table.columns, strict=True)]
            for row in table.rows
        ]
        print_table([column.name for column in table.columns], rows)
        for note in table.notes:
            click.echo(f"Note: {note}")
    click.echo("")
    for line in edition.basis:
        click.echo(line)
    click.echo(f"\n{counted(len(edition.chronology), 'incident')} in the chronology (see --html)")


def _as_json(edition: Edition) -> dict[str, Any]:
    return {
        "title": edition.title,
        "period": edition.period,
        "basis": edition.basis,
        "tables": [
            {
                "name": table.name,
                "title": table.title,
                "finding": table.finding,
                "columns": [name for name, _ in flat_columns(table.columns)],
                "rows": [flat_row(row, table.columns) for row in table.rows],
                "incidents": [row.incident_ids for row in table.rows],
                "notes": table.notes,
            }
            for table in edition.tables
        ],
        "chronology": [
            {
                "incident_id": item.incident_id,
                "date": item.day,
                "summary": item.sentence,
                "sources": [
                    {"title": s.title, "publisher": s.publisher, "published": s.published,
                     "url": s.link}
                    for s in item.sources
                ],
            }
            for item in edition.chronology
        ],
    }  # fmt: skip
