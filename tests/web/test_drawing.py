"""Pictures: scales that begin at zero, places where they are, nothing foreign as markup."""

from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from concord.web.drawing.atlas import Symbol, draw_map, frame_of
from concord.web.drawing.bars import Bar, draw_bars
from concord.web.drawing.history import Given, draw_history
from concord.web.drawing.svg import tag, ticks

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


def test_a_map_has_land_names_and_circles() -> None:
    symbols = [
        Symbol(latitude=34.0, longitude=71.5, incidents=9, step=4, words="P", link="/p"),
        Symbol(latitude=30.2, longitude=67.0, incidents=1, step=1, words="Q", area=True),
    ]
    frame = frame_of([(s.latitude, s.longitude) for s in symbols], 800, 600)
    drawn = draw_map(symbols, (("PK", "Pakistan"), ("FR", "France")), frame)
    root = ET.fromstring(drawn)  # noqa: S314 - drawn here
    assert len([p for p in root.iter("path") if p.get("class") == "land"]) == 1
    circles = list(root.iter("circle"))
    assert [c.get("class") for c in circles] == ["spot toll-4", "spot area line-1"]
    assert float(circles[0].get("r", 0)) > float(circles[1].get("r", 0))


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
