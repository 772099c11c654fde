from __future__ import annotations

from benchmarks.seeds import show, spread


def test_the_spread_is_of_the_seeds_and_stands_beside_the_shipped_model() -> None:
    rows = {
        "base": {"satp event_f1": 0.75},
        "one": {"satp event_f1": 0.70},
        "two": {"satp event_f1": 0.74},
    }
    assert spread(rows) == {
        "satp event_f1": {"shipped": 0.75, "mean": 0.72, "least": 0.70, "most": 0.74}
    }


def test_a_line_holds_the_four_figures() -> None:
    table = {"satp event_f1": {"shipped": 0.75, "mean": 0.72, "least": 0.70, "most": 0.74}}
    assert show(table).splitlines()[1].split() == [
        "satp",
        "event_f1",
        "0.750",
        "0.720",
        "0.700",
        "0.740",
    ]
