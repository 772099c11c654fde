"""Shares by period: of the known, with bounds for the unknown."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from tests.invented import FakeView, document, event, incident, when

from concord.analysis import records, shares, shares_by_period
from concord.analysis.groups import UnknownGroupingError
from concord.model import Participant

BASE = event(document(1, "Two died here."), words="Two died", killed=(2, 2))


def by(*named: str, level: str = "claimed") -> tuple[Participant, ...]:
    return tuple(Participant(text=n, name=n, attribution=level) for n in named)  # type: ignore[arg-type] # a word


def view(*told: tuple[int, tuple[Participant, ...]]) -> Any:
    found = [
        incident(replace(BASE, id=f"e{n}", happened=(when(year, 3, 1),), perpetrators=people))
        for n, (year, people) in enumerate(told)
    ]
    return FakeView(held={"incidents": tuple(found)})


MIXED = view(
    (2020, by("Front")), (2020, by("Front")), (2020, by("Brigade")), (2020, ()),
    (2021, by("Brigade", "Front")),
)  # fmt: skip


def test_each_year_is_shared_out_by_itself() -> None:
    found = {
        (row["period"], row["group"]): (
            row["share_known"], row["share_all_low"], row["share_all_high"], row["share_killed"],
        )
        for row in records(shares_by_period(MIXED))
    }  # fmt: skip
    assert found["2020", "Front"] == (0.666667, 0.5, 0.75, 0.5)
    assert found["2020", "Brigade"] == (0.333333, 0.25, 0.5, 0.25)
    assert found["2021", "Front"] == found["2021", "Brigade"] == (1.0, 1.0, 1.0, 1.0)


def test_one_period_says_what_shares_says() -> None:
    one = view((2020, by("Front")), (2020, by("Brigade")), (2020, ()))
    series = {row["group"]: row["share_known"] for row in records(shares_by_period(one))}
    whole = {row["actor"]: row["share_attributed"] for row in records(shares(one))}
    assert series == whole


def test_small_periods_and_joint_incidents_are_said() -> None:
    checks = shares_by_period(MIXED).checks
    assert checks == (
        "2 periods with fewer than 20 incidents whose group is known: read counts, not percents.",
        "1 incident counted in more than one group.",
    )


def test_titles_state_the_finding() -> None:
    assert shares_by_period(MIXED).title == "Brigade has the largest share in 1 of 2 years"
    empty: Any = FakeView()
    assert shares_by_period(empty).rows == ()


def test_an_unknown_grouping_says_what_is_known() -> None:
    with pytest.raises(UnknownGroupingError, match="perpetrator, actor, country"):
        shares_by_period(MIXED, by="weather")
