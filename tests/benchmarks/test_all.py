from __future__ import annotations

import json
from typing import TYPE_CHECKING

from benchmarks import __main__ as every

if TYPE_CHECKING:
    import pytest


def test_every_benchmark_is_found_and_scoring_modules_are_none() -> None:
    assert {"incidents", "positions", "times", "tolls"} <= set(every.names())
    assert not [name for name in every.names() if name.startswith("scoring")]


def test_a_benchmark_without_its_data_says_so(tmp_path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CONCORD_DATA", str(tmp_path))
    line, went_well = every.run("tolls")
    assert went_well
    assert line.startswith("tolls: skipped")


def test_a_benchmark_that_breaks_is_named() -> None:
    line, went_well = every.run("no_such_benchmark")
    assert not went_well
    assert line.startswith("no_such_benchmark: failed: ")


def test_figures_are_told_in_one_line() -> None:
    last = json.dumps({"f1": 0.5, "documents": 12, "by_type": {"a": 1}})
    assert every.figures(last) == "f1 0.500, documents 12"
    assert every.figures("not an object") == "not an object"
    assert every.figures(json.dumps({str(n): n for n in range(10)})).endswith("and 2 more")
