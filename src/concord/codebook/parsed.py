"""What a YAML file says, kept as JSON in the user's cache, which is read ten times faster.

Short files of a shipped pack are kept too: where all are, the parser itself need not be loaded.

A kept file goes by the path and the bytes of its YAML file, so that a changed one is parsed anew;
it is data only, and one that is damaged, or cannot be written, costs nothing but the time.
"""

from __future__ import annotations

import contextlib
import hashlib
import math
import os
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import msgspec
import platformdirs

from concord.own_files import own_file

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

FORMAT = 1
WORTH = 256  # bytes: of what is shorter no pack of ours has a file
_LARGEST = 2**53


class _OtherDataError(ValueError):
    """JSON would not give the value back as it was."""


def read_kept(file: Path, content: bytes, parse: Callable[[bytes], Any]) -> Any:
    """Return what ``parse`` makes of the content of a YAML file, from the cache if it is kept."""
    if len(content) < WORTH:
        return parse(content)
    folder = platformdirs.user_cache_path("concord", appauthor=False)
    place = hashlib.sha256(os.fsencode(file.resolve())).hexdigest()[:12]
    kept = folder / f"yaml-{FORMAT}-{place}-{hashlib.sha256(content).hexdigest()[:24]}.json"
    with contextlib.suppress(OSError, ValueError, LookupError, TypeError):
        return _decoded(kept.read_bytes())
    made = parse(content)
    with contextlib.suppress(OSError, ValueError, RecursionError):
        _keep(kept, _encoded(made), f"yaml-{FORMAT}-{place}-*.json")
    return made


def _encoded(value: Any) -> bytes:
    """Return a value as JSON with the places of its days; ValueError if JSON cannot hold it."""
    return msgspec.json.encode([value, list(_days(value, ()))])


def _decoded(content: bytes) -> Any:
    value, days = msgspec.json.decode(content)
    for *steps, last in days:
        node = value
        for step in steps:
            node = node[step]
        node[last] = date.fromisoformat(node[last])
    return value


def _days(value: Any, place: tuple[str | int, ...]) -> Iterator[tuple[str | int, ...]]:
    """Yield where the days in a value are: keys and numbers, from outside in."""
    if isinstance(value, dict):
        for key, item in value.items():
            if not isinstance(key, str):
                raise _OtherDataError
            yield from _days(item, (*place, key))
    elif isinstance(value, list):
        for number, item in enumerate(value):
            yield from _days(item, (*place, number))
    elif isinstance(value, date) and not isinstance(value, datetime) and place:
        yield place
    elif not _is_plain(value):
        raise _OtherDataError


def _is_plain(value: Any) -> bool:
    """Return whether JSON gives a value back as it was."""
    if isinstance(value, int | float):
        return math.isfinite(value) and abs(value) <= _LARGEST
    return value is None or isinstance(value, str)


def _keep(file: Path, content: bytes, earlier: str) -> None:
    """Write a kept file whole, and drop those of earlier contents of the same YAML file."""
    with own_file(file) as stream:
        stream.write(content)
    for other in file.parent.glob(earlier):
        if other != file:
            other.unlink(missing_ok=True)
