"""A finding as a picture that can be published: SVG or PNG, with title, caption and definition."""

from __future__ import annotations

import json
import re
import textwrap
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, TypeAlias

from concord.analysis.maps import map_countries
from concord.analysis.measures import records
from concord.errors import ConcordError
from concord.report import charts, charts_analyses, charts_maps, charts_pairs, charts_panels
from concord.report.words import say_scope

if TYPE_CHECKING:
    from pathlib import Path

    from concord.codebook.book import Codebook
    from concord.model import Finding

WIDTH = 760
SCALE = 2.0
FORMATS = (".svg", ".png")
LINE_LETTERS = 128
# Reservations that stand with the picture; all of them are with the table.
NOTES = 3
# The light theme of the report's style sheet: a picture stands on paper.
COLOURS: Mapping[str, str] = MappingProxyType(
    {
        "paper": "#ffffff", "ink": "#1d2126", "soft": "#5a626c", "line": "#dde1e6",
        "accent": "#1f5fa8", "land": "#eef0f2", "edge": "#a9b0b8",
        "toll-0": "#c3c8ce", "toll-1": "#e3a6b4", "toll-2": "#cf6f86", "toll-3": "#a8365a",
        "toll-4": "#6b1038", "for": "#1f6fb5", "leans-for": "#7fb2dd", "even": "#9aa1a9",
        "leans-against": "#f0b071", "against": "#d97706",
        "density-0": "#cfd7e1", "density-1": "#a7b7cb", "density-2": "#7a94b3",
        "density-3": "#496d98", "density-4": "#0f3f78",
    }
)  # fmt: skip


def _trends(finding: Finding, *, width: int) -> Any:
    by_group = any(row["group"] is not None for row in records(finding))
    drawer = charts_panels.groups if by_group else charts.timeline
    return drawer(finding, width=width)


def _places(finding: Finding, *, width: int) -> Any:
    return charts_maps.places(finding, map_countries(finding), width=width)


def _density(finding: Finding, *, width: int) -> Any:
    return charts_maps.density(finding, map_countries(finding), width=width)


Drawer: TypeAlias = Callable[..., Any]
DRAWERS: Mapping[str, Drawer] = MappingProxyType(
    {
        "totals": charts_pairs.sums,
        "apart": charts_pairs.left_out,
        "trends": _trends,
        "maps": _places,
        "density": _density,
        "shares": charts.share_ranges,
        "pairs": charts_analyses.pairs,
        "divergence": charts_analyses.divergences,
        "acts": charts_pairs.calendar,
        "effects": charts_analyses.ratios,
        "series": charts_analyses.effect,
        "placebos": charts_analyses.placebos,
        "changes": charts_analyses.breaks,
        "bias": charts_panels.distortions,
        "compare": charts_pairs.periods,
        "shares_by_period": charts_panels.share_series,
        "rates": charts_panels.rates,
        "matrix": charts_pairs.matrix,
        "reversals": charts_pairs.reversals,
        "change": charts_pairs.pair_changes,
    }
)
_VARIABLE = re.compile(r"var\(--([a-z0-9-]+)(?:, #[0-9a-f]{6})?\)")


class NoChartError(ConcordError):
    """A picture of a table that has no chart, or a file of a kind that is not written."""


def name_options(finding: Finding, book: Codebook) -> Finding:
    """Return a finding whose column of policy options holds their names, as a chart says them."""
    if "option" not in finding.columns:
        return finding
    at = finding.columns.index("option")
    rows = tuple(
        (*row[:at], book.option_label(str(row[at])) if row[at] else None, *row[at + 1 :])
        for row in finding.rows
    )
    return replace(finding, rows=rows)


def save_chart(
    finding: Finding, kind: str, out: Path, *, polygons: Sequence[Mapping[str, Any]] = ()
) -> None:
    """Write the chart of a finding; ``kind`` is one of DRAWERS.

    ``polygons`` are a user's boundaries, as ``exchange.boundaries.read_boundaries`` gives their
    features: places of a map that have their names are shaded. Raises NoChartError.
    """
    if kind not in DRAWERS:
        raise NoChartError(f"There is no chart of {kind}. There is one of: {', '.join(DRAWERS)}.")
    if out.suffix not in FORMATS:
        raise NoChartError(f"A chart is written as {' or '.join(FORMATS)}, not {out.suffix!r}.")
    if not has_marks(kind, finding):
        raise NoChartError(f"There is nothing to draw: {finding.title}.")
    import vl_convert

    if polygons and not charts_maps.bounded(finding, polygons):
        raise NoChartError(
            "No place of the table has a name of the boundaries. Choose the property that names"
            " them, or another level."
        )
    drawn = (
        charts_maps.districts(finding, polygons, map_countries(finding), width=WIDTH)
        if polygons
        else DRAWERS[kind](finding, width=WIDTH)
    )
    spec = _coloured(titled(drawn, finding))
    # No base URL is allowed: a specification can load nothing.
    if out.suffix == ".svg":
        text = vl_convert.vegalite_to_svg(spec, allowed_base_urls=[])
        out.write_text(text, encoding="utf-8")
    else:
        out.write_bytes(vl_convert.vegalite_to_png(spec, scale=SCALE, allowed_base_urls=[]))


def has_marks(kind: str, finding: Finding) -> bool:
    """Return whether a chart of the finding would show anything."""
    rows = records(finding)
    shown: Mapping[str, Callable[[Mapping[str, Any]], bool]] = {
        "effects": lambda row: row["ratio"] is not None,
        "pairs": lambda row: row["option"] is None and bool(row["enough"]),
        "divergence": lambda row: row["state"] in {"agree", "diverge", "mixed"},
        "rates": lambda row: row["incidents_per_100000_a_year"] is not None,
    }
    return any(map(shown[kind], rows)) if kind in shown else bool(rows)


def titled(chart: Any, finding: Finding) -> Any:
    """Return the chart with the finding as its title and scope, definition and run below it."""
    from concord.report.drawing import themed

    lines = textwrap.wrap(finding.title, 80)
    below = f"{finding.words} {finding.definition} Scope: {say_scope(finding.scope)}."
    if finding.run:
        below += f" Run {finding.run}."
    # What a finding does not show goes where the picture goes.
    notes = [line for each in finding.checks[:NOTES] for line in textwrap.wrap(each, LINE_LETTERS)]
    whole = chart.properties(
        title={
            "text": lines,
            "subtitle": [*textwrap.wrap(below, LINE_LETTERS), *notes],
            "anchor": "start",
            "frame": "bounds",
            "fontSize": 16,
            "subtitleFontSize": 11,
            "color": "var(--ink)",
            "subtitleColor": "var(--soft)",
            "offset": 14,
        }
    )
    return themed(whole)


def _coloured(chart: Any) -> dict[str, Any]:
    text = json.dumps(chart.to_dict())
    spec: dict[str, Any] = json.loads(_VARIABLE.sub(lambda m: COLOURS[m[1]], text))
    spec["background"] = COLOURS["paper"]
    spec.setdefault("config", {}).update(background=COLOURS["paper"], padding=18)
    return spec
