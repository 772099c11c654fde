"""A listing after a few decisions: the rows of the incidents that they are about, made anew.

Reading a hundred thousand incidents takes seconds; a person who rules on one should not wait for
the others.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from sqlalchemy import func, or_, select

from concord.record import tables
from concord.record.listing import Cited, Coded, Listing, Paired, order_rows, spot_key

if TYPE_CHECKING:
    from collections.abc import Collection

    from concord.model import Location, Run
    from concord.record.database import Database
    from concord.record.listing import Numbers, Truths

# More decisions than this, and reading everything is the simpler way.
MOST = 400


def last_decision(database: Database) -> int:
    """Return the number of the last decision, 0 if there is none."""
    with database.read() as connection:
        return connection.execute(select(func.max(tables.decisions.c.sequence))).scalar() or 0


def touched_since(database: Database, run: Run, last: int) -> tuple[str, ...] | None:
    """Return the incidents of a run that decisions after number ``last`` are about.

    Those that a decision took back are among them. None if there are too many to name.
    """
    decisions, subjects = tables.decisions.c, tables.decision_subjects.c
    names = tables.incident_names.c
    undone = select(decisions.undoes).where(
        decisions.sequence > last, decisions.undoes.is_not(None)
    )
    about = (
        select(subjects.subject)
        .where(or_(subjects.sequence > last, subjects.sequence.in_(undone)))
        .distinct()
        .limit(MOST + 1)
    )
    with database.read() as connection:
        asked = list(connection.execute(about).scalars())
        if len(asked) > MOST:
            return None
        found = connection.execute(
            select(names.name, names.incident_id).where(
                names.run_id == run.id, names.name.in_(asked)
            )
        ).all()
    if {row.name for row in found} != set(asked):
        # Something that no incident is named by: a ruling that waits for linking, or an orphan.
        return None
    return tuple(sorted({row.incident_id for row in found}))


def amend(listing: Listing, gone: Collection[str], fresh: Listing) -> Listing:
    """Return the listing with the rows of some incidents replaced by those of another listing."""
    rows = [listing.positions[each] for each in gone if each in listing.positions]
    keep = np.ones(len(listing), dtype=bool)
    keep[rows] = False
    kept = np.flatnonzero(keep)
    ids = (*(listing.ids[row] for row in kept.tolist()), *fresh.ids)
    spots, spot = _spots(listing, fresh, keep)
    days = np.concatenate([listing.days[keep], fresh.days])

    def joined(name: str) -> Numbers:
        return np.concatenate([getattr(listing, name)[keep], getattr(fresh, name)])

    return Listing(
        ids=ids,
        positions={ident: row for row, ident in enumerate(ids)},
        days=days,
        exact=np.concatenate([listing.exact[keep], fresh.exact]),
        words={name: _words(each, fresh.words[name], keep) for name, each in listing.words.items()},
        pairs={name: _pairs(each, fresh.pairs[name], keep) for name, each in listing.pairs.items()},
        documents=_documents(listing.documents, fresh.documents, keep),
        tolls=joined("tolls"),
        party=np.concatenate([listing.party[keep], fresh.party]),
        outlets=joined("outlets"),
        origins=joined("origins"),
        reports=joined("reports"),
        confidence=joined("confidence"),
        flags={
            name: np.concatenate([each[keep], fresh.flags[name]])
            for name, each in listing.flags.items()
        },
        spot=spot,
        spots=spots,
        order=order_rows(ids, days),
        find_papers=listing.find_papers,
    )


def _words(old: Coded, new: Coded, keep: Truths) -> Coded:
    index = {name: code for code, name in enumerate(old.names)}
    codes = [index.setdefault(name, len(index)) for name in new.names]
    moved = np.array(codes, dtype=np.int32)[new.codes]
    return Coded(names=tuple(index), codes=np.concatenate([old.codes[keep], moved]))


def _pairs(old: Paired, new: Paired, keep: Truths) -> Paired:
    index = dict(old.index)
    codes = [index.setdefault(name, len(index)) for name in new.names]
    moved = np.array(codes, dtype=np.int32)[new.codes]
    return Paired(
        names=tuple(index),
        index=index,
        rows=_rows(old.rows, new.rows, keep),
        codes=np.concatenate([old.codes[keep[old.rows]], moved]),
    )


def _documents(old: Cited, new: Cited, keep: Truths) -> Cited:
    numbers = np.concatenate([old.numbers[keep[old.rows]], new.numbers])
    return Cited(rows=_rows(old.rows, new.rows, keep), numbers=numbers)


def _rows(old: Numbers, new: Numbers, keep: Truths) -> Numbers:
    """Return the rows of pairs where the rows that go are gone and the new ones follow."""
    places = (np.cumsum(keep) - 1).astype(np.int32)
    return np.concatenate([places[old[keep[old]]], new + np.int32(keep.sum())])


def _spots(old: Listing, new: Listing, keep: Truths) -> tuple[tuple[Location | None, ...], Numbers]:
    spots = list(old.spots)
    index = {spot_key(place): at for at, place in enumerate(spots)}
    codes = []
    for place in new.spots:
        key = spot_key(place)
        if key not in index:
            index[key] = len(spots)
            spots.append(place)
        codes.append(index[key])
    moved = np.array(codes, dtype=np.int32)[new.spot] if codes else new.spot
    return tuple(spots), np.concatenate([old.spot[keep], moved])
