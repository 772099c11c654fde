from __future__ import annotations

from datetime import date

import pytest

from concord.coding import times

FRIDAY = date(2024, 5, 10)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("March-April 2023", "2023-03-01", "2023-04-30"),
        ("from 2022 onwards", "2022-01-01", "2024-05-10"),
        ("after 2020", "2021-01-01", "2024-05-10"),
        ("the night from Thursday to Friday", "2024-05-09", "2024-05-10"),
        ("Thursday-Friday night", "2024-05-09", "2024-05-10"),
        ("the 2022-23 fiscal year", "2022-01-01", "2023-12-31"),
        ("Q1 2024", "2024-01-01", "2024-03-31"),
        ("H2 2023", "2023-07-01", "2023-12-31"),
        ("in winter", "2023-12-01", "2024-02-29"),
        ("the early hours of Sunday", "2024-05-05", "2024-05-05"),
        ("Friday two weeks ago", "2024-04-26", "2024-04-26"),
        ("May of that year", "2024-05-01", "2024-05-31"),
        ("until June", "2024-06-01", "2024-06-30"),
        ("from May 6 to June 2", "2024-05-06", "2024-06-02"),
        ("between May 6 and June 2", "2024-05-06", "2024-06-02"),
        ("from December 28 to January 3", "2023-12-28", "2024-01-03"),
        ("from November to February", "2023-11-01", "2024-02-29"),
        ("a Thursday in October 2018", "2018-10-01", "2018-10-31"),
        ("the last Thursday of October 2018", "2018-10-25", "2018-10-25"),
        ("the first Sunday of October 2018", "2018-10-07", "2018-10-07"),
        ("one Sunday in 2018", "2018-01-01", "2018-12-31"),
    ],
)
def test_ranges_and_open_ranges_are_read(text: str, first: str, last: str) -> None:
    when = times.resolve(text, reference=FRIDAY)
    assert (str(when.first), str(when.last)) == (first, last)


@pytest.mark.parametrize("text", ["Before 2020 it was calm.", "It was calm prior to 2020."])
def test_what_lies_before_a_year_has_no_days(text: str) -> None:
    (when,) = times.find(text, published=FRIDAY)
    assert (when.first, when.kind) == (None, "vague")


def test_before_what_a_year_names_is_not_before_the_year() -> None:
    (when,) = times.find("It was calm before 2020's vote.", published=FRIDAY)
    assert str(when.first) == "2020-01-01"


def test_a_winter_that_has_begun_is_this_winter() -> None:
    assert str(times.resolve("this winter", reference=date(2024, 1, 9)).first) == "2023-12-01"


def test_single_expressions_are_apart_where_timex3_has_two() -> None:
    text = "Raids on April 24 and 25 and on 3 and 4 May 2019."
    found = times.expressions(text, published=date(2019, 6, 1))
    assert [(one.text, one.value) for one in found] == [
        ("April 24", "2019-04-24"),
        ("25", "2019-04-25"),
        ("3", "2019-05-03"),
        ("4 May 2019", "2019-05-04"),
    ]
    assert len(times.find(text, published=date(2019, 6, 1))) == 2


def test_a_part_of_a_year_with_a_value_of_its_own_is_one_expression() -> None:
    text = "In the first six months of 2019 and the first nine months of 2018."
    found = times.expressions(text, published=date(2020, 6, 1))
    assert [one.value for one in found] == ["2019-H1", "P9M", "2018"]


def test_a_month_that_leads_a_noun_is_read() -> None:
    (when,) = times.find("The March attack killed two.", published=date(2019, 6, 1))
    assert str(when.first) == "2019-03-01"
    assert times.find("The march of the May family.", published=date(2019, 6, 1)) == ()


def test_the_following_month_follows_the_one_named() -> None:
    text = "In March 2019 raiders burnt a mill; the following month they came again."
    assert str(times.find(text, published=date(2020, 6, 1))[-1].first) == "2019-04-01"


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("January to March saw forty raids.", "2024-01-01", "2024-03-31"),
        ("Ten fell January through March.", "2024-01-01", "2024-03-31"),
        ("The March-May season was calm.", "2024-03-01", "2024-05-31"),
        ("Between late 2020 and early 2021, raids doubled.", "2020-09-01", "2021-04-30"),
        ("Between mid-March and late April raids doubled.", "2024-03-11", "2024-04-30"),
        ("The curfew held Monday to Wednesday.", "2024-05-06", "2024-05-08"),
        ("In the four months to April ten fell.", "2024-01-01", "2024-04-30"),
        ("In the year to September 2023 ten fell.", "2022-10-01", "2023-09-30"),
        ("In the two weeks to 5 May ten fell.", "2024-04-22", "2024-05-05"),
        ("From 2018 to date ninety fell.", "2018-01-01", "2024-05-10"),
        ("Shots fell from 7am to 3pm on Sunday.", "2024-05-05", "2024-05-05"),
        ("Gunmen came between Saturday night and Sunday morning.", "2024-05-04", "2024-05-05"),
    ],
)
def test_ranges_have_both_ends(text: str, first: str, last: str) -> None:
    (when,) = times.find(text, published=date(2024, 5, 10))
    assert (str(when.first), str(when.last)) == (first, last)


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("They came in March 2004, and rebels that December.", "2004-12-01"),
        ("They came in March 2004, and rebels the following March.", "2005-03-01"),
    ],
)
def test_a_month_may_be_told_from_another(text: str, first: str) -> None:
    assert str(times.find(text, published=FRIDAY)[-1].first) == first
