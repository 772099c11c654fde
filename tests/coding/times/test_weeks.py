"""Days by their week; the reference is Thursday, 22 February 2018."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from concord.coding import times

THURSDAY = date(2018, 2, 22)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("Tuesday of last week", "2018-02-13", "2018-02-13"),
        ("Friday next week", "2018-03-02", "2018-03-02"),
        ("last week on Monday", "2018-02-12", "2018-02-12"),
        ("a week ago today", "2018-02-15", "2018-02-15"),
        ("two years ago today", "2016-02-22", "2016-02-22"),
        ("a week ago yesterday", "2018-02-14", "2018-02-14"),
        ("three weeks ago on Friday", "2018-02-02", "2018-02-02"),
        ("the first week of March 2014", "2014-03-01", "2014-03-07"),
        ("the last week of February 2016", "2016-02-23", "2016-02-29"),
        ("the second week of January", "2018-01-08", "2018-01-14"),
        ("on the night to Wednesday", "2018-02-20", "2018-02-21"),
    ],
)
def test_a_day_is_found_by_its_week(text: str, first: str, last: str) -> None:
    when = times.resolve(text, reference=THURSDAY)
    assert (str(when.first), str(when.last)) == (first, last)


def test_the_29th_of_february_has_no_day_a_year_before() -> None:
    when = times.resolve("a year ago today", reference=date(2024, 2, 29))
    assert when.precision != "day"


@given(st.dates(date(1980, 1, 1), date(2060, 1, 1)), st.integers(1, 60))
def test_weeks_ago_today_keep_the_weekday(day: date, count: int) -> None:
    when = times.resolve(f"{count} weeks ago today", reference=day)
    assert when.first is not None
    assert when.first.weekday() == day.weekday()
    assert (day - when.first).days == 7 * count


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("in the third week of last month", "2024-04-15", "2024-04-21"),
        ("in the last week of the previous month", "2024-04-24", "2024-04-30"),
        ("three Fridays ago", "2024-04-19", "2024-04-19"),
        ("overnight Saturday to Sunday", "2024-05-04", "2024-05-05"),
        ("overnight from Sunday into Monday", "2024-05-05", "2024-05-06"),
        ("Saturday night into Sunday", "2024-05-04", "2024-05-05"),
        ("the night before last", "2024-05-08", "2024-05-08"),
        ("shortly after midnight on Sunday", "2024-05-05", "2024-05-05"),
        ("Wednesday at dawn", "2024-05-08", "2024-05-08"),
    ],
)
def test_weeks_and_nights_are_read_as_the_press_writes_them(
    text: str, first: str, last: str
) -> None:
    (when,) = times.find(text, published=date(2024, 5, 10))
    assert (str(when.first), str(when.last)) == (first, last)
