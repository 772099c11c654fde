"""The rounding rule, as it is documented."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from concord.checking.stated import Stated, read_mode, say, step_of


@pytest.mark.parametrize(
    ("stated", "agree", "differ"),
    [
        (Stated(value=69, share=True), (68.5, 69.0, 69.49), (68.4, 69.6)),
        (Stated(value=69.2, step=0.1, share=True), (69.16, 69.24), (69.1, 69.3)),
        (Stated(value=641, step=0), (641,), (640, 642)),
        (Stated(value=30000, step=1000), (29500, 30500), (29400, 31000)),
        (Stated(value=82, mode="over", share=True), (82, 82.4, 95), (81.9,)),
        (Stated(value=700, mode="over", step=0), (701, 5000), (700, 699)),
        (Stated(value=700, mode="least", step=0), (700, 701), (699,)),
        (Stated(value=500, mode="under", step=0), (499,), (500, 501)),
        (Stated(value=500, mode="most", step=0), (500, 499), (501,)),
        (Stated(value=200, mode="nearly", step=0), (190, 200), (189, 201)),
        (Stated(value=200, mode="about", step=0), (190, 210), (189, 211)),
        (Stated(value=66.7, share=True, fraction=True), (64.7, 68.7), (64.6, 68.8)),
        (Stated(value=50, share=True, fraction=True, mode="nearly"), (45.5, 50.4), (45.4, 50.6)),
        (Stated(value=2, ratio=True, step=1), (1.9, 2.1), (1.89, 2.11)),
        (Stated(value=-20, share=True), (-20.4, -19.6), (20, -21)),
        (Stated(value=10, mode="between", upper=15, share=True), (10, 12, 15), (9, 16)),
    ],
)
def test_which_numbers_agree(
    stated: Stated, agree: tuple[float, ...], differ: tuple[float, ...]
) -> None:
    assert [x for x in agree if not stated.agrees(x)] == []
    assert [x for x in differ if stated.agrees(x)] == []


@pytest.mark.parametrize(
    ("before", "text", "mode"),
    [
        ("rose by ", "69 percent", "exact"),
        ("mounted ", "over 82 percent", "over"),
        ("", "at least 20", "least"),
        ("fell by nearly ", "half", "nearly"),
        ("", "about 300", "about"),
        ("", "up to 40", "most"),
        ("", "fewer than 40", "under"),
        ("of over 300 attacks, ", "40", "exact"),
        ("dropped below ", "100", "under"),
        ("surpassed ", "100", "over"),
        ("only just above the ", "380", "exact"),
    ],
)
def test_how_a_number_is_hedged(before: str, text: str, mode: str) -> None:
    assert read_mode(before, text) == mode


@pytest.mark.parametrize(
    ("text", "value", "share", "step"),
    [("69 percent", 69, True, 1), ("69.2%", 69.2, True, 0.1), ("641", 641, False, 0),
     ("30,000", 30000, False, 1000), ("1,200", 1200, False, 10), ("150", 150, False, 0)],
)  # fmt: skip
def test_how_finely_a_number_is_printed(
    text: str,
    value: float,
    share: bool,  # noqa: FBT001 - a parameter of the table
    step: float,
) -> None:
    assert step_of(text, value, share=share) == step


@given(st.integers(min_value=1, max_value=100_000))
def test_a_printed_count_agrees_with_itself(number: int) -> None:
    for mode in ("exact", "least", "most", "nearly", "about"):
        assert Stated(value=number, mode=mode, step=0).agrees(number)


def test_numbers_are_said_as_they_are_printed() -> None:
    assert (say(1204), say(68.684), say(2.0)) == ("1,204", "68.7", "2")
