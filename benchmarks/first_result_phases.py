"""What the processor is busy with until the first result: for ``benchmarks.first_result``.

It runs a command of concord in this process and imports nothing of its own before that.
"""

from __future__ import annotations

import functools
import gc
import importlib
import json
import sys
import time
from contextlib import suppress
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

SELDOM = 250_000  # how seldom ``concord`` looks for cycles: here from the first import on
# What is imported, in this order, before the command runs: each takes what it alone needs.
LIBRARIES = {
    "import_click": "concord.cli",
    "import_numpy": "numpy",
    "import_onnxruntime": "onnxruntime",
    "import_sqlalchemy": "sqlalchemy",
    "import_codebook": "concord.codebook.book",
    "import_record": "concord.record",
    "import_coding": "concord.coding.engines.encoder",
    "import_rest": "concord.cli.main_job",
}
# Phase -> the functions that are it; what one calls of another phase counts there.
PHASES = {
    "packs": ("concord.codebook.book:_load",),
    "record": ("concord.record.opening:migrate", "concord.record.store:Record.write_codings"),
    "check_model": ("concord.coding.engines.model_file:_check",),
    "load_model": ("concord.coding.engines.network:Network.__init__",),
    "network": ("concord.coding.engines.network:Network.read",),
    "normalisers": ("concord.coding:prepare",),
    "engine": ("concord.coding.engines.encoder:EncoderEngine.read",),
    "assembly": ("concord.coding:_coded",),
}


def run(words: Sequence[str]) -> dict[str, float]:
    """Run a command of concord in this process; return the processor seconds of its phases."""
    busy = {"start": time.process_time()}
    for phase, module in LIBRARIES.items():
        started = time.process_time()
        importlib.import_module(module)
        busy[phase] = time.process_time() - started
    running: list[float] = []  # of the phases that stand around this one: seconds of those inside
    for phase, places in PHASES.items():
        busy[phase] = 0.0
        for place in places:
            module, _, path = place.partition(":")
            *steps, name = path.split(".")
            owner = functools.reduce(getattr, steps, importlib.import_module(module))
            setattr(owner, name, timed(getattr(owner, name), phase, busy, running))
    from concord.cli import main as command

    sys.argv = ["concord", *words]
    with suppress(SystemExit):
        command()
    busy["command"] = time.process_time() - sum(busy.values())
    return busy


def timed(
    function: Callable[..., Any], phase: str, busy: dict[str, float], running: list[float]
) -> Callable[..., Any]:
    """Return a function that adds its processor seconds, without those of phases inside it."""

    @functools.wraps(function)
    def call(*given: Any, **named: Any) -> Any:
        started = time.process_time()
        running.append(0.0)
        try:
            return function(*given, **named)
        finally:
            took = time.process_time() - started
            busy[phase] += took - running.pop()
            if running:
                running[-1] += took

    return call


def main() -> None:
    """Run the command of this process's arguments; the last line is one object of phases."""
    gc.set_threshold(SELDOM)
    print(json.dumps(run(sys.argv[1:])))
