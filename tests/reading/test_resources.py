from __future__ import annotations

import gzip

import pytest

from concord.reading.faults import ReadError
from concord.reading.limits import Limits
from concord.reading.resources import Resource

LIMITS = Limits(file_bytes=1000)


def load(content: bytes, source: str = "a.txt") -> bytes:
    return Resource(source=source, content=content).load(LIMITS)


@pytest.mark.parametrize(
    ("content", "source", "code"),
    [
        (b"", "a.txt", "empty"),
        (b"x" * 1001, "a.txt", "too_large"),
        (gzip.compress(b"x" * 1001), "a.txt.gz", "too_large"),
        (b"no gzip", "a.txt.gz", "unreadable"),
        (gzip.compress(b"x" * 900)[:-9], "a.txt.gz", "unreadable"),
        (gzip.compress(b""), "a.txt.gz", "empty"),
    ],
    ids=["empty", "large", "packed large", "not packed", "cut", "packed empty"],
)
def test_a_file_that_is_empty_broken_or_too_large_is_refused(
    content: bytes, source: str, code: str
) -> None:
    with pytest.raises(ReadError) as caught:
        load(content, source)
    assert caught.value.code == code


def test_a_packed_file_is_unpacked() -> None:
    assert load(gzip.compress(b"abc") + gzip.compress(b"def"), "a.txt.GZ") == b"abcdef"


def test_a_bomb_is_stopped_by_its_proportion() -> None:
    bomb = Resource(source="a.jsonl.gz", content=gzip.compress(b" " * 100_000_000))
    with bomb.open(Limits(unpacked_ratio=100)) as stream, pytest.raises(ReadError) as caught:
        stream.read()
    assert caught.value.code == "too_large"
