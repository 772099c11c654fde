"""The report's charts, in Vega-Altair: each a function of a Finding's rows and a width."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import altair as alt

from concord.analysis.measures import records
from concord.codebook.outlines import coarse_outlines, outline
from concord.report.charts_analyses import beside_names, folded, names_above, step_of
from concord.report.texts import plain

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from concord.model import Finding

# Deaths at one place, as the upper ends of the steps of the sequential scale.
TOLL_STEPS = (0, 4, 9, 24)
TOLL_LABELS = ("no deaths known", "1 to 4 killed", "5 to 9", "10 to 24", "25 or more")
# Pixels of a letter, as a wide system font draws it, and between two labels.
LETTER, GAP = 7, 14
HOLLOW = "Killed at the place; larger: more incidents; hollow: known only to its tehsil or district"
MOST_ACTORS = 12
FAR = 50  # degrees between places from which a map shows the world around them
TALL = 320


def toll_step(killed: int) -> int:
    """Return the step of the sequential scale for a number of deaths: 0 to 4."""
    return sum(killed > end for end in TOLL_STEPS)


def timeline(finding: Finding, *, width: int) -> Any:
    """Return incidents per period above deaths per period with their range."""
    rows = [{**row, "key": f"mark-{n}"} for n, row in enumerate(records(finding))]
    hidden = alt.Axis(labels=False, ticks=False)
    axis = alt.Axis(values=_labels(rows, width), labelAngle=0)
    base = alt.Chart(alt.InlineData(values=rows)).encode(description="key:N")
    bare = base.encode(x=alt.X("label:O", sort=None, title=None, axis=hidden))
    base = base.encode(x=alt.X("label:O", sort=None, title=None, axis=axis))
    count = alt.Y(
        "incidents_possible:Q", title="Incidents", axis=_counts(rows, "incidents_possible")
    )
    possible = bare.mark_bar(fill="var(--accent)", fillOpacity=0.3).encode(y=count)
    certain = bare.mark_bar(fill="var(--accent)").encode(y="incidents:Q")
    best = base.mark_bar(fill="var(--toll-2)").encode(
        y=alt.Y("killed_best:Q", title="Killed", axis=_counts(rows, "killed_high"))
    )
    spread = base.mark_rule(stroke="var(--ink)", strokeWidth=1.5).encode(
        y="killed_low:Q", y2="killed_high:Q"
    )
    above = base.mark_point(
        shape="triangle-up", size=36, fill="var(--ink)", stroke="transparent", yOffset=-4
    ).encode(y="killed_high:Q")
    more = above.transform_filter(alt.FieldGTPredicate(field="open_ended", gt=0))
    upper = alt.layer(possible, certain).properties(width=width, height=120)
    lower = alt.layer(best, spread, more).properties(width=width, height=120)
    return alt.vconcat(upper, lower, spacing=14)


def country_map(
    finding: Finding, countries: Sequence[str], *, width: int, legend: bool = False
) -> Any:
    """Return the drawable places of these countries on their outlines.

    Size is the number of incidents and fill the deaths; a hollow point is known only to its
    tehsil or district. A page has a legend of its own; ``legend`` draws one for a picture.
    """
    rows = [row for row in _points(finding) if row["country"] in countries]
    frame = alt.Chart(alt.InlineData(values=[_frame(rows)])).mark_geoshape(
        fill="transparent", stroke="transparent"
    )
    world = far_apart(rows)
    around = [_land(coarse_outlines(), "var(--paper)", 0.4)] if world else []
    outlines = [shape for code in countries if (shape := outline(code)) and not world]
    land = _land(outlines, "var(--edge)", 1)
    most = max((row["incidents"] for row in rows), default=1)
    size = alt.Size("incidents:Q", scale=alt.Scale(domain=[0, most], range=[0, 420]), legend=None)
    color = alt.Scale(domain=list(TOLL_LABELS), range=[f"var(--toll-{n})" for n in range(5)])
    key = (
        alt.Legend(title=HOLLOW, orient="top", symbolType="circle", symbolSize=90, titleLimit=width)
        if legend
        else None
    )
    base = alt.Chart(alt.InlineData(values=rows)).encode(
        longitude="longitude:Q", latitude="latitude:Q", size=size, description="key:N"
    )
    exact = (
        base.transform_filter(alt.FieldEqualPredicate(field="exact", equal=True))
        .mark_point(filled=True, stroke="var(--paper)", strokeWidth=1, opacity=0.9)
        .encode(fill=alt.Fill("step:N", scale=color, legend=key))
    )
    area = (
        base.transform_filter(alt.FieldEqualPredicate(field="exact", equal=False))
        .mark_point(filled=False, fill="var(--paper)", fillOpacity=0.55, strokeWidth=1.6)
        .encode(stroke=alt.Stroke("step:N", scale=color, legend=key))
    )
    return (
        alt.layer(*around, *([frame, land] if outlines else [frame]), area, exact)
        .properties(width=width, height=width // 2 if world else min(width * 3 // 4, 520))
        .project(type="equalEarth" if world else "mercator")
    )


def far_apart(rows: Sequence[Mapping[str, Any]]) -> bool:
    """Return whether points lie on several continents: a few outlines would float in nothing."""
    return any(
        max(axis) - min(axis) > FAR
        for name in ("longitude", "latitude")
        if (axis := [float(row[name]) for row in rows])
    )


def _land(shapes: Sequence[Mapping[str, Any]], edge: str, thick: float) -> Any:
    return alt.Chart(alt.InlineData(values=list(shapes))).mark_geoshape(
        fill="var(--land)", stroke=edge, strokeWidth=thick
    )


def share_ranges(finding: Finding, *, width: int) -> Any:
    """Return, per actor, its share of attributed incidents and its bounds over all of them."""
    rows = [
        {
            "actor": folded(plain(row["actor"], 60), width),
            "share_attributed": row["share_attributed"],
            "share_all_low": row["share_all_low"],
            "share_all_high": row["share_all_high"],
            "key": f"mark-{n}",
        }
        for n, row in enumerate(records(finding)[:MOST_ACTORS])
    ]
    order = [str(row["actor"]) for row in rows]
    percent = alt.Axis(format=".0%", values=[0, 0.25, 0.5, 0.75, 1])
    x_scale = alt.Scale(domain=[0, 1])
    base = alt.Chart(alt.InlineData(values=rows)).encode(
        y=beside_names("actor", order, width), description="key:N"
    )
    bounds = base.mark_bar(fill="var(--accent)", fillOpacity=0.25, height=9).encode(
        x=alt.X("share_all_low:Q", title=None, axis=percent, scale=x_scale),
        x2="share_all_high:Q",
    )
    share = base.mark_point(
        filled=True, shape="diamond", size=90, fill="var(--accent)", opacity=1
    ).encode(x=alt.X("share_attributed:Q", scale=x_scale))
    above = names_above(rows, "actor", order, width)
    return alt.layer(bounds, share, *above).properties(
        width=width, height=step_of(order, width, 26)
    )


def _labels(rows: Sequence[dict[str, Any]], width: int) -> list[str]:
    labels = [str(row["label"]) for row in rows]
    widest = max((len(label) for label in labels), default=1)
    step = max(1, -(-len(labels) * (widest * LETTER + GAP) // width))
    return labels[::step]


def _counts(rows: Sequence[dict[str, Any]], column: str) -> alt.Axis:
    most = max((row[column] for row in rows), default=0)
    # No ticks between whole incidents or persons.
    return alt.Axis(tickCount=min(4, most), format=",d", minExtent=34, tickMinStep=1)


def _points(finding: Finding) -> list[dict[str, Any]]:
    drawn = [row for row in records(finding) if row["drawn"]]
    return [
        {
            "longitude": row["longitude"],
            "latitude": row["latitude"],
            "incidents": row["incidents"],
            "step": TOLL_LABELS[toll_step(int(str(row["killed_best"])))],
            "country": row["country"],
            "exact": row["precision"] in {"exact", "vicinity", "town"},
            "key": f"mark-{n}",
        }
        for n, row in enumerate(drawn)
    ]


def _frame(rows: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """Return a shape without area that keeps every point, with a margin, in the picture."""
    longitudes = [row["longitude"] for row in rows] or [0]
    latitudes = [row["latitude"] for row in rows] or [0]
    corners = [
        [min(longitudes) - 1, max(-85, min(latitudes) - 1)],
        [max(longitudes) + 1, min(85, max(latitudes) + 1)],
    ]
    return {
        "type": "Feature",
        "properties": {},
        "geometry": {"type": "MultiPoint", "coordinates": corners},
    }
