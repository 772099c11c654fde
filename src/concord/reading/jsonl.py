"""JSON lines: one object a line with ``text`` and what else is known."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, ClassVar

from concord.model import Problem
from concord.reading.decoding import damage
from concord.reading.lines import read_lines
from concord.reading.rows import draft_row

if TYPE_CHECKING:
    from collections.abc import Iterator

    from concord.reading.child import Child
    from concord.reading.drafts import Draft
    from concord.reading.limits import Limits
    from concord.reading.lines import Line
    from concord.reading.resources import Resource


class JsonlReader:
    """Reads ``.jsonl`` (and ``.jsonl.gz``): one text a line; blank lines do not count."""

    name: ClassVar[str] = "jsonl"
    suffixes: ClassVar[tuple[str, ...]] = (".jsonl", ".ndjson")
    media_types: ClassVar[tuple[str, ...]] = ("application/jsonl", "application/x-ndjson")

    def read(self, resource: Resource, limits: Limits, _child: Child) -> Iterator[Draft | Problem]:
        """Yield a draft or the problems of each line, the line's number in their place."""
        for line in read_lines(resource, limits):
            yield from self._read_line(line, f"{resource.source}:{line.number}", limits)

    def _read_line(self, line: Line, where: str, limits: Limits) -> Iterator[Draft | Problem]:
        if line.text is None:
            yield Problem(
                where=where,
                code="too_large",
                message=f"The line is longer than {limits.row_points:,} characters; skipped.",
            )
            return
        if not line.text.strip():
            return
        if line.is_damaged:
            yield damage(where)
        try:
            row = json.loads(line.text)
        except (ValueError, RecursionError):
            yield _bad_row(where, "The line is not valid JSON; it was skipped.")
            return
        if not isinstance(row, dict):
            yield _bad_row(where, "The line is not a JSON object ({...}); it was skipped.")
            return
        yield from draft_row(row, where=where, media=self.name)


def _bad_row(where: str, message: str) -> Problem:
    return Problem(where=where, code="bad_row", message=message)
