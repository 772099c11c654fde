"""The queue of what a person should look at: the machine's doubts first, what is ruled on last."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from concord.model import Decision
from concord.record.doubts import find_doubts, is_told, told_apart, twin_groups
from concord.record.listing import Listing, Numbers, Truths
from concord.record.papers_named import numbers_of
from concord.record.scoping import OWN
from concord.web.asked import choose_rows

if TYPE_CHECKING:
    from collections.abc import Iterator

    from concord.model import Run
    from concord.record.doubts import Apart, Groups
    from concord.web.asked import Asked
    from concord.web.shelf import Shelf

# Why an incident waits, the most pressing reason first, with its words.
REASONS = {
    "orphan": "a decision lost its subject",
    "twin": "may be told twice",
    "disputed": "sources disagree",
    "doubtful": "the machine is unsure",
    "joined": "joined from several reports",
}
UNSURE_OF_NOTHING = len(REASONS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Lost:
    """A decision that stands on nothing any more, and the document that it was made on."""

    decision: Decision
    document_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Queue:
    """The incidents in the order in which to look at them.

    ``rows`` are those of the listing, in this order; ``truths`` says for each of REASONS which rows
    have it, ``ruled`` on which somebody ruled. ``counts`` is how many incidents wait for each
    reason, ``waiting`` for any or none; ``lost`` are the decisions without a subject.
    """

    listing: Listing
    rows: Numbers
    truths: Mapping[str, Truths]
    ruled: Truths
    counts: Mapping[str, int]
    waiting: int
    lost: tuple[Lost, ...]

    def __len__(self) -> int:
        return len(self.rows)

    def page(self, start: int, end: int) -> tuple[str, ...]:
        """Return the ids from one place of the order to before another."""
        return tuple(self.listing.ids[row] for row in self.rows[start:end].tolist())

    def reasons_of(self, ident: str) -> tuple[str, ...]:
        """Return why an incident waits, the most pressing reason first."""
        row = self.listing.positions.get(ident)
        return () if row is None else tuple(n for n, each in self.truths.items() if each[row])

    def is_ruled(self, ident: str) -> bool:
        """Return whether somebody has ruled on the incident."""
        row = self.listing.positions.get(ident)
        return row is not None and bool(self.ruled[row])

    def position(self, ident: str) -> int | None:
        """Return where an incident stands in the queue, from 0, or None."""
        row = self.listing.positions.get(ident)
        found = np.flatnonzero(self.rows == (-1 if row is None else row)).tolist()
        return found[0] if found else None

    def beside(self, ident: str, step: int) -> str | None:
        """Return the incident before (-1) or after (1) this one, or None.

        After one that was ruled on comes the first that waits: a ruling puts it at the end.
        """
        at = self.position(ident)
        waits = next((first for first in self.page(0, 1) if not self.is_ruled(first)), None)
        if at is None or (step > 0 and waits and self.is_ruled(ident)):
            return waits if step > 0 else None
        at += step
        return next(iter(self.page(at, at + 1)), None) if at >= 0 else None


def open_queue(shelf: Shelf, asked: Asked, why: str = "") -> Queue:
    """Return the queue of a scope; with a reason of REASONS, only what waits for it."""
    key = ("review", tuple(asked.given.items()), why)
    return shelf.keep(key, lambda: _queue(shelf, asked, why))


def find_twins(shelf: Shelf, ident: str) -> tuple[str, ...]:
    """Return the incidents of the same day and district that nobody has told apart from it."""
    listing = shelf.listing()
    row = listing.positions.get(ident)
    if row is None:
        return ()
    for group in _twin_groups(shelf):
        if row in group:
            apart = _told_apart(shelf, listing)
            return tuple(listing.ids[o] for o in group if o != row and not is_told(apart, row, o))
    return ()


def _queue(shelf: Shelf, asked: Asked, why: str) -> Queue:
    chosen = choose_rows(shelf, asked)
    listing = chosen.listing
    rows = chosen.rows & listing.words["dataset"].among([OWN])
    run = shelf.run(asked.edition.run)
    lost = tuple(_lost(shelf, run))
    truths = _reasons(shelf, listing, lost)
    looked_at = ~listing.words["review"].among(["machine"])
    counts = {name: int(np.count_nonzero(each & rows & ~looked_at)) for name, each in
              truths.items()}  # fmt: skip
    waiting = int(np.count_nonzero(rows & ~looked_at))
    kept = rows & truths[why] if why in truths else rows
    order = _order(listing, truths, looked_at)
    return Queue(
        listing=listing,
        rows=order[kept[order]],
        truths=truths,
        ruled=looked_at,
        counts=counts,
        waiting=waiting,
        lost=lost,
    )


def _order(listing: Listing, truths: Mapping[str, Truths], looked_at: Truths) -> Numbers:
    """Return the rows: not ruled on first, then by reason, by confidence, newest first."""
    pressing = np.full(len(listing), UNSURE_OF_NOTHING, dtype=np.int32)
    for at, truth in reversed(list(enumerate(truths.values()))):
        pressing[truth] = at
    # The listing's own order is by day and id: of one day, the same comes first in any process.
    place = np.empty(len(listing), dtype=np.int32)
    place[listing.order] = np.arange(len(listing), dtype=np.int32)
    keys = (place, -listing.days[:, 0], listing.confidence, pressing, looked_at)
    order: Numbers = np.lexsort(keys).astype(np.int32)
    return order


def _reasons(shelf: Shelf, listing: Listing, lost: tuple[Lost, ...]) -> dict[str, Truths]:
    apart = _told_apart(shelf, listing)
    documents = numbers_of(shelf.record.database, (each.document_id for each in lost))
    return find_doubts(listing, _twin_groups(shelf), apart, documents)


def _lost(shelf: Shelf, run: Run | None) -> Iterator[Lost]:
    for each in shelf.rulings(run).attached:
        if each.lost and each.decision.anchors:
            yield Lost(decision=each.decision, document_id=each.decision.anchors[0].document_id)


def _twin_groups(shelf: Shelf) -> Groups:
    return shelf.keep(("twins",), lambda: twin_groups(shelf.listing()))


def _told_apart(shelf: Shelf, listing: Listing) -> Apart:
    run = shelf.run()
    return told_apart(shelf.record, run, shelf.rulings(run), listing)
