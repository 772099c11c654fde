"""Which times of a text may date a happening; published Friday, 16 March 2018."""

from __future__ import annotations

import pytest

from concord.coding import dating
from concord.model import Document, When


def document(text: str, published: str | None = "2018-03-16") -> Document:
    return Document(id="d", text=text, source="s", text_hash="h", published=published)


def told(text: str, published: str | None = "2018-03-16") -> list[tuple[str, str]]:
    return [(str(w.first), str(w.last)) for w in dating.find(document(text, published), ())[0]]


def test_a_day_counted_from_another_dates_what_it_is_counted_from() -> None:
    text = "Bodies were found on Friday, two days after raiders burnt the village."
    assert told(text) == [("2018-03-16", "2018-03-16"), ("2018-03-14", "2018-03-14")]


def test_the_day_that_is_counted_from_may_follow() -> None:
    text = "A day after a bomb killed five at the mill, gunmen on Thursday shot the miller."
    assert told(text) == [("2018-03-14", "2018-03-14"), ("2018-03-15", "2018-03-15")]


def test_nothing_is_counted_from_another_sentence() -> None:
    text = "Two days after the blast the mill was closed. The miller left on Thursday."
    assert told(text) == [("2018-03-15", "2018-03-15")]


def test_an_attack_that_comes_after_another_counts_from_what_the_text_tells() -> None:
    text = "Raiders burnt the mill on Wednesday. The attack came two days after a blast at the dam."
    assert told(text) == [("2018-03-14", "2018-03-14"), ("2018-03-12", "2018-03-12")]


def test_what_goes_on_for_the_second_day_on_thursday_is_told_of_thursday() -> None:
    text = "Shells hit the village for the second consecutive day on Thursday."
    assert told(text) == [("2018-03-15", "2018-03-15")]


def test_the_evening_before_is_counted_from_the_day_named() -> None:
    text = "The mill was empty on Thursday after the blast of the evening before. It shut at noon."
    days = [("2018-03-15", "2018-03-15"), ("2018-03-14", "2018-03-14"), ("2018-03-15",) * 2]
    assert told(text) == days


def test_an_hour_belongs_to_what_happened_and_not_to_what_was_said() -> None:
    text = "Raiders came on Tuesday. Four died, a minister said on Thursday. It began at 8pm."
    assert told(text)[-1] == ("2018-03-13", "2018-03-13")


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("The siege of the camp went into a second day on Thursday.", "2018-03-14"),
        ("Shelling continued for a third consecutive day.", "2018-03-14"),
    ],
)
def test_what_goes_into_another_day_began_before(text: str, first: str) -> None:
    assert first in [begun for begun, _ in told(text)]


def test_what_ended_on_one_day_and_began_on_another_went_on_between() -> None:
    text = "The stand-off at the mill ended on Thursday. Two were killed. It began on Monday."
    assert ("2018-03-12", "2018-03-15") in told(text)


def test_since_a_day_of_this_week_dates_and_since_a_year_does_not() -> None:
    (when,) = dating.find(document("They have fired 300 rounds since Wednesday evening."), ())[0]
    assert (when.kind, str(when.first), str(when.last)) == ("time", "2018-03-14", "2018-03-16")
    (when,) = dating.find(document("Eleven have been killed since 2007."), ())[0]
    assert when.kind == "duration"


def test_the_day_on_which_somebody_spoke_is_kept_apart() -> None:
    text = "Raiders burnt the mill on Tuesday, the mayor told reporters on Thursday."
    days, reported = dating.find(document(text), ())
    assert [str(w.first) for w in days] == ["2018-03-13"]
    assert [str(w.first) for w in reported] == ["2018-03-15"]


def test_a_month_of_publication_dates_to_the_month() -> None:
    assert told("Raiders burnt the mill on Tuesday.", "2018-03") == [("2018-02-27", "2018-03-27")]
    assert told("Raiders burnt the mill on Tuesday.", None) == [("None", "None")]


def test_a_day_that_lies_ahead_dates_nothing() -> None:
    found: tuple[When, ...] = dating.find(document("A strike is planned for Monday."), ())[0]
    assert found == ()


def test_a_night_of_two_days_dates_by_the_later() -> None:
    text = "The army said that on the night of 11/12 March it raided the mill."
    assert told(text) == [("2018-03-12", "2018-03-12")]
    assert told("The mill burned on the night of 11 and 12 March.") == [
        ("2018-03-12", "2018-03-12")
    ]
