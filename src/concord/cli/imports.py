"""`concord import`: other data sets, a user's own spreadsheet, and an export that was edited."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from concord import pipeline
from concord.cli.options import pack_option, record_option
from concord.cli.output import counted, finish, say, track
from concord.codebook.book import load
from concord.exchange import (
    Readings,
    draft_map,
    import_acled,
    import_ged,
    import_gtd,
    import_table,
    read_edits,
)
from concord.record import open_record
from concord.settings import load_settings

if TYPE_CHECKING:
    from collections.abc import Iterable

    from concord.model import ExternalEvent, Problem

_file = click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))


_version = click.option(
    "--version", help="The edition, if the file's name does not tell it (26.1)."
)


@click.group(name="import")
def import_() -> None:
    """Bring incidents in from files."""


@import_.command()
@_file
@click.option(
    "--map",
    "mapping",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="YAML: which column is which field (docs/howto/spreadsheet.md).",
)
@record_option
@pack_option
def table(file: Path, mapping: Path | None, record_at: str, packs: tuple[str, ...]) -> None:
    """Import a spreadsheet of incidents (CSV), its ids kept.

    Every row is imported or listed with its row and column. The rows stay a data set of their own,
    never summed with what Concord coded: see them with --datasets NAME.

        concord import table attacks.csv --map map.yaml

    Without --map it prints a first one, from the names of the columns.
    """
    if mapping is None:
        drafted = draft_map(file)
        raise click.UsageError(
            "Say which column is which by --map map.yaml (docs/howto/spreadsheet.md). Begin it"
            f" with:\n\n{drafted}"
        )
    book = load(packs)
    with open_record(record_at) as record:
        found = pipeline.import_rows(record, track(import_table(file, mapping, book), "importing"))
    say(f"{counted(found.added, 'row')} imported, {found.known} known already")
    finish(found.problems)


def _take_in(record_at: str, found: Iterable[ExternalEvent | Problem], readings: Readings) -> None:
    """Add the rows, say what became of them and how they were read, and end."""
    with open_record(record_at) as record:
        taken = pipeline.import_rows(record, track(found, "importing"))
    say(f"{counted(taken.added, 'row')} imported, {taken.known} known already")
    for line in readings.lines():
        say(f"  {line}")
    finish(taken.problems)


@import_.command()
@_file
@_version
@click.option("--country", help="The country of a file of one country without that column.")
@record_option
@pack_option
def ged(
    file: Path, version: str | None, country: str | None, record_at: str, packs: tuple[str, ...]
) -> None:
    """Import the UCDP Georeferenced Event Dataset (editions 19.1 to 26.1; CC BY 4.0).

    FILE is the csv, or the zip that holds it. The rows stay a data set of their own, never summed
    with what Concord coded: see them with --datasets ged (candidate files: ged-candidate).

        concord import ged GEDEvent_v26_1.csv
    """
    readings = Readings()
    found = import_ged(file, load(packs), version=version, country=country, readings=readings)
    _take_in(record_at, found, readings)


@import_.command()
@_file
@_version
@record_option
@pack_option
def acled(file: Path, version: str | None, record_at: str, packs: tuple[str, ...]) -> None:
    """Import a file that you exported from ACLED (31 columns; inter codes as numbers or words).

    ACLED has no editions: give --version the day of access, which a citation needs. Its terms
    forbid passing rows on, so they are kept out of what is published and of training.

        concord import acled pakistan.csv --version 2026-05-01
    """
    readings = Readings()
    found = import_acled(file, load(packs), version=version, readings=readings)
    _take_in(record_at, found, readings)


@import_.command()
@_file
@_version
@record_option
@pack_option
def gtd(file: Path, version: str | None, record_at: str, packs: tuple[str, ...]) -> None:
    """Import the Global Terrorism Database (135 columns): its workbook, or saved as CSV.

    Its terms forbid passing rows on, so they are kept out of what is published and of training.

        concord import gtd globalterrorismdb_0522dist.xlsx
    """
    readings = Readings()
    found = import_gtd(file, load(packs), version=version, readings=readings)
    _take_in(record_at, found, readings)


@import_.command()
@_file
@record_option
@pack_option
@click.option("--as", "who", help="Who edited it (default: CONCORD_USER or the login name).")
def edits(file: Path, record_at: str, packs: tuple[str, ...], who: str | None) -> None:
    """Take over the edited cells of an exported incidents CSV, as corrections.

    Only cells that differ are taken over; it never makes an incident.
    """
    book, now = load(packs), datetime.now(UTC).replace(microsecond=0)
    who = who or load_settings().who
    with open_record(record_at) as record:
        found = read_edits(file, record.view(book=book), book, who=who, recorded=now)
        count, problems = pipeline.take_decisions(record, book, found)
    say(f"{counted(count, 'correction')} recorded")
    finish(problems)
