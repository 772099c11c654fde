"""Distances from a place, as the words before its name tell them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from concord.coding.offsets import Offset, find_before, move


@pytest.mark.parametrize(
    ("before", "km", "bearing"),
    [
        ("some 40 km south of ", 40.0, 180.0),
        ("10 miles north of ", 16.1, 0.0),
        ("around 20 km (12 miles) west of the city of ", 20.0, 270.0),
        ("370 kilometers northwest of the capital, ", 370.0, 315.0),
        ("about 1,200 kms from ", 1200.0, None),
        ("15km north-east of the border town of ", 15.0, 45.0),
        ("2.5 km outside ", 2.5, None),
    ],
)
def test_a_distance_and_its_way_are_read(before: str, km: float, bearing: float | None) -> None:
    assert find_before(before) == Offset(km, bearing)


@pytest.mark.parametrize(
    "before", ["a 20 km road to ", "in ", "40 km. In ", "0 km from ", "km of "]
)
def test_other_words_tell_no_distance(before: str) -> None:
    assert find_before(before) is None


def test_a_point_is_moved_the_way_that_is_told() -> None:
    assert move(10.0, 20.0, Offset(111.2, 0.0)) == (11.0, 20.0)
    assert move(0.0, 20.0, Offset(111.2, 90.0)) == (0.0, 21.0)
    assert move(10.0, 20.0, Offset(50.0)) == (10.0, 20.0)


@given(
    st.floats(-89, 89), st.floats(-180, 180), st.floats(1, 500), st.sampled_from([0.0, 90.0, 225.0])
)
def test_there_and_back_is_nearly_the_same_place(
    lat: float, lon: float, km: float, way: float
) -> None:
    there = move(lat, lon, Offset(km, way))
    back = move(*there, Offset(km, (way + 180.0) % 360.0))
    assert back[0] == pytest.approx(lat, abs=0.01)
