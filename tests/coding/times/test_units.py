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
    assert (found.value, found.stretch) == (value, None)


@pytest.mark.parametrize(
    "text",
    ["A quarter of the town fled.", "About a quarter, of its posts", "The rate is 4.1987 now"],
)
def test_shares_and_decimals_are_no_times(text: str) -> None:
    assert [w for w in times.find(text, published=THURSDAY) if w.kind != "vague"] == []
