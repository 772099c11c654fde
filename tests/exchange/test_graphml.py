"""Agreement as a network that other programs open."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import networkx as nx

from concord.exchange.graphml import save_network, write_graphml

if TYPE_CHECKING:
    from pathlib import Path


def row(option: str | None, normalisation: str, subtract: float, **fields: Any) -> dict[str, Any]:
    given = {"actor_a": "army", "name_a": "The army", "actor_b": "centre", "name_b": "The centre"}
    given |= {
             "option": option, "from": "2020-01-01", "to": "2020-12-31", "subtract": subtract,
             "normalisation": normalisation, "interval_low": None, "n": 4,
             "enough": True}  # fmt: skip
    return given | fields


ROWS = [
    row("talks", "none", -2.0),
    row("talks", "average_activity", -0.5),
    row(None, "none", 1.0),
    row("talks", "none", 1.0, **{"from": "2021-01-01", "to": "2021-12-31"}),
]


def test_one_edge_for_each_pair_option_and_window(tmp_path: Path) -> None:
    out = tmp_path / "a.graphml"
    assert save_network(ROWS, out) == 3
    graph = nx.read_graphml(out)
    assert dict(graph.nodes(data="label")) == {"army": "The army", "centre": "The centre"}
    edges = [data for _, _, data in graph.edges(data=True)]
    assert edges[0] == {"option": "talks", "from": "2020-01-01", "to": "2020-12-31", "n": 4,
                        "enough": True, "subtract_none": -2.0,
                        "subtract_average_activity": -0.5}  # fmt: skip
    assert [edge["option"] for edge in edges] == ["talks", "", "talks"]


def test_the_same_rows_give_the_same_bytes() -> None:
    texts = []
    for _ in range(2):
        out = io.StringIO()
        write_graphml(ROWS, "agreement", out)
        texts.append(out.getvalue())
    assert texts[0] == texts[1]


def test_no_row_is_an_empty_network() -> None:
    out = io.StringIO()
    assert write_graphml([], "agreement", out) == 0
    assert "<graph" in out.getvalue()
