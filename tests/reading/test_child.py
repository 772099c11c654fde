from __future__ import annotations

import os
import time

import pytest

from concord.reading.child import Child
from concord.reading.faults import ReadError
from concord.reading.limits import Limits

HERE = "tests.reading.child_functions"


@pytest.fixture
def own(monkeypatch: pytest.MonkeyPatch) -> Child:
    """A child of one test's own, which finds the functions below on the path."""
    monkeypatch.setenv("PYTHONPATH", os.getcwd())  # noqa: PTH109 -- the root that pytest runs in
    with Child(Limits(parse_seconds=3, parse_bytes=2**29)) as child:
        yield child


def test_a_call_gives_what_the_function_returns(own: Child) -> None:
    for _ in range(3):
        assert own.call(f"{HERE}:count", b"abc" * 100_000, add=1) == 300_001


@pytest.mark.parametrize(
    ("function", "code"),
    [
        ("refuse", "encrypted"),
        ("fail", "unreadable"),
        ("recurse", "unreadable"),
        ("crash", "unreadable"),
        ("fill", "unreadable"),
        ("hang", "timed_out"),
        ("flood", "too_large"),
    ],
)
def test_whatever_a_parser_does_is_one_fault_and_the_next_call_works(
    own: Child, function: str, code: str
) -> None:
    started = time.monotonic()
    with pytest.raises(ReadError) as caught:
        own.call(f"{HERE}:{function}", b"data")
    assert caught.value.code == code
    assert time.monotonic() - started < 10
    assert own.call(f"{HERE}:count", b"abc", add=0) == 3


def test_what_an_earlier_file_left_behind_does_not_decide(own: Child) -> None:
    assert own.call(f"{HERE}:count", b"abc", add=0) == 3
    own.call(f"{HERE}:poison", b"")
    assert own.call(f"{HERE}:count", b"abc", add=0) == 3


def test_what_a_parser_prints_is_not_an_answer(own: Child) -> None:
    assert own.call(f"{HERE}:chatter", b"") == "done"
