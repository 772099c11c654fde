"""Every incident of a run in columns: what lists, facets, maps and sums of a page are made from.

One row for each incident as a view shows it, decisions applied, and one for each row of an imported
data set. A column holds numbers, or codes of a short list of words, so that a question about a
hundred thousand incidents is answered in milliseconds. The incidents themselves stay in the record
and are read for the rows that are shown. A listing holds for one state of the record.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from concord.model import Location
from concord.record import listing_cells as cells
from concord.record.documents import in_pages
from concord.record.listing_cells import FLAGS, NONE, PAIRS, TOLLS, WORDS, edition_of, spot_key
from concord.record.papers_named import named_numbers, papers_of
from concord.record.scoping import ancestors

if TYPE_CHECKING:
    from collections.abc import Iterable

    from concord.codebook.book import Codebook
    from concord.record.database import Database
    from concord.record.view import View

__all__ = ("FLAGS", "NONE", "PAIRS", "TOLLS", "WORDS", "edition_of", "spot_key")

Numbers = npt.NDArray[np.int32]
Truths = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True, kw_only=True)
class Coded:
    """A column of words: one code a row, an index of ``names``; the word "" stands for none."""

    names: tuple[str, ...]
    codes: Numbers

    def among(self, wanted: Iterable[str]) -> Truths:
        """Return for each row whether its word is one of those."""
        codes = [self.names.index(name) for name in set(wanted) if name in self.names]
        return np.isin(self.codes, np.array(sorted(codes), dtype=np.int32))


@dataclass(frozen=True, slots=True, kw_only=True)
class Paired:
    """A column of any number of words a row: pairs of a row and a code, an index of ``names``."""

    names: tuple[str, ...]
    index: Mapping[str, int]
    rows: Numbers
    codes: Numbers

    def among(self, wanted: Iterable[str], size: int) -> Truths:
        """Return for each of ``size`` rows whether one of its words is one of those."""
        codes = [self.index[name] for name in wanted if name in self.index]
        chosen = np.zeros(len(self.names), dtype=bool)
        chosen[codes] = True
        found = np.zeros(size, dtype=bool)
        found[self.rows[chosen[self.codes]]] = True
        return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Cited:
    """The documents that rows stand in: pairs of a row and the number of a document."""

    rows: Numbers
    numbers: Numbers

    def among(self, wanted: Iterable[int] | npt.NDArray[np.int64], size: int) -> Truths:
        """Return for each of ``size`` rows whether it stands in one of these documents."""
        asked = np.asarray(tuple(wanted) if not isinstance(wanted, np.ndarray) else wanted, int)
        chosen = np.zeros(int(self.numbers.max(initial=0)) + 1, dtype=bool)
        chosen[asked[asked < len(chosen)]] = True
        found = np.zeros(size, dtype=bool)
        found[self.rows[chosen[self.numbers]]] = True
        return found


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Listing:
    """The columns; two listings are equal only if they are one.

    ``days`` are first and last as ordinals of the calendar, 0 for unknown; ``exact`` whether dated
    to the day; ``tolls`` is low, best, high of each of TOLLS, in persons, NONE where unknown, and
    ``party`` whether it rests on a party to the fight alone; ``reports`` how many events a row was
    joined from, ``confidence`` the coder's own in thousandths. ``spot`` numbers ``spots``, the
    places as maps draw them. ``flags`` are by the names of FLAGS; ``order`` has the rows by first
    day. ``pairs`` has the columns of PAIRS, but ``actors``, with all that they belong to, for
    ``kin``. ``find_papers`` returns the numbers of documents that bear one of some names.
    """

    ids: tuple[str, ...]
    positions: Mapping[str, int]
    days: Numbers
    exact: Truths
    words: Mapping[str, Coded]
    pairs: Mapping[str, Paired]
    documents: Cited
    tolls: Numbers
    party: Truths
    outlets: Numbers
    origins: Numbers
    reports: Numbers
    confidence: Numbers
    flags: Mapping[str, Truths]
    spot: Numbers
    spots: tuple[Location | None, ...]
    order: Numbers
    find_papers: Callable[[frozenset[str]], Sequence[int]]

    def __len__(self) -> int:
        return len(self.ids)


def list_incidents(view: View, book: Codebook) -> Listing:
    """Return the columns of a view's incidents, which are passed on one by one, never held."""
    database = view.record.database
    codes: dict[str, int] = {"": 0}
    ids: list[str] = []
    packed: list[bytes] = []
    for page in in_pages(view.each_incident()):
        named = {each for incident in page for each in incident.document_ids}
        with database.read() as connection:
            papers = papers_of(connection, named)
        for incident in page:
            row = cells.cells_of(incident, papers)
            for word in row.all_words():
                codes.setdefault(word, len(codes))
            ids.append(incident.id)
            packed.append(cells.pack(row, codes))
    return unfold(ids, packed, tuple(codes), book, database)


