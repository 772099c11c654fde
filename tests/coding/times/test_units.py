from __future__ import annotations

from datetime import date

import pytest

from concord.coding import times

THURSDAY = date(2018, 2, 22)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("two or three weeks ago", "2018-02-05", "2018-02-11"),
        ("a week or so ago", "2018-02-12", "2018-02-18"),
        ("a couple of months ago", "2017-12-01", "2017-12-31"),
        ("the previous week", "2018-02-12", "2018-02-18"),
        ("later this month", "2018-02-01", "2018-02-28"),
    ],
)
def test_counted_units_are_as_coarse_as_their_unit(text: str, first: str, last: str) -> None:
    when = times.resolve(text, reference=THURSDAY)
    assert (str(when.first), str(when.last)) == (first, last)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("It held for the past five trading days.", "P5D"),
        ("It fell for two consecutive quarters of the war.", "P2Q"),
        ("It will last over the next couple of years.", "P2Y"),
        ("The road will one day be rebuilt.", "FUTURE_REF"),
        ("It has grown in recent years.", "PAST_REF"),
        ("It is safe for the time being.", "PRESENT_REF"),
        ("Prayers are held on Tuesday nights.", "XXXX-WXX-2TNI"),
    ],
)
def test_lengths_and_vague_times_have_their_values(text: str, value: str) -> None:
    (found,) = times.expressions(text, published=THURSDAY)
    assert found.value == value
    assert found.kind != "date"


@pytest.mark.parametrize(
    "text",
    ["A quarter of the town fled.", "About a quarter, of its posts", "The rate is 4.1987 now"],
)
def test_shares_and_decimals_are_no_times(text: str) -> None:
    assert [w for w in times.find(text, published=THURSDAY) if w.kind != "vague"] == []


@pytest.mark.parametrize(
    ("text", "first", "last", "kind"),
    [
        ("over the past three days", "2018-02-19", "2018-02-22", "duration"),
        ("in the last 24 hours", "2018-02-21", "2018-02-22", "duration"),
        ("the next two months", "2018-02-22", "2018-04-22", "duration"),
        ("over the past decade", "2008-02-22", "2018-02-22", "duration"),
        ("the last fortnight", "2018-02-08", "2018-02-22", "duration"),
        ("in the past week", "2018-02-15", "2018-02-22", "date"),
        ("in the last week", "2018-02-15", "2018-02-22", "date"),
        ("in the past year", "2017-02-22", "2018-02-22", "date"),
    ],
)
def test_lengths_up_to_publication_have_their_days(
    text: str, first: str, last: str, kind: str
) -> None:
    when = times.resolve(text, reference=THURSDAY)
    assert (str(when.first), str(when.last), when.kind) == (first, last, kind)


def test_a_length_does_not_become_the_day_that_later_counts_from() -> None:
    text = "A mill burned on February 19, ten in the last 24 hours. Two days later it rained."
    assert str(times.find(text, published=THURSDAY)[-1].first) == "2018-02-21"


def test_a_month_is_counted_back_to_a_day_that_it_has() -> None:
    when = times.resolve("the past three months", reference=date(2018, 5, 31))
    assert when.first == date(2018, 2, 28)
