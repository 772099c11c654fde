from __future__ import annotations

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from concord.reading.dates import (
    AmbiguousDateError,
    BadDateError,
    normalise_partial,
    normalise_published,
)

EARLIEST, LATEST = datetime.fromisoformat("1800-01-01"), datetime.fromisoformat("2100-12-31")


@pytest.mark.parametrize(
    ("words", "iso"),
    [
        ("2023-01-30", "2023-01-30"),
        ("  2023-01-30\n", "2023-01-30"),
        ("2023/1/30", "2023-01-30"),
        ("20230130", "2023-01-30"),
        ("20230130190501", "2023-01-30T19:05:01"),
        ("20230130T19:05:01Z", "2023-01-30T19:05:01+00:00"),
        ("2023-01-30T19:05", "2023-01-30T19:05:00"),
        ("2023-01-30T19:05:01.123456+05:00", "2023-01-30T19:05:01+05:00"),
        ("2023-01-30T19:05:01Z", "2023-01-30T19:05:01+00:00"),
        ("2023-01-30 19:05:01 +0500", "2023-01-30T19:05:01+05:00"),
        ("2023-01-30T19:05:01-08:00", "2023-01-30T19:05:01-08:00"),
        ("Mon, 30 Jan 2023 10:00:00 +0500", "2023-01-30T10:00:00+05:00"),
        ("Mon, 30 Jan 2023 10:00:00 GMT", "2023-01-30T10:00:00+00:00"),
        ("30 January 2023", "2023-01-30"),
        ("30th January, 2023", "2023-01-30"),
        ("1st of March 2019", "2019-03-01"),
        ("January 30, 2023", "2023-01-30"),
        ("Jan. 30, 2023", "2023-01-30"),
        ("Monday, January 30, 2023", "2023-01-30"),
        ("MAY 18, 2023 07:31PM", "2023-05-18T19:31:00"),
        ("May 18, 2023 at 12:05 a.m.", "2023-05-18T00:05:00"),
        ("18 May 2023, 19:31 PKT", "2023-05-18T19:31:00+05:00"),
        ("18-May-2023", "2023-05-18"),
        ("30/01/2023", "2023-01-30"),
        ("01/30/2023", "2023-01-30"),
        ("05.05.2023", "2023-05-05"),
    ],
)
def test_a_date_keeps_its_day_its_clock_and_its_zone(words: str, iso: str) -> None:
    assert normalise_published(words) == iso


@pytest.mark.parametrize("words", ["03/04/2023", "3-4-2023", "3.4.2023 10:00"])
def test_figures_that_mean_two_days_are_not_guessed(words: str) -> None:
    with pytest.raises(AmbiguousDateError, match="day/month or month/day"):
        normalise_published(words)


@pytest.mark.parametrize(
    "words",
    [
        "2023",
        "2023-01",
        "January 2023",
        "yesterday",
        "30/01/23",
        "31 February 2023",
        "2023-13-01",
        "45/45/2023",
        "0001-01-01",
        "2023-01-30T25:00",
        "30 Januar 2023",
        "2023-01-30T10:00:00+99:00",
        "١٢/٠٣/٢٠٢٣",
        "1675036800",
        "30 January 2023 " + "x" * 500,
    ],
)
def test_what_is_no_day_is_refused(words: str) -> None:
    with pytest.raises(BadDateError):
        normalise_published(words)


def test_a_zone_of_many_meanings_leaves_the_publishers_clock() -> None:
    assert normalise_published("30 Jan 2023 10:00 IST") == "2023-01-30T10:00:00"


@given(st.datetimes(min_value=EARLIEST, max_value=LATEST))
def test_iso_comes_back_unchanged(moment: datetime) -> None:
    whole = moment.replace(microsecond=0)
    assert normalise_published(whole.isoformat()) == whole.isoformat()
    assert normalise_published(whole.date().isoformat()) == whole.date().isoformat()


@given(st.dates(min_value=date(1800, 1, 1), max_value=date(2100, 12, 31)))
def test_a_written_month_reads_the_same_in_both_orders(day: date) -> None:
    months = "January February March April May June July August September October November December"
    month = months.split()[day.month - 1]
    assert normalise_published(f"{day.day} {month} {day.year}") == day.isoformat()
    assert normalise_published(f"{month[:3]} {day.day}, {day.year}") == day.isoformat()


@given(st.text(max_size=120) | st.from_regex(r"[0-9TZ:/. +-]{1,40}", fullmatch=True))
def test_any_words_give_a_day_or_a_refusal(words: str) -> None:
    try:
        iso = normalise_published(words)
    except BadDateError:
        return
    assert date.fromisoformat(iso[:10])


@pytest.mark.parametrize(
    ("words", "iso"),
    [
        ("2015-12", "2015-12"),
        ("2015/1", "2015-01"),
        ("12/2015", "2015-12"),
        ("December 2015", "2015-12"),
        ("Dec. 2015", "2015-12"),
        ("sept, 2015", "2015-09"),
        (" 2015 ", "2015"),
    ],
)
def test_a_month_or_a_year_is_kept_as_no_more_than_that(words: str, iso: str) -> None:
    assert normalise_partial(words) == iso
    with pytest.raises(BadDateError):
        normalise_published(words)


@pytest.mark.parametrize("words", ["2015-13", "13/2015", "1500", "Fooember 2015", "soon", "15"])
def test_what_is_no_month_is_refused(words: str) -> None:
    with pytest.raises(BadDateError):
        normalise_partial(words)
