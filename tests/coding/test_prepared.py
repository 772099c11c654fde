"""What a text is prepared to: read at once, or when it is first asked for, always the same."""

from __future__ import annotations

import copy
from dataclasses import replace
from unittest.mock import patch

import pytest
from tests.coding.reports import BOOK, report

from concord.coding import actors, code, get_engine, prepare

NEWS = "Gunmen killed three traders in Quetta on Monday. The minister condemned the attack."
POLICY = "The minister said the government would hold talks with the Taliban. Nobody answered."


def test_readings_are_made_once_and_when_they_are_asked_for() -> None:
    with patch.object(actors, "find", wraps=actors.find) as find:
        prepared = prepare(report(NEWS), BOOK)
        assert [NEWS[s.start : s.end][:7] for s in prepared.sentences] == ["Gunmen ", "The min"]
        assert not find.called
        assert [a.text for a in prepared.actors if a.nature == "armed"] == ["Gunmen"]
        calls = find.call_count
        assert prepared.places[0].text == "Quetta"
        assert find.call_count == calls


@pytest.mark.parametrize(
    "head",
    [
        "PESHAWAR/LANDI KOTAL: ",
        "BUTEMBO (DR Congo), March 29 - ",
        "Pemba, Mozambique - ",
        "Raipur: ",
    ],
)
def test_a_text_may_begin_with_where_and_when_it_was_written(head: str) -> None:
    (dateline,) = prepare(report(f"{head}Gunmen killed three traders."), BOOK).datelines
    assert (dateline.start, dateline.end) == (0, len(head))


def test_a_text_that_tells_of_no_happening_is_not_searched_for_actors_and_places() -> None:
    with patch.object(actors, "find", wraps=actors.find) as find:
        coding = next(code([report(POLICY)], BOOK))
        assert coding.statements
        assert not coding.events
        assert not find.called


def test_readings_are_the_same_whoever_asks_first() -> None:
    one, other = prepare(report(NEWS), BOOK), prepare(report(NEWS), BOOK)
    assert other.clauses
    assert one == other
    assert copy.copy(prepare(report(NEWS), BOOK)).whens == one.whens
    assert replace(prepare(report(NEWS), BOOK), places=()).actors == one.actors
    read = get_engine("rules").read([prepare(report(NEWS), BOOK)], BOOK)
    assert read == get_engine("rules").read([one], BOOK)


def test_a_name_that_no_reading_has_is_a_fault() -> None:
    with pytest.raises(AttributeError):
        _ = prepare(report(NEWS), BOOK).weather  # type: ignore[attr-defined] # what is tested
