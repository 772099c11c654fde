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
