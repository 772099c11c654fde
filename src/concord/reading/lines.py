"""Lines of a file of rows, streamed, none of them allowed to fill the memory."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, TextIO

from concord.reading.decoding import SAMPLE_BYTES, find_encoding, is_damaged
from concord.reading.faults import ReadError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from concord.reading.limits import Limits
    from concord.reading.resources import Resource


# How Python marks a byte that is no UTF-8, so that the line can be decoded anew.
_ESCAPED = re.compile("[\udc80-\udcff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line without its end; ``text`` is None if it is longer than ``Limits.row_points``."""

    number: int
    text: str | None
    is_damaged: bool = False


def read_lines(resource: Resource, limits: Limits) -> Iterator[Line]:
    """Yield the lines, numbered from 1.

    One encoding holds for the file; a line of a UTF-8 file that is no UTF-8 (files of several
    sources put together) is decoded on its own.
    """
    with resource.open(limits) as stream:
        sample = stream.read(SAMPLE_BYTES)
    if not sample:
        raise ReadError("empty", "The file is empty; nothing was read from it.")
    encoding = find_encoding(sample, declared=resource.charset, cut=len(sample) == SAMPLE_BYTES)
    if encoding is None:
        raise ReadError("binary", "The file holds binary data, not rows of text.")
    errors = "surrogateescape" if encoding.startswith("utf-8") else "replace"
    with (
        resource.open(limits) as stream,
        io.TextIOWrapper(stream, encoding=encoding, errors=errors) as text,
    ):
        yield from _split(text, limits.row_points)


def _split(text: TextIO, longest: int) -> Iterator[Line]:
    number = 0
    while piece := text.readline(longest):
        number += 1
        if len(piece) < longest or piece.endswith("\n"):
            yield _make_line(number, piece.removesuffix("\n"))
            continue
        _skip_rest(text)
        yield Line(number=number, text=None)


def _make_line(number: int, piece: str) -> Line:
    if piece.isascii() or not _ESCAPED.search(piece):
        return Line(number=number, text=piece)
    data = piece.encode("utf-8", "surrogateescape")
    text = data.decode(find_encoding(data) or "utf-8", "replace")
    return Line(number=number, text=text, is_damaged=is_damaged(data, text))


def _skip_rest(text: TextIO) -> None:
    while (piece := text.readline(1 << 16)) and not piece.endswith("\n"):
        pass
