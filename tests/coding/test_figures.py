from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from concord.coding.figures import find_figures

MONEY = re.compile(r"(?<![A-Za-z])(?:Rs|\$|rupees)", re.IGNORECASE)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("over 82.5 percent", [("percent", 82.5)]),
        ("two-thirds of them", [("percent", 66.7)]),
        ("nine in ten", [("percent", 90)]),
        ("11 of the 19 bombers", [("of", 11)]),
        ("three times as many", [("ratio", 3)]),
        ("it doubled", [("ratio", 2)]),
        ("the second deadliest year since 2009", [("rank", 2), ("count", 2009)]),
        ("Rs417bn", [("money", 417e9)]),
        ("1.5 crore rupees", [("money", 15e6)]),
        ("from 61 to 38", [("count", 61), ("count", 38)]),
        ("dozens of people", []),
    ],
)  # fmt: skip
def test_figures(text: str, wanted: list[tuple[str, float]]) -> None:
    assert [(f.kind, f.value) for f in find_figures(text, MONEY)] == wanted


@given(st.text(alphabet="019 %.,of-inRs halfthird", max_size=40))
def test_figures_lie_in_the_text_and_do_not_overlap(text: str) -> None:
    found = find_figures(text, MONEY)
    assert all(0 <= f.start < f.end <= len(text) for f in found)
    assert all(a.end <= b.start for a, b in pairwise(found))


def test_a_year_before_to_is_no_end_of_a_range() -> None:
    found = [
        (f.text, f.value)
        for f in find_figures("It rose from 36 in 2011 to 1,230 in 2012.", re.compile("(?!)"))
        if f.value not in {2011, 2012}
    ]
    assert found == [("36", 36), ("1,230", 1230)]


def test_a_year_before_to_is_no_end_of_a_range_of_percents() -> None:
    text = "The share rose from 54 percent in 2013 to 72 percent in 2014."
    found = [(f.text, f.value) for f in find_figures(text, re.compile("(?!)")) if f.value < 100]
    assert found == [("54 percent", 54), ("72 percent", 72)]
    assert all(text[f.start : f.end] == f.text for f in find_figures(text, re.compile("(?!)")))


def test_a_number_of_times_may_be_one_word() -> None:
    found = find_figures("It saw a threefold rise, then a 12-fold one.", re.compile("(?!)"))
    assert [(f.text, f.value) for f in found if f.kind == "ratio"] == [
        ("threefold", 3),
        ("12-fold", 12),
    ]
