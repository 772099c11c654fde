"""Sums of toll ranges: what is added, what is said to be missing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from concord.analysis.measures import Sum, add_ranges, counted, plural
from concord.codebook.tolls import Range

if TYPE_CHECKING:
    from tests.invented import FakeView


def test_bounds_are_summed_each_on_its_own() -> None:
    total = add_ranges([Range(1, 2, 4), Range(3, 3, 3)])
    assert total == Sum(low=4, best=5, high=7, open_ended=0, unstated=0, parts=2)


def test_an_open_figure_adds_what_it_states_and_is_counted() -> None:
    total = add_ranges([Range(7, 7, None), Range(1, 1, 1)])
    assert (total.low, total.best, total.high, total.open_ended) == (8, 8, 8, 1)


def test_nothing_said_is_not_zero() -> None:
    total = add_ranges([Range(), Range(0, 0, 0)])
    assert (total.best, total.unstated, total.parts) == (0, 1, 2)


def test_only_what_the_rule_admits_is_counted(view: FakeView) -> None:
    assert [each.incident.facts.category for each in counted(view)] == ["militant_attack"] * 3


def test_nouns_follow_their_number() -> None:
    assert plural(1, "incident") == "1 incident"
    assert plural(1204, "incident") == "1,204 incidents"
    assert plural(2, "person", "people") == "2 people"
