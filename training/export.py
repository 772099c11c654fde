"""Writing the model folder: an int8 graph, the pairwise forms, the head table, hashes."""

from __future__ import annotations

import copy
import shutil
import tempfile
import warnings
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic

from training.base import vocabulary_file
from training.files import write_json
from training.heads import ARCS, HEADS
from training.windows import LENGTH, STRIDE

if TYPE_CHECKING:
    from training.network import Outputs, ReadingModel

OPSET = 17
SMALL = 3  # layers: of the fast model


class _Traced(torch.nn.Module):
    """The model as the exporter wants it: a tuple out."""

    def __init__(self, model: ReadingModel) -> None:
        super().__init__()
        self.model = model

    def forward(
        self, input_ids: torch.Tensor, attention_mask: torch.Tensor
    ) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
        outputs: Outputs = self.model(input_ids, attention_mask)
        return outputs.tags, outputs.arcs, outputs.hidden


def write_graph(model: ReadingModel, path: Path) -> None:
    """Write the model as a plain fp32 ONNX graph with free batch and length."""
    ids = torch.randint(1000, 2000, (2, 9))
    mask = torch.ones_like(ids)
    mask[1, 6:] = 0
    names = ["input_ids", "attention_mask", "tags", "arcs", "hidden"]
    with warnings.catch_warnings():
        warnings.simplefilter(
            "ignore"
        )  # the tracing exporter calls itself legacy; it is what works
        torch.onnx.export(
            # A copy on the processor: the run may stand on a GPU, and goes on in training.
            _Traced(copy.deepcopy(model).cpu()).eval(),
            (ids, mask),
            str(path),
            input_names=names[:2],
            output_names=names[2:],
            dynamic_axes={name: {0: "batch", 1: "length"} for name in names},
            opset_version=OPSET,
            dynamo=False,
        )


def quantise(source: Path, target: Path, *, keep_heads: bool = True) -> None:
    """Write the int8 copy of a graph: weights per channel, activations scaled as they come.

    The heads stay in fp32 unless told otherwise: they are a fiftieth of the weights. In a small
    model they are a tenth of the time, so that there they are quantised too.
    """
    graph = onnx.load(str(source)).graph
    heads = [node.name for node in graph.node if keep_heads and is_head(node.name)]
    quantize_dynamic(
        str(source),
        str(target),
        weight_type=QuantType.QInt8,
        per_channel=True,
        nodes_to_exclude=heads,
        extra_options={"MatMulConstBOnly": True},
    )


def is_head(name: str) -> bool:
    """Return whether a node of the graph belongs to a head and not to the encoder."""
    return any(f"/{part}/" in name for part in ("tags", "pair_inner", "pair_outer"))


def describe_heads(tuned: dict[str, Any], *, version: str, sources: list[str]) -> dict[str, Any]:
    """Return heads.json; ``tuned`` maps a head's name to its temperature and thresholds."""
    heads = [
        {
            "name": head.name,
            "kind": head.kind,
            "level": head.level,
            "labels": list(head.labels),
            "from": head.start,
            "to": head.end,
            **_tuning(tuned, head.name, head.labels),
        }
        for head in HEADS
    ]
    arcs = [
        {
            "name": head.name,
            "from": head.start,
            "to": head.middle,
            "other_from": head.middle,
            "other_to": head.end,
            "labels": list(head.labels),
            **_tuning(tuned, head.name, head.labels),
        }
        for head in ARCS
    ]
    return {
        "version": version,
        "window": LENGTH,
        "stride": STRIDE,
        "heads": heads,
        "arcs": arcs,
        "sources": sources,
    }


def _tuning(tuned: dict[str, Any], name: str, labels: tuple[str, ...]) -> dict[str, Any]:
    found = tuned.get(name, {})
    thresholds = dict.fromkeys(labels, 0.5) | found.get("thresholds", {})
    return {"temperature": found.get("temperature", 1.0), "thresholds": thresholds}


def write_model(
    model: ReadingModel, folder: Path, heads: dict[str, Any], *, keep_fp32: Path | None = None
) -> None:
    """Write graph, forms, vocabulary and heads into ``folder``.

    ``tags.npz`` repeats the token heads of the graph (weight [columns, 384] over ``hidden``, bias),
    for those who fit the heads anew without touching the graph.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        full = Path(scratch) / "full.onnx"
        write_graph(model, full)
        quantise(full, folder / "model.onnx", keep_heads=len(model.layers) > SMALL)
        if keep_fp32 is not None:
            shutil.copyfile(full, keep_fp32)
    forms = {name: form.detach().float().cpu().numpy() for name, form in model.forms.items()}
    np.savez(folder / "arcs.npz", **forms)
    tags = model.tags
    np.savez(
        folder / "tags.npz",
        weight=tags.weight.detach().float().cpu().numpy(),
        bias=tags.bias.detach().float().cpu().numpy(),
    )
    shutil.copyfile(vocabulary_file(), folder / "vocab.txt")
    write_json(folder / "heads.json", heads)
