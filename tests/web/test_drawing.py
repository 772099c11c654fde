"""Pictures: scales that begin at zero, places where they are, nothing foreign as markup."""

from __future__ import annotations

import math
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from concord.report.maps.atlas import draw_map, draw_outline, frame_at, frame_of
from concord.report.maps.borders import draw_borders
from concord.report.maps.marks import (
    CORNER,
    Symbol,
    draw_cells,
    draw_symbols,
    gather,
    gather_cells,
    inside,
    scale_of,
)
from concord.report.maps.svg import tag, ticks
from concord.web.drawing.bars import Bar, draw_bars
from concord.web.drawing.history import Given, draw_history

SVG = "{http://www.w3.org/2000/svg}"


@given(st.integers(1, 10**9))
def test_ticks_reach_the_most_in_few_round_steps(most: int) -> None:
    found = ticks(most)
    assert found[0] == 0
    assert found[-1] >= most
    assert len(found) <= 6
    step = found[1]
    assert str(step).rstrip("0") in ("1", "2", "5")
    assert found == list(range(0, found[-1] + 1, step))


def test_attributes_and_words_are_escaped() -> None:
    drawn = tag("text", "<b>&", data_x='"><script>')
    assert str(drawn) == '<text data-x="&#34;&gt;&lt;script&gt;">&lt;b&gt;&amp;</text>'


def bar(incidents: int, possible: int, killed: tuple[int, int, int], link: str = "/x") -> Bar:
    return Bar(
        label="2024",
        first="2024-01-01",
        last="2024-12-31",
        incidents=incidents,
        possible=possible,
        killed=killed,
        open_ended=False,
        words="2024",
        link=link,
    )


def test_bars_are_as_high_as_their_numbers() -> None:
    drawn = draw_bars([bar(2, 4, (1, 5, 10)), bar(4, 4, (0, 0, 0))], 400)
    root = ET.fromstring(drawn)  # noqa: S314 - drawn here
    heights = [float(each.get("height", 0)) for each in root.iter("rect")
               if each.get("class") == "bar"]  # fmt: skip
    assert heights[0] * 2 == pytest.approx(heights[1], abs=0.2)
    assert [each.get("class") for each in root.iter("line")].count("range") == 1


def test_no_bars_draw_an_empty_scale() -> None:
    assert "<svg" in draw_bars([], 400)


def test_north_is_up_and_east_is_right() -> None:
    frame = frame_of([(24.9, 67.0), (34.0, 71.5)], 800, 600)
    assert frame.y(34.0) < frame.y(24.9)
    assert frame.x(71.5) > frame.x(67.0)
    assert 0 < frame.x(67.0) < frame.width
    assert 0 < frame.y(34.0) < frame.height


@given(
    st.lists(st.tuples(st.floats(-90, 90), st.floats(-180, 180)), min_size=1, max_size=6),
    st.sampled_from([(350.0, 380.0), (880.0, 560.0)]),
)
def test_every_point_lies_in_its_frame(
    points: list[tuple[float, float]], size: tuple[float, float]
) -> None:
    frame = frame_of(points, *size)
    for latitude, longitude in points:
        assert -1 <= frame.x(longitude) <= frame.width + 1
        assert -1 <= frame.y(latitude) <= frame.height + 1


def symbol(latitude: float, longitude: float, incidents: int, **more: Any) -> Symbol:
    given = {"killed": 0, "step": 1, "words": f"Place {incidents} (town)", **more}
    return Symbol(latitude=latitude, longitude=longitude, incidents=incidents, **given)


def test_a_map_has_land_names_and_circles() -> None:
    symbols = [
        symbol(34.0, 71.5, 9, step=4, link="/p"),
        symbol(30.2, 67.0, 1, kind="area"),
        symbol(28.5, 65.5, 4, kind="province", step=2),
    ]
    frame = frame_of([(s.latitude, s.longitude) for s in symbols], 800, 600)
    drawn = draw_map(draw_symbols(symbols, frame), (("PK", "Pakistan"), ("FR", "France")), frame)
    root = ET.fromstring(drawn)  # noqa: S314 - drawn here
    assert len([p for p in root.iter("path") if p.get("class") == "land"]) == 1
    circles = list(root.iter("circle"))
    assert [c.get("class") for c in circles] == ["spot toll-4", "spot area line-1"]
    assert float(circles[0].get("r", 0)) > float(circles[1].get("r", 0))
    squares = [r.get("class") for r in root.iter("rect") if r.get("class") != "sea"]
    assert squares == ["spot province line-2"]


