"""Feasts and months of the Islamic calendar, read on 14 April 2024, after Eid al-Fitr."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from concord.coding import times
from concord.coding.times import islamic

APRIL = date(2024, 4, 14)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("Ramadan 2016", "2016-06-06", "2016-07-06"),
        ("Ramazan", "2024-03-11", "2024-04-10"),
        ("Muharram 2023", "2023-07-19", "2023-08-18"),
        ("Moharram 2017", "2017-09-21", "2017-10-21"),
        ("10 Muharram 2023", "2023-07-28", "2023-07-29"),
        ("the 9th of Muharram", "2023-07-27", "2023-07-28"),
        ("Ashura", "2023-07-28", "2023-07-29"),
        ("Eid-ul-Azha 2015", "2015-09-23", "2015-09-26"),
        ("next Eid al-Adha", "2024-06-16", "2024-06-19"),
        ("Eid", "2024-04-10", "2024-04-13"),
        ("the third day of Eid", "2024-04-12", "2024-04-13"),
        ("the first day of Ramadan 2016", "2016-06-06", "2016-06-07"),
        ("the 27th of Ramadan", "2024-04-06", "2024-04-07"),
        ("Arbaeen 2017", "2017-11-09", "2017-11-10"),
    ],
)
def test_feasts_are_dated_by_the_calendar(text: str, first: str, last: str) -> None:
    when = times.resolve(text, reference=APRIL)
    assert (str(when.first), str(when.last)) == (first, last)


def test_eid_alone_is_known_near_a_feast_only() -> None:
    assert times.resolve("Eid", reference=date(2024, 1, 10)).first is None


def test_a_prayer_ground_is_no_feast() -> None:
    assert times.find("He was shot at the Eidgah.", published=APRIL) == ()


@given(st.sampled_from(sorted(islamic.FEASTS)), st.dates(date(1950, 1, 1), date(2060, 1, 1)))
def test_the_last_feast_begins_before_and_the_next_after(name: str, day: date) -> None:
    last, following = islamic.before(name, day), islamic.after(name, day)
    assert last is not None
    assert following is not None
    assert last.first <= day < following.first
    assert 350 <= (following.first - last.first).days <= 360
