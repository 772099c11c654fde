"""Functions for the child to call: what parsers do on their good and bad days."""

from __future__ import annotations

import os
import time

from concord.reading.faults import ReadError

POISONED: list[bool] = []


def count(data: bytes, *, add: int) -> int:
    if POISONED:
        os.abort()
    return len(data) + add


def poison(_data: bytes) -> None:
    POISONED.append(True)


def chatter(_data: bytes) -> str:
    print("words" * 10_000, flush=True)  # noqa: T201 -- what it is about
    os.write(1, b"more words")
    return "done"


def refuse(_data: bytes) -> None:
    raise ReadError("encrypted", "No.")


def fail(_data: bytes) -> None:
    raise ZeroDivisionError


def recurse(data: bytes) -> None:
    recurse(data)


def crash(_data: bytes) -> None:
    os.abort()


def fill(_data: bytes) -> int:
    return len(bytearray(2**31))


def hang(_data: bytes) -> None:
    time.sleep(60)


def flood(_data: bytes) -> str:
    return "x" * 40_000_000
