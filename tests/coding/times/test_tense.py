"""Whether a time without a year lies behind or ahead; published Thursday, 30 October 2014."""

from __future__ import annotations

from datetime import date

import pytest

from concord.coding import times

PUBLISHED = date(2014, 10, 30)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("The curfew was extended to Nov. 16.", "2014-11-16"),
        ("The hearing was adjourned until Nov. 20.", "2014-11-20"),
        ("Another jirga is to be held on November 12.", "2014-11-12"),
        ("The court has given the ministry until Tuesday.", "2014-11-04"),
        ("He was ordered to appear in court on Monday.", "2014-11-03"),
        ("He was shot on Monday.", "2014-10-27"),
        ("The jirga was held on November 12.", "2013-11-12"),
        ("They were arrested late on Tuesday.", "2014-10-28"),
    ],
)
def test_the_clause_says_whether_a_day_is_past(text: str, day: str) -> None:
    assert [str(when.first) for when in times.find(text, published=PUBLISHED)] == [day]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("The accord may be signed on March 12.", "2018-03-12"),
        ("A March 3 hearing has been scheduled.", "2018-03-03"),
        ("The talks begin on Monday.", "2018-02-26"),
        ("On Monday, the League of Marzabad Elders will meet.", "2018-02-26"),
        ("The firm said it is calling in its bonds on April 2.", "2018-04-02"),
        ("On Monday, police said the town will be shut.", "2018-02-19"),
        ("The talks began on Monday.", "2018-02-19"),
        ("He may have been shot on Monday.", "2018-02-19"),
    ],
)
def test_what_is_fixed_beforehand_lies_ahead(text: str, first: str) -> None:
    (when,) = times.find(text, published=date(2018, 2, 22))
    assert str(when.first) == first


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Shops in the old town stay closed until Monday.", "2018-02-26"),
        ("The council has decided to open the road on Monday.", "2018-02-26"),
        ("Both elders meet separately Monday in the valley.", "2018-02-26"),
        ("Ahead of the visit, the ministry on Monday issued a warning.", "2018-02-19"),
        ("Until Monday, they had not named a suspect.", "2018-02-19"),
        ("A mill was seized by Gen. Arok on Monday.", "2018-02-19"),
        ("The judge erred by setting a March 14 return date.", "2018-03-14"),
    ],
)
def test_what_lasts_or_was_decided_lies_ahead_and_what_was_done_behind(text: str, day: str) -> None:
    (when,) = times.find(text, published=date(2018, 2, 22))
    assert str(when.first) == day


def test_the_previous_weekday_is_the_one_before_the_named() -> None:
    text = "Twelve raids on Monday compare with five on the previous Monday."
    found = times.find(text, published=date(2018, 2, 22))
    assert [str(when.first) for when in found] == ["2018-02-19", "2018-02-12"]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Two soldiers died this Saturday in a blast.", "2018-02-17"),
        ("The vote takes place this Saturday.", "2018-02-24"),
        ("By Wednesday evening, rescuers had recovered ten.", "2018-02-21"),
        ("By Wednesday, they must leave.", "2018-02-28"),
        ("Shooting carried on until Wednesday.", "2018-02-21"),
    ],
)
def test_this_day_and_the_end_of_a_fight_may_lie_behind(text: str, day: str) -> None:
    (when,) = times.find(text, published=date(2018, 2, 22))
    assert str(when.first) == day
