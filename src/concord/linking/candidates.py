"""Which events are worth comparing: those whose times and places can meet, found by range.

Each event is filed under its places (the words of its name, its cell of half a degree, its
province, its country) and in each of them by its days. It looks others up by its words and by the
finest of the other places that it has: an event known only as "last month, in Balochistan" meets
every event of that month and province, and two exact ones meet within days and neighbouring cells.
Whether two events meet depends on the two alone, so that a new report changes nothing elsewhere;
work grows with the number of events that share a place and days.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

import numpy as np

from concord.linking.columns import UNKNOWN
from concord.linking.pairs import distinct_pairs
from concord.linking.times import LONGEST_GAP_DAYS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from concord.linking.columns import Columns, Numbers

CELL_DEGREES = 0.5
# North and south of here, cells of half a degree are so narrow that one more is looked at.
NARROW_LATITUDE = 45.0
# Stretches up to a fortnight, a month, a year and longer ones are filed apart by their first day.
LONGEST_DAYS = (14, 45, 400)
AT_ONCE = 500_000
ROWS_AT_ONCE = 250_000
# Days fit in this many bits, so that a place and a day are one number.
DAY_BITS = 22
EVER = (1 << DAY_BITS) - 1
_CELL, _PROVINCE, _COUNTRY, _ANYWHERE = -1, -2, -3, -4
_BAND = 1 << 16


# Keys of places, and the row that lies there or looks there.
Placed: TypeAlias = "tuple[Numbers, Numbers]"


class Filed(NamedTuple):
    """Rows under a place and a stretch of days."""

    key: Numbers
    row: Numbers
    first: Numbers
    last: Numbers

    def only(self, which: Numbers | slice) -> Filed:
        """Return some of them."""
        return Filed(*(column[which] for column in self))


def find_candidates(columns: Columns) -> Iterator[tuple[Numbers, Numbers]]:
    """Yield the pairs of rows to compare, some hundred thousand at a time, the earlier row first.

    A pair may come again, by another place or in another part.
    """
    for lies, sought_places in _kinds_of_places(columns):
        for looks in sought_places:
            for filed, sought in _in_parts(lies, looks):
                yield from _candidates(columns, filed, sought)


def _in_parts(lies: Placed, looks: Placed) -> Iterator[tuple[Placed, Placed]]:
    """Yield both by their keys, some hundred thousand rows at a time, all of a key together."""
    parts = math.ceil((len(lies[0]) + len(looks[0])) / ROWS_AT_ONCE)
    for part in range(parts):
        # The last bits of a key tell kinds of place apart.
        chosen = (np.flatnonzero((keys >> 3) % parts == part) for keys, _ in (lies, looks))
        filed, sought = (
            (keys[some], rows[some])
            for (keys, rows), some in zip((lies, looks), chosen, strict=True)
        )
        yield filed, sought


def _candidates(columns: Columns, lies: Placed, looks: Placed) -> Iterator[tuple[Numbers, Numbers]]:
    filed, sought = _with_days(columns, lies), _with_days(columns, looks)
    lengths = np.searchsorted(LONGEST_DAYS, filed.last - filed.first)
    # What is exact in time and place is found by what is not, and need not look for it.
    long = sought.last - sought.first > LONGEST_DAYS[0]
    vague = sought.only(long | np.isnan(columns.latitude[sought.row]))
    for length in range(len(LONGEST_DAYS) + 1):
        yield from _meet(vague if length else sought, filed.only(lengths == length))


def _meet(sought: Filed, filed: Filed) -> Iterator[tuple[Numbers, Numbers]]:
    """Yield the pairs of rows whose places are the same and whose days are near enough."""
    if not len(filed.key) or not len(sought.key):
        return
    places, filed_place = np.unique(filed.key, return_inverse=True)
    at = np.minimum(np.searchsorted(places, sought.key), len(places) - 1)
    held = places[at] == sought.key
    sought, at = sought.only(held), at[held]
    order = np.lexsort((filed.row, filed.first, filed_place))
    filed, index = (
        filed.only(order),
        (filed_place.astype(np.int64) << DAY_BITS)[order] + filed.first[order],
    )
    longest = int((filed.last - filed.first).max(initial=0))
    low = np.maximum(sought.first - LONGEST_GAP_DAYS - longest, 0)
    high = np.minimum(sought.last + LONGEST_GAP_DAYS, EVER)
    # Neighbours in place and time are looked up together: their values repeat.
    order = np.lexsort((low, at))
    sought, at, low, high = sought.only(order), at[order], low[order], high[order]
    start = np.searchsorted(index, (at << DAY_BITS) + low, side="left")
    end = np.searchsorted(index, (at << DAY_BITS) + high, side="right")
    for part in _parts(end - start):
        yield _pairs(sought.only(part), filed, start[part], end[part])


def _parts(sizes: Numbers) -> Iterator[slice]:
    """Yield stretches of rows whose sizes sum to about AT_ONCE."""
    ends = np.cumsum(sizes)
    begin = 0
    while begin < len(sizes):
        so_far = int(ends[begin - 1]) if begin else 0
        stop = int(np.searchsorted(ends, so_far + AT_ONCE, side="right"))
        yield slice(begin, max(stop, begin + 1))
        begin = max(stop, begin + 1)


def _pairs(sought: Filed, filed: Filed, start: Numbers, end: Numbers) -> tuple[Numbers, Numbers]:
    lengths = end - start
    one = np.repeat(np.arange(len(sought.row)), lengths)
    within = np.arange(int(lengths.sum())) - np.repeat(np.cumsum(lengths) - lengths, lengths)
    other = start[one] + within
    near = filed.last[other] + LONGEST_GAP_DAYS >= sought.first[one]
    a, b = sought.row[one[near]], filed.row[other[near]]
    return distinct_pairs(np.minimum(a, b), np.maximum(a, b))


def _with_days(columns: Columns, placed: Placed) -> Filed:
    """Return every place of an event with every stretch of its days; undated ones span all."""
    keys, rows = placed
    parts = []
    for n in range(columns.first.shape[1]):
        some = columns.precision[rows, n] >= 0
        picked = rows[some]
        parts.append((keys[some], picked, columns.first[picked, n], columns.last[picked, n]))
    some = columns.precision[rows, 0] < 0
    whole = np.zeros(int(some.sum()), dtype=np.int64)
    parts.append((keys[some], rows[some], whole, whole + EVER))
    keys, *rest = (np.concatenate(each) for each in zip(*parts, strict=True))
    return Filed(keys.astype(np.int64), *(each.astype(np.int32) for each in rest))


def _word_places(columns: Columns) -> Placed:
    """Return keys and rows: every word of the places, at the districts' level too."""
    numbers: dict[str, int] = {}
    rows_of: list[list[int]] = [
        [numbers.setdefault(word, len(numbers)) for word in sorted(value.leaf | value.outer)]
        for value in columns.values["words"]
    ]
    lengths = np.array([len(each) for each in rows_of], dtype=np.int32)
    starts = (np.cumsum(lengths) - lengths).astype(np.int32)
    flat = np.array([word for each in rows_of for word in each], dtype=np.int32)
    per_row = lengths[columns.words]
    rows = np.repeat(np.arange(len(columns), dtype=np.int32), per_row)
    begin = starts[columns.words] - (np.cumsum(per_row) - per_row).astype(np.int32)
    at = np.repeat(begin, per_row) + np.arange(len(rows), dtype=np.int32)
    return flat[at], rows


