"""Maps in Vega-Altair: incidents in hexagons of equal area, and districts in a user's boundaries.

What is known too coarsely for the map is a list of bars below it, never a mark in some middle.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Any

import altair as alt

from concord.analysis.density import corners_of
from concord.analysis.maps import POINTS
from concord.analysis.measures import records
from concord.codebook.outlines import outline
from concord.report import charts
from concord.report.charts_analyses import INK, SOFT
from concord.report.texts import plain

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from concord.model import Finding

# Incidents of one hexagon or district, as the upper ends of the steps of the scale.
STEPS = (1, 4, 19, 99)
LABELS = ("1 incident", "2 to 4", "5 to 19", "20 to 99", "100 or more")
INKS = (
    "var(--density-0, #cfd7e1)",
    "var(--density-1, #a7b7cb)",
    "var(--density-2, #7a94b3)",
    "var(--density-3, #496d98)",
    "var(--density-4, #0f3f78)",
)
MOST_APART = 10
TALLEST = 520
MARGIN = 0.6
NAME = 60


def step_of(incidents: int) -> int:
    """Return the step of the scale for a number of incidents: 0 to 4."""
    return sum(incidents > end for end in STEPS)


def places(finding: Finding, countries: Sequence[str], *, width: int) -> Any:
    """Return the points of places or districts with a legend, above what is known more coarsely."""
    return _above(
        charts.country_map(finding, countries, width=width, legend=True), records(finding), width
    )


def density(finding: Finding, countries: Sequence[str], *, width: int) -> Any:
    """Return the hexagons on the outlines of the countries, above what is known more coarsely."""
    rows = records(finding)
    cells = [
        _shape([corners_of(str(row["corners"]))], row, n)
        for n, row in enumerate(rows)
        if row["drawn"] and row["country"] in countries
    ]
    corners = [point for cell in cells for point in cell["geometry"]["coordinates"][0]]
    return _above(_map(cells, countries, corners, width), rows, width)


def districts(
    finding: Finding, polygons: Sequence[Mapping[str, Any]], countries: Sequence[str], *, width: int
) -> Any:
    """Return the districts of a user's boundaries, shaded by incidents, above all others.

    A polygon is a district's if it has its name, whatever the case. Districts without a polygon and
    incidents known more coarsely are bars below.
    """
    rows = records(finding)
    named = {str(each["properties"]["name"]).casefold(): each["geometry"] for each in polygons}
    shaded: list[dict[str, Any]] = []
    lacking: list[dict[str, Any]] = []
    for n, row in enumerate(rows):
        geometry = named.get(str(row["place"]).casefold()) if row["precision"] != "place" else None
        if geometry is None:
            lacking.append(row)
            continue
        parts = geometry["coordinates"]
        rings = [parts[0]] if geometry["type"] == "Polygon" else [part[0] for part in parts]
        shaded.extend(_shape([ring], row, n) for ring in rings)
    corners = [point for each in shaded for point in each["geometry"]["coordinates"][0]]
    return _above(_map(shaded, countries, corners, width), lacking, width)


def bounded(finding: Finding, polygons: Sequence[Mapping[str, Any]]) -> int:
    """Return how many rows of a finding have a polygon of their name."""
    names = {str(each["properties"]["name"]).casefold() for each in polygons}
    return sum(str(row["place"]).casefold() in names for row in records(finding))


def _map(
    shapes: Sequence[dict[str, Any]],
    countries: Sequence[str],
    corners: Sequence[Sequence[float]],
    width: int,
) -> Any:
    outlines = [shape for code in countries if (shape := outline(code))]
    land = alt.Chart(alt.InlineData(values=outlines)).mark_geoshape(fill="var(--land)")
    edges = alt.Chart(alt.InlineData(values=outlines)).mark_geoshape(
        fill="transparent", stroke="var(--edge)", strokeWidth=1
    )
    frame = alt.Chart(alt.InlineData(values=[_frame(corners)])).mark_geoshape(
        fill="transparent", stroke="transparent"
    )
    scale = alt.Scale(domain=list(LABELS), range=list(INKS))
    legend = alt.Legend(
        title="Incidents", orient="top", symbolType="square", symbolStrokeWidth=0, symbolSize=160
    )
    cells = (
        alt.Chart(alt.InlineData(values=list(shapes)))
        .mark_geoshape(stroke="var(--paper)", strokeWidth=0.6)
        .encode(
            fill=alt.Fill("properties.step:N", scale=scale, legend=legend),
            description="properties.key:N",
        )
    )
    layers = [frame, land, cells, edges] if outlines else [frame, cells]
    return (
        alt.layer(*layers)
        .properties(width=width, height=min(width * 3 // 4, TALLEST))
        .project(type="mercator")
    )


def _above(upper: Any, rows: Sequence[Mapping[str, Any]], width: int) -> Any:
    apart = [row for row in rows if not row["drawn"]]
    if not apart:
        return upper
    shown = apart[:MOST_APART]
    rest = sum(int(str(row["incidents"])) for row in apart[MOST_APART:])
    bars = [{"line": _coarse(row), "incidents": row["incidents"]} for row in shown]
    if rest:
        bars.append({"line": "others", "incidents": rest})
    for bar in bars:
        bar["said"] = f"{bar['incidents']:,}  {bar['line']}"
    order = [str(bar["line"]) for bar in bars]
    base = alt.Chart(alt.InlineData(values=bars)).encode(
        y=alt.Y("line:N", sort=order, title=None, axis=None),
        x=alt.X("incidents:Q", title=None, axis=None),
    )
    # Names stand behind the bars, so that the map keeps the left edge of the page.
    number = base.mark_text(align="left", dx=5).encode(text="said:N")
    title = {"text": "Not on the map", "anchor": "start", "fontSize": 11,
             "fontWeight": "normal", "color": INK}  # fmt: skip
    listed = alt.layer(base.mark_bar(fill=SOFT, fillOpacity=0.45, height=10), number).properties(
        width=width // 2, height=alt.Step(17), title=title
    )
    return alt.vconcat(upper, listed, spacing=12)


def _coarse(row: Mapping[str, Any]) -> str:
    precision, place = str(row["precision"]), str(row["place"])
    if precision == "unknown" or "not known" in place:
        return plain(place, NAME)
    if precision in POINTS:
        # Finer than a province, and yet off the map: no gazetteer or no polygon has it.
        return plain(f"{place}, {precision}, not found on the map", NAME)
    return plain(f"{place}, known to the {precision} only", NAME)


def _shape(rings: list[list[list[float]]], row: Mapping[str, Any], n: int) -> dict[str, Any]:
    step = LABELS[step_of(int(str(row["incidents"])))]
    return {
        "type": "Feature",
        "properties": {"step": step, "key": f"mark-{n}"},
        "geometry": {"type": "Polygon", "coordinates": [_clockwise(each) for each in rings]},
    }


def _clockwise(ring: list[list[float]]) -> list[list[float]]:
    """Return the ring clockwise: the library draws all the earth but a ring that is not."""
    twice = sum((x2 - x1) * (y2 + y1) for (x1, y1), (x2, y2) in itertools.pairwise(ring))
    return ring if twice > 0 else ring[::-1]


def _frame(corners: Sequence[Sequence[float]]) -> dict[str, Any]:
    longitudes = [point[0] for point in corners] or [0.0]
    latitudes = [point[1] for point in corners] or [0.0]
    return {
        "type": "Feature",
        "properties": {},
        "geometry": {
            "type": "MultiPoint",
            "coordinates": [
                [min(longitudes) - MARGIN, max(-85, min(latitudes) - MARGIN)],
                [max(longitudes) + MARGIN, min(85, max(latitudes) + MARGIN)],
            ],
        },
    }
