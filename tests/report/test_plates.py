"""Findings as pictures: every chart is drawn, and says what it shows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from tests.analysis.speeches import heard
from tests.analysis.test_changes import view_of
from tests.analysis.test_effects import TRUCE, series
from tests.invented import FakeView, make_view

from concord import analysis
from concord.report.plates import DRAWERS, NoChartError, save_chart

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
    return {
        "trends": analysis.trends(view),
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
    with pytest.raises(NoChartError, match="no chart of bias"):
        save_chart(analysis.trends(view), "bias", tmp_path / "a.svg")
    with pytest.raises(NoChartError, match=r"as \.svg or \.png"):
        save_chart(analysis.trends(view), "trends", tmp_path / "a.gif")
    with pytest.raises(NoChartError, match="nothing to draw"):
        save_chart(analysis.trends(empty), "trends", tmp_path / "a.svg")
