"""An int8 graph with fixed scales: ``python -m training.static --model DIR --graph FP32 --to DIR``.

The shipped graphs scale the activations of each window as they come (dynamic scales). Fixed ones
are measured once, on windows of training texts, and spare that work. This writes a copy of a model
folder with such a graph, to hold it against the shipped one (``python -m benchmarks.encoders``).
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import onnx
from onnxruntime.quantization import (
    CalibrationDataReader,
    CalibrationMethod,
    QuantFormat,
    QuantType,
    quantize_static,
)
from onnxruntime.quantization.shape_inference import quant_pre_process

from training.examples import make_examples
from training.export import is_head
from training.files import write_sums
from training.sources import SOURCES as ALL
from training.sources import read

if TYPE_CHECKING:
    from collections.abc import Sequence

DATA = Path(os.environ.get("CONCORD_DATA", "../shared/data"))
_NAMES = ("satp_events", "incidents", "positions", "muc4")
SOURCES = tuple(source for source in ALL if source.name in _NAMES)
WINDOWS = 64
METHODS = {
    "minmax": CalibrationMethod.MinMax,
    "percentile": CalibrationMethod.Percentile,
    "entropy": CalibrationMethod.Entropy,
}


class Windows(CalibrationDataReader):  # type: ignore[misc]  # the library ships no types
    """Windows of training texts, one at a time, as the engine reads them."""

    def __init__(self, windows: Sequence[np.ndarray]) -> None:
        self._left = iter(windows)

    def get_next(self) -> dict[str, np.ndarray] | None:
        """Return what is fed for the next window, None behind the last."""
        ids = next(self._left, None)
        if ids is None:
            return None
        row = ids[None].astype(np.int64)
        return {"input_ids": row, "attention_mask": np.ones_like(row)}


def draw_windows(data: Path, number: int) -> list[np.ndarray]:
    """Return windows of training texts, the same ones each time, as many of each set."""
    each = max(1, number // len(SOURCES))
    drawn: list[np.ndarray] = []
    for source in SOURCES:
        texts = list(read(data, source, "train"))
        chosen = texts[:: max(1, len(texts) // each)][:each]
        drawn += [next(make_examples(text)).ids for text in chosen]
    return drawn


def quantise_fixed(
    source: Path, target: Path, windows: Sequence[np.ndarray], method: str, *, keep_heads: bool
) -> None:
    """Write the int8 copy of an fp32 graph with the scales that the windows show."""
    with tempfile.TemporaryDirectory() as scratch:
        ready = Path(scratch) / "ready.onnx"
        quant_pre_process(str(source), str(ready), skip_symbolic_shape=True)
        nodes = onnx.load(str(ready)).graph
        constant = {weight.name for weight in nodes.initializer}
        left = [
            node.name
            for node in nodes.node
            if node.op_type in ("MatMul", "Gemm")
            and ((keep_heads and is_head(node.name)) or node.input[1] not in constant)
        ]
        quantize_static(
            str(ready),
            str(target),
            Windows(windows),
            quant_format=QuantFormat.QDQ,
            op_types_to_quantize=["MatMul", "Gemm"],
            nodes_to_exclude=left,
            per_channel=True,
            activation_type=QuantType.QUInt8,
            weight_type=QuantType.QInt8,
            calibrate_method=METHODS[method],
            extra_options={"CalibMovingAverage": method == "minmax"},
        )


def main() -> None:
    """Write the copy of a model folder."""
    given: Any = _parser().parse_args()
    shutil.copytree(given.model, given.to, dirs_exist_ok=True)
    windows = draw_windows(given.data, given.windows)
    quantise_fixed(
        given.graph, given.to / "model.onnx", windows, given.method, keep_heads=not given.heads
    )
    write_sums(given.to)
    sys.stdout.write(f"{given.to}: {given.method} scales of {len(windows)} windows\n")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m training.static", description=__doc__)
    parser.add_argument("--model", type=Path, required=True, help="the folder that is copied")
    parser.add_argument("--graph", type=Path, required=True, help="its graph before quantising")
    parser.add_argument("--to", type=Path, required=True, help="the folder to write")
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--windows", type=int, default=WINDOWS)
    parser.add_argument("--method", choices=sorted(METHODS), default="minmax")
    parser.add_argument("--heads", action="store_true", help="quantise the heads too")
    return parser


if __name__ == "__main__":
    main()
