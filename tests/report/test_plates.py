"""Findings as pictures: every chart is drawn, and says what it shows."""

from __future__ import annotations

import itertools
import json
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from tests.analysis.speeches import heard
from tests.analysis.test_changes import view_of
from tests.analysis.test_effects import TRUCE, series
from tests.invented import FakeBook, FakeView, make_view

from concord import analysis
from concord.codebook.outlines import coarse_outlines
from concord.report import charts, charts_analyses
from concord.report.drawing import draw
from concord.report.plates import DRAWERS, NoChartError, name_options, save_chart

if TYPE_CHECKING:
    from pathlib import Path

WORDS = """
2020-01-05 centre + talks
2020-02-05 centre + talks
2020-01-09 army - talks
2020-02-09 army - talks
2020-03-09 army + talks
"""


def findings() -> dict[str, Any]:
    acts: Any = FakeView(held={"incidents": tuple(series(before=5, after=3))})
    view: Any = make_view()
    spoken: Any = heard(WORDS)
    stepped: Any = view_of(*[2] * 12, *[14] * 12)
    days = (date(2023, 1, 1), date(2023, 12, 31)), (date(2024, 1, 1), date(2024, 12, 31))
    people = analysis.Populations(known={"balochistan": {0: 12_000_000.0}})
    loose = analysis.Rules(minimum=1)
    first, later = (date(2020, 1, 1), date(2020, 1, 31)), (date(2020, 2, 1), date(2020, 3, 31))
    return {
        "totals": analysis.totals(view),
        "apart": analysis.apart(view),
        "trends": analysis.trends(view),
        "density": analysis.density(view),
        "shares_by_period": analysis.shares_by_period(view),
        "rates": analysis.rates(view, people),
        "bias": analysis.bias(view),
        "compare": analysis.compare(view, *days),
        "matrix": analysis.agreement_matrix(analysis.agreement(spoken)),
        "reversals": analysis.reversals(spoken),
        "change": analysis.agreement_change(spoken, first, later, loose),
        "acts": analysis.acts(acts, [TRUCE]),
        "maps": analysis.maps(view),
        "shares": analysis.shares(view),
        "pairs": analysis.agreement(spoken),
        "divergence": analysis.divergence(spoken),
        "effects": analysis.effects(acts, [TRUCE], sensitivity=False),
        "series": analysis.effect_series(acts, TRUCE),
        "placebos": analysis.effect_placebos(acts, TRUCE),
        "changes": analysis.changes(stepped),
    }


def test_every_chart_is_drawn_with_its_title_and_scope(tmp_path: Path) -> None:
    found = findings()
    assert set(found) == set(DRAWERS)
    for kind, finding in found.items():
        out = tmp_path / f"{kind}.svg"
        save_chart(finding, kind, out)
        text = out.read_text("utf-8")
        assert finding.title.split()[0] in text
        assert "Scope" in text
        assert "var(--" not in text, f"{kind}: a colour that no file defines"


def drawn(finding: Any, kind: str, folder: Path, **options: Any) -> str:
    out = folder / "x.svg"
    save_chart(finding, kind, out, **options)
    return out.read_text("utf-8")


def test_a_series_by_group_has_a_panel_for_each(tmp_path: Path) -> None:
    view: Any = make_view()
    text = drawn(analysis.trends(view, by="province"), "trends", tmp_path)
    assert "Balochistan (1 incident)" in text
    assert "Punjab (1 incident)" in text


def test_what_is_known_too_coarsely_is_named_below_the_map_and_not_drawn(tmp_path: Path) -> None:
    view: Any = make_view()
    text = drawn(analysis.density(view), "density", tmp_path)
    assert "Not on the map" in text
    assert "Sindh, known to the province only" in text
    assert text.count('aria-roledescription="geoshape"') >= 2


def test_a_map_says_what_its_colours_are(tmp_path: Path) -> None:
    view: Any = make_view()
    text = drawn(analysis.maps(view), "maps", tmp_path)
    assert "5 to 9" in text
    assert "hollow: known only to its tehsil or district" in text


QUETTA_SQUARE = {
    "type": "Feature",
    "properties": {"name": "QUETTA"},
    "geometry": {
        "type": "Polygon",
        "coordinates": [[[66.5, 29.8], [67.5, 29.8], [67.5, 30.6], [66.5, 30.6], [66.5, 29.8]]],
    },
}


def test_districts_are_shaded_in_the_boundaries_of_their_name(tmp_path: Path) -> None:
    """A ring that runs the wrong way would be drawn as all the earth but itself."""
    view: Any = make_view()
    by_district = analysis.maps(view, level="district")
    text = drawn(by_district, "maps", tmp_path, polygons=[QUETTA_SQUARE])
    again = drawn(by_district, "maps", tmp_path, polygons=[turned(QUETTA_SQUARE)])
    assert text == again
    elsewhere = {**QUETTA_SQUARE, "properties": {"name": "Atlantis"}}
    with pytest.raises(NoChartError, match="No place of the table has a name"):
        drawn(by_district, "maps", tmp_path, polygons=[elsewhere])


def turned(feature: dict[str, Any]) -> dict[str, Any]:
    ring = feature["geometry"]["coordinates"][0]
    return {**feature, "geometry": {"type": "Polygon", "coordinates": [ring[::-1]]}}


