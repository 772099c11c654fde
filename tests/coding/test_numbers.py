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


UNITS = [
    *("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven"),
    *("twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
]
TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]


def spelt(number: int) -> str:
    """Return a number below ten crore in the words of South Asian English."""
    for value, word in ((10_000_000, "crore"), (100_000, "lakh"), (1_000, "thousand")):
        if number >= value:
            rest = number % value
            tail = ("" if not rest else " and " if rest < 100 else " ") + (
                spelt(rest) if rest else ""
            )
            return f"{spelt(number // value)} {word}{tail}"
    if number >= 100:
        rest = number % 100
        return f"{UNITS[number // 100 - 1]} hundred" + (f" and {spelt(rest)}" if rest else "")
    if number >= 20:
        rest = number % 10
        return TENS[number // 10 - 2] + (f"-{UNITS[rest - 1]}" if rest else "")
    return UNITS[number - 1]


def grouped(number: int) -> str:
    """Return a figure with commas as South Asian papers set them: 12,34,567."""
    head, tail = divmod(number, 1000)
    if not head:
        return str(tail)
    parts = [f"{tail:03d}"]
    while head >= 100:
        head, two = divmod(head, 100)
        parts.insert(0, f"{two:02d}")
    return ",".join([str(head), *parts])


COUNTS = st.integers(min_value=1, max_value=99_999_999)
SMALL = st.integers(min_value=1, max_value=999)


@given(COUNTS)
def test_a_number_in_words_comes_back(number: int) -> None:
    assert numbers.parse(spelt(number)) == number


@given(COUNTS)
def test_a_number_in_words_is_one_quantity(number: int) -> None:
    (found,) = numbers.find(f"killed {spelt(number)} people")
    assert (found.low, found.best, found.high) == (number, number, number)


@given(COUNTS)
def test_lakh_and_crore_commas_come_back(number: int) -> None:
    assert numbers.parse(grouped(number)) == number
    (found,) = numbers.find(f"killed {grouped(number)} people")
    assert found.best == number


@given(st.integers(1, 999), st.sampled_from([("lakh", 10**5), ("crore", 10**7)]))
def test_a_decimal_of_a_scale_is_whole_people(tenths: int, scale: tuple[str, int]) -> None:
    (found,) = numbers.find(f"{tenths / 10} {scale[0]} people fled")
    assert found.best == round(tenths * scale[1] / 10)


@given(SMALL, SMALL, st.sampled_from(["{} to {}", "between {} and {}", "from {} to {}", "{}-{}"]))
def test_a_range_of_figures_keeps_its_ends(first: int, second: int, form: str) -> None:
    low, high = sorted((first, second))
    found = numbers.find(form.format(low, high) + " people")[0]
    assert (found.low, found.high) == (low, high)


@given(st.integers(1, 99), st.integers(1, 99), st.sampled_from([0, 100, 300]))
def test_a_range_in_words_keeps_its_ends(first: int, second: int, more: int) -> None:
    # "Two to three hundred" is 200 to 300, so both ends have hundreds or neither has.
    low, high = sorted((first + more, second + more))
    found = numbers.find(f"{spelt(low)} to {spelt(high)} people")[0]
    assert (found.low, found.high) == (low, high)


@given(SMALL, st.sampled_from(["at least", "more than", "over", "no fewer than", "upwards of"]))
def test_a_least_number_is_open_above(number: int, hedge: str) -> None:
    (found,) = numbers.find(f"{hedge} {spelt(number)} people")
    assert (found.low, found.high) == (number, None)


@given(SMALL, st.sampled_from(["up to", "at most", "no more than", "fewer than"]))
def test_a_greatest_number_is_closed_above(number: int, hedge: str) -> None:
    (found,) = numbers.find(f"{hedge} {number} people")
    assert (found.low, found.high) == (min(number, 1), number)


@given(st.sampled_from(["a couple of", "a pair of", "both"]), st.sampled_from(["men", "guards"]))
def test_a_couple_is_two(words: str, noun: str) -> None:
    (found,) = numbers.find(f"{words} {noun}")
    assert (found.low, found.high, found.vague) == (2, 2, False)


@given(st.sampled_from([("dozens", 12), ("scores", 20), ("hundreds", 100), ("thousands", 1000)]))
def test_plural_scales_are_open_and_vague(case: tuple[str, int]) -> None:
    (found,) = numbers.find(f"{case[0]} of people")
    assert (found.low, found.high, found.vague) == (case[1], None, True)


@given(st.integers(2, 6))
def test_dozens_that_are_counted_are_exact(number: int) -> None:
    (found,) = numbers.find(f"{spelt(number)} dozen people")
    assert (found.low, found.high) == (12 * number, 12 * number)


PIECES = [
    "20",
    "20,",
    "twenty",
    "someone",
    "some",
    " ",
    "  ",
    "\n",
    "one",
    "$",
    "x",
    "(",
    "at least",
]
PIECES += [
    "-",
    "to",
    " 5",
    "dozens",
    "of",
    "a",
    "few",
    "hundred",
    "and",
    "over",
    ".",
    "lakh",
    "more",
]


@given(st.lists(st.sampled_from(PIECES), max_size=12), st.sampled_from(["", " "]))
def test_quantities_are_those_that_the_whole_pattern_finds(pieces: list[str], gap: str) -> None:
    text = gap.join(pieces)
    for start in (0, 3):
        found = [m.span() for m in numbers.find_matches(text, start, len(text))]
        assert found == [m.span() for m in numbers.QUANTITY.finditer(text, start, len(text))]
