"""The stand-alone report: one HTML file, offline, everything in it, nothing in it that can act."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from concord.report.html import render
from concord.report.page import MOST_INCIDENTS, Extras, gather

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from concord.codebook.book import Codebook
    from concord.model import Position, Verdict
    from concord.record.view import View

__all__ = ["LARGEST", "write_report"]

# A file that opens at once and can be sent by post: about ten megabytes.
LARGEST = 10_000_000


def write_report(
    view: View,
    book: Codebook,
    out: Path,
    *,
    title: str,
    positions: Sequence[Position] = (),
    verdicts: Sequence[Verdict] = (),
    largest: int = LARGEST,
) -> None:
    """Write the report of a view to ``out``; the same view gives the same bytes.

    ``positions`` are those of the view's statements (``linking.positions`` makes them),
    ``verdicts`` those on its published statistics (``checking.check_statistics``). A file over
    ``largest`` bytes is written again with half of its incidents and lines, and says what it leaves
    out.
    """
    most = min(MOST_INCIDENTS, max(1, len(view.incidents())))
    extras = Extras(positions=positions, verdicts=verdicts, most_incidents=most)
    raw = _bytes(view, book, title, extras)
    while len(raw) > largest and extras.most_incidents > 1:
        extras = replace(
            extras,
            most_incidents=extras.most_incidents // 2,
            most_lines=max(1, extras.most_lines // 2),
            most_statements=max(1, extras.most_statements // 2),
        )
        raw = _bytes(view, book, title, extras)
    out.write_bytes(raw)


def _bytes(view: View, book: Codebook, title: str, extras: Extras) -> bytes:
    return render(gather(view, book, title, extras)).encode("utf-8", "replace")
