"""Pretrained weights as this network names them: MiniLM, which is shipped, and MPNet, a teacher."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from safetensors.torch import load_file

from training.base import base_folder, wide_folder
from training.shapes import MINILM, POSITIONS, WORDS
from training.wordpiece import FIRST, LAST, MASK

if TYPE_CHECKING:
    from pathlib import Path

    import torch

    from training.network import ReadingModel
    from training.shapes import Shape

_MINILM = {
    "query": "attention.self.query",
    "key": "attention.self.key",
    "value": "attention.self.value",
    "out": "attention.output.dense",
    "out_norm": "attention.output.LayerNorm",
    "inner": "intermediate.dense",
    "outer": "output.dense",
    "outer_norm": "output.LayerNorm",
}
_MPNET = _MINILM | {
    "query": "attention.attn.q",
    "key": "attention.attn.k",
    "value": "attention.attn.v",
    "out": "attention.attn.o",
    "out_norm": "attention.LayerNorm",
}
# MPNet has BERT's vocabulary four numbers on, and marks of its own before and behind it.
_ON = 4
_PAD = 0
_MARKS = {FIRST: 0, _PAD: 1, LAST: 2, MASK: WORDS + _ON}
_FIRST_POSITION = 2
# A three-layer model starts from every other layer, the last one included.
THREE = (1, 3, 5)


def load_base(model: ReadingModel, folder: Path | None = None) -> None:
    """Fill the encoder with its base weights, of ``folder`` or of the packages that bring them.

    Raises:
        ValueError: the folder holds another architecture.
    """
    shape = model.shape
    if folder is None:
        folder = base_folder() if shape == MINILM else wide_folder()
    config = json.loads((folder / "config.json").read_text("utf-8"))
    if config["hidden_size"] != shape.hidden or config["num_hidden_layers"] < len(model.layers):
        raise ValueError(f"{folder} holds no encoder of the shape {shape.name}")
    weights = load_file(folder / "model.safetensors")
    state = _embeddings(weights, shape)
    picked = THREE if len(model.layers) == len(THREE) else range(len(model.layers))
    for ours, theirs in enumerate(picked):
        for name, old in (_MPNET if shape.near else _MINILM).items():
            for part in ("weight", "bias"):
                state[f"layers.{ours}.{name}.{part}"] = weights[
                    f"encoder.layer.{theirs}.{old}.{part}"
                ]
    missing = model.load_state_dict({n: v.float() for n, v in state.items()}, strict=False)
    if missing.unexpected_keys:
        raise ValueError(f"weights that fit no layer: {missing.unexpected_keys}")


def _embeddings(weights: dict[str, torch.Tensor], shape: Shape) -> dict[str, torch.Tensor]:
    words = weights["embeddings.word_embeddings.weight"]
    positions = weights["embeddings.position_embeddings.weight"]
    state = {
        "norm.weight": weights["embeddings.LayerNorm.weight"],
        "norm.bias": weights["embeddings.LayerNorm.bias"],
    }
    if not shape.near:
        kinds = weights["embeddings.token_type_embeddings.weight"]
        return state | {
            "words.weight": words,
            "positions.weight": positions,
            "kinds.weight": kinds,
        }
    ours = words[_ON : _ON + WORDS].clone()
    for mark, theirs in _MARKS.items():
        ours[mark] = words[theirs]
    return state | {
        "words.weight": ours,
        "positions.weight": positions[_FIRST_POSITION : _FIRST_POSITION + POSITIONS],
        "kinds.weight": words.new_zeros(2, shape.hidden),
        "near.weight": weights["encoder.relative_attention_bias.weight"],
    }
