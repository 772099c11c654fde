from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from concord.linking.pairs import Pairs, Pile, components, distinct_pairs, gathered, together

if TYPE_CHECKING:
    from collections.abc import Sequence

ROWS = 12
# A pair has the same sum wherever it comes from.
ROW_PAIRS = st.sampled_from([(a, b) for b in range(ROWS) for a in range(b)])
PARTS = st.lists(st.lists(ROW_PAIRS, max_size=8), max_size=6)


def given_pairs(pairs: Sequence[tuple[int, int]]) -> Pairs:
    columns = np.array([(a, b, 10 * a - b) for a, b in pairs], dtype=np.int32).reshape(-1, 3).T
    return Pairs(*columns)


def listed(pairs: Pairs) -> list[tuple[int, int, int]]:
    return list(zip(*(column.tolist() for column in pairs), strict=True))


@given(PARTS)
def test_a_pile_keeps_each_pair_once_and_in_order(parts: list[list[tuple[int, int]]]) -> None:
    pile = Pile(least=3)
    for part in parts:
        pile.add(given_pairs(part))
    expected = sorted({pair for part in parts for pair in part})
    assert listed(pile.take()) == [(a, b, 10 * a - b) for a, b in expected]
    assert listed(pile.take()) == []


@given(PARTS, st.integers(1, 9))
def test_parts_may_be_gathered_and_are_all_there(
    parts: list[list[tuple[int, int]]], size: int
) -> None:
    found = list(gathered(map(given_pairs, parts), size))
    assert listed(together(found)) == listed(together(map(given_pairs, parts)))
    assert all(len(each.one) >= size for each in found[:-1])


@given(PARTS)
def test_rows_that_pairs_connect_have_one_home_in_whatever_parts_they_come(
    parts: list[list[tuple[int, int]]],
) -> None:
    home = list(range(ROWS))
    for a, b in (pair for part in parts for pair in part):
        one, other = sorted((home[a], home[b]))
        home = [one if each == other else each for each in home]
    assert components(map(given_pairs, parts), ROWS).tolist() == home
    whole = [pair for part in reversed(parts) for pair in part]
    assert components([given_pairs(whole)], ROWS).tolist() == home


def test_a_row_is_no_pair_with_itself() -> None:
    one, other = distinct_pairs(np.array([3, 1, 1, 1]), np.array([3, 2, 2, 0]))
    assert (one.tolist(), other.tolist()) == ([1, 1], [0, 2])
