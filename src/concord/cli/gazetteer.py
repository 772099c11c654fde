"""`concord gazetteer`: more places for a pack of your own."""

from __future__ import annotations

from pathlib import Path

import click

from concord.cli.options import pack_option
from concord.cli.output import counted, finish, say
from concord.codebook.book import load
from concord.codebook.geonames import DEFAULT_KINDS, KINDS, add_geonames
from concord.codebook.packs import own_pack


@click.group()
def gazetteer() -> None:
    """Add places to the gazetteer of your own pack."""


@gazetteer.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@pack_option
@click.option(
    "--kind",
    "kinds",
    type=click.Choice(KINDS),
    multiple=True,
    default=DEFAULT_KINDS,
    show_default=True,
    help="Kinds of places to take. May be given several times.",
)
@click.option(
    "--people",
    type=click.IntRange(min=0),
    default=0,
    show_default=True,
    help="Leave out towns and villages below so many people (0: all, those uncounted too).",
)
def add(file: Path, packs: tuple[str, ...], kinds: tuple[str, ...], people: int) -> None:
    """Add the places of a GeoNames country FILE (NG.zip, NG.txt) to your own pack.

    They go into the last pack given that is a folder of yours. Places that the packs have already
    are left as they are.
    """
    folder = own_pack(packs)
    merged = add_geonames(file, folder, load(packs).gazetteer, kinds=kinds, people=people)
    say(
        f"{counted(merged.added, 'place')} added in {merged.file} ({merged.known} known before). "
        "Next: concord code, then concord link."
    )
    finish(merged.problems)
