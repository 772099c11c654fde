"""`concord release`: frozen editions of the record, and what changed between two."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from concord import pipeline
from concord.cli.options import json_option, pack_option, record_option
from concord.cli.output import counted, leave, print_json, print_table, say
from concord.codebook.book import load
from concord.exchange.formats import safe_cell
from concord.record import open_record
from concord.record.releases import check_release
from concord.record.releases_diff import compare
from concord.settings import load_settings

if TYPE_CHECKING:
    from concord.record.releases_diff import Change

_COLUMNS = ("change", "date", "place", "earlier", "later", "before", "after", "why")


class Editions(click.Group):
    """A group in which a word that is no command is the name of a new release."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the command, or the one that makes a release of the name given."""
        if args and args[0] not in self.commands and not args[0].startswith("-"):
            return "make", self.commands["make"], args
        return super().resolve_command(ctx, args)


@click.group(cls=Editions)
def release() -> None:
    """Freeze the record under NAME, for ever; list releases; compare two.

    A release keeps its rows, the decisions in force, the run and the packs. Whatever is coded,
    ruled or linked later, `--release NAME` shows it as it was, in every table, export and analysis.

        concord release 2024-annual

        concord export incidents --release 2024-annual

        concord release diff 2024-annual 2025-annual
    """


@release.command(hidden=True)
@click.argument("name")
@click.option("--note", help="What it is for, in a sentence.")
@click.option("--as", "who", default=lambda: load_settings().who, help="Who makes it.")
@record_option
@pack_option
def make(name: str, note: str | None, who: str, record_at: str, packs: tuple[str, ...]) -> None:
    """Freeze the record under NAME (`concord release NAME` does the same)."""
    book = load(packs)
    with open_record(record_at, create=False) as record:
        made = pipeline.release(record, book, name, who=who, note=note)
    held = ", ".join(
        counted(made.counts[kind], kind[:-1]) for kind in ("documents", "events", "incidents")
    )
    say(f"{made.words()}: {held}")
    if made.ledger and made.ledger.pending:
        say(
            f"Note: {counted(made.ledger.pending, 'document')} of the record had not been coded: "
            "run `concord code` and `concord link`, and make another release."
        )


@release.command(name="list")
@record_option
@json_option
def list_(record_at: str, *, as_json: bool) -> None:
    """List the releases, oldest first."""
    with open_record(record_at, create=False) as record:
        rows = [
            {
                "release": each.name,
                "made": each.recorded.isoformat(),
                "by": each.who,
                "run": each.run.id if each.run else None,
                "codebook": each.codebook_version,
                "documents": each.counts.get("documents"),
                "incidents": each.counts.get("incidents"),
                "fingerprint": each.fingerprint,
                "note": each.note,
            }
            for each in record.releases()
        ]
    if as_json:
        print_json(rows)
    elif rows:
        print_table(tuple(rows[0]), [tuple(row.values()) for row in rows])
    else:
        say("No releases yet. `concord release NAME` makes one.")


@release.command()
@click.argument("name")
@record_option
def check(name: str, record_at: str) -> None:
    """Verify that every row of release NAME is as it was frozen."""
    with open_record(record_at, create=False) as record:
        found = record.find_release(name)
        faults = check_release(record.database, found)
    for fault in faults:
        say(f"  {fault}")
    if faults:
        leave(1)
    say(f"{found.words()} is as it was frozen")


@release.command()
@click.argument("earlier")
@click.argument("later", required=False)
@click.option(
    "-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help="Write a CSV file."
)
@record_option
@pack_option
@json_option
def diff(
    earlier: str,
    later: str | None,
    output: Path | None,
    record_at: str,
    packs: tuple[str, ...],
    *,
    as_json: bool,
) -> None:
    """Say what changed from release EARLIER to LATER (or to the record as it stands), and why.

    Incidents added, removed, merged, split, re-dated, re-placed, re-attributed, re-typed, tolls
    changed; each with the decision, document, coder or codebook that brought it.
    """
    book = load(packs)
    with open_record(record_at, create=False) as record:
        views = [record.view(book=book, release=name) for name in (earlier, later)]
        changes = compare(*views)
    rows = [_row(each) for each in changes]
    if output:
        with output.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(_COLUMNS)
            writer.writerows([safe_cell(cell) for cell in row.values()] for row in rows)
        say(f"{counted(len(rows), 'change')} written to {output}")
    elif as_json:
        print_json(rows)
    elif rows:
        print_table(_COLUMNS, [tuple(row.values()) for row in rows])
        tally = Counter(each.kind for each in changes)
        say(", ".join(f"{number} {kind}" for kind, number in tally.items()))
    else:
        say(f"Nothing changed from {earlier} to {later or 'the record as it stands'}.")


def _row(change: Change) -> dict[str, Any]:
    values = (
        change.kind,
        change.happened,
        change.place,
        " ".join(change.earlier),
        " ".join(change.later),
        change.before,
        change.after,
        change.why(),
    )
    return dict(zip(_COLUMNS, values, strict=True))
