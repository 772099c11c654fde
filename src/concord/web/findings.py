"""A finding as a page shows it: the report's figure where it draws one, and its rows in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup

from concord.analysis.measures import records
from concord.report import figures, words

if TYPE_CHECKING:
    from collections.abc import Callable

    from concord.model import Finding, Value
    from concord.web.shelf import Shelf

MOST_ROWS = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """The rows as words, numbers to the right, and the drawing for a wide and a narrow page."""

    columns: tuple[tuple[str, bool], ...]
    rows: tuple[tuple[str, ...], ...]
    more: int
    legend: tuple[tuple[str, str], ...]
    wide: Markup | None
    narrow: Markup | None


def show(name: str, finding: Finding, shelf: Shelf) -> Shown:
    """Return a finding ready to show."""
    drawn = _drawers(shelf).get(name)
    figure = drawn(finding) if drawn and finding.rows else None
    return Shown(
        columns=tuple(
            (words.label(c), _is_numeric(finding, n)) for n, c in enumerate(finding.columns)
        ),
        rows=tuple(tuple(_say(value) for value in row) for row in finding.rows[:MOST_ROWS]),
        more=max(0, len(finding.rows) - MOST_ROWS),
        legend=tuple((key.swatch, key.words) for key in figure.legend) if figure else (),
        wide=figure.wide if figure else None,
        narrow=figure.narrow if figure else None,
    )


def _drawers(shelf: Shelf) -> dict[str, Callable[[Finding], figures.Figure]]:
    return {
        "trends": figures.timeline,
        "shares": figures.shares,
        "maps": lambda finding: figures.places(finding, shelf.book, [()] * len(records(finding))),
    }


def _is_numeric(finding: Finding, column: int) -> bool:
    values = [row[column] for row in finding.rows if row[column] is not None]
    return bool(values) and all(
        isinstance(v, int | float) and not isinstance(v, bool) for v in values
    )


def _say(value: Value) -> str:
    if value is None:
        return words.UNKNOWN
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:,.4g}"
    if isinstance(value, int):
        return f"{value:,}"
    if isinstance(value, list):
        return "; ".join(_say(each) for each in value)
    return str(value)
