"""Write what is generated in docs/: command line, codebook, and the output in console sessions.

`python -m tools.write_docs` writes them; tests/test_docs.py fails when they are out of step.
"""

from __future__ import annotations

import re
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import click

from concord.cli import main
from concord.codebook.book import load
from concord.codebook.page import to_markdown
from tools import sessions

if TYPE_CHECKING:
    from collections.abc import Iterator

DOCS = Path(__file__).parents[1] / "docs"
_WIDTH = 88


def commands(command: click.Command, path: str) -> Iterator[tuple[str, click.Command]]:
    """Yield every command under ``command`` with its full name, groups before their members."""
    yield path, command
    if isinstance(command, click.Group):
        context = click.Context(command, info_name=path)
        for name in command.list_commands(context):
            member = command.get_command(context, name)
            if member is not None and not member.hidden:
                yield from commands(member, f"{path} {name}")


def cli_reference() -> str:
    """Return the reference page: the help text of every command."""
    parts = [
        "# Command line\n",
        "Made from the commands' own help by `make docs`. Exit status: 0 done, 1 failed, 2 misuse,",
        "3 done with problems listed.\n",
    ]
    for path, command in commands(main, "concord"):
        context = click.Context(command, info_name=path, terminal_width=_WIDTH)
        parts += [f"## {path}\n", "```text", command.get_help(context), "```\n"]
    return "\n".join(parts)


def codebook_page() -> str:
    """Return the codebook page of the pack world.

    Its version is left out, since it changes with every word of a lexicon and the terms do not.
    """
    printed = to_markdown(load(("world",)))
    text, found = re.subn(r" Version [0-9a-f]+\.$", "", printed, count=1, flags=re.MULTILINE)
    if not found:
        raise ValueError("the codebook page no longer says its version where it did")
    return text.rstrip("\n") + "\n"


def pages() -> dict[Path, str]:
    """Return the generated pages by file."""
    return {
        DOCS / "reference" / "cli.md": cli_reference(),
        DOCS / "reference" / "codebook.md": codebook_page(),
    }


def told_pages() -> dict[Path, str]:
    """Return the pages with console sessions, their commands run anew."""
    found = {}
    with tempfile.TemporaryDirectory() as name:
        template = Path(name) / "template"
        template.mkdir()
        sessions.build_template(template)
        for number, page in enumerate(sessions.pages()):
            folder = Path(name) / str(number)
            folder.mkdir()
            found[page] = sessions.rerun(page, folder, template)
    return found


def write(written: dict[Path, str]) -> None:
    """Write the pages."""
    for file, text in written.items():
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
        print(f"wrote {file.relative_to(DOCS.parent)}")


if __name__ == "__main__":
    write(pages())
    write(told_pages())
