"""How a record came to its present tables: named steps, each whole or not at all.

A step runs in one transaction with the row that records it. Steps are only ever appended; one that
has been released is never edited.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import Column, Integer, MetaData, Table, Text, insert, inspect, select, update

from concord.errors import ConcordError
from concord.record import listing_filing, listing_rows, search, tables, tallies
from concord.record.tables import (
    AUDIT_TABLES,
    LISTING_TABLES,
    METADATA,
    NEIGHBOUR_TABLES,
    RELEASE_TABLES,
    codings,
    feeds,
    incident_caches,
    keepsakes,
    run_starts,
    sources,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sqlalchemy import Connection

    from concord.record.database import Database

# Stands in the header of our SQLite files ("Cncd"), so that a stranger's file is told apart.
APPLICATION_ID = 0x436E6364
# Not in METADATA: the table of the steps stands before the first of them.
migrations = Table(
    "migrations",
    MetaData(),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("name", Text, nullable=False, unique=True),
)


class NotARecordError(ConcordError):
    """A file or database that holds something else."""

    def __init__(self, target: str, detail: str) -> None:
        super().__init__(
            f"{target} is no Concord record ({detail}). Give the path of a record, or of a file "
            "that does not exist yet."
        )


class NewerRecordError(ConcordError):
    """A record that a newer version of Concord has changed."""

    def __init__(self, target: str, name: str) -> None:
        super().__init__(
            f"The record {target} was changed by a newer version of Concord (step {name!r}). "
            "Upgrade by: pip install --upgrade concord-record"
        )


class Migration(NamedTuple):
    """One step: what it is called, and what it does inside the transaction it is given."""

    name: str
    apply: Callable[[Connection], None]


def create_tables(connection: Connection) -> None:
    """Create every table and index, and mark the file as ours."""
    METADATA.create_all(connection)
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")


def add_releases(connection: Connection) -> None:
    """Create the tables of releases and of watched feeds where an older record lacks them."""
    METADATA.create_all(connection, tables=[*RELEASE_TABLES, feeds])


def add_keepsakes(connection: Connection) -> None:
    """Create the table of saved scopes and boundaries where an older record lacks it."""
    METADATA.create_all(connection, tables=[keepsakes])


def add_audits(connection: Connection) -> None:
    """Create the tables of samples, answers and assignments where an older record lacks them."""
    METADATA.create_all(connection, tables=list(AUDIT_TABLES))


def add_sources(connection: Connection) -> None:
    """Create the registry of sources where an older record lacks it."""
    METADATA.create_all(connection, tables=[sources])


def add_neighbours(connection: Connection) -> None:
    """Create the tables by which new reports find their neighbours, and the index of outcomes.

    What was linked before has no neighbours in them: no linker's name is left beside it, so that it
    is linked from scratch once.
    """
    METADATA.create_all(connection, tables=list(NEIGHBOUR_TABLES))
    for index in codings.indexes:
        index.create(connection, checkfirst=True)
    caches = incident_caches
    for run, inputs in connection.execute(select(caches.c.run_id, caches.c.inputs)).all():
        unnamed = str(inputs).partition(" by ")[0]
        connection.execute(update(caches).where(caches.c.run_id == run).values(inputs=unnamed))


def add_run_packs(connection: Connection) -> None:
    """Let a start of a run say which packs it was coded with, where an older record cannot."""
    if "packs" not in {each["name"] for each in inspect(connection).get_columns(run_starts.name)}:
        kind = run_starts.c.packs.type.compile(connection.dialect)
        connection.exec_driver_sql(f"ALTER TABLE {run_starts.name} ADD COLUMN packs {kind}")


def add_listings(connection: Connection) -> None:
    """File what lists need of the incidents and imported rows of an older record."""
    METADATA.create_all(connection, tables=list(LISTING_TABLES))
    listing_filing.file_all(connection)


def add_tallies(connection: Connection) -> None:
    """Count what pages ask for, and index what they list, where an older record does not."""
    METADATA.create_all(connection, tables=[tables.tallies])
    for index in codings.indexes:
        index.create(connection, checkfirst=True)
    connection.exec_driver_sql(tables.NEWEST_INDEX)
    tallies.count_all(connection)


def add_owners_to_digests(connection: Connection) -> None:
    """Let a listing's words be found by their owner and themselves at once."""
    connection.exec_driver_sql("DROP INDEX IF EXISTS listing_words_by_digest")
    listing_rows.digest_words(connection)
    for index in tables.listing_words.indexes:
        index.create(connection, checkfirst=True)


MIGRATIONS = (
    Migration("tables", create_tables),
    Migration("search", search.create_index),
    Migration("releases", add_releases),
    Migration("keepsakes", add_keepsakes),
    Migration("audits", add_audits),
    Migration("sources", add_sources),
    Migration("neighbours", add_neighbours),
    Migration("run_packs", add_run_packs),
    Migration("listings", add_listings),
    Migration("tallies", add_tallies),
    Migration("digests", add_owners_to_digests),
)


def migrate(database: Database, steps: Sequence[Migration] = MIGRATIONS) -> tuple[str, ...]:
    """Bring the record to the present tables; return the names of the steps that were taken.

    Raises NotARecordError and NewerRecordError, and changes nothing then.
    """
    with database.read() as connection:
        done = check(connection, database.target, steps)
    return tuple(
        step.name
        for number, step in enumerate(steps, start=1)
        if number > done and _take(database, steps, number)
    )


def check(connection: Connection, target: str, steps: Sequence[Migration] = MIGRATIONS) -> int:
    """Return how many steps the record has taken; raises NotARecordError or NewerRecordError."""
    tables = inspect(connection).get_table_names()
    if connection.dialect.name == "sqlite":
        mark = connection.exec_driver_sql("PRAGMA application_id").scalar_one()
        if mark != APPLICATION_ID and (mark or tables):
            raise NotARecordError(target, "it is a database of another program")
    elif migrations.name not in tables and not METADATA.tables.keys().isdisjoint(tables):
        raise NotARecordError(target, "the database has tables of the same names; use an empty one")
    return len(_taken(connection, target, steps)) if migrations.name in tables else 0


def _taken(connection: Connection, target: str, steps: Sequence[Migration]) -> list[str]:
    query = select(migrations.c.name).order_by(migrations.c.number)
    taken = list(connection.execute(query).scalars())
    known = [step.name for step in steps]
    for position, name in enumerate(taken):
        if known[position : position + 1] != [name]:
            raise NewerRecordError(target, name)
    return taken


def _take(database: Database, steps: Sequence[Migration], number: int) -> bool:
    """Take one step, unless another process was faster; return whether it was taken here."""
    step = steps[number - 1]
    with database.write() as connection:
        migrations.create(connection, checkfirst=True)
        if len(_taken(connection, database.target, steps)) >= number:
            return False
        step.apply(connection)
        connection.execute(insert(migrations).values(number=number, name=step.name))
    return True
