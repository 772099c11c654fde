"""Shares of perpetrators: over all, over attributed, with bounds."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.invented import FakeView

from concord.analysis import shares
from concord.analysis.groups import UnknownGroupingError
from concord.model import Attribution, Incident, Participant, TollFigure


def attributed(incident: Incident, *named: tuple[str, Attribution]) -> Incident:
    groups = tuple(Participant(text=n, name=n, attribution=level) for n, level in named)
    return replace(incident, facts=replace(incident.facts, perpetrators=groups))


def with_named(view: FakeView, *named: tuple[tuple[str, Attribution], ...]) -> FakeView:
    """Return the view with these perpetrators for its three counted incidents."""
    held = dict(view.held or {})
    plain = [attributed(i) for i in view.incidents()]
    for n, groups in enumerate(named):
        plain[n] = attributed(plain[n], *groups)
    return replace(view, held={**held, "incidents": tuple(plain)})


def test_bounds_give_a_group_none_or_all_of_the_unknown(view: FakeView) -> None:
    finding = shares(with_named(view, (("Front", "claimed"),), (("Brigade", "stated"),)))
    assert tuple(row[:7] for row in finding.rows) == (
        ("Brigade", "Brigade", 1, 0.5, 0.333333, 0.666667, 0),
        ("Front", "Front", 1, 0.5, 0.333333, 0.666667, 0),
    )


def test_a_group_that_is_only_blamed_is_not_counted_as_perpetrator(view: FakeView) -> None:
    finding = shares(with_named(view, (("Front", "blamed"),), (("Front", "suspected"),)))
    assert finding.rows[0][:7] == ("Front", "Front", 0, None, 0.0, 1.0, 2)
    assert len(finding.rows) == 1
    assert finding.title == "No counted incident is attributed to a named group"


def test_the_sides_of_a_clash_have_no_share(view: FakeView) -> None:
    assert shares(with_named(view, (("Front", "side"), ("Army", "side")))).rows == ()


def test_the_stronger_level_counts_once(view: FakeView) -> None:
    finding = shares(with_named(view, (("Front", "claimed"), ("Front", "blamed"))))
    assert finding.rows[0][2] == 1
    assert finding.rows[0][6] == 0


def test_joint_and_small_counts_are_warned_of(view: FakeView) -> None:
    checks = shares(with_named(view, (("Front", "claimed"), ("Brigade", "claimed")))).checks
    assert any("more than one group" in check for check in checks)
    assert any("read counts, not percents" in check for check in checks)


def test_a_denial_of_an_attributed_incident_is_said(view: FakeView) -> None:
    assert "1 attributed incident also denied by a group." in shares(view).checks


def test_nothing_to_share_out() -> None:
    assert shares(FakeView()).rows == ()


def test_an_unknown_grouping_says_what_is_known(view: FakeView) -> None:
    with pytest.raises(UnknownGroupingError, match="perpetrator, actor, country"):
        shares(view, by="weather")


def test_a_group_s_dead_keep_their_open_end_and_what_no_report_counts(view: FakeView) -> None:
    """One attack of the Front killed "at least 12"; of the other no report says how many."""
    both = with_named(view, (("Front", "claimed"),), (("Front", "claimed"),))
    least = TollFigure(
        effect="killed", victim_class="civilian", side="target", low=12, best=12, high=None
    )
    first, second, *rest = both.incidents()
    first = replace(first, facts=replace(first.facts, tolls=(least,)))
    second = replace(second, facts=replace(second.facts, tolls=()))
    held = {**dict(both.held or {}), "incidents": (first, second, *rest)}
    finding = shares(replace(both, held=held))
    row = dict(zip(finding.columns, finding.rows[0], strict=True))
    assert (row["killed_best"], row["open_ended"], row["unstated"]) == (12, 1, 1)