def unfold(
    ids: Sequence[str],
    packed: Sequence[bytes],
    names: Sequence[str],
    book: Codebook,
    database: Database,
) -> Listing:
    """Return the columns of packed rows; ``names`` are the words by their codes, "" the first."""
    size = len(ids)
    data: Numbers = np.frombuffer(b"".join(packed), dtype="<i4").astype(np.int32, copy=False)
    sizes = np.fromiter(map(len, packed), dtype=np.int64, count=size) // 4
    starts = np.cumsum(sizes) - sizes

    def column(at: int) -> Numbers:
        found: Numbers = data[starts + at]
        return found

    def columns(at: int, many: int) -> Numbers:
        return np.stack([column(at + n) for n in range(many)], axis=1)

    days = columns(cells.DAYS, 2)
    bits = column(cells.BITS)
    counts = {name: column(cells.COUNTED + at) for at, name in enumerate(cells.COUNTS)}
    spot, spots = _spots(column(cells.SPOT), names)
    pairs = _pairs(data, starts, columns(cells.LENGTHS, len(PAIRS) + 1))
    coded = {name: _coded(column(at), names) for at, name in enumerate(WORDS)}
    paired = {name: _paired(*pairs[at], names) for at, name in enumerate(PAIRS)}
    return Listing(
        ids=tuple(ids),
        positions={ident: row for row, ident in enumerate(ids)},
        days=days,
        exact=_bit(bits, 0),
        words=coded,
        pairs={**paired, "actors": with_kin(paired.pop("kin"), book)},
        documents=Cited(rows=pairs[-1][0], numbers=pairs[-1][1]),
        tolls=columns(cells.FIGURES, 3 * len(TOLLS)).reshape(size, len(TOLLS), 3),
        party=np.stack([_bit(bits, 1 + len(FLAGS) + n) for n in range(len(TOLLS))], axis=1),
        **counts,
        flags={name: _bit(bits, 1 + at) for at, name in enumerate(FLAGS)},
        spot=spot,
        spots=spots,
        order=order_rows(ids, days),
        find_papers=lambda asked: named_numbers(database, asked),
    )


def _bit(bits: Numbers, at: int) -> Truths:
    return (bits >> at & 1).astype(bool)


def _pairs(
    data: Numbers, starts: npt.NDArray[np.int64], lengths: Numbers
) -> list[tuple[Numbers, Numbers]]:
    """Return rows and codes of each column of pairs, the documents last."""
    found = []
    begins = starts + cells.HEAD
    for length in lengths.T.astype(np.int64):
        rows = np.repeat(np.arange(len(starts), dtype=np.int32), length)
        shift = begins - (np.cumsum(length) - length)
        found.append((rows, data[np.repeat(shift, length) + np.arange(len(rows))]))
        begins = begins + length
    return found


def _coded(codes: Numbers, names: Sequence[str]) -> Coded:
    """Return a column with the words that it has, in the order of the alphabet."""
    used = np.zeros(len(names), dtype=bool)
    used[codes] = True
    used[0] = True
    numbers = sorted(np.flatnonzero(used).tolist(), key=names.__getitem__)
    moved = np.zeros(len(names), dtype=np.int32)
    moved[numbers] = np.arange(len(numbers), dtype=np.int32)
    return Coded(names=tuple(names[n] for n in numbers), codes=moved[codes])


def _paired(rows: Numbers, codes: Numbers, names: Sequence[str]) -> Paired:
    coded = _coded(codes, names)
    index = {name: code for code, name in enumerate(coded.names)}
    return Paired(names=coded.names, index=index, rows=rows, codes=coded.codes)


def with_kin(own: Paired, book: Codebook) -> Paired:
    """Return a column of actors with the movements that they belong to, each once a row."""
    kin = [(name, *sorted(ancestors(name, book))) if name else () for name in own.names]
    names = ("", *sorted({name for each in kin for name in each}))
    index = {name: code for code, name in enumerate(names)}
    length = np.array([len(each) for each in kin], dtype=np.int64)
    codes = np.array([index[name] for each in kin for name in each], dtype=np.int64)
    begins = np.cumsum(length) - length
    many = length[own.codes]
    rows = np.repeat(own.rows.astype(np.int64), many)
    at = np.repeat(begins[own.codes] - (np.cumsum(many) - many), many) + np.arange(len(rows))
    both = np.unique(rows * len(names) + codes[at])
    return Paired(
        names=names,
        index=index,
        rows=(both // len(names)).astype(np.int32),
        codes=(both % len(names)).astype(np.int32),
    )


def _spots(codes: Numbers, names: Sequence[str]) -> tuple[Numbers, tuple[Location | None, ...]]:
    """Return the spot of each row; two that a map does not tell apart are one."""
    coded = _coded(codes, names)
    index: dict[str, int] = {}
    spots: list[Location | None] = []
    moved = []
    for place in cells.read_spots(coded.names):
        at = index.setdefault(spot_key(place), len(spots))
        if at == len(spots):
            spots.append(place)
        moved.append(at)
    return np.array(moved, dtype=np.int32)[coded.codes], tuple(spots)


def order_rows(ids: Sequence[str], days: Numbers) -> Numbers:
    """Return the rows by first day and id, undated ones last, as a view has its incidents."""
    by_id = np.array(sorted(range(len(ids)), key=ids.__getitem__), dtype=np.int32)
    first = np.where(days[:, 0] == 0, np.iinfo(np.int32).max, days[:, 0])
    order: Numbers = by_id[np.argsort(first[by_id], kind="stable")]
    return order
