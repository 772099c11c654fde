"""What is told of from what is said; published Friday, 10 May 2024."""

from __future__ import annotations

from datetime import date

import pytest

from concord.coding import times

FRIDAY = date(2024, 5, 10)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Raiders burnt a mill on March 10, reports Dawn on March 12.",
            [("2024-03-10", "date"), ("2024-03-12", "reported")],
        ),
        (
            "According to a report in the Herald on May 6, a mill burned on May 4.",
            [("2024-05-06", "reported"), ("2024-05-04", "date")],
        ),
        (
            "Police on Friday said that a miller was shot on the 8th of May.",
            [("2024-05-10", "reported"), ("2024-05-08", "date")],
        ),
        (
            "The army said on Thursday it took the mill on Wednesday night.",
            [("2024-05-09", "reported"), ("2024-05-08", "time")],
        ),
        ("The elders said that on Tuesday raiders came.", [("2024-05-07", "date")]),
        ("The mayor confirmed a raid on Tuesday on a mill.", [("2024-05-07", "date")]),
        ("In a statement issued on Thursday, the group was silent.", [("2024-05-09", "reported")]),
    ],
)
def test_days_of_speech_are_told_from_days_of_events(
    text: str, expected: list[tuple[str, str]]
) -> None:
    found = times.find(text, published=FRIDAY)
    assert [(str(when.first), when.kind) for when in found] == expected


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("Between Jan 1 and March 31, 40 mills burned.", "2024-01-01", "2024-03-31"),
        ("The truce lasted from Friday until Sunday.", "2024-05-03", "2024-05-05"),
        ("It was hit at 6.30 a.m. (0130 GMT) on Tuesday.", "2024-05-07", "2024-05-07"),
    ],
)
def test_what_stands_together_is_one_time(text: str, first: str, last: str) -> None:
    (when,) = times.find(text, published=FRIDAY)
    assert (str(when.first), str(when.last)) == (first, last)
