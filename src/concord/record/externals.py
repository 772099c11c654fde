"""Rows of other data sets in the record: kept as they came, with their own ids."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, insert, or_, select, tuple_

from concord.errors import ConcordError
from concord.model import ExternalEvent, Incident
from concord.record import tables, tallies
from concord.record.codings import happened_columns, place_columns
from concord.record.documents import PAGE, Added
from concord.record.listing_rows import file_rows, owner_of_edition
from concord.record.payload import decode, encode
from concord.record.scoping import EDITION_MARK, OWN

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from sqlalchemy import ColumnElement, Connection

    from concord.record.database import Database

# How the figures of a data set came to be, for the rule that is printed beside its tolls.
_RULES = {"ged": "ucdp", "acled": "acled_lowest", "gtd": "gtd_latest_independent"}
# Rows of one transaction: waiting for the disk costs more than holding this many.
LARGE_PAGE = 2000

_TABLE = tables.external_events.c
_KEY = (_TABLE.dataset, _TABLE.version, _TABLE.external_id)


class MixedDataSetsError(ConcordError):
    """A count over incidents of several data sets, which would count one happening twice."""

    def __init__(self, names: Iterable[str]) -> None:
        listed = ", ".join(names)
        super().__init__(
            f"Incidents of several data sets or editions cannot be counted together ({listed}): "
            "they tell of the same happenings. Name one with datasets, an edition as NAME@EDITION."
        )


def check_unmixed(incidents: Iterable[Incident]) -> None:
    """Return if the incidents are of one data set and edition; raises MixedDataSetsError."""
    found = {
        each.dataset if each.dataset == OWN else f"{each.dataset}{EDITION_MARK}{each.release or ''}"
        for each in incidents
    }
    if len(found) > 1:
        raise MixedDataSetsError(sorted(found))


def toll_rule(dataset: str) -> str:
    """Return the name of the toll rule by which a data set makes its figures."""
    return _RULES.get(dataset.partition("-")[0], "latest_independent")


def add_page(connection: Connection, page: Sequence[ExternalEvent]) -> Added:
    """Add the rows of one page that the record does not know yet."""
    rows = {_key(each): each for each in reversed(page)}
    query = select(*_KEY).where(tuple_(*_KEY).in_(list(rows)))
    known = {tuple(row) for row in connection.execute(query)}
    fresh = [each for key, each in reversed(rows.items()) if key not in known]
    if fresh:
        connection.execute(insert(tables.external_events), [_row(each) for each in fresh])
        keys = (tallies.Key(each.dataset, each.version) for each in fresh)
        tallies.count_up(connection, tallies.EXTERNALS, keys)
        for dataset, version in dict.fromkeys((each.dataset, each.version) for each in fresh):
            mine = (e for e in fresh if (e.dataset, e.version) == (dataset, version))
            file_rows(connection, owner_of_edition(dataset, version), map(as_incident, mine))
    return Added(added=len(fresh), known=len(page) - len(fresh))


def as_incident(row: ExternalEvent) -> Incident:
    """Return an imported row as a view shows it beside our own incidents."""
    return Incident(
        id=f"{row.dataset}:{row.external_id}",
        facts=row.facts,
        event_ids=(),
        dataset=row.dataset,
        release=row.version,
        toll_rule=toll_rule(row.dataset),
    )


def _key(each: ExternalEvent) -> tuple[str, str, str]:
    return each.dataset, each.version, each.external_id


def _row(each: ExternalEvent) -> dict[str, Any]:
    return {
        "dataset": each.dataset,
        "version": each.version,
        "external_id": each.external_id,
        **happened_columns(each.facts),
        **place_columns(each.facts, ("country",)),
        "payload": encode(each),
    }


def read_externals(database: Database, datasets: Sequence[str] = ()) -> Iterator[ExternalEvent]:
    """Yield the rows of these data sets, of all without a name, in order of their keys.

    ``NAME@EDITION`` asks for one edition.
    """
    query = select(*_KEY, _TABLE.payload).order_by(*_KEY)
    if datasets:
        query = query.where(or_(*map(_of, datasets)))
    after: tuple[str, str, str] | None = None
    while True:
        page = query if after is None else query.where(tuple_(*_KEY) > after)
        with database.read() as connection:
            rows = connection.execute(page.limit(PAGE)).all()
        for row in rows:
            yield decode(row.payload, ExternalEvent)
        if len(rows) < PAGE:
            return
        after = (rows[-1].dataset, rows[-1].version, rows[-1].external_id)


def _of(name: str) -> ColumnElement[bool]:
    dataset, mark, version = name.partition(EDITION_MARK)
    named = _TABLE.dataset == dataset
    return and_(named, _TABLE.version == version) if mark else named


def read_by_id(database: Database, dataset: str, ids: Sequence[str]) -> tuple[ExternalEvent, ...]:
    """Return the rows of a data set with these ids, of every edition, in order of their keys."""
    found: list[ExternalEvent] = []
    for start in range(0, len(ids), PAGE):
        wanted = _TABLE.external_id.in_(list(ids[start : start + PAGE]))
        query = select(_TABLE.payload).where(_TABLE.dataset == dataset, wanted).order_by(*_KEY)
        with database.read() as connection:
            found += [decode(each, ExternalEvent) for each in connection.execute(query).scalars()]
    return tuple(found)


def edition_names(database: Database) -> tuple[str, ...]:
    """Return the names by which a scope may ask for imported data: each data set, each edition."""
    keys = _editions(database)
    names = {key.name for key in keys}
    return tuple(sorted(names | {f"{key.name}{EDITION_MARK}{key.part}" for key in keys}))


def dataset_names(database: Database) -> tuple[str, ...]:
    """Return the names of the imported data sets, in order."""
    return tuple(sorted({key.name for key in _editions(database)}))


def _editions(database: Database) -> Iterable[tallies.Key]:
    with database.read() as connection:
        return tallies.counted(connection, tallies.EXTERNALS)
