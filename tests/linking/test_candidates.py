from __future__ import annotations

import pytest
from tests.linking.telling import BOOK, tell_all

from concord.linking import candidates
from concord.linking.profiles import profile


def pairs(text: str) -> tuple[tuple[int, int], ...]:
    events, documents = tell_all(text)
    return candidates.find_candidates([profile(event, documents, BOOK) for event in events])


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


def test_a_block_too_large_to_mean_anything_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(candidates, "LARGEST_BLOCK", 2)
    told = "\n".join(f"{name}: bombing; on 2023-05-12; at Quetta" for name in "abc")
    assert pairs(told) == ()
