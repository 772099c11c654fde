"""Rates per 100,000 inhabitants a year, by a table of populations."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from tests.invented import BRIDGE, QUETTA, FakeView, document, event, incident, when

from concord.analysis import Populations, rates, read_populations, records
from concord.analysis.rates import PopulationTableError, UnknownUnitError
from concord.model import Scope

if TYPE_CHECKING:
    from pathlib import Path

DOC = document(1, "Two died here.")
BASE = event(DOC, words="Two died", killed=(2, 3))
PEOPLE = Populations(known={"balochistan": {2010: 1_000_000, 2020: 2_000_000}})


def view(*days: tuple[int, int, int], scope: Scope | None = None, **fields: Any) -> Any:
    found = [
        incident(
            replace(BASE, id=f"e{n}", happened=(when(*day),), **{"places": (QUETTA,)} | fields)
        )
        for n, day in enumerate(days)
    ]
    return FakeView(held={"incidents": tuple(found)}, scope=scope or Scope())


def test_a_rate_is_incidents_by_inhabitants_and_years() -> None:
    """365.2425 days a year: 2 incidents of 2015 among 1.5 million people."""
    row = records(rates(view((2015, 1, 1), (2015, 6, 1)), PEOPLE))[0]
    assert row["population"] == 1_500_000
    assert row["incidents_per_100000_a_year"] == pytest.approx(2 / 15, abs=0.001)
    assert row["killed_per_100000_a_year"] == pytest.approx(4 / 15, abs=0.001)
    assert row["killed_high_per_100000_a_year"] == pytest.approx(6 / 15, abs=0.001)
    assert row["incidents_per_month"] == pytest.approx(2 / 12, abs=0.01)


def test_a_period_that_the_scope_cuts_short_is_as_long_as_what_is_left() -> None:
    half = Scope(since=date(2015, 1, 1), until=date(2015, 6, 30))
    row = records(rates(view((2015, 1, 1), scope=half), PEOPLE))[0]
    whole = records(rates(view((2015, 1, 1)), PEOPLE))[0]
    assert float(str(row["incidents_per_month"])) == pytest.approx(
        float(str(whole["incidents_per_month"])) * 365 / 181, abs=0.01
    )


def test_years_outside_the_table_are_carried_and_said() -> None:
    finding = rates(view((2025, 1, 1)), PEOPLE)
    assert records(finding)[0]["population"] == 2_000_000
    assert "Years outside the table take the nearest stated population: Balochistan." in (
        finding.checks
    )


def test_a_population_without_a_year_holds_for_all() -> None:
    people = Populations(known={"balochistan": {0: 500_000}})
    finding = rates(view((2015, 1, 1)), people)
    assert records(finding)[0]["population"] == 500_000
    assert not any("outside" in check for check in finding.checks)


def test_a_place_that_the_table_lacks_has_no_rate() -> None:
    finding = rates(view((2015, 1, 1), places=(BRIDGE,)), PEOPLE)
    assert records(finding)[0]["incidents_per_100000_a_year"] is None
    assert finding.checks[0] == "No population in the table for Punjab: no rate."
    assert finding.title == "No province with incidents has a population in the table"


def test_an_incident_known_to_no_province_is_in_no_rate() -> None:
    finding = rates(view((2015, 1, 1), places=()), PEOPLE)
    assert finding.rows == ()
    assert "1 incident known to no province, in no rate." in finding.checks


def test_a_table_is_read_with_thousands_and_any_case(tmp_path: Path) -> None:
    file = tmp_path / "people.csv"
    file.write_text('place,year,population\nSindh,2017,"47,854,510"\n', encoding="utf-8")
    assert read_populations(file).at("SINDH", 2017) == 47_854_510
    assert read_populations(file).at("Punjab", 2017) is None


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("province,people\nSindh,5\n", "no columns place and population"),
        ("place,population\nSindh,many\n", "line 2"),
        ("place,population\nSindh,0\n", "line 2"),
        ("place,population\nSindh,nan\n", "line 2"),
        ("place,year,population\nSindh,soon,5\n", "line 2"),
        ("place,population\n,5\n", "line 2"),
    ],
)
def test_a_table_that_cannot_be_read_says_where(tmp_path: Path, text: str, why: str) -> None:
    file = tmp_path / "people.csv"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(PopulationTableError, match=why):
        read_populations(file)


def test_only_places_have_a_population() -> None:
    with pytest.raises(UnknownUnitError, match="country, province, district"):
        rates(view((2015, 1, 1)), PEOPLE, by="type")  # type: ignore[arg-type] # what is tested
