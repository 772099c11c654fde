"""`concord export`: the record's tables as files."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from concord import pipeline
from concord.cli.options import pack_option, record_option, scope_options
from concord.cli.output import say
from concord.codebook.book import load
from concord.record import open_record

KINDS = (
    "documents",
    "events",
    "incidents",
    "statements",
    "positions",
    "relations",
    "statistics",
    "verdicts",
    "decisions",
    "agreement",
    "acts",
    "problems",
)


@click.command()
@click.argument("kind", type=click.Choice(KINDS))
@click.option("--output", "-o", type=click.Path(dir_okay=False, path_type=Path), help="The file.")
@click.option(
    "--format",
    "fmt",
    type=click.Choice(["csv", "jsonl", "parquet", "geojson", "graphml"]),
    help="Default: by the file's ending, else csv.",
)
@click.option(
    "--window",
    type=click.Choice(["all", "year", "quarter", "month"]),
    default="all",
    show_default=True,
    help="The window of positions and agreement.",
)
@click.option("--with-names", is_flag=True, help="Keep victims' names, for those who may see them.")
@record_option
@pack_option
@scope_options
def export(
    kind: str,
    output: Path | None,
    fmt: str | None,
    record_at: str,
    packs: tuple[str, ...],
    scope: dict[str, Any],
    window: str,
    *,
    with_names: bool,
) -> None:
    """Write KIND as csv, jsonl, parquet, geojson or graphml; to standard output without -o.

    Fields not known are null (jsonl) or empty (csv). Cells that a spreadsheet would run as a
    formula are quoted. Victims' names are left out unless --with-names.

        concord export incidents -o incidents.csv --since 2023 --countries PK
    """
    chosen = fmt or (output.suffix.lstrip(".") if output and output.suffix else "csv")
    with open_record(record_at, create=False) as record:
        view = record.view(book=(book := load(packs)), **scope)
        rows = pipeline.export(
            view,
            kind,
            book=book,
            fmt=chosen,
            out=output,
            with_names=with_names,
            window=window,
        )
    if output:
        say(f"{rows} {kind} written to {output}")
