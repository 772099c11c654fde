"""Texts whose month or year of publication is all that is known."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from concord.coding import times

FIRST, LAST = date(2015, 12, 1), date(2015, 12, 31)


def read(text: str) -> list[tuple[str, str, str]]:
    return [
        (str(when.first), str(when.last), when.precision)
        for when in times.find_within(text, first=FIRST, last=LAST)
    ]


def test_what_the_whole_month_agrees_on_stays() -> None:
    assert read("He was shot on 5 May 2014.") == [("2014-05-05", "2014-05-05", "day")]
    assert read("Last year 40 were killed.") == [("2014-01-01", "2014-12-31", "year")]
    assert read("A mine went off in October.") == [("2015-10-01", "2015-10-31", "month")]


def test_a_weekday_is_known_to_the_month() -> None:
    assert read("He was shot on Tuesday.") == [("2015-12-01", "2015-12-29", "month")]


@given(st.integers(1, 31), st.sampled_from(["yesterday", "on Friday", "two weeks ago", "today"]))
def test_the_range_holds_every_reading(day: int, words: str) -> None:
    (spread,) = times.find_within(f"He was shot {words}.", first=FIRST, last=LAST)
    (sure,) = times.find(f"He was shot {words}.", published=date(2015, 12, day))
    ends = [spread.first, sure.first, sure.last, spread.last]
    assert ends == sorted(day for day in ends if day is not None)
