"""Incidents per period above deaths per period, with their ranges."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from concord.report.maps.svg import picture, tag, ticks, tip

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markupsafe import Markup

UPPER, LOWER, GAP, LEFT, TOP, BOTTOM = 118.0, 96.0, 26.0, 44.0, 14.0, 24.0
# Pixels of a letter on the axis, and between two labels.
LETTER, BETWEEN = 6.6, 14.0
WIDEST = 46.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One period: what lies in it for sure and perhaps, the killed, where it leads."""

    label: str
    first: str
    last: str
    incidents: int
    possible: int
    killed: tuple[int, int, int]
    open_ended: bool
    words: str
    link: str


@dataclass(frozen=True, slots=True)
class Panel:
    """A strip of the picture with its own scale upwards."""

    top: float
    height: float
    most: float

    def y(self, value: float) -> float:
        """Return the height of a value in the picture."""
        return self.top + self.height - self.height * value / self.most


def draw_bars(bars: Sequence[Bar], width: float) -> Markup:
    """Return the picture for a page of this width, in pixels."""
    step = (width - LEFT) / max(1, len(bars))
    counts = ticks(max((bar.possible for bar in bars), default=0))
    deaths = ticks(max((bar.killed[2] for bar in bars), default=0), 3)
    upper = Panel(TOP, UPPER, counts[-1])
    lower = Panel(TOP + UPPER + GAP, LOWER, deaths[-1])
    parts = [*_scale(upper, counts, width, "Incidents"), *_scale(lower, deaths, width, "Killed")]
    for number, bar in enumerate(bars):
        parts.append(_period(bar, LEFT + number * step, step, (upper, lower)))
    parts += _labels(bars, step, width, lower.top + lower.height + 16)
    height = lower.top + lower.height + BOTTOM
    return picture(parts, width, height, data_left=LEFT, data_width=width)


def _scale(panel: Panel, values: Sequence[int], width: float, name: str) -> list[Markup]:
    parts = [tag("text", name, class_="axis", x=LEFT - 4, y=panel.top - 5)]
    for value in values:
        y = panel.y(value)
        parts.append(tag("line", class_="grid", x1=LEFT - 4, x2=width, y1=y, y2=y))
        if value:
            words = f"{value:,}"
            parts.append(tag("text", words, class_="axis", x=LEFT - 8, y=y + 4, text_anchor="end"))
    return parts


def _period(bar: Bar, x: float, step: float, panels: tuple[Panel, Panel]) -> Markup:
    upper, lower = panels
    wide = min(WIDEST, max(1.0, step * 0.72))
    left = x + (step - wide) / 2
    low, best, high = bar.killed
    marks = [tip(bar.words)]
    marks.append(
        tag("rect", class_="hit", x=x, y=TOP, width=step, height=lower.top + lower.height - TOP)
    )
    marks += _column("bar maybe", left, wide, upper, bar.possible)
    marks += _column("bar", left, wide, upper, bar.incidents)
    marks += _column("bar deaths", left, wide, lower, best)
    middle = left + wide / 2
    if high > low:
        y1, y2 = lower.y(low), lower.y(high)
        marks.append(tag("line", class_="range", x1=middle, x2=middle, y1=y1, y2=y2))
    if bar.open_ended:
        y = lower.y(high)
        path = f"M{middle - 4:.1f} {y - 2:.1f}h8l-4 -6z"
        marks.append(tag("path", class_="open", d=path))
    return tag("a", marks, href=bar.link, tabindex="-1", data_from=bar.first, data_to=bar.last)


def _column(name: str, x: float, width: float, panel: Panel, value: int) -> list[Markup]:
    if not value:
        return []
    y = panel.y(value)
    height = panel.top + panel.height - y
    return [tag("rect", class_=name, x=x, y=y, width=width, height=height)]


def _labels(bars: Sequence[Bar], step: float, width: float, y: float) -> list[Markup]:
    widest = max((len(bar.label) for bar in bars), default=1) * LETTER + BETWEEN
    every = max(1, int(-(-widest // step)))
    parts = []
    for number in range(0, len(bars), every):
        x = LEFT + (number + 0.5) * step
        room = len(bars[number].label) * LETTER / 2
        anchor = "end" if x + room > width else "middle"
        parts.append(
            tag(
                "text",
                bars[number].label,
                class_="axis",
                x=width if anchor == "end" else x,
                y=y,
                text_anchor=anchor,
            )
        )
    return parts
