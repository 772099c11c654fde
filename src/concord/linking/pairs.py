"""Pairs of rows with their sums: kept once each, a part of the rows at a time, and connected."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from concord.linking.columns import Numbers

# Fewer waiting pairs than these are not worth sorting.
LEAST_WAITING = 100_000


class Pairs(NamedTuple):
    """Pairs of rows, the earlier first, with their sums in hundredths."""

    one: Numbers
    other: Numbers
    total: Numbers

    def only(self, which: Numbers | slice) -> Pairs:
        """Return some of them."""
        return Pairs(*(column[which] for column in self))


def no_pairs() -> Pairs:
    """Return an empty list of pairs."""
    return Pairs(*(np.zeros(0, dtype=np.int32) for _ in range(3)))


def coded(one: Numbers, other: Numbers) -> Numbers:
    """Return one number for each pair of rows; they order as the pairs do."""
    found: Numbers = (one.astype(np.int64) << 32) | other
    return found


def distinct_pairs(one: Numbers, other: Numbers) -> tuple[Numbers, Numbers]:
    """Return the pairs of different rows, each once, in order."""
    apart = one != other
    codes = np.sort(coded(one[apart], other[apart]))
    # Sorting is several times as fast as np.unique, which hashes.
    codes = codes[np.concatenate((codes[:1] == codes[:1], codes[1:] != codes[:-1]))]
    return (codes >> 32).astype(np.int32), (codes & 0xFFFFFFFF).astype(np.int32)


def together(parts: Iterable[Pairs]) -> Pairs:
    """Return all of these pairs, those that come again too."""
    return Pairs(*(np.concatenate(column) for column in zip(no_pairs(), *parts, strict=True)))


def distinct(parts: Iterable[Pairs]) -> Pairs:
    """Return these pairs in order, each once: a pair has the same sum wherever it comes from."""
    joined = together(parts)
    codes = coded(joined.one, joined.other)
    order = np.argsort(codes, kind="stable")
    codes = codes[order]
    order = order[np.concatenate((codes[:1] == codes[:1], codes[1:] != codes[:-1]))]
    del codes
    return joined.only(order)


class Pile:
    """Pairs that come piece by piece and again, each kept once.

    ``least`` is how many of them may wait unsorted in any case.
    """

    def __init__(self, *, least: int = LEAST_WAITING) -> None:
        self._least = least
        self._kept = no_pairs()
        self._waiting: list[Pairs] = []
        self._size = 0

    def add(self, some: Pairs) -> None:
        """Add some; now and then those that came again are dropped."""
        self._waiting.append(some)
        self._size += len(some.one)
        if self._size > max(self._least, len(self._kept.one) // 2):
            self._settle()

    def take(self) -> Pairs:
        """Return all of them in order; nothing is left."""
        self._settle()
        kept, self._kept = self._kept, no_pairs()
        return kept

    def _settle(self) -> None:
        parts, self._waiting, self._size = [self._kept, *self._waiting], [], 0
        self._kept = distinct(parts)


def components(parts: Iterable[Pairs], size: int) -> Numbers:
    """Return for each of so many rows the least row that the pairs connect it with."""
    home = np.arange(size, dtype=np.int32)
    for pairs in parts:
        home = _connected(home, pairs)
    return home


def _connected(home: Numbers, pairs: Pairs) -> Numbers:
    """Return the homes as more pairs leave them; every home is its own."""
    while True:
        least = np.minimum(home[pairs.one], home[pairs.other])
        before = home.copy()
        np.minimum.at(home, home[pairs.one], least)
        np.minimum.at(home, home[pairs.other], least)
        home = home[home]
        if np.array_equal(home, before):
            return home


def gathered(parts: Iterable[Pairs], size: int) -> Iterator[Pairs]:
    """Yield the pairs of parts that may be small as parts of about so many."""
    some: list[Pairs] = []
    for part in parts:
        some.append(part)
        if sum(len(each.one) for each in some) >= size:
            yield together(some)
            some = []
    yield together(some)
