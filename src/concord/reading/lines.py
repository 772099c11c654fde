"""Lines of a file of rows, streamed, none of them allowed to fill the memory."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, TextIO

from concord.reading.decoding import SAMPLE_BYTES, find_encoding
from concord.reading.faults import ReadError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from concord.reading.limits import Limits
    from concord.reading.resources import Resource


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line without its end; ``text`` is None if it is longer than ``Limits.row_points``."""

    number: int
    text: str | None


def read_lines(resource: Resource, limits: Limits) -> Iterator[Line]:
    """Yield the lines, numbered from 1; bytes that do not decode stand as U+FFFD."""
    with resource.open(limits) as stream:
        sample = stream.read(SAMPLE_BYTES)
    if not sample:
        raise ReadError("empty", "The file is empty; nothing was read from it.")
    encoding = find_encoding(sample, declared=resource.charset, cut=len(sample) == SAMPLE_BYTES)
    if encoding is None:
        raise ReadError("binary", "The file holds binary data, not rows of text.")
    with (
        resource.open(limits) as stream,
        io.TextIOWrapper(stream, encoding=encoding, errors="replace") as text,
    ):
        yield from _split(text, limits.row_points)


def _split(text: TextIO, longest: int) -> Iterator[Line]:
    number = 0
    while piece := text.readline(longest):
        number += 1
        if len(piece) < longest or piece.endswith("\n"):
            yield Line(number=number, text=piece.removesuffix("\n"))
            continue
        _skip_rest(text)
        yield Line(number=number, text=None)


def _skip_rest(text: TextIO) -> None:
    while (piece := text.readline(1 << 16)) and not piece.endswith("\n"):
        pass
