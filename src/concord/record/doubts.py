"""Why an incident should be looked at: what the machine doubts, read from a listing.

One rule for the queue of the web application and for the sample of an audit, which is drawn from
the doubted incidents and from the others apart.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from concord.record.papers_named import numbers_of
from concord.record.scoping import OWN

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from concord.model import Run
    from concord.record.listing import Listing, Truths
    from concord.record.rulings import Rulings
    from concord.record.store import Record

# Thousandths of the coder's confidence below which an incident is one of its doubts.
DOUBTFUL = 850
Groups: TypeAlias = tuple[tuple[int, ...], ...]
Apart: TypeAlias = frozenset[tuple[int, int]]


def find_doubts(
    listing: Listing, groups: Groups, apart: Apart, lost: Iterable[int]
) -> dict[str, Truths]:
    """Return for each reason, the most pressing first, which rows have it.

    ``lost`` are the numbers of documents on which a decision lost its subject.
    """
    return {
        "orphan": listing.documents.among(lost, len(listing)),
        "twin": _twins(listing, groups, apart),
        "disputed": listing.flags["disputed"],
        "doubtful": listing.confidence < DOUBTFUL,
        "joined": listing.reports > 1,
    }


def doubts_of(record: Record, run: Run | None, rulings: Rulings, listing: Listing) -> Truths:
    """Return which rows have any reason to be looked at."""
    lost = [d.document_id for each in rulings.attached if each.lost for d in each.decision.anchors]
    apart = told_apart(record, run, rulings, listing)
    numbers = numbers_of(record.database, lost)
    found = find_doubts(listing, twin_groups(listing), apart, numbers)
    any_: Truths = np.logical_or.reduce(list(found.values()))
    return any_


def twin_groups(listing: Listing) -> Groups:
    """Return the rows that share an exact day, a district and a family of types."""
    words = listing.words
    district, day = words["admin2"].codes, listing.days[:, 0]
    known = listing.exact & (day > 0) & (district > 0)
    known &= words["dataset"].among([OWN])
    rows = np.flatnonzero(known)
    keys = [words[name].codes[rows] for name in ("family", "admin1", "country")]
    keys += [district[rows], day[rows]]
    order = np.lexsort(keys)
    differs = np.logical_or.reduce([np.diff(each[order]) != 0 for each in keys])
    groups = np.split(rows[order], np.flatnonzero(differs) + 1)
    found = (tuple(group.tolist()) for group in groups if len(group) > 1)
    return tuple(sorted(found))


def told_apart(record: Record, run: Run | None, rulings: Rulings, listing: Listing) -> Apart:
    """Return the pairs of rows, both ways round, that a person ruled to be different.

    A row with itself stands for what somebody took out of another: it is apart from all.
    """
    ruled = [e for e in rulings.attached if e.decision.kind in ("different", "split")]
    if not ruled or run is None:
        return frozenset()
    found: set[tuple[int, int]] = set()
    for each in ruled:
        rows = _rows_of(record, run, listing, each.decision.subjects)
        is_split = each.decision.kind == "split"
        found |= {(a, b) for a in rows for b in rows if is_split or a != b}
    return frozenset(found)


def is_told(apart: Apart, one: int, other: int) -> bool:
    """Return whether a person told two rows apart."""
    return not apart.isdisjoint(((one, other), (one, one), (other, other)))


def _twins(listing: Listing, groups: Groups, apart: Apart) -> Truths:
    found = np.zeros(len(listing), dtype=bool)
    for group in groups:
        for row in group:
            found[row] = any(o != row and not is_told(apart, row, o) for o in group)
    return found


def _rows_of(record: Record, run: Run, listing: Listing, subjects: Sequence[str]) -> list[int]:
    found = (record.find_incident(run, each) for each in subjects)
    return [listing.positions[i.id] for i in found if i and i.id in listing.positions]
