"""Dates in figures; published on Friday, 10 May 2024."""

from __future__ import annotations

from datetime import date

import pytest

from concord.coding import times

PUBLISHED = date(2024, 5, 10)


@pytest.mark.parametrize("text", ["2024-05-03", "2024/05/03", "2024.05.03", "03.05.2024"])
def test_figures_with_the_year_in_front_or_full_stops_say_their_order(text: str) -> None:
    (when,) = times.find(f"Raiders came on {text}.", published=PUBLISHED)
    assert (str(when.first), when.basis) == ("2024-05-03", "explicit")


def test_two_orders_are_possible_with_strokes_only() -> None:
    (when,) = times.find("Raiders came on 03/05/2024.", published=PUBLISHED)
    assert when.first is None
    customs = times.Customs(order="mdy")
    (when,) = times.find("Raiders came on 03.05.2024.", published=PUBLISHED, customs=customs)
    assert str(when.first) == "2024-03-05"


@pytest.mark.parametrize("text", ["2024-13-03", "31.02.2024", "2024.05-03 of the table"])
def test_days_that_no_calendar_has_are_no_dates(text: str) -> None:
    assert all(when.precision != "day" for when in times.find(text, published=PUBLISHED))
