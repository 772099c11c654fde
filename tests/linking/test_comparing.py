"""Pairs compared as columns: the level of a pair depends on the pair alone."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.linking.telling import BOOK, tell_all
from tests.linking.test_relink import lines

from concord.linking.candidates import find_candidates
from concord.linking.clusters import join_pairs
from concord.linking.columns import NO_DAY, UNKNOWN, fill
from concord.linking.comparing import compare
from concord.linking.levels import FEATURES, NAMES
from concord.linking.pairs import Pairs
from concord.linking.profiles import profile
from concord.linking.scores import Judge


@settings(max_examples=30, deadline=None)
@given(told=st.lists(lines(), min_size=2, max_size=7))
def test_a_pair_stands_on_the_same_levels_whichever_others_are_compared(told: list[str]) -> None:
    events, documents = tell_all(
        "\n".join(f"{chr(97 + number)}{line}" for number, line in enumerate(told))
    )
    profiles = [profile(event, documents, BOOK) for event in events]
    columns = fill(profiles)
    assert fill(reversed(profiles)).ids == columns.ids
    one, other = np.triu_indices(len(columns), k=1)
    together = compare(columns, one, other)
    by_id = {each.event.id: each for each in profiles}
    for n, pair in enumerate(zip(one, other, strict=True)):
        alone = fill(by_id[columns.ids[row]] for row in pair)
        first = np.zeros(1, dtype=np.int64)
        found = compare(alone, first, first + 1)
        assert [NAMES[f][found[f][0]] for f in FEATURES] == [
            NAMES[f][together[f][n]] for f in FEATURES
        ]


def test_columns_of_nothing_have_no_pairs() -> None:
    columns = fill([])
    assert len(columns) == 0
    assert [len(one) for one, _ in find_candidates(columns)] == []


def test_what_is_unknown_stands_apart_from_every_value() -> None:
    events, documents = tell_all("a: bombing\nb 2023-05-12: bombing; on 2023-05-12; at Quetta")
    columns = fill(profile(event, documents, BOOK) for event in events)
    row = columns.ids.index(events[0].id)
    assert (columns.day[row], columns.country[row]) == (NO_DAY, UNKNOWN)
    assert np.isnan(columns.latitude[row])


def pairs(*given: tuple[int, int, int]) -> Pairs:
    return Pairs(*(np.array(column, dtype=np.int64) for column in zip(*given, strict=True)))


def test_a_cluster_needs_every_pair_across_it() -> None:
    judge = Judge(threshold=4.0, mean=3.6)
    chained = pairs((0, 1, 900), (1, 2, 800))
    assert list(join_pairs(chained, judge)) == [(0, 1)]
    whole = pairs((0, 1, 900), (0, 2, 100), (1, 2, 800))
    assert list(join_pairs(whole, judge)) == [(0, 1, 2)]
    weak = pairs((0, 1, 900), (0, 2, -100), (1, 2, 800))
    assert list(join_pairs(weak, judge)) == [(0, 1)]
