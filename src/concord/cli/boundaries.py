"""`concord boundaries`: a user's own boundaries, to draw on the map."""

from __future__ import annotations

from pathlib import Path

import click

from concord.cli.options import record_option
from concord.cli.output import counted, print_table, say
from concord.exchange.boundaries import add_boundaries
from concord.record import open_record
from concord.record.keepsakes import drop, kept
from concord.settings import load_settings


@click.group()
def boundaries() -> None:
    """Boundaries of your own (districts, provinces, lines of control), kept in the record."""


@boundaries.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--name", help="What to call them; the file's name otherwise.")
@click.option("--name-field", help="The property that names each polygon.")
@record_option
def add(file: Path, name: str | None, name_field: str | None, record_at: str) -> None:
    """Keep the shapes and lines of a GeoJSON FILE; maps draw them, and shade the shapes.

    Shapes are matched to districts and provinces by name, else by the places that lie in them. A
    line that is marked as disputed is drawn dashed.

    concord boundaries add districts.geojson --name Districts --name-field ADM2_EN
    """
    chosen = name or file.stem
    with open_record(record_at, create=False) as record:
        number = add_boundaries(
            record, file, name=chosen, who=load_settings().who, name_field=name_field
        )
    say(f"{counted(number, 'shape')} kept as {chosen!r}")


@boundaries.command(name="list")
@record_option
def list_(record_at: str) -> None:
    """List the boundaries that the record keeps."""
    with open_record(record_at, create=False) as record:
        rows = [(each.name, each.who, each.recorded) for each in kept(record, "boundaries")]
    if rows:
        print_table(("name", "who", "recorded"), rows)
    else:
        say("No boundaries yet. `concord boundaries add FILE` keeps some.")


@boundaries.command()
@click.argument("name")
@record_option
def remove(name: str, record_at: str) -> None:
    """Take the boundaries of that name away."""
    with open_record(record_at, create=False) as record:
        drop(record, "boundaries", name, who=load_settings().who)
    say(f"{name!r} is no longer drawn")
