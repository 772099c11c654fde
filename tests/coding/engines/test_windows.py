"""Windows over the pieces of a document: equal, overlapping, each piece kept once."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from concord.coding.engines.windows import Window, cut

SIZES = st.integers(4, 256).flatmap(lambda size: st.tuples(st.just(size), st.integers(0, size - 3)))


def test_a_short_text_is_one_window() -> None:
    assert cut(10, size=256, overlap=64) == (Window(0, 10, 0, 10),)


def test_no_pieces_are_no_window() -> None:
    assert cut(0, size=256, overlap=64) == ()


def test_two_windows_share_their_overlap_and_meet_half_way() -> None:
    first, second = cut(300, size=256, overlap=64)
    assert (first.start, second.end) == (0, 300)
    assert first.end - first.start == second.end - second.start == 182
    assert first.kept_to == second.kept_from == 150


def test_a_window_needs_room_beside_its_overlap() -> None:
    with pytest.raises(ValueError, match="cannot overlap"):
        cut(300, size=64, overlap=62)


@given(st.integers(1, 5_000), SIZES)
def test_every_piece_is_kept_once_and_no_window_is_too_long(
    pieces: int, sizes: tuple[int, int]
) -> None:
    size, overlap = sizes
    windows = cut(pieces, size=size, overlap=overlap)
    assert [n for w in windows for n in range(w.kept_from, w.kept_to)] == list(range(pieces))
    for window in windows:
        assert window.start <= window.kept_from <= window.kept_to <= window.end
        assert window.end - window.start <= size - 2
