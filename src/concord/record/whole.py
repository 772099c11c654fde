"""A run in memory, read once: views of any scope pick from it, and need not read the record again.

A page that asks for a month, then for a group, would else read a hundred thousand incidents each
time. What is picked is what the view of the same scope would have read; a test holds the two equal.
"""

from __future__ import annotations

import gc
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from concord.model import Document, Incident
from concord.record.view import View

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator

    from sqlalchemy import ColumnElement

    from concord.codebook.book import Codebook
    from concord.model import Run, Scope
    from concord.record.store import Record

# Kinds of parts that are kept: there are few of them beside the events.
KEPT = ("statements", "relations", "statistics")
# Incidents are kept up to this many, about four kilobytes each; beyond, views read the record.
MOST = 250_000


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Sayings:
    """What no decision changes: headings of the documents by id, and the parts by kind."""

    headings: Mapping[str, Document]
    parts: Mapping[str, Sequence[Any]]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Whole:
    """The incidents of a run by id, decisions applied."""

    incidents: Mapping[str, Incident]


def read_sayings(view: View) -> Sayings:
    """Return the parts of a view of no scope."""
    return Sayings(headings=view.headings, parts={name: getattr(view, name)() for name in KEPT})


def read_whole(view: View) -> Whole:
    """Return the incidents of a view of no scope, imported ones left out."""
    made = Whole(incidents={each.id: each for each in view.each_incident()})
    # They live as long as the record stays as it is: the collector need not walk them each time.
    gc.freeze()
    return made


def renew(whole: Whole, gone: Collection[str], fresh: Iterable[Incident]) -> Whole:
    """Return the same with some incidents replaced by what they are after a decision."""
    left = set(gone)
    kept = {ident: each for ident, each in whole.incidents.items() if ident not in left}
    return Whole(incidents={**kept, **{each.id: each for each in fresh}})


class Picked(View):
    """A view that takes from what is in memory, and only when it is asked for it.

    ``picked`` returns the incidents that the scope admits; without it they are read from the
    record, as in any view.
    """

    def __init__(  # what is picked from stands beside what a view is made of
        self,
        record: Record,
        scope: Scope,
        run: Run | None,
        *,
        book: Codebook,
        sayings: Callable[[], Sayings],
        picked: Callable[[], Sequence[Incident]] | None = None,
    ) -> None:
        super().__init__(record, scope, run, book=book)
        self._sayings = sayings
        self._picked = picked

    @cached_property
    def headings(self) -> Mapping[str, Document]:
        """Every document that counts by its id, without its text."""
        return self._sayings().headings

    def _parts(self, name: str, *where: ColumnElement[bool]) -> Iterator[Any]:
        if name in KEPT:
            yield from self._sayings().parts[name] if self._is_own else ()
        else:
            yield from super()._parts(name, *where)

    def _own_incidents(self) -> Iterator[Incident]:
        yield from super()._own_incidents() if self._picked is None else self._picked()
