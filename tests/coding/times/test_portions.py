"""Parts of years and months, and ranges whose first end names no year; told on 10 May 2024."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from concord.coding import times

FRIDAY = date(2024, 5, 10)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("the first six months of 2023", "2023-01-01", "2023-06-30"),
        ("the last three months of 2022", "2022-10-01", "2022-12-31"),
        ("the first two quarters of 2019", "2019-01-01", "2019-06-30"),
        ("the first nine months of this year", "2024-01-01", "2024-09-30"),
        ("the first 10 days of May", "2024-05-01", "2024-05-10"),
        ("the last two weeks of March", "2024-03-18", "2024-03-31"),
        ("the opening five weeks of 2021", "2021-01-01", "2021-02-04"),
    ],
)
def test_a_part_is_counted_from_the_end_that_is_named(text: str, first: str, last: str) -> None:
    when = times.resolve(text, reference=FRIDAY)
    assert (str(when.first), str(when.last), when.text) == (first, last, text)


@pytest.mark.parametrize(
    "text", ["the first forty days of March 2023", "the first several months of 2023"]
)
def test_more_than_there_is_or_nobody_knows_how_many_is_no_part(text: str) -> None:
    when = times.resolve(text, reference=FRIDAY)
    assert when.first is None or when.precision in {"month", "year"}
    assert "of" not in when.text


@given(st.integers(min_value=1, max_value=11), st.sampled_from(["first", "last"]))
def test_months_from_both_ends_make_the_year(count: int, end: str) -> None:
    other = "last" if end == "first" else "first"
    part = times.resolve(f"the {end} {count} months of 2023", reference=FRIDAY)
    rest = times.resolve(f"the {other} {12 - count} months of 2023", reference=FRIDAY)
    ends = sorted([part.first, part.last, rest.first, rest.last], key=str)
    assert (ends[0], ends[3]) == (date(2023, 1, 1), date(2023, 12, 31))
    assert ends[1] is not None
    assert ends[2] is not None
    assert (ends[2] - ends[1]).days == 1


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("between January and June 2023", "2023-01-01", "2023-06-30"),
        ("from November to February 2023", "2022-11-01", "2023-02-28"),
        ("between 3 March and 5 April 2022", "2022-03-03", "2022-04-05"),
        ("from 28 December to 3 January 2021", "2020-12-28", "2021-01-03"),
    ],
)
def test_the_first_end_of_a_range_takes_the_year_of_the_second(
    text: str, first: str, last: str
) -> None:
    when = times.resolve(text, reference=FRIDAY)
    assert (str(when.first), str(when.last), when.basis) == (first, last, "explicit")


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("last October 23", "2023-10-23"),
        ("last 5 March", "2024-03-05"),
        ("next March 5", "2025-03-05"),
        ("mid-afternoon yesterday", "2024-05-09"),
        ("a month and a half ago", "2024-03-01"),
        ("a year and a half ago", "2022-11-01"),
    ],
)
def test_a_day_of_last_or_next_month(text: str, first: str) -> None:
    assert str(times.resolve(text, reference=FRIDAY).first) == first


def test_that_year_is_the_one_named_before() -> None:
    text = "He fled to the hills in June 2018 and gave himself up later that year."
    found = times.find(text, published=FRIDAY)
    assert [str(when.first) for when in found] == ["2018-06-01", "2018-01-01"]


def test_what_had_been_due_lies_behind() -> None:
    text = "The truce was extended. It had been due to expire on Wednesday."
    (when,) = times.find(text, published=FRIDAY)
    assert str(when.first) == "2024-05-08"


def test_what_could_not_be_done_on_a_day_lies_behind() -> None:
    text = "Neither of the two commanders could be reached on Wednesday."
    (when,) = times.find(text, published=FRIDAY)
    assert str(when.first) == "2024-05-08"


def test_a_number_that_no_month_has_is_no_end_of_a_range() -> None:
    text = "It brought the toll of the raid of January 30 to 84, the governor said."
    (when,) = times.find(text, published=FRIDAY)
    assert (str(when.first), str(when.last)) == ("2024-01-30", "2024-01-30")
