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
