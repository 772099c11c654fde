"""Counts per period of the invented record."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from tests.invented import FakeView, in_years

from concord.analysis import trends
from concord.analysis.trends import COLUMNS
from concord.model import Scope


def column(view: FakeView, name: str, **options: str) -> dict[object, object]:
    finding = trends(view, **options)  # type: ignore[arg-type] # a window by name
    at = COLUMNS.index(name)
    return {row[0]: row[at] for row in finding.rows}


def test_empty_months_stand_in_the_table(view: FakeView) -> None:
    counts = column(view, "incidents")
    assert len(counts) == 16
    assert {month: n for month, n in counts.items() if n} == {"2024-03": 1, "2024-04": 1}


def test_an_incident_known_to_the_year_is_only_possible_in_its_months(view: FakeView) -> None:
    assert column(view, "incidents_possible")["2023-07"] == 1
    assert column(view, "incidents")["2023-07"] == 0
    assert "1 incident dated too coarsely" in trends(view).checks[0]


def test_by_the_year_it_is_certain(view: FakeView) -> None:
    assert column(view, "incidents", window="year") == {"2023": 1, "2024": 2}
    assert trends(view, window="year").checks == ()


def test_tolls_carry_their_range(view: FakeView) -> None:
    row = dict(zip(COLUMNS, trends(view, window="year").rows[1], strict=True))
    assert (row["killed_low"], row["killed_best"], row["killed_high"]) == (7, 9, 9)
    assert row["open_ended"] == 1


def test_the_bounds_of_the_scope_are_part_of_the_answer(view: FakeView) -> None:
    scope = Scope(since=date(2022, 11, 1), until=date(2024, 6, 30))
    counts = column(replace(view, scope=scope), "incidents")
    assert next(iter(counts)) == "2022-11"
    assert list(counts)[-1] == "2024-06"


def test_titles_state_the_finding(view: FakeView) -> None:
    assert trends(view).title == "March 2024 and April 2024 have the most incidents: 1 each"
    assert trends(view, window="year").title == "2024 has the most incidents: 2"
    assert trends(FakeView()).title == "No dated incident to count by period"


def test_one_incident_of_long_ago_stands_before_the_timeline_and_is_told(view: FakeView) -> None:
    spread = in_years(view, 1951, 2019, 2020, 2021, 2023, 2025)
    counts = column(spread, "incidents")
    assert list(counts) == [str(year) for year in range(2019, 2026)]
    assert trends(spread).checks[0].startswith("1 incident before 2019 in no period")
    assert sum(int(str(n)) for n in counts.values()) == 5


def test_a_chosen_period_or_bound_has_the_old_ones_too(view: FakeView) -> None:
    spread = in_years(view, 1951, 2019, 2020, 2021, 2023, 2025)
    assert next(iter(column(spread, "incidents", window="year"))) == "1951"
    asked = replace(spread, scope=Scope(since=date(1950, 1, 1)))
    assert next(iter(column(asked, "incidents"))) == "1950"
    assert trends(asked).checks == ()
