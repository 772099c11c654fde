from __future__ import annotations

from datetime import date

import pytest

from concord.coding import times

AUGUST = date(2018, 8, 16)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("the third quarter of last year", "2017-07-01", "2017-09-30"),
        ("last year's second quarter", "2017-04-01", "2017-06-30"),
        ("the second quarter of 2016", "2016-04-01", "2016-06-30"),
        ("the last quarter", "2018-04-01", "2018-06-30"),
        ("the last quarter of 2017", "2017-10-01", "2017-12-31"),
        ("the quarter ended July 31", "2018-05-01", "2018-07-31"),
        ("the second half of 2017", "2017-07-01", "2017-12-31"),
        ("the last half of the 1990s", "1995-01-01", "1999-12-31"),
        ("the first half of March", "2018-03-01", "2018-03-15"),
        ("the second half of November", "2017-11-16", "2017-11-30"),
        ("the first half of the year", "2018-01-01", "2018-06-30"),
    ],
)
def test_quarters_and_halves_are_read(text: str, first: str, last: str) -> None:
    when = times.resolve(text, reference=AUGUST)
    assert (str(when.first), str(when.last)) == (first, last)


def test_a_quarter_of_no_year_is_the_nearer_one() -> None:
    def quarter(text: str, published: date) -> str:
        (found,) = times.expressions(text, published=published)
        return found.value

    assert quarter("Ten plants close in the fourth quarter.", AUGUST) == "2018-Q4"
    assert quarter("Tolls fell in the fourth quarter.", date(2018, 1, 20)) == "2017-Q4"
    assert quarter("Tolls fell in the third quarter.", date(2018, 2, 1)) == "2017-Q3"


def test_a_company_s_quarter_keeps_its_own_number() -> None:
    text = "Sales rose in the second quarter ended Oct. 31."
    found = times.expressions(text, published=date(2018, 12, 3))
    assert [one.value for one in found] == ["2018-Q2", "2018-10-31"]
    assert found[0].stretch is not None
    assert str(found[0].stretch.first) == "2018-08-01"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Raids rose in May compared with the same period last year.", "2017-05"),
        ("Raids rose in the first quarter from the same period a year earlier.", "2017-Q1"),
        ("Raids rose in the first quarter, above the 2016 quarter.", "2016-Q1"),
        ("Raids rose in the second quarter from the year-earlier first quarter.", "2017-Q1"),
        ("There were ten in the first nine months, eight in the year-earlier nine months.", "P9M"),
    ],
)  # fmt: skip
def test_what_is_compared_lies_in_the_year_that_is_named(text: str, value: str) -> None:
    assert times.expressions(text, published=AUGUST)[-1].value == value


def test_quarters_need_a_reference() -> None:
    for text in ("the third quarter", "the quarter", "the first half of March"):
        assert times.resolve(text, reference=None).first is None


def _values(text: str, published: date) -> list[str]:
    return [one.value for one in times.expressions(text, published=published)]


def test_the_quarter_of_a_report_is_the_one_that_it_named() -> None:
    text = (
        "Raids fell in the fiscal first quarter. In the quarter ended July 31 police counted ten; "
        "a year earlier there were twelve. The latest period was calm."
    )
    assert _values(text, AUGUST) == ["2018-Q1", "2018-Q1", "2018-07-31", "2017-Q1", "2018-Q1"]


def test_a_forecast_and_an_older_quarter_are_not_what_a_report_is_about() -> None:
    text = (
        "Raids fell in the second quarter. The fourth quarter of 2019 will be worse. "
        "In the year-ago period"
    )
    assert _values(text, AUGUST)[-1] == "2017-Q2"
    text = "Tolls of the second quarter rose after a calm first quarter. The quarter was bad."
    assert _values(text, AUGUST)[-1] == "2018-Q2"


def test_a_quarter_of_a_company_s_own_year_is_moved_by_a_year() -> None:
    text = "In the third quarter ended Feb. 28 it lost. A year earlier it did not."
    last = times.find(text, published=date(2021, 3, 20))[-1]
    assert (str(last.first), str(last.last)) == ("2019-12-01", "2020-02-29")


def test_this_quarter_is_the_present_one() -> None:
    assert _values("Attacks rose this quarter.", AUGUST) == ["2018-Q3"]
    assert times.find("The latest period was calm.", published=AUGUST) == ()
