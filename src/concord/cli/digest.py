"""`concord digest`: what is new since a day, for the morning."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from concord import sending
from concord.cli.options import pack_option, record_option, scope_options
from concord.cli.output import say
from concord.codebook.book import load
from concord.publishing.write_digest import digest_html, digest_markdown
from concord.record import open_record

if TYPE_CHECKING:
    from datetime import date

_FILE = click.Path(dir_okay=False, path_type=Path)


@click.command()
@click.option("-o", "--output", type=_FILE, help="Write Markdown (.md) or a page (.html).")
@record_option
@pack_option
@scope_options
def digest(
    output: Path | None, record_at: str, packs: tuple[str, ...], scope: dict[str, Any]
) -> None:
    """Say what documents published --since a day (by default yesterday) brought, with sources.

    New incidents, tolls that changed, claims and denials, positions newly taken or reversed, new
    divergences, published statistics and whether they hold.

        concord digest --since 2026-01-01 -o digest.html
    """
    since: date | None = scope.pop("since", None)
    if scope.pop("until", None) is not None:
        raise click.UsageError("A digest runs up to now: say --since alone.")
    since = since or datetime.now(UTC).date() - timedelta(days=1)
    book = load(packs)
    with open_record(record_at, create=False) as record:
        found = sending.digest(record, book, since, scope=scope)
    as_page = output is not None and output.suffix.lower() in {".html", ".htm"}
    text = digest_html(found) if as_page else digest_markdown(found)
    if output is None:
        click.echo(text, nl=False)
    else:
        output.write_text(text, encoding="utf-8")
        say(f"The digest is {output}")
