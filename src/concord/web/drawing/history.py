"""How a toll grew: each figure given, on the day when it was reported, with its range."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from concord.report.maps.svg import picture, tag, ticks, tip

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markupsafe import Markup

LEFT, TOP, HEIGHT, BOTTOM, RIGHT = 44.0, 16.0, 150.0, 28.0, 16.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """One figure: the day of its report in words, its range (high None: open-ended), who says."""

    day: str
    low: int
    best: int
    high: int | None
    party: bool
    words: str


def draw_history(given: Sequence[Given], best: int | None, width: float) -> Markup:
    """Return the figures from left to right as they were reported; ``best`` is what we hold."""
    most = max([g.high if g.high is not None else g.best for g in given] + [best or 0, 1])
    values = ticks(most)
    top = values[-1]

    def y(value: float) -> float:
        return TOP + HEIGHT - HEIGHT * value / top

    step = (width - LEFT - RIGHT) / max(1, len(given))
    parts = []
    for value in values:
        parts.append(tag("line", class_="grid", x1=LEFT - 4, x2=width, y1=y(value), y2=y(value)))
        parts.append(
            tag("text", f"{value:,}", class_="axis", x=LEFT - 8, y=y(value) + 4, text_anchor="end")
        )
    if best is not None:
        parts.append(tag("line", class_="held", x1=LEFT, x2=width, y1=y(best), y2=y(best)))
    last = ""
    for number, each in enumerate(given):
        x = LEFT + (number + 0.5) * step
        parts.append(_figure(each, x, (y(each.low), y(each.best), y(_end(each))), top=y(top)))
        if each.day != last and step > 0:
            parts.append(
                tag("text", each.day, class_="axis", x=x, y=TOP + HEIGHT + 18, text_anchor="middle")
            )
            last = each.day
    return picture(parts, width, TOP + HEIGHT + BOTTOM)


def _end(each: Given) -> int:
    return each.best if each.high is None else each.high


def _figure(each: Given, x: float, ends: tuple[float, float, float], *, top: float) -> Markup:
    low, best, high = ends
    marks = [tip(each.words)]
    if each.high is None:
        # Open-ended: a line that fades towards the top, with no end.
        marks.append(tag("line", class_="range open", x1=x, x2=x, y1=best, y2=max(top, best - 22)))
    if low > high:
        marks.append(tag("line", class_="range", x1=x, x2=x, y1=low, y2=high))
    name = "figure party" if each.party else "figure"
    marks.append(tag("circle", class_=name, cx=x, cy=best, r=5.5))
    return tag("g", marks)
