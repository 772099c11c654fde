"""Two actors on one option over time: for above the middle, against below it."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from concord.report.maps.svg import picture, tag, tip

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from markupsafe import Markup

LEFT, TOP, HEIGHT, BOTTOM, RIGHT = 70.0, 18.0, 190.0, 28.0, 20.0
ASIDE = 5.0
NAMES = ("one", "other")


@dataclass(frozen=True, slots=True, kw_only=True)
class Stand:
    """One window: the stance of each of the two (None: no plain evidence), and how often."""

    first: str
    last: str
    label: str
    stances: tuple[float | None, float | None]
    utterances: tuple[int, int]
    links: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A day on which an office changed hands."""

    day: date
    words: str


def draw_stands(stands: Sequence[Stand], changes: Sequence[Change], width: float) -> Markup:
    """Return the picture; windows in which the two stand on opposite sides are shaded."""
    begin = date.fromisoformat(stands[0].first).toordinal()
    end = max(begin + 1, date.fromisoformat(stands[-1].last).toordinal())
    scale = (width - LEFT - RIGHT) / (end - begin)

    def x(day: date | str) -> float:
        at = date.fromisoformat(day) if isinstance(day, str) else day
        return LEFT + (at.toordinal() - begin) * scale

    def y(stance: float) -> float:
        return TOP + HEIGHT / 2 - stance * HEIGHT / 2

    parts = []
    for value, words in ((1.0, "for"), (0.0, "even"), (-1.0, "against")):
        parts.append(tag("line", class_="grid", x1=LEFT, x2=width, y1=y(value), y2=y(value)))
        parts.append(
            tag("text", words, class_="axis", x=LEFT - 10, y=y(value) + 4, text_anchor="end")
        )
    parts += [_shade(s, x(s.first), x(s.last)) for s in stands if _opposed(s)]
    parts += [_change(change, x(change.day)) for change in changes]
    middle = {s.first: (x(s.first) + x(s.last)) / 2 for s in stands}
    for who, name in enumerate(NAMES):
        # Beside each other, so that two who agree are both seen.
        aside = (who - 0.5) * 2 * ASIDE
        parts += _line([(middle[s.first] + aside, s) for s in stands], who, name, y)
    parts += _labels(stands, middle, width)
    return picture(parts, width, TOP + HEIGHT + BOTTOM)


def _opposed(stand: Stand) -> bool:
    one, other = stand.stances
    return one is not None and other is not None and one * other < 0


def _shade(stand: Stand, left: float, right: float) -> Markup:
    content = [tip(f"{stand.label}: on opposite sides")]
    return tag("rect", content, class_="apart", x=left, y=TOP, width=max(2.0, right - left),
               height=HEIGHT)  # fmt: skip


def _change(change: Change, x: float) -> Markup:
    content = [tip(f"{change.day.isoformat()}: {change.words}")]
    return tag("line", content, class_="change", x1=x, x2=x, y1=TOP - 8, y2=TOP + HEIGHT)


def _line(
    at: Sequence[tuple[float, Stand]], who: int, name: str, height: Callable[[float], float]
) -> list[Markup]:
    points = [(x, s) for x, s in at if s.stances[who] is not None]
    parts = [
        tag("line", class_=f"stand {name}", x1=x1, y1=height(a.stances[who] or 0.0), x2=x2,
            y2=height(b.stances[who] or 0.0))
        for (x1, a), (x2, b) in itertools.pairwise(points)
        if _follows(a, b)
    ]  # fmt: skip
    for x, stand in points:
        stance = stand.stances[who] or 0.0
        words = f"{stand.label}: stance {stance:+.2g}, {stand.utterances[who]} utterances"
        size = min(9.0, 3.5 + stand.utterances[who] ** 0.5)
        dot = tag("circle", [tip(words)], class_=f"stand {name}", cx=x, cy=height(stance), r=size)
        parts.append(tag("a", [dot], href=stand.links[who], tabindex="-1"))
    return parts


def _follows(one: Stand, other: Stand) -> bool:
    """Return whether no window lies between the two: nothing is known of a window without words."""
    gap = date.fromisoformat(other.first).toordinal() - date.fromisoformat(one.last).toordinal()
    return gap == 1


def _labels(stands: Sequence[Stand], middle: dict[str, float], width: float) -> list[Markup]:
    parts, free = [], 0.0  # beneath the words of the other axis
    for stand in stands:
        x = middle[stand.first]
        half = len(stand.label) * 3.4
        if x - half < free or x + half > width:
            continue
        free = x + half + 10
        parts.append(
            tag("text", stand.label, class_="axis", x=x, y=TOP + HEIGHT + 18, text_anchor="middle")
        )
    return parts
