from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from concord.coding import times

THURSDAY = date(2018, 2, 22)

PAST = {
    "on Tuesday": ("2018-02-20", "2018-02-20", "day"),
    "on Thursday": ("2018-02-22", "2018-02-22", "day"),
    "last Thursday": ("2018-02-15", "2018-02-15", "day"),
    "next Tuesday": ("2018-02-27", "2018-02-27", "day"),
    "late Monday": ("2018-02-19", "2018-02-19", "day"),
    "Saturday last": ("2018-02-17", "2018-02-17", "day"),
    "overnight": ("2018-02-21", "2018-02-22", "day"),
    "last night": ("2018-02-21", "2018-02-21", "day"),
    "the day before yesterday": ("2018-02-20", "2018-02-20", "day"),
    "two days earlier": ("2018-02-20", "2018-02-20", "day"),
    "three weeks ago": ("2018-01-29", "2018-02-04", "week"),
    "last month": ("2018-01-01", "2018-01-31", "month"),
    "the previous August": ("2017-08-01", "2017-08-31", "month"),
    "in March": ("2017-03-01", "2017-03-31", "month"),
    "earlier this month": ("2018-02-01", "2018-02-22", "month"),
    "January 30": ("2018-01-30", "2018-01-30", "day"),
    "30 Jan": ("2018-01-30", "2018-01-30", "day"),
    "December 30": ("2017-12-30", "2017-12-30", "day"),
    "30th January, 2017": ("2017-01-30", "2017-01-30", "day"),
    "9 September last year": ("2017-09-09", "2017-09-09", "day"),
    "2017-03-04": ("2017-03-04", "2017-03-04", "day"),
    "25/12/2016": ("2016-12-25", "2016-12-25", "day"),
    "the night of December 11 and 12": ("2017-12-11", "2017-12-12", "day"),
    "May 12-14, 2017": ("2017-05-12", "2017-05-14", "week"),
    "between 2014 and 2017": ("2014-01-01", "2017-12-31", "year"),
    "since 2014": ("2014-01-01", "2018-02-22", "year"),
    "in the first half of 2017": ("2017-01-01", "2017-06-30", "year"),
    "the third quarter of 2016": ("2016-07-01", "2016-09-30", "month"),
    "summer of 2015": ("2015-06-01", "2015-08-31", "month"),
    "the 1990s": ("1990-01-01", "1999-12-31", "year"),
    "Christmas Day": ("2017-12-25", "2017-12-25", "day"),
    "nineteen ninety-six": ("1996-01-01", "1996-12-31", "year"),
}


@pytest.mark.parametrize(("text", "expected"), PAST.items())
def test_an_expression_is_read_against_the_day_of_publication(
    text: str, expected: tuple[str, str, str]
) -> None:
    when = times.resolve(text, reference=THURSDAY)
    assert (str(when.first), str(when.last), when.precision) == expected


def test_weekdays_go_forward_in_the_future_tense() -> None:
    assert times.resolve("Friday", reference=THURSDAY, tense="future").first == date(2018, 2, 23)
    assert times.resolve("Monday", reference=THURSDAY, tense="future").first == date(2018, 2, 26)
    text = "The council will meet on Monday. It met on Tuesday."
    assert [w.first for w in times.find(text, published=THURSDAY)] == [
        date(2018, 2, 26),
        date(2018, 2, 20),
    ]


def test_islamic_days_of_a_year_follow_the_calendar() -> None:
    ramadan = times.resolve("Ramadan 2016", reference=THURSDAY)
    assert ramadan.first == date(2016, 6, 6)
    assert times.resolve("Ashura of 2015", reference=None).first == date(2015, 10, 23)
    assert times.resolve("Eid al-Fitr", reference=THURSDAY).first == date(2017, 6, 25)


def test_days_named_before_are_what_earlier_and_the_same_day_count_from() -> None:
    text = (
        "A bridge burned on January 10, 2018. Two days earlier a van had; he fled the same night."
    )
    found = times.find(text, published=THURSDAY)
    assert [str(when.first) for when in found] == ["2018-01-10", "2018-01-08", "2018-01-08"]


