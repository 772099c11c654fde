"""`concord pack`: list, check and start codebook packs, and print the codebook."""

from __future__ import annotations

from pathlib import Path

import click

from concord.cli.options import pack_option
from concord.cli.output import finish, print_table, say
from concord.codebook.book import load
from concord.codebook.check import check_pack
from concord.codebook.packs import shipped_packs
from concord.codebook.page import to_html, to_markdown
from concord.codebook.starter import write_starter


@click.group()
def pack() -> None:
    """What may be coded, as data: actors, offices, places, types, options."""


@pack.command(name="list")
def list_() -> None:
    """List the shipped packs and what is in them."""
    rows = []
    for name in shipped_packs():
        book = load(("world", name) if name != "world" else ("world",))
        rows.append((name, len(book.actors), len(book.offices), len(book.types), book.version))
    print_table(("pack", "actors", "offices", "types", "version"), rows)


@pack.command()
@click.argument("name_or_folder")
def check(name_or_folder: str) -> None:
    """Explain every fault of a pack with file, line and remedy."""
    found = check_pack(name_or_folder)
    if not found:
        say(f"{name_or_folder} is in order")
    finish(found)


@pack.command()
@click.argument("name")
@click.option("--folder", type=click.Path(file_okay=False, path_type=Path), default=Path())
def new(name: str, folder: Path) -> None:
    """Write a commented starter pack into a new folder NAME."""
    written = write_starter(name, folder)
    say(f"Fill in the files of {written}, then: concord pack check {written}")


@pack.command()
@pack_option
@click.option("--html", "as_html", is_flag=True, help="A page instead of Markdown.")
def page(packs: tuple[str, ...], *, as_html: bool) -> None:
    """Print the codebook page: every term with its definition and examples."""
    book = load(packs)
    click.echo(to_html(book) if as_html else to_markdown(book))
