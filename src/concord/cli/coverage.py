"""`concord coverage`: for what the record is declared complete, and by whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from concord.cli.options import Day, Words, json_option, pack_option, record_option
from concord.cli.output import print_json, print_table, say
from concord.codebook.book import load
from concord.record import open_record
from concord.record.declaring import declarations_in_force, declare_complete, withdraw
from concord.record.ledger import Declaration
from concord.settings import load_settings

if TYPE_CHECKING:
    from datetime import date

COLUMNS = ("number", "places", "since", "until", "types", "inclusion", "who", "recorded", "note")

CONDITIONS = ("places", "since", "until", "types", "inclusion")


@click.group()
def coverage() -> None:
    """For what the record is complete: a published figure is contradicted there, and only there."""


@coverage.command()
@click.option("--places", type=Words(), default=(), help="Places or country codes; else all.")
@click.option("--since", type=Day(end=False), help="From this day, month or year on.")
@click.option("--until", type=Day(end=True), help="Up to this day, month or year.")
@click.option("--types", type=Words(), default=(), help="Only these event types; else all.")
@click.option("--inclusion", help="Only what this rule counts: attacks, all_violence; else any.")
@click.option("--everything", is_flag=True, help="All places and all days, with no condition.")
@click.option("--as", "who", default=lambda: load_settings().who, help="Who declares it.")
@click.option("--note", help="On what grounds: which sources were read, how missing ones were.")
@record_option
@pack_option
def declare(record_at: str, packs: tuple[str, ...], *, everything: bool, **given: object) -> None:
    """Declare the record complete for places, days and what is counted.

    concord coverage declare --places PK --since 2023 --until 2023 --note "all four dailies read"
    """
    if not everything and not any(map(given.get, CONDITIONS)):
        raise click.UsageError(
            "Say for what: --places PK --since 2023 --until 2023. Without any condition it holds"
            " for all places, days and types: --everything."
        )
    declaration = Declaration(**given)  # type: ignore[arg-type] # the options are its fields
    with open_record(record_at, create=False) as record:
        made = declare_complete(record, declaration, load(packs))
    say(f"number {made.number}: complete for {declaration.words()}, says {declaration.who}")


@coverage.command(name="list")
@record_option
@json_option
def list_(record_at: str, *, as_json: bool) -> None:
    """List the declarations in force."""
    with open_record(record_at, create=False) as record:
        rows = [
            {
                "number": each.number,
                "places": ", ".join(each.declaration.places) or "all",
                "since": _iso(each.declaration.since),
                "until": _iso(each.declaration.until),
                "types": ", ".join(each.declaration.types) or "all",
                "inclusion": each.declaration.inclusion or "any",
                "who": each.declaration.who,
                "recorded": each.recorded,
                "note": each.declaration.note,
            }
            for each in declarations_in_force(record)
        ]
    if as_json:
        print_json(rows)
    elif rows:
        print_table(COLUMNS, [tuple(row[name] for name in COLUMNS) for row in rows])
    else:
        say("Nobody has declared the record complete for anything: `concord coverage declare`.")


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


@coverage.command(name="withdraw")
@click.argument("number", type=int)
@click.option("--as", "who", default=lambda: load_settings().who, help="Who withdraws it.")
@click.option("--note", help="Why.")
@record_option
def withdraw_(number: int, record_at: str, who: str, note: str | None) -> None:
    """Withdraw declaration NUMBER; it stays in the record, and holds no more."""
    with open_record(record_at, create=False) as record:
        gone = withdraw(record, number, who=who, note=note)
    say(f"number {number} withdrawn: {gone.words()}")
