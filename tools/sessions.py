"""Console sessions in the docs: their commands are run, and the output shown is what they print.

In a page, a fence ```console holds lines `$ COMMAND`, each with its output below; a fence with
`file=NAME` behind its language is a file that the session writes. An output that ends with a line
`...` shows its first lines only, lines are cut at WIDTH, and the time of a ruling or a release is
set to NOON.
A page begins with a record of the examples if it says `<!-- session: built -->`, with none if it
says `<!-- session: empty -->`; without such a mark it is not run.
"""

from __future__ import annotations

import contextlib
import os
import re
import shlex
import shutil
import subprocess
import sys
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from click.testing import CliRunner

from concord.cli import main

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[1]
EMPTY, BUILT = "empty", "built"
WIDTH = 110
NOON = "2025-02-03T12:00:00+00:00"
FINE = (0, 3)
_MARK = re.compile(r"<!-- session: (\w+) -->")
_FENCE = re.compile(r"^```(\w+)(?: file=(\S+))?\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_TIME = re.compile(r"\b\d{4}-\d\d-\d\d(?:T\d\d:\d\d:\d\d\+00:00)?\b")
_SHELL = re.compile(r"[|><;&$`*]")


class SessionFailedError(Exception):
    """A command of a page ended with an error."""


@dataclass(frozen=True, slots=True)
class Step:
    """One command of a console session with the output that the page shows."""

    command: str
    output: tuple[str, ...]


def pages() -> list[Path]:
    """Return the pages with a session, in order."""
    found = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
    return [page for page in found if _MARK.search(page.read_text(encoding="utf-8"))]


def steps(body: str) -> Iterator[Step]:
    """Yield the steps of one console fence."""
    for part in re.split(r"^\$ ", body, flags=re.MULTILINE)[1:]:
        command, *output = part.rstrip("\n").split("\n")
        while command.endswith("\\"):
            command = f"{command}\n{output.pop(0)}"
        yield Step(command, tuple(output))


def rerun(page: Path, folder: Path, template: Path) -> str:
    """Return the page with every output as the commands print it now, run in ``folder``.

    ``template`` is a folder that holds the record of the examples. Raises SessionFailedError.
    """
    text = page.read_text(encoding="utf-8")
    mark = _MARK.search(text)
    (folder / "examples").symlink_to(ROOT / "examples")
    if mark and mark[1] == BUILT:
        shutil.copy(template / "concord.db", folder / "concord.db")

    def fence(found: re.Match[str]) -> str:
        language, name, body = found.groups()
        if name:
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(body, encoding="utf-8")
        if language != "console":
            return found[0]
        lines = [line for step in steps(body) for line in _retold(step, folder)]
        return "```console\n" + "".join(f"{line}\n" for line in lines) + "```"

    return _FENCE.sub(fence, text)


def build_template(folder: Path) -> None:
    """Build the record of the examples into ``folder``."""
    (folder / "examples").symlink_to(ROOT / "examples")
    execute("concord build examples/pakistan", folder)


def _retold(step: Step, folder: Path) -> list[str]:
    printed = [settled(line) for line in execute(step.command, folder).splitlines()]
    if step.output and step.output[-1] == "...":
        printed = [*printed[: len(step.output) - 1], "..."]
    return [f"$ {step.command}", *printed]


def settled(line: str) -> str:
    """Return a line as a page shows it: cut, and with NOON for the days and times of now."""
    now = datetime.now(UTC)

    def settle(found: re.Match[str]) -> str:
        try:
            told = datetime.fromisoformat(found[0])
        except ValueError:
            return found[0]
        recent = abs(told.replace(tzinfo=UTC) - now) < timedelta(days=2)
        return NOON[: len(found[0])] if recent else found[0]

    line = _TIME.sub(settle, line).rstrip()
    return line if len(line) <= WIDTH else line[: WIDTH - 1].rstrip() + "…"


def execute(command: str, folder: Path) -> str:
    """Return what a command prints in ``folder``, both streams; plain concord runs in here."""
    joined = command.replace("\\\n", " ")
    if joined.startswith("concord ") and not _SHELL.search(joined):
        with contextlib.chdir(folder):
            result = CliRunner().invoke(main, shlex.split(joined)[1:], env=_environment())
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        status, printed = result.exit_code, result.output
    else:
        done = subprocess.run(  # noqa: S602 - the commands are those of our own pages
            joined,
            shell=True,
            cwd=folder,
            env={k: v for k, v in (os.environ | _environment()).items() if v is not None},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        status, printed = done.returncode, done.stdout
    if status not in FINE:
        raise SessionFailedError(f"$ {command}\n{printed}\nexit status {status}")
    return printed.replace(f"{folder.resolve()}/", "").replace(f"{folder}/", "")


def _environment() -> dict[str, str | None]:
    return {
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', '')}",
        "CONCORD_USER": "ayesha",
        "CONCORD_RECORD": None,
        "CONCORD_PACKS": None,
        "COLUMNS": "100",
        "LC_ALL": "C.UTF-8",
    }
