"""Acts of policy on the page: the calendar with its sentences, and what could be measured."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from tests.analysis.test_effects import series
from tests.invented import FakeBook, FakeView, document, statement

from concord.report.aftermath import gather_aftermath
from concord.report.desk import Desk

TEXT = "On Friday the Red River Front signed a truce with the province. Guns fell silent."


def view_with_a_truce(*, before: float = 0, after: float = 0) -> Any:
    doc = document(1, TEXT, published="2016-01-02")
    act = statement(
        1,
        doc,
        "the Red River Front signed a truce with the province",
        speaker_id="rrf",
        speaker_side="armed_group",
        voice="act",
        stance="supports",
        said=said_on(date(2016, 1, 1)),
    )
    held = {"documents": (doc,), "statements": (act,)}
    incidents = tuple(series(before=before, after=after)) if before else ()
    return FakeView(held={**held, "incidents": incidents})


def said_on(day: date) -> Any:
    from concord.model import When

    return When(first=day, last=day, precision="day", basis="explicit")


def gathered(view: Any) -> Any:
    return gather_aftermath(Desk(view, FakeBook()))  # type: ignore[arg-type] # reads like a book


def test_an_act_stands_in_the_calendar_with_the_sentence_that_reports_it() -> None:
    found = gathered(view_with_a_truce())
    row = found.calendar.rows[0].cells
    assert found.calendar.title == "1 dated act of policy, on 1 January 2016"
    assert row[0] == "1 January 2016"
    assert row[2] == "Talks with armed groups"
    assert row[3] == "Red River Front"
    assert "signed a truce with the province” (The Daily Test" in row[4]
    assert found.calendar.wide is not None


def test_without_months_on_both_sides_nothing_is_measured_and_nothing_drawn() -> None:
    found = gathered(view_with_a_truce())
    assert found.figure.title == "No act of policy has enough months on both sides to be measured"
    assert found.figure.wide is None
    assert found.figure.rows == ()


def test_an_act_with_months_enough_has_its_ratio_and_what_it_does_not_show() -> None:
    found = gathered(view_with_a_truce(before=6, after=3))
    cells = [row.cells for row in found.figure.rows]
    assert [each[1] for each in cells] == ["of its parties", "all"]
    assert float(cells[0][5].split()[0]) == pytest.approx(0.5, abs=0.2)
    assert any("no experiment" in check for check in found.figure.checks)
    assert found.figure.wide is not None


def test_an_empty_record_has_neither() -> None:
    found = gathered(FakeView())
    assert found.calendar.wide is None
    assert found.calendar.title == "No dated act of policy is known"
    assert found.figure.wide is None


def test_the_calendar_is_cut_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("concord.report.aftermath.MOST_LISTED", 0)
    assert "1 later acts are in the data only." in gathered(view_with_a_truce()).calendar.checks


def test_names_of_private_people_are_hidden_in_the_data_too() -> None:
    view = view_with_a_truce()
    held = dict(view.held)
    private = replace(
        held["statements"][0], speaker_id=None, speaker_side=None, speaker_name=None,
        speaker="Amina Gul",
    )  # fmt: skip
    held["statements"] = (private,)
    found = gathered(replace(view, held=held))
    assert all("Amina" not in cell for row in found.calendar.rows for cell in row.cells)
