from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st
from training.windows import ROOM, STRIDE, centrality, cut


def test_a_short_text_is_one_window() -> None:
    assert cut(ROOM) == [(0, ROOM)]


def test_a_long_text_is_cut_in_equal_windows_that_overlap() -> None:
    windows = cut(600)
    assert windows[0][0] == 0
    assert windows[-1][1] == 600
    assert {end - start for start, end in windows} == {243}


@given(st.integers(1, 20_000))
def test_windows_cover_every_piece_and_share_the_stride(pieces: int) -> None:
    windows = cut(pieces)
    assert windows[0][0] == 0
    assert windows[-1][1] == pieces
    assert all(end - start <= ROOM for start, end in windows)
    # One piece less where the equal steps are rounded.
    assert all(
        a_end - b_start >= STRIDE - 1 for (_, a_end), (b_start, _) in itertools.pairwise(windows)
    )


def test_a_piece_is_central_far_from_cuts_and_at_the_ends_of_the_text() -> None:
    room = centrality(pieces=100, start=0, end=60)
    assert room[0] == 59
    assert room[59] == 0
    assert centrality(pieces=60, start=0, end=60)[30] == float("inf")
