"""Documents as a list shows them: headings with what the run read in each, a page at a time."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, func, select, text

from concord.record import tables, tallies
from concord.record.documents import in_pages
from concord.record.states import ALIVE, set_aside

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import ColumnElement, Select

    from concord.record.database import Database

OUTCOMES = ("coded", "rejected", "failed", "pending")


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """One document's heading, what became of it in the run, and how much was read in it."""

    id: str
    title: str | None
    publisher: str | None
    published: str | None
    url: str | None
    source: str
    outcome: str | None
    reason: str | None
    events: int
    statements: int
    statistics: int


def list_papers(
    database: Database,
    run_id: str,
    *,
    outcome: str | None = None,
    ids: Sequence[str] | None = None,
    at: tuple[int, int] = (0, 400),
) -> tuple[Paper, ...]:
    """Return documents that count, the latest published first; those named, if any are.

    ``outcome`` is one of OUTCOMES; ``at`` is where the page starts and how long it is.
    """
    documents, codings = tables.documents.c, tables.codings.c
    query = (
        select(
            documents.id, documents.title, documents.publisher, documents.published,
            documents.url, documents.source, codings.outcome, codings.reason,
        )
        .select_from(_joined(run_id))
        .where(text(ALIVE), *_where(outcome))
    )  # fmt: skip
    if ids is not None:
        query = query.where(documents.id.in_(list(ids)))
    ordered = query.order_by(tables.NEWEST)
    start, size = at
    with database.read() as connection:
        found = connection.execute(ordered.offset(start).limit(size)).all()
        counts = {
            name: dict(connection.execute(_counting(name, run_id, [row.id for row in found])).all())
            for name in ("events", "statements", "statistics")
        }
    return tuple(
        Paper(
            **row._mapping,  # noqa: SLF001 - a public name of SQLAlchemy
            events=counts["events"].get(row.id, 0),
            statements=counts["statements"].get(row.id, 0),
            statistics=counts["statistics"].get(row.id, 0),
        )
        for row in found
    )


def count_papers(database: Database, run_id: str, outcome: str | None = None) -> int:
    """Return how many documents ``list_papers`` would list."""
    codings = tables.codings.c
    with database.read() as connection:
        aside = sorted(set_aside(connection))
        alive = tallies.total(connection, tallies.DOCUMENTS) - len(aside)
        if outcome is None:
            return alive
        found = Counter[str]()
        for key, number in tallies.counted(connection, tallies.CODINGS, run_id).items():
            found[key.part] += number
        for ids in in_pages(aside):
            query = select(codings.outcome, func.count()).where(
                codings.run_id == run_id, codings.document_id.in_(ids)
            )
            found.subtract(dict(connection.execute(query.group_by(codings.outcome)).all()))
    return alive - found.total() if outcome == "pending" else found[outcome]


def _joined(run_id: str) -> Any:
    codings = tables.codings.c
    return tables.documents.outerjoin(
        tables.codings,
        and_(codings.document_id == tables.documents.c.id, codings.run_id == run_id),
    )


def _where(outcome: str | None) -> list[ColumnElement[bool]]:
    if outcome is None:
        return []
    column = tables.codings.c.outcome
    return [column.is_(None) if outcome == "pending" else column == outcome]


def _counting(name: str, run_id: str, ids: Sequence[str]) -> Select[str, int]:
    part = tables.PART_TABLES[name].c
    return (
        select(part.document_id, func.count())
        .where(part.run_id == run_id, part.document_id.in_(ids))
        .group_by(part.document_id)
    )
