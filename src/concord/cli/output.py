"""What the commands print: progress on a terminal, tables, problems, and the exit status."""

from __future__ import annotations

import json
import logging
import sys
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar

import click

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from concord.model import Problem

T = TypeVar("T")
DONE_WITH_PROBLEMS = 3
_SHOWN = 10


def track(items: Iterable[T], what: str, total: int | None = None) -> Iterable[T]:
    """Yield the items behind a progress bar on a terminal; in a pipe, show nothing."""
    if not sys.stderr.isatty():
        yield from items
        return
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        SpinnerColumn,
        TextColumn,
        TimeElapsedColumn,
    )

    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, TimeElapsedColumn(), console=Console(stderr=True)) as progress:
        task = progress.add_task(what, total=total)
        for item in items:
            yield item
            progress.advance(task)


def wait(work: Callable[[], T], what: str) -> T:
    """Return what one long piece of work gives; on a terminal, say what is waited for."""
    (done,) = [work() for _ in track((what,), what, 1)]
    return done


def show_log() -> None:
    """Show on a terminal what Concord logs of work that takes long; elsewhere only warnings."""
    log = logging.getLogger("concord")
    if sys.stderr.isatty() and not log.handlers:
        log.addHandler(logging.StreamHandler())
        log.setLevel(logging.INFO)


def say(text: str) -> None:
    """Print a line for a person, on the error stream, so that data can be piped."""
    click.echo(text, err=True)


def counted(number: int, noun: str) -> str:
    """Return the number with its noun: 1 document, 2 documents."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def print_json(value: Any) -> None:
    """Print one JSON document; dates and other scalars as their ISO text."""
    click.echo(json.dumps(value, ensure_ascii=False, default=str, indent=2))


def print_table(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Print aligned columns in plain text: numbers to the right, words to the left."""
    texts = [tuple(map(_cell, row)) for row in rows]
    widths = [max([len(c), *(len(t[i]) for t in texts)]) for i, c in enumerate(columns)]
    numeric = [
        bool(texts)
        and all(t[i].replace(".", "").replace("-", "").isdigit() or not t[i] for t in texts)
        for i in range(len(columns))
    ]

    def line(cells: Sequence[str]) -> str:
        padded = [
            c.rjust(w) if right else c.ljust(w)
            for c, w, right in zip(cells, widths, numeric, strict=True)
        ]
        return "  ".join(padded).rstrip()

    click.echo(line(columns))
    click.echo("  ".join("-" * w for w in widths))
    for text in texts:
        click.echo(line(text))


def _cell(value: Any) -> str:
    if isinstance(value, (list, tuple)):
        return ", ".join(map(_cell, value))
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else str(value)


def show_problems(problems: Sequence[Problem]) -> None:
    """List the first problems by place, and say how to see them all."""
    for problem in problems[:_SHOWN]:
        say(f"  {problem.where}: {problem.message} [{problem.code}]")
    if len(problems) > _SHOWN:
        say(f"  ... and {len(problems) - _SHOWN} more: concord export problems")


def finish(problems: Sequence[Problem]) -> None:
    """End with status 3 and the list if there were problems, else return."""
    if problems:
        say(f"Done, with {counted(len(problems), 'problem')}:")
        show_problems(problems)
        leave(DONE_WITH_PROBLEMS)


def leave(status: int) -> NoReturn:
    """End the command with this exit status."""
    click.get_current_context().exit(status)
    raise AssertionError
