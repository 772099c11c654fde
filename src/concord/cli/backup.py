"""`concord backup` and `concord restore`: the whole record as one checked file."""

from __future__ import annotations

from pathlib import Path

import click

from concord.cli.options import record_option
from concord.cli.output import counted, say
from concord.record import open_record
from concord.record.backup import Backup, restore_backup, write_backup

_FILE = click.Path(dir_okay=False, path_type=Path)


def _say(backup: Backup) -> None:
    rows = sum(backup.rows.values())
    documents = counted(backup.rows.get("documents", 0), "document")
    say(f"{documents}, {counted(rows, 'row')}, SHA-256 {backup.digest}")


@click.command()
@click.argument("file", type=_FILE)
@record_option
def backup(file: Path, record_at: str) -> None:
    """Write the whole record to FILE, checked; others may read and write meanwhile.

    The file serves both databases: a SQLite record can be restored to PostgreSQL and back.

        concord backup backups/2024-05-01.concord.gz
    """
    with open_record(record_at, create=False) as record:
        made = write_backup(record.database, file, recorded=record.clock().isoformat())
    say(f"The record {record_at} is in {file}")
    _say(made)


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@record_option
def restore(file: Path, record_at: str) -> None:
    """Put the backup FILE back, as a new record; an existing one is never overwritten.

    The file is checked from end to end first: a damaged one is refused, and nothing is written.

        concord restore backups/2024-05-01.concord.gz --record restored.db
    """
    made = restore_backup(file, record_at)
    say(f"{file} is restored to {record_at}")
    _say(made)
