"""The network of agreement: who shares sides with whom, of all time or year by year."""

from __future__ import annotations

import math
from dataclasses import dataclass
from textwrap import wrap
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from concord import analysis
from concord.analysis.measures import plural
from concord.report.maps.svg import picture, tag, tip
from concord.report.texts import clip

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from concord.model import Finding
    from concord.web.asked import Asked
    from concord.web.shelf import Shelf

SIZE, MOST_ACTORS = 560.0, 24
RING = 230.0
LONGEST_NAME = 48
# Room beside the ring for names, which are broken into lines of so many characters.
MARGIN, LINE, LEADING = 130.0, 26, 14.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Edge:
    """Two actors who spoke on the same options: the share of their statements that agree."""

    one: str
    other: str
    agreeing: float
    statements: int
    words: str
    link: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Network:
    """The network with its finding; ``years`` are those that have one of their own."""

    title: str
    words: str
    definition: str
    picture: Markup | None
    edges: tuple[Edge, ...]
    years: tuple[int, ...]
    left_out: int


def draw_agreement(shelf: Shelf, asked: Asked, year: int | None) -> Network:
    """Return the network of a scope, of one year or of all."""
    rules = analysis.Rules(draws=0, normalisations=("average_activity",))
    window: Any = "all" if year is None else "year"
    finding = analysis.agreement(shelf.saying_view(asked), rules, window=window)
    rows = [
        row for row in _pairs(finding) if year is None or str(row["from"]).startswith(str(year))
    ]
    edges = sorted(
        (_edge(asked, row) for row in rows), key=lambda e: (-e.statements, e.one, e.other)
    )
    names = list(dict.fromkeys(name for e in edges for name in (e.one, e.other)))
    kept = names[:MOST_ACTORS]
    shown = [e for e in edges if e.one in kept and e.other in kept]
    keys = {row[f"name_{side}"]: row[f"actor_{side}"] for row in rows for side in "ab"}
    links = {name: asked.link("/statements", actor=keys[name]) for name in kept}
    return Network(
        title=finding.title if year is None else f"{year}: {len(edges)} pairs spoke on the same",
        words=finding.words,
        definition=finding.definition,
        picture=_draw(links, shown) if shown else None,
        edges=tuple(edges),
        years=_years(shelf, asked),
        left_out=len(names) - len(kept),
    )


def _years(shelf: Shelf, asked: Asked) -> tuple[int, ...]:
    days = [s.said.first for s in shelf.saying_view(asked).statements() if s.said and s.said.first]
    return tuple(sorted({day.year for day in days}))


def _pairs(finding: Finding) -> list[dict[str, Any]]:
    rows = analysis.records(finding)
    return [row for row in rows if row["option"] is None and row["enough"]]


def _edge(asked: Asked, row: dict[str, Any]) -> Edge:
    share = float(row["agreeing"]) if row["agreeing"] is not None else 0.5
    return Edge(
        one=row["name_a"],
        other=row["name_b"],
        agreeing=share,
        statements=int(row["n"]),
        words=f"{row['name_a']} and {row['name_b']}: {share * 100:.0f}% of pairs of statements"
        f" agree, {plural(row['n'], 'statement')} on {plural(row['options'], 'option')}",
        link=asked.link("/positions/compare", one=row["actor_a"], other=row["actor_b"]),
    )


def _draw(names: Mapping[str, str], edges: Sequence[Edge]) -> Markup:
    """Return the picture of the actors, each with where it leads, on a ring."""
    middle = SIZE / 2
    at = {}
    for number, name in enumerate(names):
        angle = 2 * math.pi * number / len(names) - math.pi / 2
        at[name] = (middle + RING * math.cos(angle), middle + RING * math.sin(angle), angle)
    most = max(edge.statements for edge in edges)
    lines = [_line(edge, at, most) for edge in edges]
    nodes = [_node(name, names[name], *place) for name, place in at.items()]
    return picture([*lines, *nodes], SIZE + 2 * MARGIN, SIZE, class_="chart network")


def _line(edge: Edge, at: dict[str, tuple[float, float, float]], most: int) -> Markup:
    side = "for" if edge.agreeing > 0.6 else "against" if edge.agreeing < 0.4 else "even"  # noqa: PLR2004 - as the matrix has it
    (x1, y1, _), (x2, y2, _) = at[edge.one], at[edge.other]
    width = 1 + 5 * math.sqrt(edge.statements / most)
    drawn = tag(
        "line", [tip(edge.words)], class_=f"edge {side}", x1=x1 + MARGIN, y1=y1, x2=x2 + MARGIN,
        y2=y2, stroke_width=width,
    )  # fmt: skip
    return tag("a", [drawn], href=edge.link, tabindex="-1")


def _node(name: str, link: str, x: float, y: float, angle: float) -> Markup:
    # Beside its dot, or at the top and the bottom of the ring above or below it.
    across = round(math.cos(angle), 1)
    side = 9 if across > 0 else -9 if across < 0 else 0
    written = wrap(clip(name, LONGEST_NAME), LINE)
    # The lines of a name beside its dot are centred on it; above it, they end there.
    rise = (len(written) - 1) * LEADING
    top = y + 4 - rise / 2 if across else y + 20 if math.sin(angle) > 0 else y - 12 - rise
    lines = [
        tag("tspan", line, x=x + MARGIN + side, y=top + number * LEADING)
        for number, line in enumerate(written)
    ]
    anchor = "start" if across > 0 else "end" if across < 0 else "middle"
    label = tag("text", lines, class_="axis name", text_anchor=anchor)
    dot = tag("circle", [tip(name)], class_="node", cx=x + MARGIN, cy=y, r=5.0)
    return tag("a", [dot, label], href=link, tabindex="-1")
