"""A shipped six-layer model as a checkpoint: ``python -m training.restore --model DIR --to DIR``.

What a run left is seldom kept, the int8 file always is. Its weights times their scales are a model
to go on from (``--start-from DIR/checkpoint.pt``) or to learn from (``--teacher``): as near to what
was trained as int8 keeps it.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import onnx
import torch
from onnx import numpy_helper

from training.files import hash_file, write_json
from training.network import ReadingModel

if TYPE_CHECKING:
    from collections.abc import Mapping

_MODEL = "/model/"  # what the exporter calls the parts of the network under
_SEGMENT = f"{_MODEL}Add_1"
_PRODUCTS = ("MatMulInteger", "MatMul")


def restore_weights(folder: Path) -> dict[str, torch.Tensor]:
    """Return the state of a six-layer model from its graph and its pairwise forms.

    Raises:
        ValueError: the graph holds another network, or lacks a part of this one.
    """
    graph = onnx.load(str(folder / "model.onnx")).graph
    held = {tensor.name: numpy_helper.to_array(tensor) for tensor in graph.initializer}
    state = {
        name.removeprefix("model."): values
        for name, values in held.items()
        if name.startswith("model.") and values.dtype == np.float32 and values.ndim
    }
    for node in graph.node:
        part = node.name.removeprefix(_MODEL).rpartition("/")[0]
        if node.op_type in _PRODUCTS and node.input[1] in held:
            state[f"{part.replace('/', '.')}.weight"] = _real(node.input[1], held).T
        if node.name == _SEGMENT:  # the same vector for every word: only the first segment is used
            state["kinds.weight"] = np.stack([held[node.input[1]], held[node.input[1]]])
    state["words.weight"] = _real("model.words.weight_quantized", held)
    with np.load(folder / "arcs.npz", allow_pickle=False) as forms:
        state |= {f"forms.{name}": forms[name] for name in forms.files}
    return _checked(state, folder)


def _real(name: str, held: Mapping[str, Any]) -> Any:
    """Return a weight of the graph as float32, its scale applied where it is int8."""
    if name not in held:
        raise ValueError(f"the graph has no weight {name}")
    values = held[name]
    if values.dtype == np.float32:
        return values
    stem = name.removesuffix("_quantized")
    zero, scale = held[f"{stem}_zero_point"], held[f"{stem}_scale"]
    return (values.astype(np.float32) - zero.astype(np.float32)) * scale


def _checked(state: dict[str, Any], folder: Path) -> dict[str, torch.Tensor]:
    model = ReadingModel()
    found = {name: torch.from_numpy(np.array(values)) for name, values in state.items()}
    wanted = model.state_dict()
    wrong = sorted(
        name
        for name in wanted.keys() | found.keys()
        if name not in found or name not in wanted or found[name].shape != wanted[name].shape
    )
    if wrong:
        raise ValueError(f"{folder} is no six-layer model of today's heads: {', '.join(wrong[:5])}")
    return found


def main() -> None:
    """Write checkpoint.pt and run.json, which says where the weights come from."""
    parser = argparse.ArgumentParser(prog="python -m training.restore", description=__doc__)
    parser.add_argument("--model", type=Path, required=True, help="the model folder")
    parser.add_argument("--to", type=Path, required=True, help="a folder for the checkpoint")
    given = parser.parse_args()
    given.to.mkdir(parents=True, exist_ok=True)
    torch.save({"model": restore_weights(given.model)}, given.to / "checkpoint.pt")
    version = json.loads((given.model / "heads.json").read_text("utf-8"))["version"]
    graph = hash_file(given.model / "model.onnx")
    write_json(given.to / "run.json", {"settings": {"restored": version, "graph": graph}})


if __name__ == "__main__":
    main()
