"""Periods of the calendar: what lies in them, what may."""

from __future__ import annotations

import itertools
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from concord.analysis.periods import Period, Window, begin, sort_into, split
from concord.model import When

MARCH = Period(name="2024-03", first=date(2024, 3, 1), last=date(2024, 3, 31))


def reading(first: str, last: str, precision: str) -> When:
    return When(
        first=date.fromisoformat(first),
        last=date.fromisoformat(last),
        precision=precision,  # type: ignore[arg-type] # a table of words
        basis="explicit",
    )


@pytest.mark.parametrize(
    ("when", "holds", "touches"),
    [
        (reading("2024-03-31", "2024-03-31", "day"), True, True),
        (reading("2024-03-31", "2024-04-02", "day"), True, True),  # a siege counts where it began
        (reading("2024-03-28", "2024-04-03", "week"), False, True),
        (reading("2024-03-01", "2024-03-31", "month"), True, True),
        (reading("2024-01-01", "2024-12-31", "year"), False, True),
        (reading("2024-04-01", "2024-04-01", "day"), False, False),
        (When(first=None, last=None, precision="unknown", basis="unresolved"), False, False),
    ],
)
def test_a_reading_lies_in_a_period_or_may(when: When, *, holds: bool, touches: bool) -> None:
    assert (MARCH.holds(when), MARCH.touches(when)) == (holds, touches)


@pytest.mark.parametrize(
    ("last", "names"),
    [
        ("2024-01-03", ["2024-01-01", "2024-01-02", "2024-01-03"]),
        ("2024-03-20", ["2024-01", "2024-02", "2024-03"]),
        ("2028-01-01", ["2024", "2025", "2026", "2027", "2028"]),
    ],
)
def test_the_window_follows_the_span(last: str, names: list[str]) -> None:
    span = (date(2024, 1, 1), date.fromisoformat(last))
    assert [period.name for period in split(span)] == names


def test_periods_have_words() -> None:
    assert (MARCH.words, MARCH.label, MARCH.noun) == ("March 2024", "Mar 2024", "month")


@given(
    st.dates(date(1950, 1, 1), date(2090, 1, 1)),
    st.integers(0, 900),
    st.sampled_from(["auto", "day", "month", "year"]),
)
def test_periods_cover_the_span_without_gap_or_overlap(
    first: date, length: int, window: Window
) -> None:
    last = first + timedelta(days=length)
    periods = list(split((first, last), window))
    assert periods[0].first <= first
    assert periods[-1].last >= last
    for one, two in itertools.pairwise(periods):
        assert two.first == one.last + timedelta(days=1)


@given(
    st.lists(
        st.tuples(
            st.dates(date(2019, 12, 1), date(2021, 2, 1)),
            st.integers(0, 400),
            st.sampled_from(["day", "week", "month", "year"]),
        ),
        max_size=20,
    ),
    st.sampled_from(["day", "week", "month", "quarter", "year"]),
)
def test_sorting_into_periods_is_asking_each_period(
    drawn: list[tuple[date, int, str]], window: Window
) -> None:
    readings = [
        reading(first.isoformat(), (first + timedelta(days=length)).isoformat(), precision)
        for first, length, precision in drawn
    ]
    periods = list(split((date(2020, 1, 1), date(2020, 12, 31)), window))
    inside, possible = sort_into(periods, readings)
    for n, period in enumerate(periods):
        assert inside[n] == [at for at, each in enumerate(readings) if period.holds(each)]
        assert possible[n] == sum(period.touches(each) for each in readings)


@pytest.mark.parametrize(
    ("years", "start"),
    [
        ([1951, 2009, 2012, 2014, 2020, 2025], 2009),
        ([1951, 1952, 2009, 2012, 2014, 2020, 2025], 1951),  # two of seven are no few
        ([1951, 1952, *[2010 + n % 10 for n in range(40)]], 2010),
        ([2001, 2009, 2012, 2014, 2020, 2025], 2001),  # not far
        ([1980, 1992, 2012, 2020, 2023, 2025], 1980),  # half as long as the rest is not far
        ([1951, 2020, 2024, 2025], 1951),  # too few to say where most lie
        ([2020], 2020),
    ],
)
def test_a_timeline_begins_where_the_bulk_lies(years: list[int], start: int) -> None:
    days = sorted(date(year, 6, 1).toordinal() for year in years)
    assert date.fromordinal(begin(days)).year == start
