"""Charts in small panels, one below the other on one axis of time: groups, rates, distortions.

Each is a function of a Finding's rows and a width, like those of ``charts``.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import altair as alt

from concord.analysis.measures import plural, records
from concord.analysis.periods import Period, split, window_named
from concord.report.charts_analyses import ACCENT, INK, LINE, SOFT
from concord.report.texts import plain

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from concord.model import Finding, Value

MOST_GROUPS = 8
HEIGHT, GAP = 56, 10
# Pixels that a label of a period takes, and those kept for the numbers of the left axis.
LABEL, ROOM = 62, 40
NAME = 46


def groups(finding: Finding, *, width: int) -> Any:
    """Return incidents per period of the groups with most of them, one panel for each."""
    rows = _marked(finding)
    kept = _largest(rows, "group", "incidents")
    parts = [
        _panel(
            _of(rows, "group", name),
            alt.layer(
                _bars("incidents_possible:Q", _of(rows, "group", name), faint=True),
                _bars("incidents:Q", _of(rows, "group", name)),
            ),
            title=_told(name, _of(rows, "group", name)),
            width=width,
            last=name == kept[-1],
        )
        for name in kept
    ]
    return _stacked(parts)


def share_series(finding: Finding, *, width: int) -> Any:
    """Return, per group, its share of the known in each period; a line is its bounds over all."""
    rows = _whole(_marked(finding), "group")
    kept = _largest(rows, "group", "incidents")
    parts = []
    for name in kept:
        own = _of(rows, "group", name)
        axis = alt.Y("share_known:Q", title=None, axis=_percent(), scale=alt.Scale(domain=[0, 1]))
        known = _base(own).mark_bar(fill=ACCENT, fillOpacity=0.7).encode(y=axis)
        bounds = (
            _base(own)
            .mark_rule(stroke=INK, strokeWidth=1.5)
            .encode(y="share_all_low:Q", y2="share_all_high:Q")
        )
        parts.append(
            _panel(
                own,
                alt.layer(known, bounds),
                title=_told(name, own),
                width=width,
                last=name == kept[-1],
            )
        )
    return _stacked(parts)


def rates(finding: Finding, *, width: int) -> Any:
    """Return incidents per 100,000 inhabitants a year, a panel for each place with a population.

    All panels have one scale, so that places compare.
    """
    field = "incidents_per_100000_a_year"
    rows = [row for row in _marked(finding) if row[field] is not None]
    kept = _largest(rows, "place", field)
    top = max((float(str(row[field])) for row in rows), default=1.0) or 1.0
    scale = alt.Scale(domain=[0, top])
    parts = []
    for name in kept:
        own = _of(rows, "place", name)
        axis = alt.Axis(tickCount=3, minExtent=ROOM)
        bars = _base(own).mark_bar(fill=ACCENT).encode(
            y=alt.Y(f"{field}:Q", title=None, scale=scale, axis=axis)
        )  # fmt: skip
        parts.append(_panel(own, bars, title=_told(name, own), width=width, last=name == kept[-1]))
    return _stacked(parts)


def distortions(finding: Finding, *, width: int) -> Any:
    """Return what the record may distort, a panel for each measure that it holds."""
    rows = _marked(finding)
    measures = [
        ("Incidents", "incidents", "bar"),
        ("Documents published", "documents_published", "bar"),
        ("Publishers that tell of them", "publishers", "bar"),
        ("Resting on one source", "one_source_share", "share"),
        ("Days to the first report (median)", "delay_days", "line"),
        ("Letters of a report (median)", "report_characters", "line"),
    ]
    told = [each for each in measures if any(row[each[1]] for row in rows)]
    parts = [
        _panel(rows, _measure(rows, name, kind), title=title, width=width, last=False)
        for title, name, kind in told
    ]
    precise = _panel(
        rows, _precision(rows), width=width, last=True,
        title="Place known to a town or better (dark), to a tehsil or district, more coarsely",
    )  # fmt: skip
    return _stacked([*parts, precise])


def _measure(rows: Sequence[Mapping[str, Value]], name: str, kind: str) -> Any:
    known = [row for row in rows if row[name] is not None]
    base = _base(rows)
    if kind == "bar":
        return _bars(f"{name}:Q", known, base=base)
    axis = _percent() if kind == "share" else alt.Axis(tickCount=3, minExtent=ROOM)
    scale = alt.Scale(domain=[0, 1]) if kind == "share" else alt.Scale(zero=True)
    y = alt.Y(f"{name}:Q", title=None, axis=axis, scale=scale)
    if kind == "share":
        return base.mark_bar(fill=SOFT).encode(y=y)
    return base.mark_point(filled=True, size=34, fill=INK, opacity=1).encode(y=y)


def _precision(rows: Sequence[Mapping[str, Value]]) -> Any:
    parts = (("to_a_town_share", 0), ("to_a_district_share", 1), ("coarser_share", 2))
    cells = []
    for row in rows:
        low = 0.0
        for name, step in parts:
            high = low + float(str(row[name] or 0))
            if high > low:
                cells.append({"label": row["label"], "low": low, "high": high, "step": step})
            low = high
    colour = alt.Scale(domain=[0, 1, 2], range=[ACCENT, "var(--leans-for)", LINE])
    base = alt.Chart(alt.InlineData(values=cells or [{"label": rows[0]["label"]}]))
    return base.mark_bar().encode(
        x=_x(rows),
        y=alt.Y("low:Q", title=None, axis=_percent(), scale=alt.Scale(domain=[0, 1])),
        y2="high:Q",
        fill=alt.Fill("step:O", scale=colour, legend=None),
    )


def _bars(field: str, rows: Sequence[Mapping[str, Value]], **options: Any) -> Any:
    base = options.get("base") or _base(rows)
    most = max((int(str(row[field[:-2]] or 0)) for row in rows), default=1)
    axis = alt.Axis(tickCount=min(3, most), format=",d", tickMinStep=1, minExtent=ROOM)
    faint = 0.3 if options.get("faint") else 1
    return base.mark_bar(fill=ACCENT, fillOpacity=faint).encode(
        y=alt.Y(field, title=None, axis=axis)
    )


def _base(rows: Sequence[Mapping[str, Value]]) -> Any:
    return alt.Chart(alt.InlineData(values=list(rows))).encode(x=_x(rows), description="key:N")


def _x(rows: Sequence[Mapping[str, Value]]) -> alt.X:
    # A panel's own axis is set where it is known whether it is the last one.
    labels = list(dict.fromkeys(str(row["label"]) for row in rows))
    return alt.X("label:O", sort=labels, title=None, scale=alt.Scale(domain=labels))


def _panel(
    rows: Sequence[Mapping[str, Value]], chart: Any, *, title: str, width: int, last: bool
) -> Any:
    labels = list(dict.fromkeys(str(row["label"]) for row in rows))
    every = max(1, -(-len(labels) * LABEL // width))
    shown = alt.Axis(values=labels[::every], labelAngle=0, labels=last, ticks=last, title=None)
    heading = {"text": title, "anchor": "start", "fontSize": 11, "fontWeight": "normal",
               "color": INK, "offset": 3}  # fmt: skip
    layers = chart.layer if isinstance(chart, alt.LayerChart) else [chart]
    for layer in layers:
        layer.encoding.x.axis = shown
    whole = alt.layer(*layers) if len(layers) > 1 else layers[0]
    return whole.properties(width=width, height=HEIGHT, title=heading)


def _stacked(parts: Sequence[Any]) -> Any:
    return alt.vconcat(*parts, spacing=GAP)


def _percent() -> alt.Axis:
    return alt.Axis(format=".0%", values=[0, 0.5, 1], minExtent=ROOM)


def _marked(finding: Finding) -> list[dict[str, Any]]:
    return [{**row, "key": f"mark-{n}"} for n, row in enumerate(records(finding))]


def _of(rows: Sequence[dict[str, Any]], field: str, name: str) -> list[dict[str, Any]]:
    return [row for row in rows if row[field] == name]


def _largest(rows: Sequence[Mapping[str, Any]], field: str, by: str) -> list[str]:
    sums: dict[str, float] = {}
    for row in rows:
        sums[str(row[field])] = sums.get(str(row[field]), 0) + float(row[by] or 0)
    return sorted(sums, key=lambda name: (-sums[name], name))[:MOST_GROUPS]


def _whole(rows: Sequence[dict[str, Any]], field: str) -> list[dict[str, Any]]:
    """Return the rows with an empty one for each period of the span that a group has none in."""
    if not rows:
        return []
    days = [date.fromisoformat(str(row[end])) for row in rows for end in ("from", "to")]
    noun = Period(name=str(rows[0]["period"]), first=days[0], last=days[1]).noun
    span = list(split((min(days), max(days)), window_named(noun)))
    found = {(row[field], row["period"]): row for row in rows}
    empty = dict.fromkeys(("share_known", "share_all_low", "share_all_high"))
    return [
        found.get((name, period.name))
        or {field: name, "period": period.name, "label": period.label, "incidents": 0, **empty}
        for name in dict.fromkeys(row[field] for row in rows)
        for period in span
    ]


def _told(name: str, rows: Sequence[Mapping[str, Any]]) -> str:
    total = sum(int(str(row["incidents"])) for row in rows)
    words = name.replace("_", " ") if name == name.lower() else name
    return f"{plain(words, NAME)} ({plural(total, 'incident')})"
