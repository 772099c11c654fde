"""A scope as a condition on columns, so that a view of one month does not read the other years.

The condition admits at least what the scope admits: the scope itself is asked afterwards. It is
made on what was read, so the rows that a person corrected are named and always admitted.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import and_, func, or_, select, true

from concord.record import tables

if TYPE_CHECKING:
    from collections.abc import Collection

    from sqlalchemy import ColumnElement, FromClause

    from concord.model import Run
    from concord.record.scoping import Filter

# More corrected rows than this, and reading everything is the simpler way.
_MOST_NAMED = 10_000


def narrow_events(asked: Filter, corrected: Collection[str]) -> ColumnElement[bool]:
    """Return the condition on events: in scope as they were read, or corrected."""
    if len(corrected) > _MOST_NAMED:
        return true()
    return or_(narrow_by_scope(asked, tables.events), tables.events.c.id.in_(sorted(corrected)))


def narrow_incidents(asked: Filter, run: Run, corrected: Collection[str]) -> ColumnElement[bool]:
    """Return the condition on incidents: in scope as they were linked, or corrected by any name."""
    if len(corrected) > _MOST_NAMED:
        return true()
    names = tables.incident_names.c
    named = select(names.incident_id).where(
        names.run_id == run.id, names.name.in_(sorted(corrected))
    )
    return or_(narrow_by_scope(asked, tables.incidents), tables.incidents.c.id.in_(named))


def narrow_by_scope(asked: Filter, table: FromClause) -> ColumnElement[bool]:
    """Return the condition on the columns of a table of events or incidents."""
    scope, columns = asked.scope, table.c
    conditions: list[ColumnElement[bool]] = [true()]
    if scope.since is not None:
        last = func.coalesce(columns.happened_to, columns.happened_from)
        conditions.append(last >= scope.since.isoformat())
    if scope.until is not None:
        first = func.coalesce(columns.happened_from, columns.happened_to)
        conditions.append(first <= scope.until.isoformat())
    if asked.countries:
        conditions.append(func.lower(columns.country).in_(sorted(asked.countries)))
    lists = (("type", scope.types), ("category", scope.categories), ("status", scope.statuses))
    conditions += [columns[name].in_(values) for name, values in lists if values]
    return and_(*conditions)
