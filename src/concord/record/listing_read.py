"""The listing of a record as it stands: filed rows, and what people ruled put upon them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from sqlalchemy import select

from concord.model import Scope
from concord.record import tables
from concord.record.amending import amend
from concord.record.closeup import CloseUp, Named
from concord.record.documents import in_pages
from concord.record.externals import dataset_names
from concord.record.listing import list_incidents, unfold
from concord.record.listing_rows import (
    owner_of_edition,
    owner_of_release,
    owner_of_run,
    read_filed,
)
from concord.record.scoping import EDITION_MARK, OWN
from concord.record.states import numbers_aside

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from sqlalchemy import Connection

    from concord.codebook.book import Codebook
    from concord.model import Run
    from concord.record.listing import Listing
    from concord.record.releases import Release
    from concord.record.rulings import Rulings
    from concord.record.store import Record


def read_listing(
    record: Record, run: Run | None, book: Codebook, *, editions: Iterable[str], rulings: Rulings
) -> Listing:
    """Return the columns of a run's incidents and of the imported editions (NAME@EDITION).

    They are those of ``list_incidents`` of the view of the same; a test holds the two together.
    """
    owners = [owner_of_run(run.id)] if run else []
    owners += [owner_of_edition(*each.split(EDITION_MARK, 1)) for each in editions]
    with record.database.read() as connection:
        aside = numbers_aside(connection)
        found = _joined(record, connection, book, owners)
        named = _incidents_of(connection, run, rulings) if run else set()
    if run is None:
        return found
    rows = np.flatnonzero(found.documents.among(aside, len(found)))
    touched = sorted(named | {found.ids[row] for row in rows.tolist()})
    return _renewed(found, record, run, book, touched, rulings) if touched else found


def read_release_listing(record: Record, release: Release, book: Codebook) -> Listing:
    """Return the columns of a release, imported editions included."""
    owners = [owner_of_release(release.name, each) for each in ("", *release.datasets)]
    with record.database.read() as connection:
        found = _joined(record, connection, book, owners)
    if len(found) == release.counts["incidents"] + release.counts["externals"]:
        return found
    # A release that was made when none were filed, in a record that was brought up before.
    names = (OWN, *dataset_names(record.database))
    return list_incidents(record.view(book=book, datasets=names, release=release.name), book)


def _joined(
    record: Record, connection: Connection, book: Codebook, owners: Iterable[str]
) -> Listing:
    found: Listing | None = None
    for owner in owners:
        filed = read_filed(connection, owner)
        part = unfold(filed.ids, filed.packed, filed.words, book, record.database)
        found = part if found is None else amend(found, (), part)
    return unfold((), (), ("",), book, record.database) if found is None else found


def _renewed(  # what a close-up is made of, and what it is put upon
    listing: Listing,
    record: Record,
    run: Run,
    book: Codebook,
    touched: Sequence[str],
    rulings: Rulings,
) -> Listing:
    close = CloseUp(record, Scope(), run, book=book, named=Named(tuple(touched)), rulings=rulings)
    return amend(listing, touched, list_incidents(close, book))


def _incidents_of(connection: Connection, run: Run, rulings: Rulings) -> set[str]:
    """Return the incidents of events on which somebody ruled what a view shows."""
    names, found = tables.incident_names.c, set[str]()
    for page in in_pages(sorted(_events_of(rulings))):
        query = select(names.incident_id).where(names.run_id == run.id, names.name.in_(page))
        found.update(connection.execute(query).scalars())
    return found


def _events_of(rulings: Rulings) -> Collection[str]:
    return {
        *rulings.rejected,
        *rulings.accepted,
        *rulings.dropped,
        *rulings.approved,
        *rulings.of_events,
        *rulings.of_incidents,
    }
