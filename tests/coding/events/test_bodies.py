"""Who was abducted and found dead was abducted once, on the day on which he was taken."""

from __future__ import annotations

from tests.coding.reports import events


def test_a_body_found_is_the_end_of_the_abduction() -> None:
    (taken,) = events(
        "The body of an abducted trooper was found near Tank on Tuesday. He was abducted by "
        "militants from a bus in Tank on February 12."
    )
    assert (taken.type, str(taken.happened[0].first)) == ("kidnapping", "2024-02-12")
    assert not taken.background


def test_another_abduction_on_an_earlier_day_elsewhere_is_another() -> None:
    found = events(
        "Three teachers were abducted in Tank on Monday. Two engineers were kidnapped in Quetta on "
        "Saturday."
    )
    assert [event.type for event in found] == ["kidnapping", "kidnapping"]


def test_the_day_of_the_release_is_not_that_of_the_abduction() -> None:
    found = events(
        "Two traders, who were kidnapped near Tank three weeks ago, were freed on Monday. Gunmen "
        "kidnapped them from a car on February 12."
    )
    taken = [event for event in found if event.type == "kidnapping"]
    assert {str(event.happened[0].first) for event in taken} == {"2024-02-12"}


def test_more_bodies_of_one_find_are_of_one_attack() -> None:
    found = events(
        "Four more bodies of villagers shot by gunmen were found near Zhob on Tuesday. Nine bodies "
        "had been recovered on Monday."
    )
    assert len(found) == 1