def test_places_too_near_to_each_other_are_one_cluster_until_the_map_comes_nearer() -> None:
    symbols = [symbol(34.0, 71.5, 9), symbol(34.05, 71.55, 3, step=3), symbol(25.0, 67.0, 2)]
    far, near = frame_at(70, 30, 20, (800, 600)), frame_at(71.5, 34, 0.5, (800, 600))
    gathered = gather(symbols, far, lambda items: f"/{len(items)}")
    assert [(s.kind, s.incidents, s.link) for s in gathered] == [
        ("cluster", 12, "/2"), ("point", 2, None),
    ]  # fmt: skip
    assert gathered[0].step == 3
    assert [s.kind for s in gather(inside(symbols, near), near, lambda _: None)] == ["point"] * 2


@given(st.floats(0, 800), st.floats(0, 600))
def test_a_point_lies_in_its_hexagon(x: float, y: float) -> None:
    frame = frame_at(70, 30, 20, (800, 600))
    at = symbol(frame.latitude(y), frame.west + x / frame.scale, 1)
    ((middle, cell),) = gather_cells([at], frame, lambda _: None).items()
    assert math.hypot(middle[0] - x, middle[1] - y) <= CORNER + 0.01
    assert cell.incidents == 1


def test_hexagons_sum_what_lies_in_them() -> None:
    frame = frame_at(70, 30, 20, (800, 600))
    symbols = [symbol(34.0, 71.5, 9, killed=4), symbol(34.01, 71.51, 3), symbol(25.0, 67.0, 2)]
    cells = gather_cells(symbols, frame, lambda _: None)
    assert sorted((cell.incidents, cell.killed) for cell in cells.values()) == [(2, 0), (12, 4)]
    drawn = "".join(draw_cells(cells, scale_of(12), "incidents"))
    assert drawn.count("<polygon") == 2
    assert "cell incidents s4" in drawn


@given(st.integers(0, 10**8))
def test_a_scale_has_few_classes_that_hold_the_most(most: int) -> None:
    scale = scale_of(most)
    assert 1 <= len(scale.begins) <= 5
    assert list(scale.begins) == sorted(set(scale.begins))
    assert scale.begins[0] == 1
    assert scale.step(0) == 0
    assert scale.step(max(1, most)) == len(scale.begins)
    assert len(scale.labels()) == len(scale.begins)


def test_a_disputed_border_is_dashed_but_from_the_viewpoint_of_a_party() -> None:
    frame = frame_at(75.5, 34.5, 8, (800, 600))
    neutral = "".join(draw_borders(frame))
    assert "Jammu and Kashmir: Admin. by India; Claimed by Pakistan" in neutral
    assert 'class="own-land"' not in neutral
    theirs = "".join(draw_borders(frame, "PK"))
    assert "Jammu and Kashmir" not in theirs
    assert "Aksai Chin" in theirs
    assert theirs.count('class="own-land"') >= 3


def test_a_line_of_ones_own_is_drawn_open() -> None:
    frame = frame_at(70, 30, 20, (800, 600))
    line = {"type": "Feature", "properties": {"name": "Line"},
            "geometry": {"type": "LineString", "coordinates": [[68, 29], [71, 31]]}}  # fmt: skip
    drawn = draw_outline(line, frame, "Line", class_="own-line")
    assert "Z" not in str(drawn)
    assert 'd="M' in str(drawn)
    away = {**line, "geometry": {"type": "MultiLineString", "coordinates": [[[0, 0], [1, 1]]]}}
    assert str(draw_outline(away, frame, "Line")) == "<g/>"


def test_a_history_draws_each_figure_with_its_range() -> None:
    figures = [
        Given(day="1 Mar", low=5, best=5, high=5, party=False, words="five"),
        Given(day="2 Mar", low=7, best=7, high=None, party=True, words="at least seven"),
        Given(day="2 Mar", low=6, best=8, high=9, party=False, words="eight"),
    ]
    root = ET.fromstring(draw_history(figures, 8, 400))  # noqa: S314 - drawn here
    assert [c.get("class") for c in root.iter("circle")] == ["figure", "figure party", "figure"]
    assert [c.get("class") for c in root.iter("line")].count("range open") == 1
    assert [c.get("class") for c in root.iter("line")].count("held") == 1
