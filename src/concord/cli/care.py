"""Care of the record: doctor, remove, forget."""

from __future__ import annotations

import click

from concord.cli.options import json_option, record_option
from concord.cli.output import finish, print_json, say
from concord.record import open_record
from concord.record.doctor import diagnose


@click.command()
@record_option
@json_option
def doctor(record_at: str, *, as_json: bool) -> None:
    """Examine the record: damage, uncoded documents, orphaned decisions, false ledgers."""
    with open_record(record_at, create=False) as record:
        found = diagnose(record)
    if as_json:
        print_json([{"where": p.where, "code": p.code, "message": p.message} for p in found])
    elif not found:
        say(f"{record_at} is in order")
    finish(found)


@click.command()
@click.argument("document")
@record_option
def remove(document: str, record_at: str) -> None:
    """Set DOCUMENT (its id) aside: it stays in the record and is counted nowhere.

    Run `concord link` afterwards, so that incidents are made without it.
    """
    with open_record(record_at, create=False) as record:
        record.remove(document)
    say(f"{document} is set aside; now run: concord link")


@click.command()
@click.argument("document")
@record_option
@click.option("--yes", is_flag=True, help="Do not ask.")
def forget(document: str, record_at: str, *, yes: bool) -> None:
    """Erase the text of DOCUMENT (its id) and everything quoted from it; this cannot be undone."""
    if not yes:
        click.confirm(f"Erase the text of {document} for good?", abort=True)
    with open_record(record_at, create=False) as record:
        record.forget(document)
    say(f"The text of {document} is erased; now run: concord link")
