from __future__ import annotations

import importlib
import time
from functools import reduce

import pytest
from benchmarks.first_result_phases import LIBRARIES, PHASES, timed

from benchmarks import __main__ as every


def busy(seconds: float) -> None:
    end = time.process_time() + seconds
    while time.process_time() < end:
        pass


@pytest.mark.parametrize("place", [place for places in PHASES.values() for place in places])
def test_every_phase_is_a_function_that_there_is(place: str) -> None:
    module, _, path = place.partition(":")
    assert callable(reduce(getattr, path.split("."), importlib.import_module(module)))


def test_every_import_is_there() -> None:
    for module in LIBRARIES.values():
        importlib.import_module(module)


def test_what_a_phase_inside_takes_is_not_told_twice() -> None:
    taken = {"outer": 0.0, "inner": 0.0}
    running: list[float] = []
    inner = timed(lambda: busy(0.02), "inner", taken, running)

    def both() -> None:
        inner()
        busy(0.01)

    timed(both, "outer", taken, running)()
    assert 0.02 <= taken["inner"] < 0.03
    assert 0.01 <= taken["outer"] < 0.02
    assert running == []


def test_it_is_a_benchmark_and_its_phases_are_none() -> None:
    assert "first_result" in every.names()
    assert "first_result_phases" not in every.names()
