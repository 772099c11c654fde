"""Charts that set two things against each other: periods, actors, an actor before and after.

Each is a function of a Finding's rows and a width, like those of ``charts``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import altair as alt

from concord.analysis.measures import records
from concord.report.charts_analyses import (
    ACCENT,
    AGAINST,
    INK,
    LINE,
    SOFT,
    names_axis,
    plot_width,
)
from concord.report.texts import plain
from concord.report.words import MEASURES, say_sum

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from concord.model import Finding

MOST_LINES = 24
NAME = 64
# Few ticks, none between whole incidents or persons.
COUNTS = alt.Axis(format=",d", tickMinStep=1, tickCount=5)
FOR, EVEN = "var(--for)", "var(--even)"
SIDES = alt.Scale(domain=["against", "for"], range=[AGAINST, FOR])
# An interval that is drawn at half its ink lets the middle stand out.
THIN, THICK = 2, 5


def periods(finding: Finding, *, width: int) -> Any:
    """Return two periods side by side on each basis, incidents above deaths with their ranges."""
    rows = records(finding)
    # Tolls and counts have a scale of their own.
    parts = [_period_part(rows, measure, width) for measure in ("incidents", "killed")]
    return alt.vconcat(*parts, spacing=16)


def _period_part(rows: list[dict[str, Any]], measure: str, width: int) -> Any:
    marks = [
        {
            "basis": str(row["basis"]),
            "period": period,
            "value": row[period],
            "low": row[f"{period}_low"],
            "high": row[f"{period}_high"],
            "said": _range(row[f"{period}_low"], row[period], row[f"{period}_high"]),
            "key": f"mark-{n}",
        }
        for n, row in enumerate(rows)
        if row["measure"] == measure
        for period in ("earlier", "later")
    ]
    order = list(dict.fromkeys(str(mark["basis"]) for mark in marks))
    colour = alt.Scale(domain=["earlier", "later"], range=[SOFT, ACCENT])
    base = alt.Chart(alt.InlineData(values=marks)).encode(
        y=alt.Y("basis:N", sort=order, title=None, axis=names_axis(order, width)),
        yOffset=alt.YOffset("period:N", sort=["earlier", "later"]),
        description="key:N",
    )
    bar = base.mark_bar(height=12).encode(
        x=alt.X("value:Q", title=measure.capitalize(), axis=COUNTS),
        fill=alt.Fill("period:N", scale=colour, legend=alt.Legend(title=None, orient="top")),
    )
    spread = base.mark_rule(stroke=INK, strokeWidth=1.5).encode(x="low:Q", x2="high:Q")
    number = base.mark_text(align="left", dx=6).encode(x="high:Q", text="said:N")
    return alt.layer(bar, spread, number).properties(
        width=plot_width(order, width), height=len(order) * 44
    )


def matrix(finding: Finding, *, width: int) -> Any:
    """Return the square table of actors: blue together, orange apart, empty where nobody can say.

    Every cell shows its figure; the scale is even on both sides of 0.
    """
    actors = [str(name) for name in finding.columns[1:]]
    cells = [
        {"a": str(row[0]), "b": actor, "value": value, "key": f"mark-{n}"}
        for n, row in enumerate(finding.rows)
        for actor, value in zip(actors, row[1:], strict=True)
        if value is not None
    ]
    most = max((abs(float(str(cell["value"]))) for cell in cells), default=1.0) or 1.0
    colour = alt.Scale(
        domain=[-most, 0, most],
        interpolate="rgb",
        range=["var(--leans-against)", "var(--paper)", "var(--leans-for)"],
    )
    side = alt.Axis(labelAngle=-40, labelLimit=230, ticks=False, domain=False)
    base = alt.Chart(alt.InlineData(values=cells)).encode(
        x=alt.X("b:N", sort=actors, title=None, axis=side, scale=alt.Scale(domain=actors)),
        y=alt.Y("a:N", sort=actors, title=None, axis=names_axis(actors, width),
                scale=alt.Scale(domain=actors)),
        description="key:N",
    )  # fmt: skip
    cell = base.mark_rect(stroke=LINE, strokeWidth=1).encode(
        fill=alt.Fill("value:Q", scale=colour, legend=None)
    )
    number = base.mark_text(fontSize=11, fill=INK).encode(text=alt.Text("value:Q", format=".3~g"))
    step = max(34, min(60, (width - 180) // max(len(actors), 1)))
    return alt.layer(cell, number).properties(
        width=step * len(actors), height=max(24, min(40, step)) * len(actors)
    )


def reversals(finding: Finding, *, width: int) -> Any:
    """Return each change of side as an arrow in time, reversals of one holder in full ink."""
    rows = [
        {
            "line": plain(f"{row['name']}: {_words(row['option'])}", NAME),
            "before": str(row["before"]),
            "after": str(row["after"]),
            "from": _side(row["stance_before"]),
            "to": _side(row["stance_after"]),
            "full": row["verdict"] == "reversed",
            "key": f"mark-{n}",
        }
        for n, row in enumerate(records(finding)[:MOST_LINES])
    ]
    order = list(dict.fromkeys(str(row["line"]) for row in rows))
    time = alt.X(
        "before:T", title=None, scale=alt.Scale(padding=16),
        axis=_time_axis([str(row[end]) for row in rows for end in ("before", "after")]),
    )  # fmt: skip
    base = alt.Chart(alt.InlineData(values=rows)).encode(
        y=alt.Y("line:N", sort=order, title=None, axis=names_axis(order, width)),
        opacity=alt.condition("datum.full", alt.value(1), alt.value(0.45)),
        description="key:N",
    )
    span = base.mark_rule(stroke=SOFT, strokeWidth=THIN).encode(x=time, x2="after:T")
    legend = alt.Legend(
        title=["Circle: before; triangle: after;", "pale: under another holder, so no reversal"],
        orient="top", symbolType="circle", titleLimit=width, titleFontWeight="normal",
    )  # fmt: skip
    first = base.mark_point(filled=True, size=90).encode(
        x=time, fill=alt.Fill("from:N", scale=SIDES, legend=legend)
    )
    then = base.mark_point(filled=True, size=110, shape="triangle-right").encode(
        x="after:T", fill=alt.Fill("to:N", scale=SIDES, legend=legend)
    )
    return (
        alt.layer(span, first, then)
        .resolve_scale(shape="independent")
        .properties(width=plot_width(order, width), height=alt.Step(26))
    )


def calendar(finding: Finding, *, width: int) -> Any:
    """Return the acts of policy in time, a line for each option that they are about."""
    rows = [
        {"line": _words(row["option"] or "other"), "day": str(row["date"]), "key": f"mark-{n}"}
        for n, row in enumerate(records(finding))
    ]
    order = list(dict.fromkeys(str(row["line"]) for row in rows))
    axis = _time_axis([str(row["day"]) for row in rows])
    return (
        alt.Chart(alt.InlineData(values=rows))
        .mark_point(filled=True, size=80, fill=ACCENT, stroke="var(--paper)", opacity=0.85)
        .encode(
            x=alt.X("day:T", title=None, scale=alt.Scale(padding=12), axis=axis),
            y=alt.Y("line:N", sort=order, title=None, axis=names_axis(order, width)),
            description="key:N",
        )
        .properties(width=plot_width(order, width), height=alt.Step(24))
    )


def pair_changes(finding: Finding, *, width: int) -> Any:
    """Return how much each pair agreed before and after: an arrow, dark where chance is ruled out.

    The largest changes come first.
    """
    found = sorted(records(finding), key=lambda row: -abs(float(str(row["change"]))))
    rows = [
        {
            "line": plain(_pair(row), NAME),
            "before": row["agreeing_before"],
            "after": row["agreeing_after"],
            "shape": "rise" if float(str(row["change"])) > 0 else "fall",
            "sure": row["p_adjusted"] is not None and float(str(row["p_adjusted"])) <= 0.05,  # noqa: PLR2004 - the usual level
            "key": f"mark-{n}",
        }
        for n, row in enumerate(found[:MOST_LINES])
    ]
    order = [str(row["line"]) for row in rows]
    x = alt.X(
        "before:Q", title="Share of their pairs of statements that agree",
        axis=alt.Axis(format=".0%", values=[0, 0.25, 0.5, 0.75, 1]),
        scale=alt.Scale(domain=[0, 1]),
    )  # fmt: skip
    base = alt.Chart(alt.InlineData(values=rows)).encode(
        y=alt.Y("line:N", sort=order, title=None, axis=names_axis(order, width)),
        opacity=alt.condition("datum.sure", alt.value(1), alt.value(0.45)),
        description="key:N",
    )
    span = base.mark_rule(stroke=SOFT, strokeWidth=THIN).encode(x=x, x2="after:Q")
    was = base.mark_point(filled=True, size=60, fill=EVEN).encode(x=x)
    shapes = alt.Scale(domain=["fall", "rise"], range=["triangle-left", "triangle-right"])
    colours = alt.Scale(domain=["fall", "rise"], range=[AGAINST, FOR])
    now = base.mark_point(filled=True, size=120).encode(
        x="after:Q",
        shape=alt.Shape("shape:N", scale=shapes, legend=None),
        fill=alt.Fill("shape:N", scale=colours, legend=None),
    )
    return alt.layer(span, was, now).properties(width=plot_width(order, width), height=alt.Step(26))


def sums(finding: Finding, *, width: int) -> Any:
    """Return each toll as a bar of its low and high with its best figure; incidents apart."""
    rows = [
        {
            "measure": MEASURES.get(str(row["measure"]), _words(row["measure"])),
            "low": row["low"],
            "best": row["best"],
            "high": row["high"],
            "said": _sum(row),
            "key": f"mark-{n}",
        }
        for n, row in enumerate(records(finding))
        if row["high"]
    ]
    order = [str(row["measure"]) for row in rows]
    base = alt.Chart(alt.InlineData(values=rows)).encode(
        y=alt.Y("measure:N", sort=order, title=None, axis=names_axis(order, width)),
        description="key:N",
    )
    low = alt.X("best:Q", title="Incidents, or persons", axis=COUNTS)
    bar = base.mark_bar(fill=ACCENT, fillOpacity=0.55, height=14).encode(x=low)
    spread = base.mark_rule(stroke=INK, strokeWidth=1.5).encode(x="low:Q", x2="high:Q")
    number = base.mark_text(align="left", dx=6).encode(x="high:Q", text="said:N")
    return alt.layer(bar, spread, number).properties(
        width=plot_width(order, width), height=alt.Step(26)
    )


def left_out(finding: Finding, *, width: int) -> Any:
    """Return what the inclusion rule leaves out, a bar for each category and status."""
    rows = [
        {
            "line": f"{_words(row['category'])}, {_words(row['status'])}".capitalize(),
            "incidents": row["incidents"],
            "key": f"mark-{n}",
        }
        for n, row in enumerate(records(finding))
    ]
    order = [str(row["line"]) for row in rows]
    base = alt.Chart(alt.InlineData(values=rows)).encode(
        y=alt.Y("line:N", sort=order, title=None, axis=names_axis(order, width)),
        x=alt.X("incidents:Q", title="Incidents", axis=COUNTS),
        description="key:N",
    )
    number = base.mark_text(align="left", dx=6).encode(text=alt.Text("incidents:Q", format=",d"))
    return alt.layer(base.mark_bar(fill=EVEN, height=14), number).properties(
        width=plot_width(order, width), height=alt.Step(24)
    )


def _time_axis(days: Sequence[str]) -> alt.Axis:
    """Return an axis of years, or of months and days where all of it lies in two years."""
    years = sorted(int(day[:4]) for day in days if day[:4].isdigit())
    long = not years or years[-1] - years[0] > 1
    return alt.Axis(
        format="%Y" if long else "%-d %b %Y",
        tickCount="year" if long else 5,
        labelOverlap=True,
        labelSeparation=12,
    )


def _pair(row: Mapping[str, Any]) -> str:
    return f"{row['name_a']} \N{EN DASH} {row['name_b']} ({row['n_before']}, {row['n_after']})"


def _sum(row: Mapping[str, Any]) -> str:
    return say_sum(row["low"], row["best"], row["high"], open_ended=row["open_ended"])


def _range(low: Any, best: Any, high: Any) -> str:
    return f"{best:,}" if low == high else f"{best:,} ({low:,} to {high:,})"


def _side(stance: Any) -> str:
    return "for" if float(str(stance)) > 0 else "against"


def _words(value: Any) -> str:
    return str(value).replace("_", " ")
