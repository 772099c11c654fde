"""The rows of listings for all that the record holds: filed anew, or compared with what they say.

An older record, and one that comes from a backup, has none.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, func, select

from concord.model import ExternalEvent, Incident
from concord.record import tables
from concord.record.documents import in_pages
from concord.record.externals import as_incident
from concord.record.listing_rows import (
    file_rows,
    find_misfiled,
    owner_of_edition,
    owner_of_release,
    owner_of_run,
)
from concord.record.payload import decode
from concord.record.releases import all_releases, edition_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Column, ColumnElement, Connection

    from concord.record.releases import Release

# Payloads that are held at once.
_PAGE = 400


def file_all(connection: Connection) -> None:
    """File the rows of everything in the record anew, in the place of what was filed."""
    for table in tables.LISTING_TABLES:
        connection.execute(delete(table))
    for owner, incidents in _owners(connection):
        file_rows(connection, owner, incidents)


def misfiled(connection: Connection) -> Iterator[tuple[str, str]]:
    """Yield owner and id of each row that is not what its incident says, or that is missing.

    Where an owner has rows of what is not there, his name comes with an empty id.
    """
    rows = tables.listing_rows.c
    for owner, incidents in _owners(connection):
        count = 0
        for page in in_pages(incidents, _PAGE):
            count += len(page)
            yield from ((owner, ident) for ident in find_misfiled(connection, owner, page))
        filed = connection.execute(select(func.count()).where(rows.owner == owner)).scalar_one()
        if filed > count:
            yield owner, ""


def _owners(connection: Connection) -> Iterator[tuple[str, Iterator[Incident]]]:
    """Yield each run, imported edition and release, with its incidents as the record has them."""
    own, runs = tables.incidents.c, tables.runs.c
    for run_id in connection.execute(select(runs.id).order_by(runs.id)).scalars().all():
        payloads = _payloads(connection, own.id, own.payload, own.run_id == run_id)
        yield owner_of_run(run_id), (decode(each, Incident) for each in payloads)
    table = tables.external_events.c
    editions = (
        select(table.dataset, table.version).distinct().order_by(table.dataset, table.version)
    )
    for dataset, version in connection.execute(editions).all():
        mine = (table.dataset == dataset) & (table.version == version)
        rows = _payloads(connection, table.external_id, table.payload, mine)
        imported = (as_incident(decode(each, ExternalEvent)) for each in rows)
        yield owner_of_edition(dataset, version), imported
    for release in all_releases(connection):
        yield from _frozen(connection, release)


def file_release(connection: Connection, release: Release) -> None:
    """File the rows of a release anew: its words have changed."""
    for table in tables.LISTING_TABLES:
        of = table.c.owner.startswith(owner_of_release(release.name), autoescape=True)
        connection.execute(delete(table).where(of))
    for owner, incidents in _frozen(connection, release):
        file_rows(connection, owner, incidents)


def _frozen(connection: Connection, release: Release) -> Iterator[tuple[str, Iterator[Incident]]]:
    """Yield what a release holds for lists: our own incidents, then each imported edition."""
    own = _frozen_payloads(connection, release, "incidents")
    yield owner_of_release(release.name), (decode(each, Incident) for each in own)
    for edition in release.datasets:
        rows = _frozen_payloads(connection, release, "externals")
        externals = (decode(each, ExternalEvent) for each in rows)
        mine = (as_incident(each) for each in externals if edition_words(each) == edition)
        yield owner_of_release(release.name, edition), mine


def _frozen_payloads(connection: Connection, release: Release, kind: str) -> Iterator[str]:
    rows, frozen = tables.release_rows.c, tables.frozen.c
    mine = (rows.release == release.sequence) & (rows.kind == kind) & (frozen.hash == rows.hash)
    return _payloads(connection, rows.position, frozen.payload, mine)


def _payloads(
    connection: Connection, key: Column[Any], payload: Column[Any], mine: ColumnElement[bool]
) -> Iterator[str]:
    """Yield payloads in order of their key, a page at a time, within one transaction."""
    query = select(key, payload).where(mine).order_by(key).limit(_PAGE)
    rows = connection.execute(query).all()
    while rows:
        yield from (row[1] for row in rows)
        rows = connection.execute(query.where(key > rows[-1][0])).all()
