"""`concord publish`: a read-only site of a scope that any web server can host."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from concord import sending
from concord.cli.options import pack_option, record_option, scope_options
from concord.cli.output import counted, say
from concord.codebook.book import load
from concord.record import open_record


@click.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.option("--title", default="A record of political violence", show_default=True)
@record_option
@pack_option
@scope_options
def publish(
    folder: Path, title: str, record_at: str, packs: tuple[str, ...], scope: dict[str, Any]
) -> None:
    """Write a read-only site of the scope into FOLDER: pages, and data to download.

    No script, no outside resources, relative links: any web server can host it, and it opens from
    a disk. Victims' names, notes and full texts are left out. Run it again to update it; only what
    changed is written.

        concord publish site/ --release 2023-annual --title "Attacks in 2023"
    """
    with open_record(record_at, create=False) as record:
        done = sending.publish(record, load(packs), folder, title=title, scope=scope)
    said = f"{counted(done.changed, 'file')} written, {done.unchanged} unchanged"
    say(f"{said}, {done.removed} removed; open {folder / 'index.html'}")
