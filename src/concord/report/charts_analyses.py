"""Charts of the analyses: acts of policy, agreement, divergence, changes, the record's own biases.

Each is a function of a Finding's rows and a width, like those of ``charts``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import altair as alt

from concord.analysis.measures import records
from concord.report.texts import plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from concord.model import Finding

INK, SOFT, ACCENT, LINE = "var(--ink)", "var(--soft)", "var(--accent)", "var(--line)"
AGAINST = "var(--against)"
LABEL = 76
# Pixels of a letter, as a system font draws it, and between a name and its mark.
LETTER, GAP = 6, 14
MOST_PAIRS = 24
# Below this width a label of two names has a line for each.
NARROW, BREAK = 500, "|"
# Letters of an act beside its mark, and above it, where it has the width of the page.
ACT, ACT_ALONE = 34, 48
# Of a name above its mark: pixels up to its last line, and of a line.
RISE, LINE_HEIGHT = 7, 12
# Lines of ratios that a page holds: a dozen for each of a few acts.
MOST_RATIOS = 48
# Figures on both sides of 0, far enough apart to be read.
SPACED = alt.Axis(format="~g", tickCount=5, labelOverlap=True, labelFlush=False)
# A band that reaches this many times the highest count would flatten everything else.
TALLEST = 2.0
STATES = {
    "agree": "var(--for)",
    "diverge": AGAINST,
    "mixed": "var(--even)",
    "too few": LINE,
    "no evidence": "var(--paper)",
}


def effect(finding: Finding, *, width: int) -> Any:
    """Return an act's months: counts as bars, what trend and season expect as a line with band."""
    rows = [{**row, "key": f"mark-{n}"} for n, row in enumerate(records(finding))]
    counted = max((float(str(row["observed"] or 0)) for row in rows), default=1) or 1
    reached = [float(str(row[name] or 0)) for row in rows for name in ("high", "fitted")]
    # What runs out of the picture runs out of it: a flat line at the top would be a lie.
    scale = alt.Scale(domain=[0, min(max([counted, *reached]), TALLEST * counted)], nice=False)
    after = [row for row in rows if row["phase"] != "before"]
    months = [str(row["month"]) for row in rows if str(row["month"]).endswith("-01")]
    every = max(1, -(-len(months) * 42 // width))
    axis = alt.Axis(values=months[::every], labelExpr="slice(datum.value, 0, 4)", labelAngle=0)
    x = alt.X("month:O", sort=None, title=None, axis=axis)
    base = alt.Chart(alt.InlineData(values=rows)).encode(x=x, description="key:N")
    y = alt.Y("observed:Q", title="Incidents a month", scale=scale)
    bars = base.mark_bar(fill=LINE, binSpacing=0).encode(y=y)
    later = alt.Chart(alt.InlineData(values=after)).encode(x=alt.X("month:O", sort=None))
    band = later.mark_area(fill=ACCENT, fillOpacity=0.16, clip=True).encode(y="low:Q", y2="high:Q")
    fitted = base.mark_line(stroke=INK, strokeWidth=1.5, clip=True).encode(y="fitted:Q")
    expected = later.mark_line(stroke=ACCENT, strokeWidth=2, strokeDash=[5, 3], clip=True).encode(
        y="expected:Q"
    )
    begins = alt.Chart(alt.InlineData(values=after[:1])).mark_rule(stroke=AGAINST, strokeWidth=2)
    act = begins.encode(x=alt.X("month:O", sort=None))
    return alt.layer(bars, band, fitted, expected, act).properties(width=width, height=220)


def placebos(finding: Finding, *, width: int) -> Any:
    """Return the ratio at each placebo date as a tick on a log scale, the act's as a diamond."""
    rows = [{**row, "key": f"mark-{n}"} for n, row in enumerate(records(finding))]
    base = alt.Chart(alt.InlineData(values=rows)).encode(
        x=alt.X("ratio:Q", title="Ratio (log scale)", scale=alt.Scale(type="log")),
        description="key:N",
    )
    dates = base.transform_filter(alt.FieldEqualPredicate(field="act", equal=False)).mark_tick(
        stroke=SOFT, thickness=1.5, size=26
    )
    own = base.transform_filter(alt.FieldEqualPredicate(field="act", equal=True)).mark_point(
        shape="diamond", filled=True, size=140, fill=AGAINST, opacity=1
    )
    return alt.layer(_one(1.0, horizontal=True), dates, own).properties(width=width, height=40)


def ratios(finding: Finding, *, width: int) -> Any:
    """Return each act's ratios with intervals on a log scale, the main one first and strong.

    One against a trend that expects more than was ever seen is pale, and its line says so. Of more
    than a page holds, only the main ones.
    """
    found = [row for row in records(finding) if _is_on_scale(row)]
    if len(found) > MOST_RATIOS:
        found = [row for row in found if row["specification"] == "main"][:MOST_RATIOS]
    rows = [
        {
            "line": folded(_effect_label(row, ACT_ALONE if width < NARROW else ACT), width),
            "ratio": row["ratio"],
            "low": max(float(str(row["low"])), 0.01),
            "high": min(float(str(row["high"])), 100.0),
            "main": row["specification"] == "main" and not _is_extrapolated(row),
            "key": f"mark-{n}",
        }
        for n, row in enumerate(found)
    ]
    order = [str(row["line"]) for row in rows]
    scale = alt.Scale(type="log")
    base = alt.Chart(alt.InlineData(values=rows)).encode(
        y=beside_names("line", order, width),
        opacity=alt.condition("datum.main", alt.value(1), alt.value(0.5)),
        description="key:N",
    )
    spread = base.mark_rule(stroke=ACCENT, strokeWidth=2).encode(
        x=alt.X("low:Q", title="Ratio to what trend and season expect (log scale)", scale=scale),
        x2="high:Q",
    )
    point = base.mark_point(filled=True, fill=ACCENT, size=70, opacity=1).encode(
        x=alt.X("ratio:Q", scale=scale)
    )
    above = names_above(rows, "line", order, width)
    return alt.layer(_one(1.0, horizontal=True), spread, point, *above).properties(
        width=width if above else plot_width(order, width), height=step_of(order, width, 20)
    )


def pairs(finding: Finding, *, width: int) -> Any:
    """Return subtract with its interval for each pair with enough statements, over all options.

    Those of the last window under the finding's last normalisation, the furthest apart first.
    """
    found = [row for row in records(finding) if row["option"] is None and row["enough"]]
    names = dict.fromkeys(str(row["normalisation"]) for row in found)
    last = max((str(row["to"]) for row in found), default="")
    kept = [
        row for row in found
        if str(row["to"]) == last and row["normalisation"] == list(names)[-1]
    ]  # fmt: skip
    kept.sort(key=lambda row: float(str(row["subtract"])))
    rows = [
        {
            "line": _pair_name(row, narrow=width < NARROW),
            "subtract": row["subtract"],
            "low": row["interval_low"],
            "high": row["interval_high"],
            "side": _side(float(str(row["subtract"]))),
            "key": f"mark-{n}",
        }
        for n, row in enumerate(kept[:MOST_PAIRS])
    ]
    order = [str(row["line"]) for row in rows]
    colour = alt.Scale(
        domain=["apart", "even", "together"], range=[AGAINST, "var(--even)", "var(--for)"]
    )
    base = alt.Chart(alt.InlineData(values=rows)).encode(
        y=alt.Y("line:N", sort=order, title=None, axis=names_axis(order, width)),
        description="key:N",
    )
    title = f"Congruence minus conflict ({' '.join(list(names)[-1:]).replace('_', ' ')})"
    spread = base.mark_rule(strokeWidth=2).encode(
        x=alt.X("low:Q", title=title, axis=SPACED), x2="high:Q",
        stroke=alt.Stroke("side:N", scale=colour, legend=None),
    )  # fmt: skip
    point = base.mark_point(filled=True, size=80, opacity=1).encode(
        x=alt.X("subtract:Q", axis=SPACED), fill=alt.Fill("side:N", scale=colour, legend=None)
    )
    return alt.layer(_one(0.0, horizontal=True), spread, point).properties(
        width=plot_width(order, width), height=alt.Step(36 if width < NARROW else 22)
    )


def _pair_name(row: dict[str, Any], *, narrow: bool) -> str:
    """Return the names of a pair; on a narrow page one below the other, to be read in full."""
    first, second = plain(str(row["name_a"]), LABEL), plain(str(row["name_b"]), LABEL)
    gap = BREAK if narrow else " "
    return f"{first} \N{EN DASH}{gap}{second} ({row['n']})"


def divergences(finding: Finding, *, width: int) -> Any:
    """Return one line of cells per pair and option, one cell per window, coloured by state."""
    by_year = all(str(row["from"])[4:] == "-01-01" for row in records(finding))
    letters = len("2009") if by_year else len("2009-01")
    rows = [
        {
            "line": plain(
                f"{str(row['option']).replace('_', ' ')}: {row['name_a']} \N{EN DASH}"
                f" {row['name_b']}", 90,
            ),
            "window": str(row["from"])[:letters],
            "state": row["state"],
            "key": f"mark-{n}",
        }
        for n, row in enumerate(records(finding))
    ]  # fmt: skip
    compared = {row["line"] for row in rows if row["state"] in {"agree", "diverge", "mixed"}}
    shown = [row for row in rows if row["line"] in compared]
    order = sorted({str(row["line"]) for row in shown})
    colour = alt.Scale(domain=list(STATES), range=list(STATES.values()))
    return (
        alt.Chart(alt.InlineData(values=shown))
        .mark_rect(stroke=LINE, strokeWidth=1)
        .encode(
            x=alt.X("window:O", title=None, axis=alt.Axis(labelAngle=0, labelOverlap=True)),
            y=alt.Y("line:N", sort=order, title=None, axis=names_axis(order, width)),
            fill=alt.Fill("state:N", scale=colour, legend=alt.Legend(title=None, orient="top")),
            description="key:N",
        )
        .properties(width=plot_width(order, width), height=alt.Step(22))
    )


def breaks(finding: Finding, *, width: int) -> Any:
    """Return counts by period with the level of each stretch between changes."""
    rows = [{**row, "key": f"mark-{n}"} for n, row in enumerate(records(finding))]
    every = max(1, -(-len(rows) * 56 // width))
    axis = alt.Axis(values=[str(row["period"]) for row in rows][::every], labelAngle=0)
    x = alt.X("period:O", sort=None, title=None, axis=axis)
    base = alt.Chart(alt.InlineData(values=rows)).encode(x=x, description="key:N")
    bars = base.mark_bar(fill=LINE).encode(y=alt.Y("incidents:Q", title="Incidents"))
    level = base.mark_line(stroke=ACCENT, strokeWidth=2, interpolate="step").encode(y="level:Q")
    begun = [row for row in rows if row["change"]]
    rule = (
        alt.Chart(alt.InlineData(values=begun))
        .mark_rule(stroke=AGAINST, strokeWidth=1.5)
        .encode(
            # A break lies between two periods.
            x=alt.X("period:O", sort=None, bandPosition=0),
            opacity=alt.Opacity("stability:Q", scale=alt.Scale(domain=[0, 1]), legend=None),
        )
    )
    return alt.layer(bars, level, rule).properties(width=width, height=180)


def _side(value: float) -> str:
    return "even" if value == 0 else "apart" if value < 0 else "together"


def _effect_label(row: dict[str, Any], longest: int) -> str:
    whose = "" if row["outcome"] == "party" else " (all)"
    name = f"{row['date']}, {plain(str(row['act']), longest)}"
    part = "" if row["specification"] == "main" else f", {row['specification']}"
    return f"{name}{whose}{part}{', extrapolated' if _is_extrapolated(row) else ''}"


def _is_on_scale(row: dict[str, Any]) -> bool:
    return row["ratio"] is not None and 0.01 <= float(str(row["ratio"])) <= 100  # noqa: PLR2004 - the ends of the scale


def _is_extrapolated(row: dict[str, Any]) -> bool:
    return "extrapolated" in str(row["note"])


def _one(value: float, *, horizontal: bool) -> Any:
    at = alt.X("at:Q") if horizontal else alt.Y("at:Q")
    return alt.Chart(alt.InlineData(values=[{"at": value}])).mark_rule(stroke=SOFT).encode(at)


def folded(name: str, width: int) -> str:
    """Return a name as a narrow page shows it: on two lines where one does not hold it."""
    most = width // LETTER
    if width >= NARROW or len(name) <= most:
        return name
    at = name.rfind(" ", 0, most + 1)
    return f"{name[:at]}{BREAK}{name[at + 1 :]}" if at > 0 else name


def beside_names(field: str, order: Sequence[str], width: int) -> alt.Y:
    """Return the axis of names; without words on a narrow page, which has them above the marks."""
    axis = None if width < NARROW else names_axis(order, width)
    return alt.Y(f"{field}:N", sort=list(order), title=None, axis=axis)


def names_above(
    rows: Sequence[dict[str, Any]], field: str, order: Sequence[str], width: int
) -> list[Any]:
    """Return layers with the names above their marks, in full, on a narrow page; else none."""
    layers = []
    for lines in (1, 2) if width < NARROW else ():
        own = [row for row in rows if len(str(row[field]).split(BREAK)) == lines]
        text = alt.Chart(alt.InlineData(values=own)).mark_text(
            align="left", baseline="bottom", dy=-RISE - LINE_HEIGHT * (lines - 1),
            lineBreak=BREAK, lineHeight=LINE_HEIGHT, fontSize=10,
        )  # fmt: skip
        layers += (
            [
                text.encode(
                    x=alt.value(0), y=beside_names(field, order, width), text=alt.Text(f"{field}:N")
                )
            ]
            if own
            else []
        )
    return layers


def step_of(order: Sequence[str], width: int, step: int) -> alt.Step:
    """Return the height of a line: ``step``, or on a narrow page room for the names above too."""
    if width >= NARROW:
        return alt.Step(step)
    return alt.Step(38 if all(BREAK not in name for name in order) else 38 + LINE_HEIGHT)


def names_axis(labels: Sequence[str], width: int) -> alt.Axis:
    """Return an axis of names with room for the longest of them."""
    room = _room(labels, width)
    if any(BREAK in label for label in labels):
        return alt.Axis(
            labelLimit=room, minExtent=room, ticks=False, domain=False,
            labelExpr=f"split(datum.label, '{BREAK}')", labelLineHeight=12, labelFontSize=10,
            labelBaseline="line-top", labelOffset=-12,
        )  # fmt: skip
    return alt.Axis(labelLimit=room, minExtent=room, ticks=False, domain=False)


def plot_width(labels: Sequence[str], width: int) -> int:
    """Return what is left of the width beside an axis of names."""
    return max(width - _room(labels, width), width // 3)


def _room(labels: Sequence[str], width: int) -> int:
    lines = (line for label in labels for line in label.split(BREAK))
    longest = max((len(line) for line in lines), default=0)
    return min(int(width * 0.6), longest * LETTER + GAP)
