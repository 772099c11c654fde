"""The command line: thin faces over the pipeline; no arithmetic, no SQL.

Exit status: 0 done, 1 failed, 2 misuse, 3 done with problems listed.
"""

from __future__ import annotations

import atexit
import difflib
import errno
import gc
import os
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

import click

from concord import __version__
from concord.errors import ConcordError

# command -> (module:function, what it does): imported when called, so that --help starts at once.
COMMANDS = {
    "build": ("concord.cli.main_job:build", "Read, code and link sources and write a report."),
    "add": ("concord.cli.main_job:add", "Read sources into the record, without coding."),
    "code": ("concord.cli.main_job:code", "Code the documents that are not coded yet."),
    "link": ("concord.cli.main_job:link", "Link events into incidents."),
    "report": ("concord.cli.main_job:report", "Write the stand-alone report."),
    "serve": ("concord.cli.serve:serve", "Open the record in a browser."),
    "export": ("concord.cli.exports:export", "Write the record's tables as files."),
    "analyse": (
        "concord.cli.analyse:analyse",
        "Trends, shares, maps, effects, agreement.",
    ),
    "check": ("concord.cli.check:check", "Check published statistics."),
    "explain": ("concord.cli.explain:explain", "Show how a document was coded or linked."),
    "review": ("concord.cli.review:review", "Rule on what the machine coded."),
    "incident": ("concord.cli.incident:incident", "Enter incidents by hand."),
    "statement": ("concord.cli.statement:statement", "Enter statements by hand."),
    "coverage": (
        "concord.cli.coverage:coverage",
        "Declare for what the record is complete.",
    ),
    "boundaries": ("concord.cli.boundaries:boundaries", "Keep boundaries of your own."),
    "import": ("concord.cli.imports:import_", "Bring incidents in from files."),
    "match": ("concord.cli.matching:match", "Match the incidents of two data sets."),
    "train": ("concord.cli.train:train", "Teach the reading model what was ruled."),
    "sources": ("concord.cli.sources:sources", "What the papers and channels are, and whose."),
    "pack": ("concord.cli.pack:pack", "List, check and start codebook packs."),
    "gazetteer": ("concord.cli.gazetteer:gazetteer", "Add places to your own pack."),
    "publish": ("concord.cli.publish:publish", "Write a read-only site of a scope."),
    "backup": ("concord.cli.backup:backup", "Write the whole record to one checked file."),
    "restore": ("concord.cli.backup:restore", "Put a backup back, as a new record."),
    "watch": ("concord.cli.watch:watch", "Look at feeds and folders again and again."),
    "digest": ("concord.cli.digest:digest", "What is new since a day, for the morning."),
    "tables": ("concord.cli.tables:tables", "The tables that institutes print."),
    "release": ("concord.cli.release:release", "Freeze the record, and compare two editions."),
    "doctor": ("concord.cli.care:doctor", "Examine the record."),
    "remove": ("concord.cli.care:remove", "Set a document aside."),
    "forget": ("concord.cli.care:forget", "Erase a document's text for good."),
}


# Objects that are new before the collector of cycles looks through them. Modules, codebook and
# lexicons are hundreds of thousands of objects that stay: looked through again and again while they
# are made (as by default, 700), they would take a tenth of the time until the first result.
_NEW_OBJECTS = 250_000


class LazyGroup(click.Group):
    """A group whose commands are imported when they are called or asked for help."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Refuse arguments that are no text, unless they are the name of a file that exists."""
        for arg in args:
            if "\0" in arg:
                raise click.UsageError(f"{arg!r} holds a null character, which no name has.")
            if not _is_text(arg) and not Path(arg).exists():
                shown = arg.encode("utf-8", "backslashreplace").decode()
                raise click.UsageError(f"{shown} holds bytes that are no text; write it in UTF-8.")
        return super().parse_args(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; our own errors and the system's are one line, not a traceback."""
        gc.set_threshold(_NEW_OBJECTS)
        atexit.register(gc.freeze)  # nor are they looked through when the process ends
        if sys.stderr.isatty():
            import_module("concord.cli.output").show_log()
        try:
            return super().invoke(ctx)
        except ConcordError as error:
            raise click.ClickException(str(error)) from error
        except OSError as error:
            # A reader of our output that has gone (concord ... | head) is click's to end quietly.
            if error.strerror is None or error.errno == errno.EPIPE:
                raise
            where = f"{str(error.filename)[:200]}: " if error.filename else ""
            message = f"{where}{error.strerror}. Check the path, its rights and the free space."
            raise click.ClickException(message) from error
        finally:
            _keep_regexes()

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names in the order of a day's work."""
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return the command, or None for a name that is none."""
        del ctx
        if cmd_name not in COMMANDS:
            return None
        if cmd_name != "train":
            # Beside the reading model numpy has nothing to do that a second thread would speed up,
            # and one that waits for it keeps a core busy. What the user has set stands.
            os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
        module, _, name = COMMANDS[cmd_name][0].partition(":")
        command = getattr(import_module(module), name)
        assert isinstance(command, click.Command)  # noqa: S101 - a wrong table entry is our bug
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the command that is meant; of a name that is none, say the nearest."""
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            near = difflib.get_close_matches(args[0], COMMANDS, n=1)
            hint = f" Did you mean {near[0]!r}?" if near else " `concord --help` lists them."
            raise click.UsageError(f"There is no command {args[0]!r}.{hint}", ctx=ctx)
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of commands without importing them."""
        del ctx
        with formatter.section("Commands"):
            formatter.write_dl([(name, text) for name, (_, text) in COMMANDS.items()])


def _keep_regexes() -> None:
    """Keep what the command compiled for the next one; a command that read no text has nothing."""
    if "concord.regexes" in sys.modules:
        import_module("concord.regexes").keep_regexes()


def _is_text(arg: str) -> bool:
    try:
        arg.encode()
    except UnicodeEncodeError:
        return False
    return True


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="concord")
def main() -> None:
    """From reporting on political violence to a record that can be cited.

    Start with a folder of articles:

        concord build articles/

    reads, codes and links them into concord.db and writes report.html. A second folder is added to
    the same record. Every figure in the report opens the sentences behind it.
    """
