"""Codes, days, ranges and scopes in words."""

from __future__ import annotations

from datetime import date

import pytest

from concord.codebook.tolls import Range
from concord.model import Location, Scope, When
from concord.report import words


@pytest.mark.parametrize(
    ("low", "best", "high", "said"),
    [
        (4, 4, 4, "4"),
        (3, 5, 8, "5 (3 to 8)"),
        (7, 7, None, "at least 7"),
        (5, 7, None, "7 (5 to 7 or more)"),
        (None, None, None, words.UNKNOWN),
        (0, 0, 0, "0"),
        (1000, 1200, 1500, "1,200 (1,000 to 1,500)"),
    ],
)
def test_ranges(low: int | None, best: int | None, high: int | None, said: str) -> None:
    assert words.say_range(low, best, high) == said


@pytest.mark.parametrize(
    ("low", "best", "high", "said"),
    [
        (4, 4, 4, "4 killed"),
        (3, 5, 8, "3 to 8 killed"),
        (13, 50, 50, "13 to 50 killed"),
        (13, 50, None, "13 to 50 or more killed"),
        (7, 7, None, "at least 7 killed"),
        (1000, 1200, 1200, "1,000 to 1,200 killed"),
        (None, None, None, "killed: no figure"),
    ],
)
def test_the_killed_of_an_incident_as_a_sentence_has_them(
    low: int | None, best: int | None, high: int | None, said: str
) -> None:
    assert words.say_killed(Range(low, best, high)) == said


def test_a_sum_with_an_open_part_says_or_more() -> None:
    assert words.say_sum(10, 12, 12, open_ended=1) == "12 (10 to 12 or more)"
    assert words.say_sum(12, 12, 12, open_ended=1) == "12 or more"
    assert words.say_sum(10, 12, 14, open_ended=0) == "12 (10 to 14)"


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        ("2014-03-03", "2014-03-03", "3 March 2014"),
        ("2014-03-01", "2014-03-31", "March 2014"),
        ("2014-02-01", "2014-02-28", "February 2014"),
        ("2014-01-01", "2014-12-31", "2014"),
        ("2014-01-01", "2015-12-31", "2014 to 2015"),
        ("2014-03-03", "2014-03-05", "3 March 2014 to 5 March 2014"),
        ("2014-03-01", "2014-03-29", "1 March 2014 to 29 March 2014"),
    ],
)
def test_days(first: str, last: str, said: str) -> None:
    assert words.say_days(date.fromisoformat(first), date.fromisoformat(last)) == said


def test_what_is_only_relative_keeps_the_words_of_the_text() -> None:
    when = When(first=None, last=None, precision="unknown", basis="unresolved", text="last Friday")
    assert words.say_when(when) == "“last Friday”, date not resolved"
    assert words.say_when(None) == "date not known"


def test_a_place_repeats_no_name() -> None:
    place = Location(text="x", name="Quetta", admin2="Quetta", admin1="Balochistan", country="PK")
    assert words.say_place(place, "Pakistan") == "Quetta, Balochistan, Pakistan"
    assert words.say_place(None) == "place not known"


def test_a_scope_names_only_the_filters_that_are_set() -> None:
    assert words.say_scope(Scope()) == "the whole record, no filter"
    scope = Scope(since=date(2023, 1, 1), types=("suicide_bombing",), datasets=("own", "ged"))
    assert words.say_scope(scope) == (
        "from 1 January 2023; types: suicide bombing; data sets: own, ged"
    )


def test_published_numbers_are_said_as_written() -> None:
    assert words.say_value(69.0, "percent") == "69%"
    assert words.say_value(1521.0) == "1,521"
    assert words.say_value(2.5, "attacks") == "2.5 attacks"
    assert words.say_value(None) == words.UNKNOWN
    assert words.say_value(82.0, "percent (over)") == "over 82%"
    assert words.say_value(5, "people (at least; one event)") == "at least 5 people"
    assert words.say_value(3, "bodies (one event)") == "3 bodies"


def test_what_a_number_measures_is_said_without_its_unit() -> None:
    assert words.say_measure("change_pct") == "change"
    assert words.say_measure("militants_killed") == "militants killed"


@pytest.mark.parametrize(
    ("published", "said"),
    [
        ("2015-12-14", "14 December 2015"),
        ("2015-12", "December 2015"),
        ("2015", "2015"),
        ("soon", "undated"),
        ("2015-13", "undated"),
        (None, "undated"),
    ],
)
def test_a_publication_is_said_as_far_as_it_is_known(published: str | None, said: str) -> None:
    assert words.say_published(published) == said