def test_a_story_told_of_an_older_year_keeps_its_year() -> None:
    text = "In 2014, the town was quiet. On 6 May it was shelled. It was rebuilt on Monday."
    found = times.find(text, published=THURSDAY)
    assert [str(when.first) for when in found] == ["2014-01-01", "2014-05-06", "2018-02-19"]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("for three days", "duration"),
        ("every Friday", "repeated"),
        ("daily", "repeated"),
        ("recently", "vague"),
    ],
)
def test_durations_and_repeated_times_date_nothing(text: str, kind: str) -> None:
    (when,) = times.find(text, published=THURSDAY)
    assert (when.kind, when.first, when.basis) == (kind, None, "unresolved")


def test_days_of_reporting_are_told_from_days_of_events() -> None:
    text = "Two vans burned on February 19, the Herald reported on February 20."
    assert [(when.kind, str(when.first)) for when in times.find(text, published=THURSDAY)] == [
        ("date", "2018-02-19"),
        ("reported", "2018-02-20"),
    ]


def test_without_a_reference_nothing_is_invented() -> None:
    for text in ("on Tuesday", "yesterday", "January 30", "two days earlier", "in March"):
        (when,) = times.find(text, published=None)
        assert (when.first, when.last, when.precision) == (None, None, "unknown")
        assert when.basis == "unresolved"
        assert when.text


def test_numeric_dates_that_allow_two_readings_need_an_order() -> None:
    assert times.find("12/11/2016", published=THURSDAY)[0].first is None
    assert times.find("12/11/2016", published=None, customs=times.Customs(order="dmy"))[
        0
    ].first == date(2016, 11, 12)
    assert times.find("12/11/2016", published=None, customs=times.Customs(order="mdy"))[
        0
    ].first == date(2016, 12, 11)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("August 9, 2016, MARZABAD: Ten vans", date(2016, 8, 9)),
        ("MARZABAD, Aug 9, 2016: Ten vans", date(2016, 8, 9)),
        ("Posted 2016-08-09\nTen vans", date(2016, 8, 9)),
        ("2024-12-25. Ten vans", date(2024, 12, 25)),
        ("Ten vans burned on August 9, 2016 in Marzabad.", None),
        ("Ten vans burned on Monday.", None),
    ],
)
def test_a_dateline_dates_its_text(text: str, expected: date | None) -> None:
    assert times.dateline(text) == expected


def test_a_dateline_is_the_reference_of_an_undated_text() -> None:
    (_, when) = times.find("August 9, 2016, MARZABAD: Ten vans burned on Monday.", published=None)
    assert when.first == date(2016, 8, 8)


def test_timex_values_are_given_for_exchange() -> None:
    text = "He came at 10 a.m. on Wednesday for two weeks, last month and every day."
    found = times.expressions(text, published=THURSDAY)
    assert [one.value for one in found] == ["2018-02-21T10:00", "P2W", "2018-01", "P1D"]


@pytest.mark.parametrize("text", ["", "a march on the capital", "she may go", "a 12-year-old boy"])
def test_words_that_are_no_dates_give_none(text: str) -> None:
    assert [w for w in times.find(text, published=THURSDAY) if w.first] == []


@given(st.text(max_size=200))
@settings(deadline=None)
def test_any_text_gives_ordered_disjoint_spans(text: str) -> None:
    last = 0
    for when in times.find(text, published=THURSDAY):
        assert when.start is not None
        assert when.end is not None
        assert last <= when.start < when.end <= len(text)
        assert text[when.start : when.end] == when.text
        last = when.end


@given(st.dates(min_value=date(1950, 1, 1), max_value=date(2070, 1, 1)))
def test_a_written_day_comes_back(day: date) -> None:
    for form in ("%B %d, %Y", "%d %B %Y", "%Y-%m-%d", "%A, %d %b %Y"):
        when = times.resolve(day.strftime(form), reference=None)
        assert (when.first, when.last) == (day, day)


@given(
    st.dates(min_value=date(1950, 1, 1), max_value=date(2070, 1, 1)),
    st.integers(min_value=2, max_value=60),
)
def test_days_ago_count_back_from_the_reference(day: date, count: int) -> None:
    when = times.resolve(f"{count} days ago", reference=day)
    assert when.first == day - timedelta(days=count)
