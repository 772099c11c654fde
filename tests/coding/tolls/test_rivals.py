"""Two numbers of the same people in one sentence. All texts are invented."""

from __future__ import annotations

import pytest

from concord.coding.tolls import find


@pytest.mark.parametrize(
    "text",
    [
        "The district office said that three men were killed; the committee lists eight dead.",
        "The army counts 15 villagers killed, whereas the clergy buried six men killed there.",
    ],
)
def test_another_who_counts_gives_a_rival_number(text: str) -> None:
    assert [f.rival for f in find(text)] == [False, True]


def test_what_was_counted_at_first_is_superseded() -> None:
    told = {f.figure.low: f.figure.superseded for f in find("Police counted five dead at first.")}
    assert told == {5: True}


@pytest.mark.parametrize(
    "text",
    [
        "Police counted nine dead. The clinic had put the toll at 12 on Monday.",
        "The ministry counted nine dead. The party had put the number of dead at twelve.",
    ],
)
def test_what_somebody_had_put_it_at_is_superseded(text: str) -> None:
    told = {f.figure.low: f.figure.superseded for f in find(text)}
    assert told == {9: False, 12: True}