def _kinds_of_places(columns: Columns) -> Iterator[tuple[Placed, Iterator[Placed]]]:
    """Yield by kind of place where every event lies, and where each is to look, bit by bit.

    One kind and one of the cells around are in memory at a time. Undated events look by their
    words, or by their province if they have none.
    """
    words = _word_places(columns)
    yield words, iter((words,))
    dated = columns.precision[:, 0] >= 0
    celled = ~np.isnan(columns.latitude)
    own = _cell_key(*_cell(columns, celled)), _rows(celled)
    yield own, _cells_around(columns, celled & dated)
    worded = np.array([bool(w.leaf | w.outer) for w in columns.values["words"]] or [False])
    blank = ~dated & ~worded[columns.words]
    province, country = columns.admin1 != UNKNOWN, columns.country != UNKNOWN
    anywhere = np.ones(len(columns), dtype=bool)
    wide = dated & ~celled
    for level, value, lies, looks in (
        (_PROVINCE, columns.admin1, province, province & (wide | blank)),
        (_COUNTRY, columns.country, country, country & wide & ~province),
        (_ANYWHERE, np.zeros_like(columns.country), anywhere, wide & ~province & ~country),
    ):
        where = _rows(lies), _rows(looks)
        filed, sought = ((_unit_key(level, value[rows]), rows) for rows in where)
        yield filed, iter((sought,))


def _rows(which: Numbers) -> Numbers:
    return np.flatnonzero(which).astype(np.int32)


def _unit_key(level: int, value: Numbers) -> Numbers:
    """Return keys below zero, so that no word has the same."""
    return -((value.astype(np.int64) << 3) - level)


def _cell(columns: Columns, which: Numbers) -> tuple[Numbers, Numbers]:
    line = np.floor(columns.latitude[which] / CELL_DEGREES).astype(np.int64)
    column = np.floor(columns.longitude[which] / CELL_DEGREES).astype(np.int64)
    return line, column


def _cell_key(line: Numbers, column: Numbers) -> Numbers:
    round_the_world = np.mod(column, math.ceil(360 / CELL_DEGREES))
    return _unit_key(_CELL, (line + _BAND) * _BAND + round_the_world)


def _cells_around(columns: Columns, which: Numbers) -> Iterator[Placed]:
    rows = _rows(which)
    line, column = _cell(columns, which)
    narrow = np.abs(columns.latitude[which]) > NARROW_LATITUDE
    for up in (-1, 0, 1):
        for right in (-2, -1, 0, 1, 2):
            some = narrow if abs(right) > 1 else np.ones(len(rows), dtype=bool)
            yield _cell_key(line[some] + up, column[some] + right), rows[some]
