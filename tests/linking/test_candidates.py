from __future__ import annotations

import pytest
from tests.linking.telling import BOOK, tell_all

from concord.linking.candidates import find_candidates
from concord.linking.columns import fill
from concord.linking.profiles import profile


def pairs(text: str) -> set[tuple[int, int]]:
    events, documents = tell_all(text)
    columns = fill(profile(event, documents, BOOK) for event in events)
    return {
        pair
        for one, other in find_candidates(columns)
        for pair in zip(one.tolist(), other.tolist(), strict=True)
    }


@pytest.mark.parametrize(
    ("one", "other", "meet"),
    [
        ("on 2023-05-12; at Quetta", "on 2023-05-13; at Quetta", True),
        ("on 2023-05-12; at Quetta", "on 2023-05-20; at Quetta", False),
        ("on 2023-05-12; at Quetta", "on 2023-05-12; at Turbat", False),
        ("on 2023-05-12; at Quetta", "on 2023-05-12; at Balochistan", True),
        ("on 2023-05-12; at Quetta", "on 2023-05; at Balochistan", True),
        ("on 2023-05-12; at Quetta", "on 2023; at Balochistan", True),
        ("on 2023-05-12; at Quetta", "on 2022; at Balochistan", False),
        ("on 2023-05-12; at Quetta", "on 2023-05-12", True),
        ("on 2023-05-12; at Kulachi", "history; at Kolachi", True),
        ("on 2023-05-12; at Quetta", "history", False),
    ],
)
def test_who_is_compared_with_whom(one: str, other: str, *, meet: bool) -> None:
    assert bool(pairs(f"a 2023-06-01: bombing; {one}\nb: bombing; {other}")) is meet
