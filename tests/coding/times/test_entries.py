"""Chronologies, and days in figures."""

from __future__ import annotations

from datetime import date

import pytest

from concord.coding import times


def days(text: str, published: date | None = date(2012, 6, 5)) -> list[str]:
    return [str(when.first) for when in times.find(text, published=published) if when.first]


def test_entries_of_a_list_begin_with_a_day_in_figures() -> None:
    text = "17/05, Thursday: Two men were shot.\n03/06: A mine went off.\n"
    # The first entry can only be day before month; the second is read like it.
    assert days(text) == ["2012-05-17", "2012-06-03"]


def test_a_weekday_shows_the_order_of_day_and_month() -> None:
    assert days("04/05, Friday: A convoy was stopped.\n") == ["2012-05-04"]
    assert days("05/04, Friday: A convoy was stopped.\n") == ["2012-05-04"]


def test_an_entry_that_may_be_two_days_is_none() -> None:
    assert days("03/04: A mine went off.\n") == []


def test_a_sure_date_of_a_text_shows_how_the_others_are_written() -> None:
    assert days("Fighting on 25/12/2010 and again on 05/01/2011.") == ["2010-12-25", "2011-01-05"]
    assert days("Fighting on 12/25/2010 and again on 01/05/2011.") == ["2010-12-25", "2011-01-05"]
    assert days("Fighting on 04/12/2010 and again on 05/01/2011.") == []


@pytest.mark.parametrize("text", ["3/4 of the houses", "a 9/10 chance: good", "5.12 km", "24/7"])
def test_fractions_are_no_days(text: str) -> None:
    assert days(text) == []


def test_a_year_on_a_line_of_its_own_heads_what_follows() -> None:
    text = (
        "2009\n\n4 March. Raiders burnt the mill.\n\n8 October. The bridge fell.\n\n"
        "2010\n\n2 May. The mill was burnt again.\n"
    )
    assert days(text) == ["2009-01-01", "2009-03-04", "2009-10-08", "2010-01-01", "2010-05-02"]


def test_the_twelfth_is_of_the_month_that_the_paragraph_named() -> None:
    text = "Jets came in January 2010. The customs house was bombed on the 12th."
    assert days(text) == ["2010-01-01", "2010-01-12"]
