"""The network: a MiniLM encoder restated in torch, one matrix of token logits, pairwise forms.

The forward pass is written out, without a model library, so that the exported graph holds plain
operators only and what is trained is exactly what is shipped.
"""

from __future__ import annotations

import json
from contextlib import nullcontext
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import torch
from safetensors.torch import load_file
from torch import nn
from torch.nn import functional

from training.base import base_folder
from training.heads import ARC_WIDTH, ARCS, SIDE, WIDTH

if TYPE_CHECKING:
    from pathlib import Path

    import numpy as np

HIDDEN = 384
LAYERS = 6  # of the base weights
ATTENTION_HEADS = 12
INNER = 1536
WORDS = 30522
POSITIONS = 512
EPSILON = 1e-12
FAR = -10000.0  # added to the attention of padding: far below any score, safe in every precision


class Layer(nn.Module):
    """One transformer layer: self-attention and a feed-forward net, each added and normed."""

    def __init__(self) -> None:
        super().__init__()
        self.query = nn.Linear(HIDDEN, HIDDEN)
        self.key = nn.Linear(HIDDEN, HIDDEN)
        self.value = nn.Linear(HIDDEN, HIDDEN)
        self.out = nn.Linear(HIDDEN, HIDDEN)
        self.out_norm = nn.LayerNorm(HIDDEN, eps=EPSILON)
        self.inner = nn.Linear(HIDDEN, INNER)
        self.outer = nn.Linear(INNER, HIDDEN)
        self.outer_norm = nn.LayerNorm(HIDDEN, eps=EPSILON)

    def forward(self, x: torch.Tensor, far: torch.Tensor) -> torch.Tensor:
        """Return the layer's output; ``far`` is 0 where a token may be looked at, FAR else."""
        query, key, value = (_split(side(x)) for side in (self.query, self.key, self.value))
        if x.is_cuda:
            mask = far.to(query.dtype).expand(-1, -1, x.shape[1], -1)
            mixed = functional.scaled_dot_product_attention(query, key, value, attn_mask=mask)
        else:
            # Written out: on a processor this is faster than the fused kernel, which also has no
            # place in a plain graph.
            scores = query @ key.transpose(-1, -2) / (HIDDEN // ATTENTION_HEADS) ** 0.5
            mixed = functional.softmax(scores + far.to(scores.dtype), dim=-1) @ value
        x = self.out_norm(x + self.out(_join(mixed)))
        return self.outer_norm(x + self.outer(functional.gelu(self.inner(x))))


def _split(x: torch.Tensor) -> torch.Tensor:
    return x.reshape(x.shape[0], x.shape[1], ATTENTION_HEADS, -1).transpose(1, 2)


def _join(x: torch.Tensor) -> torch.Tensor:
    return x.transpose(1, 2).reshape(x.shape[0], x.shape[2], HIDDEN)


@dataclass(frozen=True, slots=True)
class Outputs:
    """What one pass gives: [batch, length, columns] each."""

    tags: torch.Tensor
    arcs: torch.Tensor
    hidden: torch.Tensor


class ReadingModel(nn.Module):
    """The encoder with its heads; ``forms`` holds one biaffine matrix a label of an arc head."""

    def __init__(self, layers: int = LAYERS) -> None:
        super().__init__()
        self.words = nn.Embedding(WORDS, HIDDEN)
        self.positions = nn.Embedding(POSITIONS, HIDDEN)
        self.kinds = nn.Embedding(2, HIDDEN)
        self.norm = nn.LayerNorm(HIDDEN, eps=EPSILON)
        self.layers = nn.ModuleList(Layer() for _ in range(layers))
        self.tags = nn.Linear(HIDDEN, WIDTH)
        self.pair_inner = nn.Linear(HIDDEN, HIDDEN)
        self.pair_outer = nn.Linear(HIDDEN, ARC_WIDTH)
        self.forms = nn.ParameterDict(
            {
                head.name: nn.Parameter(torch.randn(len(head.labels), SIDE + 1, SIDE + 1) * 0.02)
                for head in ARCS
            }
        )
        self.dropout = nn.Dropout(0.1)

    def forward(self, input_ids: torch.Tensor, attention_mask: torch.Tensor) -> Outputs:
        """Return the logits, the pairwise projections and the token vectors of the windows."""
        return self.read_heads(self.encode(input_ids, attention_mask))

    def encode(self, input_ids: torch.Tensor, attention_mask: torch.Tensor) -> torch.Tensor:
        """Return the encoder's token vectors [batch, length, HIDDEN]."""
        return self.rise(self.embed(input_ids), attention_mask)

    def embed(self, input_ids: torch.Tensor) -> torch.Tensor:
        """Return the vectors [batch, length, HIDDEN] that the first layer reads."""
        length = input_ids.shape[1]
        x = self.words(input_ids) + self.positions.weight[:length] + self.kinds.weight[0]
        return self.norm(x)

    def rise(
        self, x: torch.Tensor, attention_mask: torch.Tensor, first: int = 0, end: int | None = None
    ) -> torch.Tensor:
        """Return what the layers from ``first`` up to ``end`` (None: all) make of vectors."""
        far = (1.0 - attention_mask.to(x.dtype))[:, None, None, :] * FAR
        for layer in self.layers[first:end]:
            x = layer(x, far)
        return x

    def freeze(self, layers: int) -> None:
        """Keep the embeddings and so many layers as they are."""
        for part in (self.words, self.positions, self.kinds, self.norm, *self.layers[:layers]):
            part.requires_grad_(requires_grad=False)

    def read_heads(self, x: torch.Tensor) -> Outputs:
        """Return what the heads say of the encoder's token vectors."""
        dropped = self.dropout(x)
        arcs = self.pair_outer(self.dropout(functional.gelu(self.pair_inner(dropped))))
        return Outputs(tags=self.tags(dropped), arcs=arcs, hidden=x)

    def encoder_parameters(self) -> list[nn.Parameter]:
        """Return the pretrained part, which learns more slowly than the heads."""
        parts = (self.words, self.positions, self.kinds, self.norm, self.layers)
        return [parameter for part in parts for parameter in part.parameters()]


_NAMES = {
    "query": "attention.self.query",
    "key": "attention.self.key",
    "value": "attention.self.value",
    "out": "attention.output.dense",
    "out_norm": "attention.output.LayerNorm",
    "inner": "intermediate.dense",
    "outer": "output.dense",
    "outer_norm": "output.LayerNorm",
}
# A three-layer model starts from every other layer, the last one included.
THREE = (1, 3, 5)


def load_base(model: ReadingModel, folder: Path | None = None) -> None:
    """Fill the encoder with the base weights of ``folder`` (default: the installed package).

    Raises:
        ValueError: the folder holds another architecture.
    """
    folder = folder or base_folder()
    config = json.loads((folder / "config.json").read_text("utf-8"))
    if (config["hidden_size"], config["vocab_size"]) != (HIDDEN, WORDS):
        raise ValueError(f"{folder} is no MiniLM-L6-H384 of the uncased vocabulary")
    weights = load_file(folder / "model.safetensors")
    state = {
        "words.weight": weights["embeddings.word_embeddings.weight"],
        "positions.weight": weights["embeddings.position_embeddings.weight"],
        "kinds.weight": weights["embeddings.token_type_embeddings.weight"],
        "norm.weight": weights["embeddings.LayerNorm.weight"],
        "norm.bias": weights["embeddings.LayerNorm.bias"],
    }
    picked = THREE if len(model.layers) == len(THREE) else range(len(model.layers))
    for ours, theirs in enumerate(picked):
        for name, old in _NAMES.items():
            for part in ("weight", "bias"):
                state[f"layers.{ours}.{name}.{part}"] = weights[
                    f"encoder.layer.{theirs}.{old}.{part}"
                ]
    missing = model.load_state_dict(state, strict=False)
    if missing.unexpected_keys:
        raise ValueError(f"weights that fit no layer: {missing.unexpected_keys}")


def send(values: np.ndarray | torch.Tensor, device: torch.device) -> torch.Tensor:
    """Return values of the processor's memory on the device, which need not wait for them."""
    tensor = torch.as_tensor(values)
    if device.type != "cuda":
        return tensor.to(device)
    return tensor.pin_memory().to(device, non_blocking=True)


def autocast(device: torch.device) -> Any:
    """Return the half-precision context where the processor has one, else none."""
    kind = device.type
    fit = kind == "cuda" or torch.backends.cpu.get_cpu_capability().startswith("AVX512")
    return torch.autocast(kind, dtype=torch.bfloat16) if fit else nullcontext()
