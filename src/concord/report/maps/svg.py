"""SVG written safely: every value is escaped, coordinates are short."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

from concord.report.texts import plain

if TYPE_CHECKING:
    from collections.abc import Iterable


def tag(name: str, content: Iterable[Markup] | str | None = None, **attributes: object) -> Markup:
    """Return an element; ``class_`` and ``data_x`` stand for ``class`` and ``data-x``."""
    said = "".join(
        f' {_name(key)}="{escape(short(value))}"'
        for key, value in attributes.items()
        if value is not None
    )
    if content is None:
        return Markup(f"<{name}{said}/>")  # noqa: S704 - a name of ours, values escaped
    inside = escape(content) if isinstance(content, str) else Markup("").join(content)
    return Markup(f"<{name}{said}>{inside}</{name}>")  # noqa: S704 - the same


@cache
def _name(key: str) -> str:
    return key.rstrip("_").replace("_", "-")


def short(value: object) -> object:
    """Return a coordinate with at most one decimal; anything else as it is."""
    if isinstance(value, float):
        rounded = round(value, 1)
        return int(rounded) if rounded == int(rounded) else rounded
    return value


def tip(text: str) -> Markup:
    """Return the words that a mark shows when it is pointed at."""
    return tag("title", plain(text, 200))


def picture(content: Iterable[Markup], width: float, height: float, **attributes: object) -> Markup:
    """Return the picture; readers of the screen are given the words and the table instead."""
    said = {"class_": "chart", "aria_hidden": "true", **attributes}
    return tag("svg", content, viewBox=f"0 0 {short(width)} {short(height)}", **said)


def ticks(most: float, wanted: int = 4) -> list[int]:
    """Return round whole numbers from 0 to at least ``most``, about ``wanted`` steps apart."""
    if most <= 0:
        return [0, 1]
    step = 1
    while most / step > wanted:
        step = _next_step(step)
    return list(range(0, int(most + step), step)) or [0, step]


def _next_step(step: int) -> int:
    first = int(str(step)[0])
    return step * 5 // 2 if first == 2 else step * 2  # noqa: PLR2004 - 1, 2, 5, 10
