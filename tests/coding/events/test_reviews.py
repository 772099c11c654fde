"""Digests of a week and reviews of a month: their happenings are news. Invented texts."""

from __future__ import annotations

from tests.coding.reports import events

REVIEW = (
    "Balochistan: what we recorded in January 2024. The month was quieter than others. "
    "On 6 January gunmen shot dead five guards in Turbat. "
    "A bomb killed two constables in Quetta on 19 January."
)


def history(text: str, published: str) -> list[bool]:
    """Return whether each event of a text is background, in the order of the text."""
    told = events(text, published=published, engine="encoder")
    return [event.background for event in told if event.category == "violence"] or [
        event.background for event in told
    ]


def test_the_happenings_of_a_reviewed_month_are_news() -> None:
    assert history(REVIEW, "2024-02-08") == [False, False]


def test_a_month_long_past_is_history() -> None:
    assert history(REVIEW, "2025-02-08") == [True, True]


def test_a_month_after_which_something_is_told_is_not_reviewed() -> None:
    text = f"{REVIEW} On 7 February gunmen killed three labourers in Kalat."
    assert history(text, "2024-02-08") == [True, True, False]


def test_the_items_of_a_week_are_news() -> None:
    text = (
        "The week in brief. A bomb killed two constables in Quetta on Monday, March 4. "
        "Three militants died in a clash with soldiers in Kalat on Friday. "
        "A councillor was shot dead by gunmen in Turbat on Wednesday."
    )
    assert history(text, "2024-03-10") == [False, False, False]


def test_what_is_said_to_have_come_before_stays_history() -> None:
    text = (
        "A bomb killed two constables in Quetta on Saturday. "
        "Police said that nobody had been arrested. "
        "Earlier, on Monday, March 4, gunmen had shot dead four guards in Turbat."
    )
    assert history(text, "2024-03-10") == [False, True]
