from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from concord.coding import numbers

QUANTITIES = {
    "at least twelve men": (12, 12, None),
    "between 20 and 30 men": (20, 20, 30),
    "two to three men": (2, 2, 3),
    "10-12 men": (10, 10, 12),
    "dozens of men": (12, 12, None),
    "several men": (3, 3, None),
    "a few men": (3, 3, None),
    "hundreds of men": (100, 100, None),
    "a couple of men": (2, 2, 2),
    "half a dozen men": (6, 6, 6),
    "two dozen men": (24, 24, 24),
    "up to 40 men": (1, 40, 40),
    "nearly 40 men": (40, 40, 40),
    "more than 700 men": (700, 700, None),
    "40-odd men": (40, 40, None),
    "1.2 lakh people": (120_000, 120_000, 120_000),
    "two crore people": (20_000_000, 20_000_000, 20_000_000),
    "1,00,000 people": (100_000, 100_000, 100_000),
    "half a million people": (500_000, 500_000, 500_000),
    "over a hundred people": (100, 100, None),
    "one hundred and five people": (105, 105, 105),
    "twenty-five men": (25, 25, 25),
    "both men": (2, 2, 2),
}


@pytest.mark.parametrize(("text", "expected"), QUANTITIES.items())
def test_a_quantity_is_a_range(text: str, expected: tuple[int, int, int | None]) -> None:
    (found,) = numbers.find(text)
    assert (found.low, found.best, found.high) == expected


@pytest.mark.parametrize("text", ["no men", "an M4 rifle", "9mm rounds", "men", "AK-47"])
def test_what_is_no_quantity_is_not_read_as_a_number_word(text: str) -> None:
    assert all(found.text.isdigit() for found in numbers.find(text))


def test_offsets_leave_out_the_space_before_the_number() -> None:
    text = "MARZABAD - Ten guests left; 34 stayed."
    assert [text[q.start : q.end] for q in numbers.find(text)] == ["Ten", "34"]


def test_words_that_are_no_number_give_none() -> None:
    assert numbers.parse("several men") is None
    assert numbers.parse("") is None


@given(st.integers(min_value=0, max_value=10**7))
def test_figures_with_commas_come_back(number: int) -> None:
    assert numbers.parse(f"{number:,}") == number


@given(st.text(max_size=120))
def test_every_quantity_is_well_formed(text: str) -> None:
    for found in numbers.find(text):
        assert text[found.start : found.end] == found.text
        assert found.low <= found.best
        assert found.high is None or found.best <= found.high


@pytest.mark.parametrize("words", ["9" * 30, "9" * 400, "hundred " * 400])
def test_numbers_beyond_any_count_are_none(words: str) -> None:
    assert numbers.parse(words) is None
    assert all(found.best <= numbers.MOST for found in numbers.find(f"killed {words} men"))


def test_a_range_shares_its_scale() -> None:
    found = numbers.find("two to three lakh people, and 300 to two thousand others")
    assert [(q.low, q.high) for q in found] == [(200_000, 300_000), (300, 2_000)]