def test_reservations_stand_with_the_picture(tmp_path: Path) -> None:
    acts: Any = FakeView(held={"incidents": tuple(series(before=5, after=3))})
    text = drawn(analysis.effect_series(acts, TRUCE), "series", tmp_path)
    assert "A comparison over time and no experiment" in text


def test_options_go_by_the_name_of_the_codebook(tmp_path: Path) -> None:
    spoken: Any = heard("2020-01-05 centre + talks\n2020-02-05 centre - talks")
    book: Any = FakeBook()
    finding = name_options(analysis.reversals(spoken), book)
    assert "Centre: Talks with armed groups" in drawn(finding, "reversals", tmp_path)
    trends = analysis.trends(spoken)
    assert name_options(trends, book) is trends


def test_a_total_without_an_upper_bound_says_so(tmp_path: Path) -> None:
    open_ended: Any = make_view()
    finding = analysis.totals(open_ended)
    rows = [
        (name, 5, 5, 5, 1, 0, 0, 2) if name == "injured" else row
        for row in finding.rows
        for name in row[:1]
    ]
    text = drawn(replace(finding, rows=tuple(rows)), "totals", tmp_path)
    assert "5 or more" in text
    assert "Killed (targets and bystanders)" in text


def test_a_picture_is_written_too(tmp_path: Path) -> None:
    out = tmp_path / "a.png"
    view: Any = make_view()
    save_chart(analysis.trends(view), "trends", out)
    assert out.read_bytes().startswith(b"\x89PNG")


def test_the_same_finding_gives_the_same_bytes(tmp_path: Path) -> None:
    spoken: Any = heard(WORDS)
    for name in ("a.svg", "b.svg"):
        save_chart(analysis.agreement(spoken), "pairs", tmp_path / name)
    assert (tmp_path / "a.svg").read_bytes() == (tmp_path / "b.svg").read_bytes()


def test_what_cannot_be_drawn_says_so(tmp_path: Path) -> None:
    view: Any = make_view()
    empty: Any = FakeView()
    with pytest.raises(NoChartError, match="no chart of weather"):
        save_chart(analysis.trends(view), "weather", tmp_path / "a.svg")
    with pytest.raises(NoChartError, match=r"as \.svg or \.png"):
        save_chart(analysis.trends(view), "trends", tmp_path / "a.gif")
    with pytest.raises(NoChartError, match="nothing to draw"):
        save_chart(analysis.trends(empty), "trends", tmp_path / "a.svg")


def test_on_a_narrow_page_both_names_of_a_pair_can_be_read() -> None:
    spoken: Any = heard(
        "\n".join(f"2020-0{n}-01 {who} talks" for n in (1, 2) for who in ("army +", "centre -"))
    )
    finding = analysis.agreement(spoken)
    wide, narrow = (
        json.dumps(charts_analyses.pairs(finding, width=width).to_dict()) for width in (800, 350)
    )
    assert "split(datum.label" in narrow
    assert "split(datum.label" not in wide


def test_far_countries_are_shown_on_the_world_and_near_ones_alone() -> None:
    near = [{"longitude": 70, "latitude": 33}, {"longitude": 65, "latitude": 31}]
    assert not charts.far_apart(near)
    assert charts.far_apart([*near, {"longitude": -76, "latitude": 3}])
    assert not charts.far_apart([])


def test_the_coarse_outlines_keep_their_turn() -> None:
    """Read the other way round, a ring would enclose all the world but its country."""
    shapes = {each["properties"]["iso2"]: each["geometry"] for each in coarse_outlines()}
    assert {"PK", "NG", "CO", "PH"} <= shapes.keys()
    for geometry in shapes.values():
        for (ring,) in geometry["coordinates"]:
            pairs = itertools.pairwise(ring)
            assert sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairs) < 0


LONG = "Jaish-e-Fursan-e-Muhammad of the Eastern Valleys and Hills"


def test_a_narrow_page_shows_the_names_of_groups_and_acts_in_full_above_their_marks() -> None:
    found = findings()
    shares, effects = found["shares"], found["effects"]
    at = shares.columns.index("actor")
    (first, *rest) = shares.rows
    shares = replace(shares, rows=((*first[:at], LONG, *first[at + 1 :]), *rest))
    act = effects.columns.index("act")
    name = "Ceasefire with the groups of the northern valleys"[:46]
    effects = replace(effects, rows=tuple((*r[:act], name, *r[act + 1 :]) for r in effects.rows))

    drawn = draw(charts.share_ranges(shares, width=310), "shares")
    assert "\N{HORIZONTAL ELLIPSIS}" not in drawn
    assert all(word in drawn for word in LONG.split())
    drawn = draw(charts_analyses.ratios(effects, width=310), "effects")
    assert "\N{HORIZONTAL ELLIPSIS}" not in drawn
    assert all(word in drawn for word in name.split())


def test_a_name_is_folded_where_its_line_is_full() -> None:
    assert charts_analyses.folded(LONG, 310).count(charts_analyses.BREAK) == 1
    assert charts_analyses.folded(LONG, 820) == LONG
    assert charts_analyses.folded("Jamaat-ul-Ahrar", 310) == "Jamaat-ul-Ahrar"
