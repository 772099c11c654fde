"""Charts drawn while the report is written: Vega-Lite to static SVG, cleaned for inlining.

The report carries pictures, not a chart library: no script has to run to see a chart, nothing in a
document can reach an expression language, and the file still opens in twenty years. Colours are
CSS variables of the page, so light, dark and print share one drawing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

from markupsafe import Markup

if TYPE_CHECKING:
    from collections.abc import Mapping

    import altair as alt

SVG = "http://www.w3.org/2000/svg"
# Elements and attributes that our charts need; anything else is dropped.
ELEMENTS = {"svg", "g", "path", "line", "text", "rect", "circle", "defs", "clipPath", "tspan"}
ATTRIBUTES = {
    "viewBox", "transform", "d", "x", "y", "x1", "x2", "y1", "y2", "width", "height", "r", "cx",
    "cy", "fill", "stroke", "stroke-width", "stroke-dasharray", "stroke-linecap", "opacity",
    "stroke-linejoin", "fill-opacity", "stroke-opacity", "font-size", "font-weight", "text-anchor",
    "clip-path", "id", "display", "dx", "dy",
}  # fmt: skip
# A mark's description that names its Tip; Vega writes it into aria-label.
KEY = re.compile(r"^mark-(\d+)$")
_LONG_NUMBER = re.compile(r"-?\d+\.\d{2,}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Tip:
    """What a mark says when it is pointed at, and the element of the page that it leads to."""

    text: str
    target: str | None = None


def draw(chart: alt.TopLevelMixin, name: str, tips: Mapping[str, Tip] | None = None) -> Markup:
    """Return the chart as inline SVG; ``name`` keeps its element ids apart from other charts'.

    Marks whose description is ``mark-N`` get the Tip of that key as title and link.
    """
    import vl_convert

    spec = themed(chart).to_dict()
    # No base URL is allowed: a specification can load nothing.
    text = vl_convert.vegalite_to_svg(spec, allowed_base_urls=[])
    root = ET.fromstring(text)  # noqa: S314 - written by vl_convert one line above
    clean = _clean(root, name, tips or {})
    drawn = ET.tostring(clean, encoding="unicode")
    return Markup(drawn)  # noqa: S704 - an allow-list of elements, escaped by ElementTree


def themed(chart: Any) -> Any:
    """Return the chart with the report's theme: CSS variables, system fonts, few lines."""
    ink, faint, line = "var(--ink)", "var(--soft)", "var(--line)"
    return (
        chart.configure(font="system-ui, sans-serif", background="transparent", padding=4)
        .configure_view(stroke=None)
        .configure_axis(
            labelColor=faint,
            titleColor=faint,
            titleFontWeight="normal",
            labelFontSize=11,
            titleFontSize=11,
            gridColor=line,
            domainColor=line,
            tickColor=line,
        )
        .configure_text(color=ink, fontSize=11)
    )


def _clean(element: ET.Element, name: str, tips: Mapping[str, Tip]) -> ET.Element:
    tag = element.tag.rpartition("}")[2]
    kept = {
        key: _value(key, value, name)
        for key, value in sorted(element.attrib.items())
        if key in ATTRIBUTES
    }
    if tag == "svg":
        kept = {"viewBox": kept.get("viewBox", ""), "class": "chart", "aria-hidden": "true"}
    out = ET.Element(tag, kept)
    out.text = element.text
    out.extend(_clean(child, name, tips) for child in element if _wanted(child))
    tip = tips.get(element.get("aria-label", ""))
    return _with_tip(out, tip) if tip else out


def _wanted(element: ET.Element) -> bool:
    tag = element.tag.rpartition("}")[2]
    invisible = element.get("display") == "none" or element.get("class") == "background"
    return tag in ELEMENTS and not invisible


def _value(key: str, value: str, name: str) -> str:
    if key == "id":
        return f"{name}-{value}"
    if key == "clip-path":
        return value.replace("url(#", f"url(#{name}-")
    if key in {"d", "transform"}:
        return _LONG_NUMBER.sub(lambda m: f"{float(m.group()):.1f}", value)
    return value


def _with_tip(element: ET.Element, tip: Tip) -> ET.Element:
    title = ET.Element("title")
    title.text = tip.text
    element.insert(0, title)
    if tip.target is None:
        return element
    # The table below the chart holds the same links for the keyboard.
    link = ET.Element("a", {"href": f"#{tip.target}", "tabindex": "-1"})
    link.append(element)
    return link
