"""`concord sources`: the registry of the papers, channels and offices that the record reads."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Any

import click

from concord.cli.options import json_option, record_option
from concord.cli.output import counted, finish, print_json, print_table, say
from concord.exchange import sources as files
from concord.record import open_record
from concord.record.sources import (
    KINDS,
    SCALES,
    Source,
    UnknownSourceError,
    find_source,
    remove_source,
    set_source,
)
from concord.record.sources import sources as all_sources
from concord.settings import load_settings

_SHOWN = ("name", "kind", "scale", "language", "owner", "party", "documents", "first", "last")


@click.group()
def sources() -> None:
    """The registry of sources: kind, scale, language, owner or party, days of activity here."""


@sources.command(name="list")
@record_option
@json_option
def list_(record_at: str, *, as_json: bool) -> None:
    """List every source: those that were entered, and every publisher of a document.

    concord sources list
    """
    with open_record(record_at, create=False) as record:
        found = all_sources(record)
    if as_json:
        print_json([dataclasses.asdict(each) for each in found])
        return
    print_table(_SHOWN, [tuple(getattr(each, name) or "" for name in _SHOWN) for each in found])


@sources.command(name="set")
@click.argument("name")
@click.option("--kind", type=click.Choice(KINDS), help="What it is.")
@click.option("--scale", type=click.Choice(SCALES), help="How far it reaches.")
@click.option("--language", help="The language it writes in, as a code (en, ur, ps).")
@click.option("--owner", help="Who owns it.")
@click.option("--party", help="The actor for whom it speaks, if it is no independent voice.")
@click.option("--also", multiple=True, help="Another name of it; counted as one outlet. Repeat it.")
@click.option("--note", help="Anything else.")
@record_option
def set_(name: str, record_at: str, **given: Any) -> None:
    """Enter what NAME is; what is not given stays as it was entered.

    concord sources set Dawn --kind newspaper --scale national --language en --also dawn.com
    """
    changes = {field: value for field, value in given.items() if value}
    with open_record(record_at, create=False) as record:
        try:
            known = find_source(record, name)
        except UnknownSourceError:
            known = Source(name=name)
        kept = set_source(record, dataclasses.replace(known, **changes), who=load_settings().who)
    say(f"{kept.name!r} is entered; `concord link` counts its names as one outlet")


@sources.command()
@click.argument("name")
@record_option
def remove(name: str, record_at: str) -> None:
    """Take the entry of NAME away; its documents stay."""
    with open_record(record_at, create=False) as record:
        remove_source(record, name, who=load_settings().who)
    say(f"{name!r} is no longer entered")


@sources.command(name="import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@record_option
def import_(file: Path, record_at: str) -> None:
    """Enter the sources of a CSV or YAML FILE, as `concord sources export` writes it.

    concord sources import sources.csv
    """
    with open_record(record_at, create=False) as record:
        number, problems = files.take_sources(
            record, files.read_sources(file), who=load_settings().who
        )
    say(f"{counted(number, 'source')} entered")
    finish(problems)


@sources.command()
@click.option("--format", "fmt", type=click.Choice(files.FORMATS), help="By the file's ending.")
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path))
@record_option
def export(output: Path | None, fmt: str | None, record_at: str) -> None:
    """Write every source with what is entered, its documents and its first and last day.

    concord sources export -o sources.csv
    """
    chosen = fmt or ("yaml" if output and output.suffix in (".yaml", ".yml") else "csv")
    with open_record(record_at, create=False) as record:
        found = all_sources(record)
    text = files.write_sources(found, chosen)
    if output is None:
        click.echo(text, nl=False)
        return
    output.write_text(text, encoding="utf-8", newline="")
    say(f"{counted(len(found), 'source')} written to {output}")
