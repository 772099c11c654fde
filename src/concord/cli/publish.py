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
@click.option(
    "--viewpoint",
    default="neutral",
    show_default=True,
    metavar="neutral|CODE",
    help="Whose borders the map draws: neutral draws all that are in dispute as such; the code of "
    "a state (PK, IN, ...) draws its own as it has them.",
)
@click.option(
    "--boundaries",
    multiple=True,
    metavar="NAME",
    help="Draw the boundaries that `concord boundaries add` keeps under this name. May be given "
    "several times.",
)
@record_option
@pack_option
@scope_options
def publish(
    folder: Path,
    title: str,
    viewpoint: str,
    boundaries: tuple[str, ...],
    record_at: str,
    packs: tuple[str, ...],
    scope: dict[str, Any],
) -> None:
    """Write a read-only site of the scope into FOLDER: pages, a map, a search, data to download.

    No outside resources, relative links, no script but that of the search: any web server can host
    it, and it opens from a disk. Victims' names, notes and full texts are left out. Run it again to
    update it; only what changed is written.

        concord publish site/ --release 2023-annual --title "Attacks in 2023"

        concord publish site/ --viewpoint PK --boundaries Districts
    """
    with open_record(record_at, create=False) as record:
        drawn = sending.Drawn(viewpoint=viewpoint, boundaries=boundaries)
        done = sending.publish(record, load(packs), folder, title=title, scope=scope, drawn=drawn)
    said = f"{counted(done.changed, 'file')} written, {done.unchanged} unchanged"
    say(f"{said}, {done.removed} removed; open {folder / 'index.html'}")
