"""Fiscal years by the customs of a country; reports of quarters."""

from __future__ import annotations

from datetime import date

import pytest

from concord.codebook.book import load
from concord.coding import times
from concord.coding.times import Customs, customs_of
from concord.coding.times.fiscal import fiscal_year

MARCH = date(2016, 3, 10)
JULY = Customs(fiscal=7, order="dmy")


@pytest.mark.parametrize(
    ("text", "customs", "first", "last"),
    [
        ("fiscal year 2013-14", JULY, "2013-07-01", "2014-06-30"),
        ("FY2014", JULY, "2013-07-01", "2014-06-30"),
        ("the current fiscal year", JULY, "2015-07-01", "2016-06-30"),
        ("the last financial year", JULY, "2014-07-01", "2015-06-30"),
        ("fiscal 2014", Customs(fiscal=10), "2013-10-01", "2014-09-30"),
        ("the current fiscal year", Customs(), "2016-01-01", "2016-12-31"),
        ("fiscal year 2013-14", Customs(), "2013-01-01", "2014-12-31"),
    ],
)
def test_a_fiscal_year_begins_as_the_country_has_it(
    text: str, customs: Customs, first: str, last: str
) -> None:
    when = times.resolve(text, reference=MARCH, customs=customs)
    assert (str(when.first), str(when.last), when.precision) == (first, last, "year")


def test_a_fiscal_year_that_begins_in_january_is_the_calendar_year() -> None:
    whole = fiscal_year(2014, 1)
    assert (whole.first, whole.last) == (date(2014, 1, 1), date(2014, 12, 31))


def test_the_home_of_the_pack_chooses_the_customs() -> None:
    assert customs_of(load(("world", "pakistan"))) == Customs(order="dmy", fiscal=7)
    assert customs_of(load(("world", "nigeria"))) == Customs(order="dmy", fiscal=1)
    assert customs_of(load(("world", "pakistan", "nigeria"))) == Customs(order="dmy", fiscal=0)
    assert customs_of(load(("world",))) == Customs()


def test_a_year_earlier_in_a_report_of_a_quarter_is_that_quarter() -> None:
    text = "Tolls in the third quarter rose. A year earlier they fell; a year earlier, that is."
    values = [found.value for found in times.expressions(text, published=date(2015, 11, 2))]
    assert values == ["2015-Q3", "2014-Q3", "2014-Q3"]


def test_a_quarter_of_something_is_no_time() -> None:
    assert (
        times.find("More than a quarter of the town and three-quarters of it.", published=MARCH)
        == ()
    )


def test_the_year_that_ended_on_a_day_is_the_twelve_months_before() -> None:
    (year, day) = times.find(
        "In the fiscal year ended June 30 ten fell.", published=date(2018, 9, 1)
    )
    assert (str(year.first), str(year.last), year.kind) == ("2017-07-01", "2018-06-30", "duration")
    assert str(day.first) == "2018-06-30"
    (year, _) = times.find("the year ended 29 February 2020", published=None)
    assert (str(year.first), str(year.last)) == ("2019-03-01", "2020-02-29")


def test_the_full_year_of_a_forecast_is_the_present_one() -> None:
    (when,) = times.find("It fears 900 raids for the full year.", published=MARCH)
    assert str(when.first) == f"{MARCH.year}-01-01"
    (when,) = times.find("Tolls rose throughout the fiscal year.", published=MARCH)
    assert when.kind == "duration"
