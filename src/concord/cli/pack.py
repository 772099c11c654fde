"""`concord pack`: list, check and start packs, say what they lack, and print the codebook."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from concord.cli.options import json_option, pack_option, record_option, scope_options
from concord.cli.output import counted, finish, print_json, print_table, say
from concord.codebook.book import load
from concord.codebook.check import check_pack
from concord.codebook.packs import shipped_packs
from concord.codebook.page import to_html, to_markdown
from concord.codebook.starter import write_starter
from concord.codebook.suggest import KINDS, Suggestion
from concord.codebook.suggest import suggest as find_suggestions
from concord.record import open_record


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


@pack.command()
@record_option
@pack_option
@scope_options
@click.option(
    "--kind", "kinds", type=click.Choice(KINDS), multiple=True, help="Only these kinds of names."
)
@click.option(
    "--limit",
    type=click.IntRange(min=1),
    default=10,
    show_default=True,
    help="So many names of each kind.",
)
@click.option("--stubs", is_flag=True, help="Only the entries to paste, for a file.")
@json_option
def suggest(
    record_at: str,
    packs: tuple[str, ...],
    scope: dict[str, Any],
    kinds: tuple[str, ...],
    limit: int,
    *,
    stubs: bool,
    as_json: bool,
) -> None:
    """List names that the coder met and the packs do not know, the most worth adding first."""
    book = load(packs)
    with open_record(record_at, create=False) as record:
        view = record.view(book=book, **scope)
        found = find_suggestions(
            view.events(), view.statements(), view.relations(), book, view.document
        )
        chosen = {kind: [s for s in found if s.kind == kind] for kind in kinds or KINDS}
    if as_json:
        print_json([asdict(s) for each in chosen.values() for s in each[:limit]])
        return
    for kind, each in chosen.items():
        _show_kind(kind, each, limit, stubs=stubs)


def _show_kind(kind: str, found: list[Suggestion], limit: int, *, stubs: bool) -> None:
    if not found:
        say(f"No {kind} is missing.")
        return
    more = f"; the first {limit} are shown" if len(found) > limit else ""
    say(f"{counted(len(found), kind)} not known{more}; paste into {found[0].file}:")
    for one in found[:limit]:
        if not stubs:
            _show_reasons(one)
        click.echo(one.stub)


def _show_reasons(one: Suggestion) -> None:
    roles = ", ".join(f"{role} {number}" for role, number in one.roles.items())
    click.echo(f"# {one.name}: in {counted(one.documents, 'document')} ({roles})")
    for where, words in one.sentences:
        click.echo(f"#   {where}: {words}")
