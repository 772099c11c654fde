"""Where the level of counts changes, and how surely."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import numpy as np
from tests.invented import FakeView, document, event, incident

from concord.analysis import changes, records
from concord.analysis.changes import find_breaks
from concord.model import Incident, When

BASE = event(document(1, "Two died."), words="Two died", killed=(2, 2))


def happened(day: date, number: int) -> Incident:
    when = When(first=day, last=day, precision="day", basis="explicit")
    return incident(replace(BASE, id=f"e{number}", happened=(when,)))


def view_of(*by_month: int, first: int = 2020) -> FakeView:
    made = [
        happened(date(first + n // 12, n % 12 + 1, 3), 1000 * n + each)
        for n, count in enumerate(by_month)
        for each in range(count)
    ]
    return FakeView(held={"incidents": tuple(made)})


def rows(view: FakeView, **options: Any) -> list[dict[str, Any]]:
    return records(changes(view, **options))  # type: ignore[arg-type] # reads like a view


def test_a_lasting_rise_is_a_change_at_its_month() -> None:
    steady = [3, 4, 2, 3, 5, 3, 4, 3, 2, 4, 3, 3]
    found = rows(view_of(*steady, *(n + 12 for n in steady)))
    begun = [row for row in found if row["change"]]
    assert [row["period"] for row in begun] == ["2021-01"]
    assert begun[0]["stability"] == 1
    assert found[0]["level"] == 3.25
    assert begun[0]["level"] == 15.25


def test_noise_is_no_change() -> None:
    counts = np.random.default_rng(5).poisson(6, 60)
    finding = changes(view_of(*counts))  # type: ignore[arg-type] # reads like a view
    assert finding.title == "No change of level found"


def test_a_change_says_that_it_may_be_one_of_reporting() -> None:
    finding = changes(view_of(*[2] * 12, *[14] * 12))  # type: ignore[arg-type] # reads like a view
    assert finding.title.startswith("The level rose in January 2021, from 2.0 to 14.0")
    assert "a change in reporting looks the same" in finding.words


def test_few_periods_are_not_cut() -> None:
    finding = changes(view_of(1, 9, 1))  # type: ignore[arg-type] # reads like a view
    assert "at least 12 are needed" in finding.words
    assert changes(FakeView()).rows == ()  # type: ignore[arg-type] # reads like a view


def test_breaks_that_other_penalties_find_are_told_apart() -> None:
    generator = np.random.default_rng(1)
    counts = np.concatenate([generator.poisson(level, 20) for level in (4, 7, 20)]).astype(float)
    found = find_breaks(counts)
    assert any(chosen and stability == 1 for chosen, stability in found.values())
    assert all(0 < stability <= 1 for _, stability in found.values())
