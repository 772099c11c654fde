"""When a statistic is about, and what it is compared with."""

from __future__ import annotations

from datetime import date

import pytest

from concord.checking.periods import find_periods, main_period
from concord.checking.questions import Days, before, shifted, year


def roles(text: str) -> list[tuple[str, str]]:
    return [(t.days.words(), t.role) for t in find_periods(text, None)]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("rose in 2023", [("2023", "main")]),
        ("rose in 2023 compared with 2022", [("2023", "main"), ("2022", "compared")]),
        ("the highest in 2023 since 2017", [("2023", "main"), ("2017", "since")]),
        ("641 in 2023, against 380 in 2022", [("2023", "main"), ("2022", "compared")]),
        ("against 380 attacks and 539 deaths in 2022", [("2022", "compared")]),
        ("more than 300 attacks in 2022", [("2022", "main")]),
        ("from January to June 2011", [("1 January 2011 to 30 June 2011", "main")]),
        ("in the twelve months to June 2010", [("1 July 2009 to 30 June 2010", "main")]),
        ("between 2008 and 2010", [("2008 to 2010", "main")]),
        ("in June 2014", [("June 2014", "main")]),
        ("the first six months of 2013", [("1 January 2013 to 30 June 2013", "main")]),
        ("in the last 3 months of 2013", [("1 October 2013 to 31 December 2013", "main")]),
        ("in 2009 and 2010 combined", [("2009 to 2010", "main")]),
        ("36 and 41 in 2009 and 2010", [("2009", "main"), ("2010", "main")]),
        ("June 2014 was the worst month of that year", [("June 2014", "main")]),
    ],
)
def test_the_times_of_a_sentence(text: str, wanted: list[tuple[str, str]]) -> None:
    assert roles(text) == wanted


def test_a_year_is_compared_with_the_year_before_and_a_month_with_the_month() -> None:
    june = Days(first=date(2014, 6, 1), last=date(2014, 6, 30))
    assert before(year(2023)) == year(2022)
    assert before(june).words() == "May 2014"
    assert before(Days(first=date(2008, 1, 1), last=date(2010, 12, 31))).words() == "2005 to 2007"
    assert shifted(Days(first=date(2012, 2, 29), last=date(2012, 2, 29)), 1).first.day == 28


def test_the_main_period_is_the_nearest_one() -> None:
    text = "In 2010 there were 40; in 2012 there were 60"
    times = find_periods(text, None)
    assert main_period(times, text.index("60")) == year(2012)
    assert main_period((), 0) is None
