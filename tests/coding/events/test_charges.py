"""What somebody is held or tried for is history, and the day of the law is not its day."""

from __future__ import annotations

import pytest
from tests.coding.reports import events

from concord.coding.events.charges import charge_before


@pytest.mark.parametrize(
    ("before", "charged"),
    [
        ("Police arrested two men in connection with the ", True),
        ("A court on Thursday handed down life terms to two men for their role in the ", True),
        ("Three convicts, found guilty of ", True),
        ("They took into custody a man wanted in the ", True),
        ("Police arrested four men on Monday after gunmen ", False),
        ("Gunmen whom police wanted ", False),
        ("A court was closed. Gunmen stood trial of strength and ", False),
    ],
)
def test_words_of_the_law_make_a_charge(before: str, charged: bool) -> None:  # noqa: FBT001 - pytest passes it
    assert (charge_before(len(before), f"{before}killing") is not None) == charged


def test_the_day_of_a_sentence_is_not_that_of_the_crime() -> None:
    found = events(
        "A court in Lahore on Monday jailed two men for their role in the bombing of a market in "
        "Multan that killed nine people in March 2019."
    )
    (bombing,) = [event for event in found if event.type == "bombing"]
    assert bombing.background
    assert [str(when.first) for when in bombing.happened[:1]] == ["2019-03-01"]


def test_a_time_in_an_aside_is_of_the_aside() -> None:
    (shot,) = events(
        "Karim Gul, who led a village patrol in 2009, was shot dead by gunmen in Swat on Tuesday."
    )
    assert not shot.background
    assert shot.happened[0].precision == "day"
