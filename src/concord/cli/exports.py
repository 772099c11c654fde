"""`concord export`: the record's tables as files."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from concord import pipeline
from concord.cli.options import pack_option, record_option, scope_options
from concord.cli.output import counted, say
from concord.codebook.book import load
from concord.exchange import SHAPES, export_as
from concord.exchange.shaping import losses_beside
from concord.record import open_record
from concord.record.misspelt import find_unknown_in
from concord.record.rows import KINDS


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
@click.option(
    "--as",
    "shape",
    type=click.Choice(list(SHAPES)),
    help="Write incidents in another data set's columns; what is lost stands in FILE.losses.csv.",
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
    shape: str | None,
    with_names: bool,
) -> None:
    """Write KIND as csv, jsonl, parquet, geojson or graphml; to standard output without -o.

    Fields not known are null (jsonl) or empty (csv). Cells that a spreadsheet would run as a
    formula are quoted. Victims' names are left out unless --with-names.

        concord export incidents -o incidents.csv --since 2023 --countries PK
    """
    if shape:
        _export_as(shape, (kind, output, fmt), record_at, packs, scope)
        return
    chosen = fmt or (output.suffix.lstrip(".") if output and output.suffix else "csv")
    with open_record(record_at, create=False) as record:
        view = record.view(book=(book := load(packs)), **scope)
        for unknown in find_unknown_in(record, view.scope, book):
            say(f"Note: {unknown}")
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
        what = counted(rows, "pair") if kind == "agreement" else _count(rows, kind)
        say(f"{what} written to {output}")


def _count(rows: int, kind: str) -> str:
    """Return the number with the kind's name, which is a plural."""
    return counted(rows, kind.removesuffix("s"))


def _export_as(
    shape: str,
    asked: tuple[str, Path | None, str | None],
    record_at: str,
    packs: tuple[str, ...],
    scope: dict[str, Any],
) -> None:
    kind, output, fmt = asked
    if kind != "incidents":
        raise click.UsageError(f"--as writes incidents; {kind} have no shape in other data sets.")
    if fmt not in (None, "csv"):
        raise click.UsageError(f"--as writes csv, not {fmt}: leave --format out.")
    book = load(packs)
    with open_record(record_at, create=False) as record:
        found = export_as(record.view(book=book, **scope), shape, book=book, out=output)
    say(f"{counted(found.rows, 'row')} for {counted(found.incidents, 'incident')}")
    for why, number in found.left_out.items():
        say(f"  left out: {number} x {why}")
    for field, number in found.losses.items():
        say(f"  lost: {field} of {counted(number, 'incident')}")
    if output:
        say(f"Written to {output}; what each incident loses to {losses_beside(output)}")
