"""A finding as a page shows it: the report's figure where it draws one, and its rows in words."""

from __future__ import annotations

import functools
import importlib
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import TYPE_CHECKING

from markupsafe import Markup

from concord.analysis.measures import records
from concord.report import figures, plates
from concord.web.findings_links import link_counts
from concord.web.findings_rows import Table, write_rows

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from concord.model import Finding
    from concord.web.asked import Asked
    from concord.web.shelf import Shelf

MOST_ROWS = 120
# Beyond these a table is folded: who reads on asks for it, and a page ends where it says enough.
IN_SIGHT = 30
_RANK = {name: n for n, name in enumerate(
    ("act_id", "act", "date", "option", "outcome", "specification", "ratio", "low")
)} | {"high": 7, "note": 7}  # fmt: skip
# Analyses whose picture is that of the command line, with the name that it has there.
KINDS: Mapping[str, str] = MappingProxyType(
    {
        "totals": "totals",
        "apart": "apart",
        "agreement": "pairs",
        "divergence": "divergence",
        "reversals": "reversals",
        "effects": "effects",
        "acts": "acts",
        "changes": "changes",
        "bias": "bias",
        "density": "density",
        "shares_by_period": "shares_by_period",
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """The rows as words, numbers to the right, and the drawing for a wide and a narrow page.

    The ``first`` rows are in sight, the others folded, ``more`` only in the download.
    """

    table: Table
    first: int
    more: int
    legend: tuple[tuple[str, str], ...]
    wide: Markup | None
    narrow: Markup | None


def show(
    name: str, finding: Finding, shelf: Shelf, asked: Asked, chosen: Mapping[str, str]
) -> Shown:
    """Return a finding ready to show; its counts lead to the incidents of ``asked``."""
    # Altair looks whether pandas is loaded, and statsmodels loads it while another thread draws:
    # half a module has no names yet. Importing it waits until all of it is there.
    importlib.import_module("pandas")
    drawn = _drawers(shelf).get(name)
    named = plates.name_options(finding, shelf.book)
    figure = drawn(named) if drawn and finding.rows else None
    ordered = _ordered(name, finding)
    table = write_rows(ordered, shelf, MOST_ROWS, link_counts(name, ordered, asked, chosen))
    return Shown(
        table=table,
        first=_first(name, ordered),
        more=max(0, len(finding.rows) - MOST_ROWS),
        legend=tuple((key.swatch, key.words) for key in figure.legend) if figure else (),
        wide=figure.wide if figure else None,
        narrow=figure.narrow if figure else None,
    )


def _ordered(name: str, finding: Finding) -> Finding:
    """Return the finding with what a reader asks for first; effects as usual before the others."""
    if name != "effects":
        return finding
    at, ratio = finding.columns.index("specification"), finding.columns.index("ratio")
    rows = sorted(finding.rows, key=lambda row: (row[at] != "main", row[ratio] is None))
    # On a narrow page the end of a row is out of sight: what it says comes before what it rests on.
    order = sorted(range(len(finding.columns)), key=lambda n: _RANK.get(finding.columns[n], 8))
    return replace(
        finding,
        columns=tuple(finding.columns[n] for n in order),
        rows=tuple(tuple(row[n] for n in order) for row in rows),
    )


def _first(name: str, finding: Finding) -> int:
    """Return how many rows are in sight: of effects, those in which something was measured."""
    if name == "effects":
        ratio, at = finding.columns.index("ratio"), finding.columns.index("specification")
        measured = sum(row[ratio] is not None and row[at] == "main" for row in finding.rows)
        return min(max(measured, 1), IN_SIGHT)
    return IN_SIGHT


def _drawers(shelf: Shelf) -> dict[str, Callable[[Finding], figures.Figure]]:
    drawn: dict[str, Callable[[Finding], figures.Figure]] = {
        name: functools.partial(_figure, name) for name in KINDS
    }
    return drawn | {
        "trends": figures.timeline,
        "shares": figures.shares,
        "maps": lambda finding: figures.places(finding, shelf.book, [()] * len(records(finding))),
    }


def _figure(name: str, finding: Finding) -> figures.Figure:
    """Return a finding as the picture that the command line writes of it."""
    kind = KINDS[name]
    chart = functools.partial(plates.DRAWERS[kind], finding)
    return figures.draw_figure(
        finding,
        name,
        (lambda width: chart(width=width)) if plates.has_marks(kind, finding) else None,
        tips={},
        legend=(),
        table=((), ()),
    )
