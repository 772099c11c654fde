"""Totals of the invented record, and what is counted apart."""

from __future__ import annotations

from dataclasses import replace

from tests.invented import FakeView

from concord.analysis import apart, totals


def test_totals_carry_low_best_high_and_what_is_open(view: FakeView) -> None:
    finding = totals(view)
    rows = {row[0]: row[1:] for row in finding.rows}
    assert rows["incidents"] == (3, 3, 3, 0, 0, 0, 3)
    # Quetta 5 to at least 7, the bridge 2, Sindh 3.
    assert rows["killed"] == (10, 12, 12, 1, 0, 0, 3)
    assert finding.title == "3 incidents counted, 12 (10 to 12 or more) killed"
    assert "1 incident with an open-ended figure" in finding.checks[0]
    assert "1 incident with sources that disagree on a field." in finding.checks
    assert finding.definition
    assert finding.run == "r0123456789ab"


def test_a_toll_by_a_party_alone_is_said(view: FakeView) -> None:
    (first, *rest) = view.incidents()
    tolls = tuple(replace(toll, party=True) for toll in first.facts.tolls)
    party = replace(first, facts=replace(first.facts, tolls=tolls))
    held = {**(view.held or {}), "incidents": (party, *rest)}
    finding = totals(replace(view, held=held))
    assert "1 incident whose dead are counted by a party to the fight alone." in finding.checks


def test_what_the_rule_leaves_out_is_counted_apart(view: FakeView) -> None:
    assert apart(view).rows == (("state_action", "actual", 1),)


def test_an_empty_view_has_totals_of_nothing() -> None:
    finding = totals(FakeView(run=None))
    assert finding.rows[0] == ("incidents", 0, 0, 0, 0, 0, 0, 0)
    assert finding.run is None
    assert apart(FakeView()).rows == ()
