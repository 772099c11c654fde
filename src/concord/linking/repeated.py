"""Values that repeat compared once for each two of them; lists of words by what they share."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

    from concord.linking.columns import Columns, Numbers, Rows

# So many words are laid side by side at a time.
WORDS_AT_ONCE = 1_000_000
# Of so many values, what is said of each two of them is kept as a table (8 MB).
MOST_VALUES = 2048
UNSAID = -1


def by_value(
    columns: Columns, name: str, one: Numbers, other: Numbers, judge: Callable[[Any, Any], int]
) -> Numbers:
    """Return what ``judge`` says of the values of each pair, asked once for each pair of values.

    What was said is kept with the columns, unless there are too many values.
    """
    values, column = columns.values[name], getattr(columns, name)
    size = max(len(values), 1)
    codes = column[one].astype(np.int64) * size + column[other]

    def ask(pairs: Numbers) -> Numbers:
        said = (judge(values[pair // size], values[pair % size]) for pair in pairs.tolist())
        return np.fromiter(said, np.int16, len(pairs))

    if size > MOST_VALUES:
        pairs, where = np.unique(codes, return_inverse=True)
        return ask(pairs)[where]
    if (table := columns.said.get(name)) is None:
        table = columns.said[name] = np.full(size * size, UNSAID, dtype=np.int16)
    unsaid = np.unique(codes[table[codes] == UNSAID])
    table[unsaid] = ask(unsaid)
    found: Numbers = table[codes]
    return found


def shared(rows: Rows, one: Numbers, other: Numbers) -> Numbers:
    """Return how many numbers the two rows of each pair have in common."""
    found = np.zeros(len(one), dtype=np.int64)
    lengths = rows.lengths(one), rows.lengths(other)
    some = np.flatnonzero((lengths[0] > 0) & (lengths[1] > 0))
    ends = np.cumsum((lengths[0] + lengths[1])[some])
    pieces = math.ceil(int(ends[-1]) / WORDS_AT_ONCE) if len(some) else 0
    bounds = np.searchsorted(ends, np.arange(1, pieces) * WORDS_AT_ONCE)
    for piece in np.split(some, bounds):
        found[piece] = _shared_in(rows, one[piece], other[piece])
    return found


def _shared_in(rows: Rows, one: Numbers, other: Numbers) -> Numbers:
    width = int(rows.values.max(initial=0)) + 1
    keys = []
    for side in (one, other):
        values, owners = rows.gather(side)
        keys.append(owners * width + values)
    small, large = sorted(keys, key=len)
    if not len(small):
        return np.zeros(len(one), dtype=np.int64)
    at = np.minimum(np.searchsorted(large, small), len(large) - 1)
    hits = small[large[at] == small]
    return np.bincount(hits // width, minlength=len(one))
