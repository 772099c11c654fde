"""Write the generated pages of docs/: the command line reference and the codebook page.

`python tools/write_docs.py` writes them; tests/test_docs.py fails when they are out of step.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click
from concord.codebook.page import to_markdown

from concord.cli import main
from concord.codebook.book import load

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


def pages() -> dict[Path, str]:
    """Return the generated pages by file."""
    return {
        DOCS / "reference" / "cli.md": cli_reference(),
        DOCS / "reference" / "codebook.md": to_markdown(load(("world",))),
    }


if __name__ == "__main__":
    for file, text in pages().items():
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
        print(f"wrote {file.relative_to(DOCS.parent)}")
