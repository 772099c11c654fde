"""Draw the curves of docs/scale.md from the results: ``python -m tools.draw_scale``.

Circles are measured (benchmarks/results/scale.json, size.json); a dashed line goes on from the
largest of them in proportion to the number of documents, and is not measured.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import altair as alt
import vl_convert

ROOT = Path(__file__).parents[1]
RESULTS = ROOT / "benchmarks" / "results"
OUT = ROOT / "docs" / "images" / "scale.svg"
MOST = 1_000_000
# Step, what it is called, its key in the results; by size of the record.
OF_SIZE = (
    ("backup_busy_s", "backup, written and checked"),
    ("restore_busy_s", "restore"),
    ("link_busy_s", "linking everything"),
    ("relink_busy_s", "linking anew after one new document"),
    ("list_busy_ms", "lists (median)"),
)
# What does not grow with the documents.
FLAT = ("linking anew after one new document", "lists (median)")


def points() -> list[dict[str, Any]]:
    """Return what was measured: what, documents, seconds."""
    feeds = json.loads((RESULTS / "scale.json").read_text("utf-8"))
    found = []
    for name, run in feeds.items():
        if run.get("read_busy_s"):
            found.append(_point("reading JSON lines", run["documents"], run["read_busy_s"]))
        if name.startswith("encoder") and "1in10-" in name:
            found.append(_point("coding a mixed feed", run["coded_now"], run["code_busy_s"]))
        if name.startswith("encoder") and "1in1-" in name:
            found.append(_point("coding reports only", run["coded_now"], run["code_busy_s"]))
    for name, run in json.loads((RESULTS / "size.json").read_text("utf-8")).items():
        if not name.startswith("sqlite-to") and name.startswith("sqlite"):
            for key, label in OF_SIZE:
                if key in run:
                    seconds = run[key] / 1000 if key.endswith("_ms") else run[key]
                    found.append(_point(label, run["documents"], seconds))
    # Of two runs of one size the slower is shown.
    slowest = sorted(found, key=lambda one: one["seconds"])
    kept = {(one["what"], one["documents"]): one for one in slowest}
    return [one for one in found if kept[one["what"], one["documents"]] is one]


def _point(what: str, documents: int, seconds: float) -> dict[str, Any]:
    return {"what": what, "documents": documents, "seconds": seconds}


def goes_on(measured: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return for each line its largest measured point and where proportion leads from there."""
    lines = []
    for what in dict.fromkeys(each["what"] for each in measured):
        last = max((p for p in measured if p["what"] == what), key=lambda p: p["documents"])
        if what not in FLAT and last["documents"] < MOST:
            grown = last["seconds"] * MOST / last["documents"]
            lines += [last, _point(what, MOST, grown)]
    return lines


def draw(measured: list[dict[str, Any]]) -> alt.LayerChart:
    """Return the chart, both axes logarithmic."""
    tens = {"values": [10.0**power for power in range(-3, 7)], "gridColor": "#e4e4e4"}
    scale = alt.Scale(type="log")
    x = alt.X("documents:Q", scale=scale, title="documents", axis=alt.Axis(format=",.0f", **tens))
    y = alt.Y(
        "seconds:Q",
        scale=scale,
        title="seconds of the processor",
        axis=alt.Axis(format=",~g", **tens),
    )
    color = alt.Color(
        "what:N",
        title=None,
        sort=None,
        scale=alt.Scale(scheme="tableau10"),
        legend=alt.Legend(labelLimit=400),
    )
    seen = alt.Chart(alt.Data(values=measured))
    beyond = alt.Chart(alt.Data(values=goes_on(measured)))
    return alt.layer(
        beyond.mark_line(strokeDash=[4, 4], strokeWidth=1).encode(x=x, y=y, color=color),
        seen.mark_line(strokeWidth=2).encode(x=x, y=y, color=color),
        seen.mark_circle(size=60, opacity=1).encode(x=x, y=y, color=color),
    ).properties(
        width=480,
        height=340,
        title=alt.Title(
            "Time grows with the documents, but for lists and linking anew",
            subtitle="circles and full lines measured, dashed lines in proportion from the largest",
            anchor="start",
        ),
    )


def main() -> None:
    """Write the chart."""
    chart = draw(points()).configure(font="sans-serif", background="white")
    OUT.write_text(vl_convert.vegalite_to_svg(chart.to_json()), "utf-8")
    print(f"{OUT} written")


if __name__ == "__main__":
    main()
